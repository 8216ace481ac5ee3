"""Fifty visitors who wait a second between pages, over all pages of the site map, half of the addresses repeated; one visit in
ten is to a page that nobody foresaw, and that is made while they wait."""

import os
import random
import re
import sys
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from .deployment import deployment
from .servers import Load, load

VISITORS, WAIT = 50, 1000
# One visit in so many is to a list on a day of its own, from the last one back.
UNFORESEEN, LAST_DAY = 10, date(2025, 12, 31)
LISTS = ("agencies", "companies", "documents", "leading-groups", "platforms", "regions", "scores", "tasks")


def visitors(*, seconds: int) -> Load:
    """What they saw, on a site with web server and worker as `make run` starts it, once its pages are made ahead."""
    with deployment() as site:
        text = urllib.request.urlopen(f"{site}/sitemap.xml", timeout=60).read().decode()
        paths = [urlsplit(one).path for one in re.findall(r"<loc>([^<]+)</loc>", text)]
        wait_for_pages(site, paths)
        addresses = Path(os.environ["TMPDIR"]) / "visits"
        addresses.write_text("\n".join(visits(paths, VISITORS * (seconds + 1))) + "\n")
        return load(f"{site}/", seconds=seconds, clients=VISITORS, addresses=addresses, wait=WAIT)


def visits(paths: list[str], count: int) -> list[str]:
    """Addresses in the order of visits: every second one has been visited before, while there are new ones."""
    chance = random.Random(6)
    fresh, seen, found = chance.sample(paths, len(paths)), [], []
    for number in range(count):
        if number % UNFORESEEN == UNFORESEEN - 1:
            day = LAST_DAY - timedelta(days=number // UNFORESEEN)
            found.append(f"{chance.choice(['', '/en'])}/{chance.choice(LISTS)}/?as_of={day}")
        elif fresh and (number % 2 == 0 or not seen):
            seen.append(fresh.pop())
            found.append(seen[-1])
        else:
            found.append(chance.choice(seen))
    return found


def wait_for_pages(site: str, paths: list[str]) -> None:
    """Until the worker has made the pages of the site map, as it does after each load."""
    import django

    django.setup()
    from govcompare import page_cache
    from govcompare.pages_ahead import request_for

    for _ in range(600):
        left = sum(page_cache.missing(request_for(site, path)) is not None for path in paths)
        print(f"{left} of {len(paths)} pages are still to be made", file=sys.stderr, flush=True)
        if not left:
            return
        time.sleep(10)
    raise SystemExit("The worker did not make the pages.")
