"""What changed between two dates: as a list, as a flow of types, and as files."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.exports import FORMATS, Takeaway, respond
from govcompare.query import link, refuse_unknown
from govcompare.rows import PROVENANCE_LABELS, sources_of
from regions.models import Region

from ..changes import BODIES, KINDS, Span, changes
from ..flows import agency_type_flow
from ..labels import CHANGES
from ..overview import behind_types
from ..region_facts import with_facts

# The reform that the first sources describe begins here.
DEFAULT_START = "2018-01"


class ChangesPage(View):
    """/changes/?from=2018-01&to=2024-04&r=440000 and its .csv, .xlsx, .json twins."""

    KNOWN = {"from", "to", "r", "region_code", "kind", "body", "as_of"}

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, self.KNOWN, format, repeatable={"kind", "body"})
        as_of = AsOf.read(request.GET)
        span = self.span(request, as_of)
        region = self.region(request.GET.get("r", "") or request.GET.get("region_code", ""))
        kinds, bodies = self.codes(request, "kind", KINDS), self.codes(request, "body", BODIES)
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

    @staticmethod
    def span(request: HttpRequest, as_of: AsOf) -> Span:
        """Both dates as written; `to` is the date shown where it is left out. InvalidQuery for a reversed span."""
        dates = {}
        for name, default in (("from", DEFAULT_START), ("to", as_of.text)):
            text = request.GET.get(name, "") or default
            AsOf.parse(text, name)
            dates[name] = text
        span = Span(dates["from"], dates["to"])
        if span.last < span.first:
            turned = link("/changes/", {"from": span.end, "to": span.start})
            raise InvalidQuery(
                f"from（{span.start}）晚于 to（{span.end}），请把两个日期对调。", links=[("对调后查看", turned)]
            )
        return span

    @staticmethod
    def region(code: str) -> Region | None:
        if not code:
            return None
        region = Region.objects.filter(code=code).first()
        if region is None:
            raise InvalidQuery(f"没有代码为“{code[:20]}”的地区。")
        return region

    @staticmethod
    def codes(request: HttpRequest, name: str, known: dict[str, str]) -> list[str]:
        asked = [code for code in request.GET.getlist(name) if code]
        if wrong := [code for code in asked if code not in known]:
            raise InvalidQuery(f"{name} 没有“{wrong[0][:40]}”这个选项；可用：{'、'.join(known)}。")
        return asked

    def takeaway(self, request, found, span: Span, region, asked) -> Takeaway:
        where = region.short_name if region else "全部地区"
        return Takeaway(
            name=f"govcompare_changes_{span.start}_{span.end}",
            title=f"机构变化：{where}，{span.start} 至 {span.end}",
            columns=list(CHANGES),
            labels=PROVENANCE_LABELS | CHANGES,
            rows=found,
            sources=sources_of(found),
            notes=[
                ("期间", f"{span.start} 至 {span.end}"),
                ("网址", request.build_absolute_uri(link("/changes/", asked))),
                ("许可", "数据 CC BY 4.0"),
            ],
            body={
                "count": len(found),
                "from": span.start,
                "to": span.end,
                "region_code": region.code if region else None,
            },
        )

    def context(self, found, span: Span, region, asked, as_of: AsOf, unknown) -> dict:
        regions = Region.objects.filter(code=region.code) if region else Region.objects.counted()
        before, after = (list(with_facts(regions, day)) for day in (span.first - timedelta(days=1), span.last))
        behind = behind_types(after, span.last)
        chart = agency_type_flow(before, after, span, behind) if not region else None
        return {
            "as_of": as_of,
            "unknown": unknown,
            "span": span,
            "region": region,
            "found": found,
            "kinds": [(code, words, code in asked["kind"]) for code, words in KINDS.items()],
            "regions": Region.objects.exclude(level="country").filter(agency_statuses__isnull=False).distinct(),
            "chart": chart,
            "charts": [chart] if chart else [],
            "certain": sum(1 for row in found if row["within"] == "certain"),
            "sources": sources_of(found),
            "files": [(name.upper(), link(f"/changes.{name}", asked)) for name in FORMATS],
        }
