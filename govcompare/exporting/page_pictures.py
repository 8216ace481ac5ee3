"""The picture of a chart on a page: where it is kept, or that it is wanted. A page never waits for one and draws none."""

import logging
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from ..charts.boards import DARK, LIGHT, MIDDLE, NARROW, WIDE, widths
from ..charts.chart import Chart
from ..charts.fit import fitted
from ..clients import client_of
from ..models import DrawnAhead
from ..query import site_of
from . import limits, queue
from .drawn import asked_of, picture_address
from .serving import shown_load

log = logging.getLogger(__name__)

# Viewports up to so many pixels are a phone's, or have no room for the wide picture.
PHONE, TABLET = 600, 1000
ON_DARK = "screen and (prefers-color-scheme: dark)"  # on paper the light one
# In the place of a picture that is still to be drawn: nothing, of its size.
BLANK = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='{}'%20height='{}'/%3E"
# So many charts may be wanted at a time; of one client within a minute, this part of the pictures it may have made.
MOST_WANTED, PART = 400, 2
# Seconds after which a page looks again for a picture that was not there.
AGAIN = 3
MOST_REMEMBERED = 4000

# width -> height and, by theme, the number of the job that has the file
Kept = dict[str, dict]


@dataclass(frozen=True)
class Source:
    """One form of a picture: when it is shown (media, empty: otherwise), where it is, its size."""

    media: str
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class PagePicture:
    """What stands in the page. sources: the first whose media fits is shown, the last is that of the img element."""

    sources: list[Source]
    is_kept: bool

    @property
    def last(self) -> Source:
        return self.sources[-1]

    @property
    def scrolls(self) -> bool:
        """Whether a phone shows a part of it at a time: it is wider than that."""
        return min(source.width for source in self.sources) > NARROW


class _Memory:
    """What this process knows of charts: their pictures, for ever as they are of one load and day; that there are none, for
    a moment."""

    def __init__(self):
        self.lock, self.rows = Lock(), OrderedDict()

    def get(self, asked: str) -> tuple[Kept, float] | None:
        with self.lock:
            found = self.rows.get(asked)
        return None if found and not found[0] and found[1] < time.monotonic() else found

    def keep(self, asked: str, kept: Kept) -> None:
        with self.lock:
            self.rows[asked] = kept, time.monotonic() + AGAIN
            self.rows.move_to_end(asked)
            while len(self.rows) > MOST_REMEMBERED:
                self.rows.popitem(last=False)

    def forget(self) -> None:
        with self.lock:
            self.rows.clear()


_memory = _Memory()


def kept(request: HttpRequest, addresses: Iterable[str]) -> dict[str, Kept]:
    """address of a chart's page -> its pictures, empty where there are none yet. At most one query; what nobody has drawn is
    wanted from now on."""
    if not hasattr(request, "shown_load"):  # asked once, however many charts the page has
        request.shown_load = shown_load()
    site, load = site_of(request), request.shown_load
    asked = {asked_of(site, address, load): address for address in addresses}
    found = {key: known[0] for key in asked if (known := _memory.get(key))}
    if missing := [key for key in asked if key not in found]:
        rows = dict(DrawnAhead.objects.filter(pk__in=missing).values_list("pk", "pictures"))
        for key in missing:
            found[key] = rows.get(key) or {}
            _memory.keep(key, found[key])
        if load is not None:
            _want(request, site, {key: asked[key] for key in missing if key not in rows})
    return {address: found[key] for key, address in asked.items()}


def picture_of(
    request: HttpRequest, chart: Chart, *, beside: Iterable[Chart] = (), in_column: bool = False
) -> PagePicture:
    """The picture of a chart on the page that is being made. beside: all charts of the page, to be looked for together;
    in_column: it never has the whole width."""
    files = kept(request, {chart.live, *(one.live for one in beside)})[chart.live]
    if files:
        sizes = {int(width): form["height"] for width, form in files.items()}
    else:
        sizes = {width: fitted(chart, width).height for width in widths(chart)}
        request.undrawn = [*getattr(request, "undrawn", []), chart.live]
    return PagePicture(_sources(chart.live, sizes, in_column=in_column, is_kept=bool(files)), bool(files))


def small_pictures(request: HttpRequest, addresses: Iterable[str]) -> dict[str, PagePicture | None]:
    """address of a chart's page -> its picture for a list of charts, None where it is still to be drawn."""
    found = {}
    for address, files in kept(request, addresses).items():
        sizes = {int(width): form["height"] for width, form in files.items()}
        width = max(MIDDLE, min(sizes, default=0))
        found[address] = PagePicture(_forms(address, "", width, sizes, is_kept=True), True) if sizes else None
    request.undrawn = [address for address, picture in found.items() if picture is None]
    return found


def _sources(live: str, sizes: dict[int, int], *, in_column: bool, is_kept: bool) -> list[Source]:
    least = min(sizes)
    boards = [(f"(max-width: {PHONE}px)", NARROW), (f"(max-width: {TABLET}px)", MIDDLE), ("", WIDE)]
    if in_column:
        boards = [boards[0], ("", MIDDLE)]
    found = []
    for media, board in boards:
        found += _forms(live, media, max(board, least), sizes, is_kept=is_kept)
    return found


def _forms(live: str, media: str, width: int, sizes: dict[int, int], *, is_kept: bool) -> list[Source]:
    """A picture of one width on dark and on light paper."""
    found = []
    for theme in (DARK, LIGHT) if is_kept else (LIGHT,):
        said = " and ".join(part for part in (ON_DARK if theme == DARK else "", media) if part)
        url = picture_address(live, width, theme) if is_kept else BLANK.format(width, sizes[width])
        found.append(Source(said, url, width, sizes[width]))
    return found


def want(request: HttpRequest, addresses: Iterable[str]) -> None:
    """Have charts drawn, by the addresses of their pages, that a page shows which was made ahead without their pictures."""
    site, load = site_of(request), shown_load()
    if load is not None:
        _want(request, site, {asked_of(site, address, load): address for address in addresses})


def _want(request: HttpRequest, site: str, addresses: dict[str, str]) -> None:
    """Have charts drawn when there is time: unless the queue is down, too many are wanted, or this client wants too many.
    Those of a page that is made ahead are wanted by its first visitor."""
    if not addresses or getattr(request, "is_made_ahead", False) or not queue.is_up():
        return
    if settings.SITES and site not in settings.SITES:  # an address nobody is sent to
        return
    client = client_of(request)
    rows = [DrawnAhead(asked=key, site=site, address=address, client=client) for key, address in addresses.items()]
    now = timezone.now()
    try:
        with transaction.atomic():
            counted = DrawnAhead.objects.aggregate(
                waiting=Count("pk", filter=Q(drawn_at=None)),
                own=Count("pk", filter=Q(client=client, created_at__gt=now - timedelta(minutes=1))),
            )
            most = max(1, settings.EXPORT_LIMIT // PART)
            if counted["waiting"] < MOST_WANTED and counted["own"] < most and not limits.seconds_to_wait(client):
                DrawnAhead.objects.bulk_create(rows, ignore_conflicts=True)
    except DatabaseError:  # a page is answered from a database that takes no writing, too
        log.warning("A picture could not be asked for", exc_info=True)
