"""What a list is: one queryset, one row function, one table, one set of filters; page and files alike."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils.translation import ngettext_lazy

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

    def row(self, item, day: date) -> Row:
        """One item of the queryset as the row of that day."""
        raise NotImplementedError

    def rows(self, items, day: date) -> list[Row]:
        """All of some items as rows; what they share is read once where a subclass needs it."""
        return [self.row(item, day) for item in items]

    def sources_behind(self, rows: list[Row], day: date) -> set[str]:
        """Ids of sources that rows rest on besides their own."""
        return set()
