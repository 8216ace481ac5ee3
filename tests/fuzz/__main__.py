"""make fuzz: more than ten thousand nonsensical requests to a real site, over all routes, formats, languages and methods.

    python -m tests.fuzz [--seed 1] [--requests 12000] [--clients 2]

Prints a line a route, and ends with 1 where an answer was an error of the site, took more than two seconds (and again when
nothing else was under way), gave markup of the visitor's back, or lacked a header; the same seed asks the same again. Then
the limits are tried as they come.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from itertools import islice
from random import Random, randrange

from tests.bench.deployment import deployment
from tests.bench.pages import settle
from tests.routes import routes

from .learning import Learned, learn
from .nonsense import Asked, Nonsense
from .sending import Answer, Visitor, all_answers
from .table import Table

# Limits so high that none is met; and a visitor waits less for a picture than any answer may take.
UNLIMITED = {"FILES_LIMIT": "1000000", "SEARCH_LIMIT": "1000000", "EXPORT_WAIT": "1"}
# What one client asks more often in a minute than it may: kind of request -> how to write the n-th.
TOO_MANY = {"files": "/agencies.json?size={}", "searches": "/search/suggest/?q={}"}
MOST_TRIED = 400


def main() -> int:
    """Both parts; 1 where anything is wrong."""
    asked = arguments()
    print(f"seed {asked.seed}: {asked.requests} requests by {asked.clients} clients at a time", flush=True)
    wrong = everything(asked)
    wrong += limits()
    print("\n".join([f"{len(wrong)} faults"] + wrong[:60]))
    return 1 if wrong else 0


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=randrange(10**6))
    parser.add_argument("--requests", type=int, default=12_000)
    parser.add_argument("--clients", type=int, default=2)
    return parser.parse_args()


def everything(asked: argparse.Namespace) -> list[str]:
    """Nonsense for every route; the faults in words."""
    os.environ.update(UNLIMITED)
    table = Table()
    with deployment() as site:
        settle(site)
        learned = look_around(site)
        begun = time.monotonic()
        if learned.unreached:
            return [f"No address is known of the route {name}" for name in learned.unreached]
        for number, answer in enumerate(all_answers(site, requests_of(learned, asked), asked.clients), start=1):
            table.add(answer)
            if number % 1000 == 0:
                print(f"{number} asked in {time.monotonic() - begun:.0f} s, {len(table.wrong)} faults", flush=True)
        clear_cache()
        table.slow_again(Visitor(site))
    table.show(sys.stdout)
    return table.wrong


def look_around(site: str) -> Learned:
    """Learn what may be asked, in this process but in the database of the site, where an archive of pictures is being made."""
    Visitor(site).ask(Asked("", "GET", "/charts/agency-type-map.zip", "each=province"))
    Visitor(site).ask(Asked("", "GET", "/charts/ranking.png", "w=1234"))
    import django

    django.setup()
    from django.test import Client

    host, _, port = site.removeprefix("http://").partition(":")
    client = Client(SERVER_NAME=host, SERVER_PORT=port)

    def get(address: str) -> tuple[str, bytes]:
        response = client.get(address)
        return response.get("Content-Type", ""), b"" if response.streaming else response.content

    return learn(get)


def clear_cache() -> None:
    """Forget the pages that the site keeps: what is asked again is made again."""
    from django.core.cache import cache

    cache.clear()


def requests_of(learned: Learned, asked: argparse.Namespace) -> Iterator[Asked]:
    """Each route a few times at least, then whatever comes."""
    random, nonsense = Random(asked.seed), Nonsense(learned, routes())
    each = [nonsense.request(random, route) for route in routes() for _ in range(20)]
    yield from islice(each, asked.requests)
    for _ in range(asked.requests - len(each)):
        yield nonsense.request(random)


def limits() -> list[str]:
    """A site with the limits that it comes with: one client that asks too much is told when to come back."""
    for name in UNLIMITED:
        os.environ.pop(name)
    wrong = []
    with deployment() as site:
        visitor = Visitor(site)
        for kind, address in TOO_MANY.items():
            path, _, query = address.partition("?")
            told = refused(visitor.ask(Asked("", "GET", path, query.format(n))) for n in range(1, MOST_TRIED))
            print(f"{kind}: refused at request {told}")
            if told is None:
                wrong.append(f"{MOST_TRIED} {kind} in a row were not limited")
    return wrong


def refused(answers: Iterator[Answer]) -> int | None:
    """Which answer is the first that says when to come back; None where none does."""
    several = enumerate(answers, start=1)
    return next((number for number, one in several if one.status == 429 and "retry-after" in one.headers), None)


if __name__ == "__main__":
    sys.exit(main())
