"""Drawing ahead: after each load, and each new day, a worker makes the pictures that pages will show.

One process of the site at a time does it, in short turns, and stops as soon as a visitor waits for a file. What is done stands in the
table, so that a turn goes on where the last one ended, whoever was killed meanwhile. Each picture is an ordinary job with
an ordinary key: a visitor who asks for the same finds it.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from ..alone import alone
from ..errors import InvalidQuery
from ..models import DatasetLoad, DrawnAhead, ExportJob, ExportState
from . import jobs, queue
from .drawn import asked_of, sites
from .rendering import RenderFailure
from .spec import FORMATS, Render, Spec, make

log = logging.getLogger(__name__)

# Seconds of one turn: a task may take no longer than its limit (queue.send_chore).
TURN = 25
# A chart that could not be drawn so often is left alone until the next load or day.
MAX_ATTEMPTS = 3
# Pictures of yesterday are asked for by hardly anybody.
KEEP = timedelta(hours=48)


class Variant(NamedTuple):
    """One picture of a chart."""

    width: int
    theme: str
    address: str
    file_name: str
    spec: Spec


class Stopped(Exception):
    """The turn is over: somebody waits, time is up, or the browser is gone."""


def soon() -> None:
    """Have a worker look at once for what is to be drawn; without one, or without a queue, nothing happens."""
    if queue.is_up():
        with suppress(queue.QueueDown):
            queue.send_chore(queue.AHEAD, expires=60)


def take_turn(draw: Render, *, at_start: bool = False) -> int:
    """Draw for a while; how many charts were finished. at_start: what was drawn is looked at again, for files may be gone."""
    load = _load()
    if load is None:
        return 0
    with alone("drawing-ahead") as is_mine:
        if not is_mine:
            return 0
        if at_start:
            DrawnAhead.objects.update(drawn_at=None, attempts=0)
        _want_defaults(load)
        end, done = time.monotonic() + TURN, 0
        try:
            while row := _next(load):
                _draw(row, draw, lambda: _go_on(end))
                done += 1
                log.debug("Drawn ahead: %s%s", row.site, row.address)
        except Stopped as why:
            log.debug("Drawing ahead pauses: %s", why)
            if time.monotonic() > end:
                soon()
    if done:
        left = sum(row.asked == asked_of(row.site, row.address, load) for row in _due())
        log.info("Drawn ahead: %s charts; %s left", done, left)
    return done


def is_behind() -> bool:
    """Whether pictures are still to be drawn, without which pages are not whole."""
    return _due().exists()


def forget() -> int:
    """Forget what was drawn of days that are over."""
    return DrawnAhead.objects.filter(created_at__lt=timezone.now() - KEEP).delete()[0]


def _load() -> int | None:
    load = DatasetLoad.latest_or_none()
    return load and load.pk


def _want_defaults(load: int) -> None:
    """A row for each chart that every visitor may see."""
    addresses = import_string(settings.EXPORT_AHEAD["addresses"])()
    wanted = {asked_of(site, address, load): (site, address) for site in sites() for address in addresses}
    wanted = {asked: where for asked, where in wanted.items() if asked not in _known(wanted)}
    rows = [DrawnAhead(asked=asked, site=site, address=address, is_default=True)
            for asked, (site, address) in wanted.items()]  # fmt: skip
    DrawnAhead.objects.bulk_create(rows, ignore_conflicts=True)


def _known(wanted) -> set[str]:
    return set(DrawnAhead.objects.filter(pk__in=list(wanted)).values_list("pk", flat=True))


def _due():
    return DrawnAhead.objects.filter(drawn_at=None, attempts__lt=MAX_ATTEMPTS)


def _next(load: int) -> DrawnAhead | None:
    """The chart to be drawn next. Those of former data or days are forgotten on the way; the rest are those of another
    release of this software, whose workers may run beside this one while it is brought in."""
    since = DatasetLoad.objects.filter(pk=load).values_list("loaded_at", flat=True).first()
    for row in _due():
        if row.asked == asked_of(row.site, row.address, load):
            return row
        if since is None or row.created_at < since or timezone.localdate(row.created_at) < timezone.localdate():
            row.delete()
    return None


def _go_on(end: float) -> None:
    """Stopped where it is time to stop."""
    if ExportJob.objects.filter(state=ExportState.QUEUED).exists():
        raise Stopped("somebody waits for a file")
    if time.monotonic() > end:
        raise Stopped("the turn is over")


def _draw(row: DrawnAhead, draw: Render, go_on: Callable[[], None]) -> None:
    """Draw a chart in all its forms. An attempt that ends by itself is not counted, one that is killed is."""
    go_on()
    mine = DrawnAhead.objects.filter(pk=row.pk)
    mine.update(attempts=F("attempts") + 1)
    try:
        variants = import_string(settings.EXPORT_AHEAD["variants"])(row.address, row.site)
        pictures: dict[str, dict] = {}
        for variant in variants:
            go_on()
            number = _picture(variant, draw)
            size = pictures.setdefault(str(variant.width), {"height": variant.spec.picture.height})
            size[variant.theme] = str(number)
    except Stopped:
        mine.update(attempts=F("attempts") - 1)
        raise
    except RenderFailure as failure:
        log.warning("Not drawn ahead: %s: %s", row.address, failure)
        if failure.of_browser:
            mine.update(attempts=F("attempts") - 1)
            raise Stopped("the browser does not draw") from failure
        return
    except InvalidQuery as refusal:  # the page of this chart says so too
        log.info("Not drawn ahead: %s: %s", row.address, refusal)
        mine.update(attempts=MAX_ATTEMPTS)
        return
    except Exception:  # one chart must not keep the others from being drawn
        log.exception("Not drawn ahead: %s", row.address)
        return
    # drawn of newer data meanwhile: these pictures are not those of this row
    if row.asked == asked_of(row.site, row.address, _load()):
        mine.update(pictures=pictures, drawn_at=timezone.now(), attempts=0)


def _picture(variant: Variant, draw: Render):
    """The number of the job that has the picture: of an earlier one, or of one that is done here and now."""
    key = variant.spec.key()
    if known := jobs.ready(key):
        return known.pk
    packed = variant.spec.packed()
    job = jobs.begin(
        key=key, format="svg", spec=packed, address=variant.address, file_name=variant.file_name,
        content_type=FORMATS["svg"],
    )  # fmt: skip
    if job is None:
        raise Stopped("another process draws the same")
    try:
        content = make(packed, draw)
        jobs.finish(job, content, keep=KEEP)
    except BaseException:  # whatever ended it, nobody waits for this job
        job.delete()
        raise
    return job.pk
