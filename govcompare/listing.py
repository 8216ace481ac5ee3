"""What a list is: one queryset, one row function, one table, one set of filters; page and files alike."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils.translation import ngettext_lazy

from .long_csv import CHUNK, lines_of
from .rows import Row


class Listing:
    """What a list is. Subclasses name the parts; the methods are read by ListPage."""

    key: str  # the path: /agencies/
    title: str
    lead: str = ""
    # how many there are, in words: an ngettext_lazy by `count`
    unit = ngettext_lazy("%(count)s 条", "%(count)s 条", "count")
    table_class: type
    filterset_class: type[django_filters.FilterSet]
    labels: dict[str, str]
    # sort name -> expressions for ascending order; "-" before the name turns them round, empty values last
    sorts: dict[str, list[str]]
    default_sort: str
    facets: tuple[str, ...] = ()
    # filter -> a boolean field that is false where the value is only the last known one
    counted_apart: dict[str, str] = {}
    dated = True

    def counted(self, count: int) -> str:
        """So many of them in words: 3 个机构 or 3 agencies."""
        return self.unit % {"count": count}

    def queryset(self, day: date) -> QuerySet:
        """What is listed on a day, before any filter."""
        raise NotImplementedError

    def in_pages(self, items: QuerySet, *, in_order: bool, counted: Callable[[str], dict[str, int]]) -> Sequence:
        """Sorted items as pages are cut from them. in_order: by the default sort; counted: how many of them have each value
        of a field."""
        return items

    def row(self, item, day: date) -> Row:
        """One item of the queryset as the row of that day."""
        raise NotImplementedError

    def rows(self, items, day: date) -> list[Row]:
        """All of some items as rows; what they share is read once where a subclass needs it."""
        return [self.row(item, day) for item in items]

    def lines(self, items: QuerySet, day: date, *, in_order: bool) -> Iterator[list[str]] | None:
        """The lines of the CSV of many items, a list at a time; None where the rows can only be made all together.
        in_order: by the default sort."""
        if type(self).rows is not Listing.rows:
            return None
        return lines_of(self, items.iterator(chunk_size=CHUNK), day)

    def sources_behind(self, rows: list[Row], day: date) -> set[str]:
        """Ids of sources that rows rest on besides their own."""
        return set()
