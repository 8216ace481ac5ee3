"""What changed between two dates: as a list, as a flow of types, and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from govcompare.as_of import AsOf
from govcompare.exports import FORMATS, Takeaway, respond
from govcompare.models import DatasetLoad
from govcompare.partial_dates import last_day
from govcompare.query import link, refuse_unknown
from govcompare.rows import PROVENANCE_LABELS, sources_of
from regions.models import Region

from ..changes import BODIES, KINDS, Span, changes, read_span, regions_with_rows
from ..charts import type_flow
from ..labels import CHANGES
from .reading import read_choices, read_region


class ChangesPage(View):
    """/changes/?from=2018-01&to=2024-04&r=440000 and its .csv, .xlsx, .json twins."""

    KNOWN = {"from", "to", "r", "kind", "body", "as_of"}

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, self.KNOWN, format, repeatable={"kind", "body"})
        as_of = AsOf.read(request.GET)
        span = read_span(request.GET.get("from", ""), request.GET.get("to", ""), as_of)
        region = read_region(request.GET.get("r", ""))
        kinds, bodies = (read_choices(request.GET, name, known) for name, known in (("kind", KINDS), ("body", BODIES)))
        found = [
            change.row()
            for change in changes(span, region.code if region else None)
            if change.kind in (kinds or KINDS) and change.body in (bodies or BODIES)
        ]
        asked = {"from": span.start, "to": span.end, "r": region.code if region else "", "kind": kinds,
                 "body": bodies}  # fmt: skip
        if format != "html":
            return respond(self.takeaway(request, found, span, region, asked), format)
        return render(request, "changes.html", self.context(found, span, region, asked, as_of, unknown))

    def takeaway(self, request, found, span: Span, region, asked) -> Takeaway:
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
            rows=found,
            sources=sources_behind(found),
            notes=[
                (_("期间"), _("%(start)s 至 %(end)s") % told),
                (_("网址"), request.build_absolute_uri(link("/changes/", asked))),
                (_("许可"), _("数据 CC BY 4.0")),
            ],
            body={
                "count": len(found),
                "from": span.start,
                "to": span.end,
                "region_code": region.code if region else None,
            },
        )

    def context(self, found, span: Span, region, asked, as_of: AsOf, unknown) -> dict:
        chart = None if region else type_flow.between(span, as_of)
        load = DatasetLoad.latest_or_none()
        turning_dates = load.turning_points if load else []
        return {
            "as_of": as_of,
            "unknown": unknown,
            "span": span,
            "region": region,
            "found": found,
            "kinds": [(code, words, code in asked["kind"]) for code, words in KINDS.items()],
            "bodies": [(code, words, code in asked["body"]) for code, words in BODIES.items()],
            "regions": Region.objects.filter(code__in=regions_with_rows()),
            "chart": chart,
            "charts": [chart] if chart else [],
            "certain": sum(1 for row in found if row["within"] == "certain"),
            "dates": [
                (date, link("/changes/", {**asked, "to": date}))
                for date in turning_dates
                if last_day(date) >= span.first
            ],
            "sources": sources_behind(found),
            "files": [(name.upper(), link(f"/changes.{name}", asked)) for name in FORMATS],
        }


def sources_behind(found) -> list:
    """The sources of changes, and those of the states before them."""
    return sources_of(found, more={row["earlier"]["source"] for row in found if row["earlier"]})
