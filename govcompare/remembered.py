"""Rows that many others refer to, and that each process remembers for as long as the same data are shown: a page of 100
scores is about a few indicators, regions and sources, and the next page about the same ones."""

from collections.abc import Callable, Iterable
from threading import Lock

from django.db.models import Model, QuerySet

from .shown_version import Shown, keepable

# Of each kind; about 2 KB each.
MOST = 5000


class Remembered:
    """Rows of one kind by their keys. They are shared by all threads: nobody writes to them.

    rows: gives the queryset that reads them, with all that is needed of what they refer to.
    """

    def __init__(self, rows: Callable[[], QuerySet]):
        self._rows, self._lock = rows, Lock()
        self._of: Shown | None = None
        self._found: dict[str, Model] = {}

    def get(self, keys: Iterable[str]) -> dict[str, Model]:
        """key -> row. One query for those that are not remembered, or none."""
        wanted = set(keys)
        version = keepable()
        known = self._known(version)
        found = {key: known[key] for key in wanted if key in known}
        if missing := wanted - found.keys():
            read = self._rows().in_bulk(missing)
            # what was read while another version was loaded may be of that one
            if version is not None and keepable() == version:
                self._keep(version, read)
            found |= read
        return found

    def attach(self, items: Iterable[Model], name: str) -> None:
        """Give each of some rows the one that its foreign key names."""
        if not (items := list(items)):
            return
        field = items[0]._meta.get_field(name)
        rows = self.get(getattr(item, field.attname) for item in items)
        for item in items:
            # not by setattr, which would also set the key anew, of each of up to 1000 rows
            field.set_cached_value(item, rows[getattr(item, field.attname)])

    def _known(self, version: Shown | None) -> dict[str, Model]:
        with self._lock:
            return self._found if version is not None and version == self._of else {}

    def _keep(self, version: Shown, read: dict[str, Model]) -> None:
        with self._lock:
            same = self._found if version == self._of and len(self._found) + len(read) <= MOST else {}
            # a new dict, as others may be reading the old one
            self._of, self._found = version, {**same, **read}
