"""2 to 31 regions side by side: as a page and as files."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.exports import respond
from govcompare.query import SEPARATOR, link, refuse_unknown
from govcompare.rows import sources_of
from regions.models import Region
from regions.vocabularies import EconomicRegion, RegionLevel

from .. import pictures
from ..comparisons import LARGEST, sections
from ..overview import provinces
from ..profiles import Profile, profiles
from ..region_facts import with_facts
from ..vocabularies import ADMINISTRATIVE_TYPES, AgencyType
from .profiles import read_as_of, scores_like, takeaway

PATH = "/compare/"
MODELS_OF_THE_LITERATURE = ("440000", "330000", "520000")


@dataclass(frozen=True)
class ReadySet:
    """A set of regions in one click."""

    label: str
    codes: list[str]
    link: str


def read_codes(request: HttpRequest) -> list[str]:
    """`r=440000~330000` or `r` repeated; every code must exist, at most 31 of them."""
    codes = [code.strip() for text in request.GET.getlist("r") for code in text.split(SEPARATOR) if code.strip()]
    codes = list(dict.fromkeys(codes))
    if len(codes) > LARGEST:
        raise InvalidQuery(f"一次最多比较 {LARGEST} 个地区，收到 {len(codes)} 个。请去掉一些。")
    known = set(Region.objects.filter(code__in=[code for code in codes if len(code) == 6]).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        listed = "、".join(code[:20] for code in unknown[:10])
        keep = [code for code in codes if code in known]
        advice = f"其余可比较：{PATH}?r={SEPARATOR.join(keep)}" if keep else "请从地区列表中选择。"
        raise InvalidQuery(f"没有这些代码的地区：{listed}。{advice}")
    return codes


def compare_link(codes: list[str], as_of: AsOf, format: str = "") -> str:
    path = f"/compare.{format}" if format else PATH
    return link(path, {"r": SEPARATOR.join(codes), **as_of.param})


class ComparePage(View):
    """/compare/?r=440000~330000~520000 and its .csv, .xlsx, .json twins."""

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, {"r", "as_of"}, format)
        as_of = read_as_of(request)
        codes = read_codes(request)
        if format != "html":
            if not codes:
                raise InvalidQuery("请用 r 给出要比较的地区，例如 r=440000~330000~520000。")
            chosen = profiles(codes, as_of.day)
            names = "、".join(profile.region.short_name for profile in chosen)
            data = takeaway(chosen, as_of, name=file_stem(codes), title=f"地区比较：{names}", filters={"r": codes})
            return respond(data, format)
        return render(request, "compare.html", self.context(codes, as_of, unknown))

    def context(self, codes: list[str], as_of: AsOf, unknown: list[str]) -> dict:
        everyone = provinces(as_of.day)
        chosen = profiles(codes, as_of.day)
        facts = [fact.row() for profile in chosen for fact in profile.facts]
        pictures_of = self.charts(chosen, everyone, as_of) if len(chosen) > 1 else {}
        return {
            "as_of": as_of,
            "unknown": unknown,
            "profiles": chosen,
            "columns": [(profile, self.without(codes, profile.region.code, as_of)) for profile in chosen],
            "sections": [
                (section, pictures_of.get(section.title, []))
                for section in (sections(chosen) if len(chosen) > 1 else [])
            ],
            "charts": any(pictures_of.values()),
            "ready_sets": ready_sets(everyone, as_of),
            "offers": [
                (region, compare_link([*codes, region.code], as_of)) for region in offers(chosen, everyone, codes)
            ],
            "choices": Region.objects.exclude(code__in=codes).exclude(level=RegionLevel.COUNTRY).order_by("code"),
            "codes": codes,
            "joined_codes": SEPARATOR.join(codes),
            "date_hidden": [("r", SEPARATOR.join(codes))] if codes else [],
            "today_link": compare_link(codes, AsOf.today()),
            "largest": LARGEST,
            "full": len(codes) >= LARGEST,
            "sources": sources_of(facts),
            "files": [(format.upper(), compare_link(codes, as_of, format)) for format in ("csv", "xlsx", "json")],
        }

    @staticmethod
    def without(codes: list[str], code: str, as_of: AsOf) -> str:
        return compare_link([other for other in codes if other != code], as_of)

    @staticmethod
    def charts(chosen: list[Profile], everyone: list[Region], as_of: AsOf) -> dict[str, list]:
        """The pictures of each section, by its title."""
        levels = {profile.region.level for profile in chosen}
        picked = [profile.region for profile in chosen]
        if levels == {RegionLevel.PREFECTURE}:
            whole, name = with_facts(Region.objects.prefectures(), as_of.day), "全部地级"
        else:
            whole, name = [region for region in everyone if region.counted_in_31], "31个省份"
        titles = list(dict.fromkeys(row["source_label"] for profile in chosen for row in profile.agencies))
        equity = pictures.equity([row for profile in chosen for row in profile.shareholdings], as_of)
        return {
            "大数据机构": [pictures.type_composition(picked, whole, name, as_of, titles)],
            "运营公司": [equity] if equity else [],
            "评估得分": pictures.score_charts(chosen, scores_like(chosen, as_of), as_of),
        }


def file_stem(codes: list[str]) -> str:
    return "compare_" + ("-".join(codes) if len(codes) <= 5 else f"{len(codes)}-regions")


def ready_sets(everyone: list[Region], as_of: AsOf) -> list[ReadySet]:
    """Sets computed for the date shown; empty ones are left out."""
    counted = [region for region in everyone if region.counted_in_31]
    wanted = [
        ("有省级机构的省份", [region for region in counted if region.has_agency == "yes"]),
        ("设行政机构的省份", [region for region in counted if region.agency_type in ADMINISTRATIVE_TYPES]),
        ("广东·浙江·贵州", [region for code in MODELS_OF_THE_LITERATURE for region in counted if region.code == code]),
    ]
    wanted += [(label, [region for region in counted if region.agency_type == key]) for key, label in AgencyType.choices]
    wanted += [
        (f"{label}省份", [region for region in counted if region.economic_region == key])
        for key, label in EconomicRegion.choices
    ]
    sets = []
    for label, regions in wanted:
        if regions:
            codes = [region.code for region in regions]
            sets.append(ReadySet(f"{label}（{len(codes)}）", codes, compare_link(codes, as_of)))
    return sets


def offers(chosen: list[Profile], everyone: list[Region], codes: list[str]) -> list[Region]:
    """With one region: others whose agency is of the same type, else those of its economic region."""
    if len(chosen) != 1:
        return []
    region = chosen[0].region
    rest = [other for other in everyone if other.code not in codes and other.counted_in_31]
    same = [other for other in rest if other.agency_type == region.agency_type and region.agency_type]
    near = [other for other in rest if other.economic_region == region.economic_region and other not in same]
    return (same + near)[:8]
