"""What the site itself tells of what may be asked: real addresses of every route, the parameters that its view reads,
and the values that its forms and links give them."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock
from urllib.parse import parse_qsl, urlsplit

from lxml import html

from govcompare import query
from tests.routes import Route, route_of, routes

# Values of one parameter, and addresses of one route, that are remembered.
MOST_VALUES, MOST_ADDRESSES = 60, 400
# Addresses to which no link leads.
UNLINKED = (
    "/healthz/", "/healthz/export", "/readyz/", "/metrics", "/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/favicon.ico",
    "/agencies.pdf",
    "/search.json?q=贵州", "/search/suggest/?q=gui", "/facts/agency_statuses/x.csv",
    *(f"/{name}.{format}?r=440000~330000" for name in ("compare", "responsibilities") for format in ("csv", "xlsx", "json")),
)  # fmt: skip


@dataclass
class Learned:
    """addresses: paths by the name of their route; parameters: what its view reads; values: what the site offers of a
    parameter, by the part of the site (see part_of) and the name of the parameter."""

    addresses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    parameters: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    values: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    noted: set[str] = field(default_factory=set)

    def note(self, address: str) -> None:
        """An address that the site named, with its query."""
        parts = urlsplit(address)
        path = re.sub(r"^/en(?=/|$)", "", parts.path) or "/"
        if path.startswith("/static/"):
            return
        for parameter, value in parse_qsl(parts.query):
            self.offer(path, parameter, value)
        if path in self.noted:
            return
        self.noted.add(path)
        name = route_of(path)
        if name is not None and len(self.addresses[name]) < MOST_ADDRESSES:
            self.addresses[name].append(path)

    def offer(self, path: str, parameter: str, value: str) -> None:
        """A value that a form or link of the site gives to a parameter of an address."""
        known = self.values[part_of(path), parameter]
        if value and value not in known and len(known) < MOST_VALUES:
            known.append(value)

    @property
    def unreached(self) -> list[str]:
        """Routes of which no address is known."""
        return [route.name for route in routes() if not self.addresses[route.name]]


def part_of(path: str) -> str:
    """The part of the site to which an address belongs: a page and its files, and all charts, are one."""
    first = re.match(r"/([^/.]*)", path)[1]
    return "charts" if first == "embed" else first


def learn(get: Callable[[str], tuple[str, bytes]]) -> Learned:
    """Look at one page of each route in this process. get: an address -> content type and content."""
    learned = Learned()
    for address in (*UNLINKED, *_made_here()):
        learned.note(address)
    for address in re.findall(r"<loc>([^<]+)</loc>", get("/sitemap.xml")[1].decode()):
        learned.note(address)
        learned.note(address.replace("/charts/", "/embed/"))
    learned.offer("/charts/", "v", json.loads(get("/charts/ranking.json")[1])["dataset_version"])
    looked: set[tuple[str, str]] = set()
    while todo := list(_unlooked(learned, looked)):
        for name, address in todo:
            looked.add((name, address))
            with _listening(learned.parameters[name]):
                kind, content = get(address)
            if kind.startswith("text/html") and content.strip():
                _read(learned, address, content)
    return learned


def _made_here() -> Iterator[str]:
    """Addresses of what was made at this site: exports and short links."""
    from govcompare.models import ExportJob, ShortLink  # only once Django is set up

    for pk, format in ExportJob.objects.values_list("pk", "format")[:20]:
        yield from (f"/exports/{pk}/", f"/exports/{pk}.{format}")
    for key in ShortLink.objects.values_list("key", flat=True)[:20]:
        yield f"/s/{key}/"


def _unlooked(learned: Learned, looked: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """One address of each route, but all charts: each has parameters of its own."""
    for route in routes():
        known = learned.addresses[route.name]
        wanted = known if route.name.startswith("charts/<") else _telling(route, known)
        yield from ((route.name, path) for path in wanted if (route.name, path) not in looked)


def _telling(route: Route, known: list[str]) -> list[str]:
    """The address that tells most: of Guangdong, of which most is known, else the first."""
    return [path for path in known if "440000" in path][:1] or known[:1]


def _read(learned: Learned, address: str, content: bytes) -> None:
    """Take in what links and forms of a page offer."""
    page = html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    for found in sorted({one for name in ("href", "src", "action") for one in page.xpath(f"//@{name}")}):
        if found.startswith("/") and not found.startswith("//"):
            learned.note(found)
    for form in page.xpath("//form"):
        path = form.get("action") or address
        for one in form.xpath(".//input[@name]"):
            learned.offer(path, one.get("name"), one.get("value", ""))
        for one in form.xpath(".//select[@name]//option"):
            learned.offer(path, one.xpath("string(ancestor::select/@name)"), one.get("value", ""))


@contextmanager
def _listening(heard: set[str]) -> Iterator[None]:
    """Add to a set the names of all parameters that the views of this block read."""
    real = query.unknown_names

    def noted(given, known):
        heard.update(known)
        return real(given, known)

    with mock.patch.object(query, "unknown_names", noted):
        yield
