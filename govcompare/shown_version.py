"""Which version of the dataset is shown: one question that every page asks first.

The answer stands in the shared cache, so that asking costs no query. A load writes it there when it is committed; a
process that finds none asks the database, and writes what it found only where no load has written meanwhile. Where the
database does not answer, what was shown last is shown still: pages that were made of it are as right as they were.
"""

from typing import NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, router

from . import shared_cache
from .models import DatasetLoad, Source

KEY, LAST = "shown-version", "shown-last"
# Seconds after which the database is asked again, should a load not have reached the cache; and for which the last answer
# is remembered, should the database be gone.
FRESH, REMEMBERED = 5, 24 * 3600


class Shown(NamedTuple):
    """The load that is shown. token: other for other data, on every database."""

    pk: int
    token: str


def shown() -> Shown | None:
    """The load that is shown now; None where nothing is loaded. DatabaseError where neither cache nor database answers."""
    if kept := shared_cache.get(KEY):
        return _unpacked(kept)
    try:
        found = latest()
    except DatabaseError:
        if not (last := shared_cache.get(LAST)):
            raise
        shared_cache.put_if_absent(KEY, last, FRESH)  # so that not every visitor asks a database that is gone
        return _unpacked(last)
    if found and shared_cache.put_if_absent(KEY, _packed(found), FRESH):
        shared_cache.put(LAST, _packed(found), REMEMBERED)
    return found


def latest() -> Shown | None:
    """What the database says is to be shown, which is what views read. DatabaseError where it does not answer."""
    # whatever held version a view shows just now, this is about the live one
    load = DatasetLoad.latest_or_none(DEFAULT_DB_ALIAS)
    return load and _of(load)


def announce(load: DatasetLoad) -> None:
    """Have all processes show a load from now on; called when it is committed."""
    shared_cache.forget(KEY)  # a cache that has no room for the new one must not go on saying the old one
    for key, seconds in ((LAST, REMEMBERED), (KEY, FRESH)):
        shared_cache.put(key, _packed(_of(load)), seconds)


def _of(load: DatasetLoad) -> Shown:
    return Shown(load.pk, f"{load.pk}-{load.sha256[:16]}-{load.loaded_at.timestamp():.6f}")


def _packed(shown: Shown) -> bytes:
    return f"{shown.pk} {shown.token}".encode()


def _unpacked(kept: bytes) -> Shown:
    pk, token = kept.decode().split(" ")
    return Shown(int(pk), token)


def keepable() -> Shown | None:
    """The load of which what is made now may be kept for others; None where nothing is kept, or while a view shows the tables
    of another version (v=)."""
    if not settings.KEEP_PAGES or router.db_for_read(Source) != DEFAULT_DB_ALIAS:
        return None
    return shown()
