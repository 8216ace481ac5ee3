"""One request against one listing: read, validated, filtered, sorted, counted, said in words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

import django_filters
from django.core.paginator import EmptyPage, Paginator
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from . import long_csv
from .as_of import AsOf
from .errors import InvalidQuery, NothingHere
from .exports import FORMATS
from .facets import Facet, facet
from .kept_parts import kept
from .language import bracketed, enumerated, headed
from .listing import Listing
from .query import link, refuse_unknown, whole_number
from .rows import Row, sources_of
from .wording import plain

PAGE_SIZE, JSON_PAGE_SIZE, LARGEST_PAGE = 50, 1000, 1000


@dataclass(frozen=True)
class FilterInForce:
    """One filter value in words, and the link that drops it."""

    label: str
    value: str
    drop: str


class ListState:
    """One request against one listing: everything read, validated and ready to show."""

    CONTROL = ("as_of", "sort", "page", "size")

    def __init__(self, request: HttpRequest, listing: Listing, format: str):
        self.listing, self.format, self.path = listing, format, link(f"/{listing.key}/", {})
        filters = listing.filterset_class.base_filters
        several = {name for name, one in filters.items() if isinstance(one, django_filters.MultipleChoiceFilter)}
        self.unknown = refuse_unknown(request, {*filters, *self.CONTROL}, format, repeatable=several)
        self.url = request.build_absolute_uri
        self.as_of = AsOf.read(request.GET)
        self.sort = self._sort(request.GET.get("sort", ""))
        self.filters = self._filters(request.GET)
        self.query = request.GET
        self.all = listing.queryset(self.as_of.day)
        self.filterset = self._filterset(self.filters)
        self.size = whole_number(
            request.GET,
            "size",
            default=JSON_PAGE_SIZE if format == "json" else PAGE_SIZE,
            minimum=1,
            maximum=LARGEST_PAGE,
        )
        self.page_number = whole_number(request.GET, "page", default=1, minimum=1, maximum=999_999_999)

    def _sort(self, text: str) -> str:
        if text and text.removeprefix("-") not in self.listing.sorts:
            raise InvalidQuery(
                _("不能按“%(name)s”排序；可用：%(known)s（前加 - 为降序）。")
                % {"name": text[:40], "known": enumerated(self.listing.sorts)}
            )
        return text or self.listing.default_sort

    def _filters(self, query: QueryDict) -> dict[str, list[str]]:
        """name -> the values asked for, blanks left out."""
        filters = {}
        for name in self.listing.filterset_class.base_filters:
            # full-width letters and digits, as Chinese keyboards give them, mean the usual ones
            values = [text for value in query.getlist(name) if (text := normalize("NFKC", value).strip())]
            if values:
                filters[name] = values
        return filters

    def _filterset(self, filters: dict[str, list[str]]) -> django_filters.FilterSet:
        data = self.query.copy()
        for name in list(data):
            if name in filters:
                data.setlist(name, filters[name])
            else:
                del data[name]
        filterset = self.listing.filterset_class(data, queryset=self.all)
        if not filterset.is_valid():
            name, errors = next(iter(filterset.errors.items()))
            raise InvalidQuery(headed(bracketed(filterset.filters[name].label, name), errors[0]))
        return filterset

    @cached_property
    def queryset(self) -> QuerySet:
        """Filtered and sorted: empty values last in either direction, natural key as the tie-breaker."""
        descending = self.sort.startswith("-")
        order = []
        for name in self.listing.sorts[self.sort.removeprefix("-")]:
            expression = F(name)
            order.append(expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True))
        return self.filterset.qs.order_by(*order, "pk")

    @cached_property
    def count(self) -> int:
        """How many rows the filters leave."""
        rows = self.filterset.qs.order_by()
        return int(kept(lambda: str(rows.count()), "count", *self.asked))

    @property
    def asked(self) -> list:
        """What decides which rows there are, whatever their order: list, filters, day."""
        return [self.listing.key, self.filters, self.as_of.day.isoformat()]

    @property
    def paginator(self) -> Paginator:
        items = self.listing.in_pages(self.queryset, in_order=self.in_order, counted=self.counted_by)
        paginator = Paginator(items, self.size)
        paginator.count = self.count
        return paginator

    @property
    def in_order(self) -> bool:
        """Whether the rows are sorted as they are where nobody asks for another order."""
        return self.sort == self.listing.default_sort

    def counted_by(self, field: str) -> dict[str, int]:
        """How many of the rows have each value of a field."""
        rows = self.filterset.qs.order_by()
        counts = kept(
            lambda: json.dumps(dict(rows.values_list(field).annotate(Count("pk")))), "count by", field, *self.asked
        )
        return json.loads(counts)

    @cached_property
    def page(self):
        paginator = self.paginator
        try:
            return paginator.page(self.page_number)
        except EmptyPage:
            words = ngettext(
                "没有第 %(page)s 页；共 %(pages)s 页。", "没有第 %(page)s 页；共 %(pages)s 页。", paginator.num_pages
            )
            raise NothingHere(words % {"page": self.page_number, "pages": paginator.num_pages}) from None

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of this page; all of them for files."""
        items = self.queryset if self.format in ("csv", "xlsx") else self.page.object_list
        return self.listing.rows(items, self.as_of.day)

    @property
    def is_long(self) -> bool:
        """Whether there are so many rows that a file of them is sent while they are read."""
        return len(self.queryset.order_by().values_list("pk")[long_csv.LONG :][:1]) > 0

    @property
    def lines(self) -> Iterator[list[str]] | None:
        """The lines of its CSV, read as they are sent; None where the rows can only be made all together."""
        return self.listing.lines(self.queryset, self.as_of.day, in_order=self.in_order)

    @cached_property
    def sources(self) -> list[Row]:
        """The sources of these rows, those of their own and those behind what they say."""
        return sources_of(self.rows, more=self.listing.sources_behind(self.rows, self.as_of.day))

    # Links: the query string is the state, defaults left out.

    def parameters(self, **changes) -> dict:
        sort = "" if self.sort == self.listing.default_sort else self.sort
        return {**self.filters, "sort": sort, **self.as_of.param, **changes}

    def link(self, **changes) -> str:
        return link(self.path, self.parameters(**changes))

    def file_link(self, format: str) -> str:
        return link(f"/{self.listing.key}.{format}", self.parameters())

    def page_link(self, number: int) -> str:
        size = str(self.size) if self.query.get("size") else ""
        page = str(number) if number > 1 else ""
        return self.link(page=page, size=size)

    @property
    def whole_link(self) -> str:
        """All rows on one page, where they fit on the largest: ticks are not lost by turning pages."""
        return self.link(size=str(LARGEST_PAGE)) if self.count <= LARGEST_PAGE else ""

    def sort_link(self, name: str) -> str:
        return self.link(sort=f"-{name}" if self.sort == name else name)

    @property
    def clear_link(self) -> str:
        return link(self.path, self.as_of.param)

    @property
    def search_link(self) -> str:
        """The same words, looked for on the whole site."""
        return link("/search/", {"q": self.search, **self.as_of.param})

    @property
    def today_link(self) -> str:
        return self.link(as_of="")

    # What forms carry along beside what they ask.

    @property
    def has_search(self) -> bool:
        return "q" in self.listing.filterset_class.base_filters

    @property
    def looks_in(self) -> str:
        """What a search in the list looks in, in words."""
        return self.listing.filterset_class.looks_in

    @property
    def search(self) -> str:
        return next(iter(self.filters.get("q", [])), "")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """For the filter form: state that has no field of its own there."""
        shown = {"q", *self.listing.facets}
        return [pair for pair in self._pairs(self.parameters()) if pair[0] not in shown]

    @property
    def hidden_but_date(self) -> list[tuple[str, str]]:
        return self._pairs(self.parameters(as_of=""))

    @staticmethod
    def _pairs(parameters: dict) -> list[tuple[str, str]]:
        lists = {name: value if isinstance(value, list) else [value] for name, value in parameters.items()}
        return [(name, one) for name, values in lists.items() for one in values if one]

    @property
    def files(self) -> list[tuple[str, str]]:
        return [(format.upper(), self.file_link(format)) for format in FORMATS]

    # Filters in words.

    @cached_property
    def facets(self) -> list[Facet]:
        """Choices with the number of rows each would give under the other filters in force."""
        return [self._facet(name) for name in self.listing.facets]

    def _facet(self, name: str) -> Facet:
        others = {key: value for key, value in self.filters.items() if key != name}
        filterset = self._filterset(others) if name in self.filters else self.filterset
        return facet(
            name,
            filterset.filters[name],
            filterset.qs.order_by(),
            selected=self.filters.get(name, []),
            apart=self.listing.counted_apart.get(name),
        )

    @cached_property
    def in_force(self) -> list[FilterInForce]:
        shown = []
        for name, values in self.filters.items():
            filter_ = self.filterset.filters[name]
            for value, word in zip(values, self._in_words(filter_, values), strict=True):
                rest = [other for other in values if other != value]
                shown.append(FilterInForce(filter_.label, word, self.link(**{name: rest})))
        return shown

    @staticmethod
    def _in_words(filter_: django_filters.Filter, values: list[str]) -> list[str]:
        words = dict(filter_.among(values)) if hasattr(filter_, "among") else {}
        return [plain(str(words.get(value, value))) for value in values]

    @property
    def counted(self) -> str:
        """How many there are, in words."""
        return self.listing.counted(self.count)

    @property
    def sentence(self) -> str:
        """How many there are, and which filters are in force, in words."""
        if not self.filters:
            # none is said as one is: 0 agencies in all
            words = ngettext("全部 %(counted)s", "全部 %(counted)s", self.count or 1)
            return words % {"counted": self.counted}
        conditions = []
        for name, values in self.filters.items():
            filter_ = self.filterset.filters[name]
            words = pgettext("between values", "或").join(self._in_words(filter_, values))
            conditions.append(_("%(label)s为%(words)s") % {"label": filter_.label, "words": words})
        joined = pgettext("between conditions", "，且").join(conditions)
        return _("%(conditions)s：%(counted)s") % {"conditions": joined, "counted": self.counted}
