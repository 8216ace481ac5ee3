"""Which version of the dataset is shown: one question that every page asks first.

The answer stands in the shared cache, so that asking costs no query. A load writes it there when it is committed; a
process that finds none asks the database, and writes what it found only where no load has written meanwhile.
"""

from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS

from . import shared_cache
from .models import DatasetLoad

KEY = "shown-version"
# Seconds after which the database is asked again, should a load not have reached the cache.
FRESH = 5


class Shown(NamedTuple):
    """The load that is shown. token: other for other data, on every database."""

    pk: int
    token: str


def shown() -> Shown | None:
    """The load that is shown now; None where nothing is loaded. DatabaseError where neither cache nor database answers."""
    if kept := shared_cache.get(KEY):
        pk, token = kept.decode().split(" ")
        return Shown(int(pk), token)
    # whatever held version a view shows just now, this is about the live one
    load = DatasetLoad.objects.using(DEFAULT_DB_ALIAS).order_by("-loaded_at").first()
    if load is None:
        return None
    found = _of(load)
    shared_cache.put_if_absent(KEY, _packed(found), FRESH)
    return found


def announce(load: DatasetLoad) -> None:
    """Have all processes show a load from now on; called when it is committed."""
    shared_cache.put(KEY, _packed(_of(load)), FRESH)


def _of(load: DatasetLoad) -> Shown:
    return Shown(load.pk, f"{load.pk}-{load.sha256[:16]}-{load.loaded_at.timestamp():.6f}")


def _packed(shown: Shown) -> bytes:
    return f"{shown.pk} {shown.token}".encode()
