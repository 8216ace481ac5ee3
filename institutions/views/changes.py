"""What changed between two dates: as a list, as a flow of types, and as files."""

from collections import Counter

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from govcompare.as_of import AsOf
from govcompare.exports import FORMATS, Takeaway, respond
from govcompare.facets import LONGEST
from govcompare.list_state import JSON_PAGE_SIZE
from govcompare.models import DatasetLoad
from govcompare.paging import Pages
from govcompare.partial_dates import last_day
from govcompare.query import link, refuse_unknown
from govcompare.rows import PROVENANCE_LABELS, sources_of
from regions.models import Region

from ..changes import BODIES, KINDS, Outline, Span, outlines, read_span, whole
from ..charts import type_flow
from ..events import regions_with_rows
from ..labels import CHANGES
from .reading import read_choices, read_region

# Changes on one page.
PAGE_SIZE = 100


class ChangesPage(View):
    """/changes/?from=2018-01&to=2024-04&r=440000 and its .csv, .xlsx, .json twins."""

    KNOWN = {"from", "to", "r", "kind", "body", "as_of"}
    PAGED = {"html": PAGE_SIZE, "json": JSON_PAGE_SIZE}

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        known = self.KNOWN | ({"page"} if format in self.PAGED else set())
        unknown = refuse_unknown(request, known, format, repeatable={"kind", "body"})
        as_of = AsOf.read(request.GET)
        span = read_span(request.GET.get("from", ""), request.GET.get("to", ""), as_of)
        region = read_region(request.GET.get("r", ""))
        kinds, bodies = (read_choices(request.GET, name, known) for name, known in (("kind", KINDS), ("body", BODIES)))
        found = [
            change
            for change in outlines(span, region.code if region else None)
            if change.kind in (kinds or KINDS) and change.body in (bodies or BODIES)
        ]
        asked = {"from": span.start, "to": span.end, "r": region.code if region else "", "kind": kinds,
                 "body": bodies}  # fmt: skip
        path = "/changes/" if format == "html" else f"/changes.{format}"
        pages = Pages(
            found, request.GET, size=self.PAGED.get(format, len(found) or 1),
            address=lambda page: link(path, {**asked, **as_of.param, "page": page}),
        )  # fmt: skip
        rows = [change.row() for change in whole(pages.shown, span)]
        if format != "html":
            return respond(self.takeaway(request, pages, rows, span, region, asked), format)
        context = self.context(found, rows, span, region, asked, as_of)
        return render(
            request, "changes.html", {**context, "unknown": unknown, "state": pages, "page_numbers": pages.numbers}
        )

    def takeaway(self, request, pages: Pages, rows, span: Span, region, asked) -> Takeaway:
        told = {
            "where": region.display_name if region else _("全部地区"),
            "start": span.start,
            "end": span.end,
        }
        return Takeaway(
            name=f"govcompare_changes_{span.start}_{span.end}",
            title=_("机构变化：%(where)s，%(start)s 至 %(end)s") % told,
            columns=list(CHANGES),
            labels=PROVENANCE_LABELS | CHANGES,
            rows=rows,
            sources=sources_behind(rows),
            notes=[
                (_("期间"), _("%(start)s 至 %(end)s") % told),
                (_("网址"), request.build_absolute_uri(link("/changes/", asked))),
                (_("许可"), _("数据 CC BY 4.0")),
            ],
            body={
                "count": pages.paginator.count,
                "next_url": pages.next_link,
                "from": span.start,
                "to": span.end,
                "region_code": region.code if region else None,
            },
        )

    def context(self, found: list[Outline], rows, span: Span, region, asked, as_of: AsOf) -> dict:
        regions, more = self.places(found, asked["r"])
        chart = None if region else type_flow.between(span, as_of)
        load = DatasetLoad.latest_or_none()
        turning_dates = load.turning_points if load else []
        return {
            "as_of": as_of,
            "span": span,
            "region": region,
            "rows": rows,
            "found": len(found),
            "kinds": [(code, words, code in asked["kind"]) for code, words in KINDS.items()],
            "bodies": [(code, words, code in asked["body"]) for code, words in BODIES.items()],
            "regions": regions,
            "more_regions": more,
            "chart": chart,
            "charts": [chart] if chart else [],
            "certain": sum(1 for one in found if one.within(span) == "certain"),
            "dates": [
                (date, link("/changes/", {**asked, "to": date}))
                for date in turning_dates
                if last_day(date) >= span.first
            ],
            "sources": sources_behind(rows),
            "files": [(name.upper(), link(f"/changes.{name}", asked)) for name in FORMATS],
        }

    @staticmethod
    def places(found: list[Outline], chosen: str) -> tuple[QuerySet[Region], int]:
        """The regions that the page offers, and how many there are besides: those of which any row could tell a change; of
        many, those with most changes here."""
        counts, codes = Counter(one.region_code for one in found), regions_with_rows()
        most = sorted(codes, key=lambda code: (code != chosen, -counts[code], code))[:LONGEST]
        return Region.objects.filter(code__in=most), len(codes) - len(most)


def sources_behind(found) -> list:
    """The sources of changes, and those of the states before them."""
    return sources_of(found, more={row["earlier"]["source"] for row in found if row["earlier"]})
