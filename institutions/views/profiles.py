"""One region: as a page and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import NothingHere
from govcompare.exports import Takeaway, respond
from govcompare.query import link, refuse_unknown
from govcompare.rows import sources_of
from regions.models import Region

from .. import pictures
from ..facts import COLUMNS, KINDS
from ..listings import Regions, Scores
from ..profiles import Profile, profiles
from ..sentences import summary


def read_as_of(request: HttpRequest) -> AsOf:
    text = request.GET.get("as_of")
    return AsOf.parse(text) if text else AsOf.today()


class ProfilePage(View):
    """/regions/440000/ and its .csv, .xlsx, .json twins."""

    def get(self, request: HttpRequest, code: str, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of"}, format)
        as_of = read_as_of(request)
        found = profiles([code], as_of.day)
        if not found:
            raise NothingHere(f"没有代码为 {code} 的地区。请在地区列表中按名称、拼音或代码查找。")
        profile = found[0]
        if format != "html":
            return respond(takeaway([profile], as_of, name=code, title=f"{profile.region.name}概况"), format)
        return render(request, "profile.html", self.context(profile, as_of, unknown))

    def context(self, profile: Profile, as_of: AsOf, unknown: list[str]) -> dict:
        facts = [fact.row() for fact in profile.facts]
        subjects = profile.subjects
        path = f"/regions/{profile.region.code}"
        children = Regions().queryset(as_of.day).filter(parent=profile.region)
        equity = pictures.equity(profile.shareholdings, as_of)
        charts = pictures.score_charts([profile], scores_like([profile], as_of), as_of)
        return {
            "profile": profile,
            "region": profile.region,
            "as_of": as_of,
            "unknown": unknown,
            "summary": summary(profile),
            "presences": subjects.pop("region")[0][1],
            "cards": [card(profile, kind, found) for kind, found in subjects.items() if shown(profile, kind)],
            "compare_link": link("/compare/", {"r": profile.region.code, **as_of.param}),
            "equity": equity,
            "score_charts": charts,
            "charts": [chart for chart in (equity, *charts) if chart],
            "children": [Regions().row(child) for child in children],
            "parent": Region.objects.filter(pk=profile.region.parent_id).first(),
            "sources": sources_of(facts),
            "files": [
                (format.upper(), link(f"{path}.{format}", as_of.param)) for format in ("csv", "xlsx", "json")
            ],
            "today_link": f"{path}/",
        }


# Kinds whose subjects stand in one table, a line each.
COMPACT = {"shareholding", "score", "document"}
PRESENCE_OF = {
    "agency": "has_agency",
    "leading_group": "has_leading_group",
    "company": "has_operating_company",
    "shareholding": "has_operating_company",
}


def shown(profile: Profile, kind: str) -> bool:
    """Equity is a matter of regions with a company; the rest is always told, if only as an absence."""
    return kind != "shareholding" or bool(profile.companies)


def card(profile: Profile, kind: str, subjects: list) -> dict:
    """One section of the profile, with the word for its absence where there is nothing."""
    presence = profile.presence(PRESENCE_OF[kind]) if kind in PRESENCE_OF else None
    status = "unknown" if presence is None or presence.is_known else presence.status
    return {
        "kind": kind,
        "title": KINDS[kind],
        "subjects": subjects,
        "compact": kind in COMPACT,
        "headers": [fact.property_label for fact in subjects[0][1]] if subjects else [],
        "absent": status,
        "absent_note": (presence.note if presence else None) or ABSENT_NOTES.get(status, ""),
    }


ABSENT_NOTES = {
    "unknown": "现有来源没有提到。",
    "not_applicable": "不在统计范围内。",
}


def scores_like(chosen: list[Profile], as_of: AsOf) -> list[dict]:
    """All score rows of the indicators in which one of these regions stands: a place among the others."""
    indicators = {row["indicator_id"] for profile in chosen for row in profile.scores}
    if not indicators:
        return []
    scores = Scores().queryset(as_of.day).filter(indicator__in=indicators)
    ordered = scores.order_by("indicator__edition_id", "indicator__position", "rank", "region_id", "id")
    return [Scores().row(score) for score in ordered]


def takeaway(chosen: list[Profile], as_of: AsOf, *, name: str, title: str, filters: dict | None = None) -> Takeaway:
    """Profiles as one long file: a row a fact."""
    rows = [fact.row() for profile in chosen for fact in profile.facts]
    return Takeaway(
        name=f"govcompare_{name}_{as_of.text}",
        title=title,
        columns=list(COLUMNS),
        labels=COLUMNS,
        rows=[{column: row[column] for column in COLUMNS} for row in rows],
        sources=sources_of(rows),
        notes=[
            ("所示日期", as_of.text),
            ("状态", "known 已知、none 无、unknown 未知、not_applicable 不适用、not_published 未公布"),
            ("许可", "数据 CC BY 4.0"),
        ],
        body={
            "count": len(rows),
            "as_of": as_of.text,
            "filters": filters or {"region_code": [profile.region.code for profile in chosen]},
            "next_url": None,
        },
    )
