"""Where sources disagree: the list and its files."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from govcompare.as_of import AsOf
from govcompare.exports import FORMATS, Takeaway, respond
from govcompare.facets import LONGEST
from govcompare.list_state import JSON_PAGE_SIZE
from govcompare.paging import Pages
from govcompare.query import link, refuse_unknown
from govcompare.rows import Row, sources_of
from regions.models import Region

from ..conflicts import Conflict, Outline, conflict_row, outlines, whole
from ..conflicts.conflict import KINDS
from ..labels import CONFLICTS
from ..typed import Typed
from .reading import read_choices, read_search

# Disagreements on one page.
PAGE_SIZE = 100


class ConflictList(View):
    """/conflicts/?kind=different_count&region_code=440300 and its .csv, .xlsx, .json twins."""

    KNOWN = {"as_of", "kind", "region_code", "q"}
    PAGED = {"html": PAGE_SIZE, "json": JSON_PAGE_SIZE}

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        known = self.KNOWN | ({"page"} if format in self.PAGED else set())
        unknown = refuse_unknown(request, known, format, repeatable={"kind", "region_code"})
        as_of = AsOf.read(request.GET)
        search = read_search(request.GET)
        everything = outlines(as_of.day)
        asked = {
            "kind": read_choices(request.GET, "kind", KINDS),
            "region_code": self.read_places(request, everything),
            "q": [search] if search else [],
        }
        found = [one for one in everything if _wanted(one, asked)]
        found = _having(found, Typed(search)) if search else found
        path = "/conflicts/" if format == "html" else f"/conflicts.{format}"
        pages = Pages(
            found, request.GET, size=self.PAGED.get(format, len(found) or 1),
            address=lambda page: link(path, {**asked, **as_of.param, "page": page}),
        )  # fmt: skip
        shown = whole(pages.shown, as_of.day)
        if format != "html":
            rows = [conflict_row(one) for one in shown]
            return respond(self.takeaway(request, rows, pages, as_of, asked), format)
        context = self.context(everything, shown, asked, as_of)
        return render(
            request, "conflicts.html", {**context, "unknown": unknown, "state": pages, "page_numbers": pages.numbers}
        )

    @staticmethod
    def read_places(request: HttpRequest, everything: list[Outline]) -> list[str]:
        """The regions asked for; every region may be, those with a disagreement are named where one is not known."""
        written = request.GET.getlist("region_code")
        known = set(Region.objects.filter(code__in=written).values_list("code", flat=True))
        return read_choices(request.GET, "region_code", known, examples=dict(_places(everything, [])[0]))

    @staticmethod
    def context(everything: list[Outline], shown: list[Conflict], asked, as_of: AsOf) -> dict:
        kinds = Counter(one.kind for one in everything)
        places, more = _places(everything, asked["region_code"])
        return {
            "as_of": as_of,
            "shown": shown,
            "total": len(everything),
            "kinds": [(code, words, kinds[code], code in asked["kind"]) for code, words in KINDS.items()],
            "places": [(code, name, code in asked["region_code"]) for code, name in places],
            "more_places": more,
            "search": next(iter(asked["q"]), ""),
            "date_hidden": [(name, one) for name, values in asked.items() for one in values],
            "today_link": link("/conflicts/", asked),
            "sources": sources_of([side for one in shown for side in conflict_row(one)["sides"]]),
            "files": [(name.upper(), link(f"/conflicts.{name}", {**asked, **as_of.param})) for name in FORMATS],
        }

    @staticmethod
    def takeaway(request: HttpRequest, found: list[Row], pages: Pages, as_of: AsOf, asked: dict) -> Takeaway:
        """JSON keeps a disagreement whole; in CSV and XLSX each of its sides is a line."""
        nested = request.path.endswith(".json")
        rows = found if nested else [line for row in found for line in _lines(row)]
        return Takeaway(
            name=f"govcompare_conflicts_{as_of.text}",
            title=ngettext("来源之间的分歧：%(number)s 处", "来源之间的分歧：%(number)s 处", pages.paginator.count)
            % {"number": pages.paginator.count},
            columns=list(CONFLICTS),
            labels=CONFLICTS,
            rows=rows,
            sources=sources_of([side for row in found for side in row["sides"]]),
            notes=[
                (_("所示日期"), as_of.text),
                (_("网址"), request.build_absolute_uri(link("/conflicts/", {**asked, **as_of.param}))),
                (_("许可"), _("数据 CC BY 4.0")),
            ],
            body={"count": pages.paginator.count, "as_of": as_of.text, "next_url": pages.next_link},
        )


def _wanted(one: Outline, asked: dict[str, list[str]]) -> bool:
    return (not asked["kind"] or one.kind in asked["kind"]) and (
        not asked["region_code"] or one.region_code in asked["region_code"]
    )


def _having(several: list[Outline], typed: Typed) -> list[Outline]:
    """Those that have what was typed, as it was or each of its words."""
    there = set(typed.regions.values_list("code", flat=True))
    apart = several if typed.words else []
    for word in typed.words:
        apart = _having(apart, word)
    return [one for one in several if one in apart or one.has(typed, there)]


def _places(several: list[Outline], chosen: list[str]) -> tuple[list[tuple[str, str]], int]:
    """The regions with most disagreements and those chosen, as code and name by their codes; how many there are besides."""
    names = {one.region_code: one.region for one in several if one.region_code}
    counts = Counter(one.region_code for one in several if one.region_code)
    most = sorted(names, key=lambda code: (code not in chosen, -counts[code], code))[:LONGEST]
    return [(code, names[code]) for code in sorted(most)], len(names) - len(most)


def _lines(row: Row) -> list[Row]:
    """One line a side, the disagreement's own columns repeated."""
    shared = {name: row[name] for name in row if name not in ("sides", "missing")}
    return [
        shared
        | {name: value for name, value in side.items() if name not in ("table", "key")}
        | {"missing": row["missing"] | ({} if side["source"] else {"source": "not_applicable"})}
        for side in row["sides"]
    ]


conflict_list = ConflictList.as_view()
