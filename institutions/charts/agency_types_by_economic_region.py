"""The types of the provinces' agencies, economic region by economic region."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from govcompare.as_of import AsOf
from govcompare.charts import Chart, nothing
from govcompare.charts.words import small
from govcompare.language import enumerated, phrases
from govcompare.language_dates import shown_date
from regions.models import Region
from regions.vocabularies import EconomicRegion

from ..categories import Category, category
from ..overview import Behind, behind_types
from ..overview import provinces as provinces_on
from ..vocabularies import AgencyType
from .agency_types import COLUMNS, type_composition
from .entry import Asked, Entry, provinces
from .provenance import observed

SLUG = "agency-types-by-economic-region"


def types_by_economic_region(regions: list[Region], as_of: AsOf, behind: Behind) -> Chart:
    """One bar an economic region, and one for all. regions: annotated by `with_facts`."""
    if not regions:
        return nothing(
            slug=SLUG,
            title=_("没有可画的省份"),
            why=_("所选地区都不在 31 个省份之内。"),
            as_of=as_of.text,
            columns=COLUMNS,
        )
    groups = {str(name): [region for region in regions if region.economic_region == key]
              for key, name in EconomicRegion.choices}  # fmt: skip
    groups = {name: members for name, members in groups.items() if members} | {_("全部"): regions}
    title = finding(groups)
    return type_composition(
        groups,
        as_of,
        behind,
        slug=SLUG,
        title=title,
        subtitle=_(
            "%(number)s 个省份主要大数据机构的类型，格内为省份数；括号内“最近已知”是前一机构的类型；"
            "经济区域按国家统计局的划分；%(dates)s"
        )
        % {"number": len(regions), "dates": observed(behind.dates)},
        alt=_("横条图：截至 %(date)s，%(groups)s省份的大数据机构类型构成；%(finding)s。")
        % {"date": shown_date(as_of.text), "groups": enumerated(groups), "finding": title},
        unit=pgettext("unit", "省份"),
    )


def finding(groups: dict[str, list[Region]]) -> str:
    """What the bars show, in one line: the commonest type and where it is found. The last group holds all."""
    *parts, whole = groups
    types = types_of(groups[whole])
    if not types:
        return _("%(number)s 个省份的机构类型都不可知") % {"number": len(groups[whole])}
    most = max(types.values())
    common = [key for key in AgencyType.values if types.get(key) == most]
    known = sum(types.values())
    said = {"known": known, "types": enumerated(small(Category(key).label) for key in common), "most": most}
    if len(common) > 1:
        return ngettext("%(known)s 个省份的机构类型可知，%(types)s最多（各 %(most)s 个）",
                        "%(known)s 个省份的机构类型可知，%(types)s最多（各 %(most)s 个）", known) % said  # fmt: skip
    found = {name: types_of(groups[name]).get(common[0], 0) for name in parts}
    said["places"] = phrases(f"{name} {count}" for name, count in found.items() if count)
    return ngettext("%(known)s 个省份的机构类型可知，%(types)s最多（%(most)s 个：%(places)s）",
                    "%(known)s 个省份的机构类型可知，%(types)s最多（%(most)s 个：%(places)s）", known) % said  # fmt: skip


def types_of(regions: Iterable[Region]) -> Counter[str]:
    """type -> how many regions have it, as their own or as the last known one."""
    return Counter(shown.key for shown in map(category, regions) if shown.key in AgencyType.values)


def draw(asked: Asked) -> Chart:
    """All provinces, or those chosen."""
    wanted = set(asked.codes)
    counted = [region for region in provinces_on(asked.day) if region.counted_in_31]
    shown = [region for region in counted if not wanted or region.code in wanted]
    return types_by_economic_region(shown, asked.as_of, behind_types(shown, asked.day))


ENTRY = Entry(
    slug=SLUG,
    title=gettext_lazy("各经济区域的机构类型"),
    lead=gettext_lazy("东部、中部、西部、东北的省级大数据机构各是什么类型，末一条是全部。"),
    draw=draw,
    places=provinces(),
    reading=(
        gettext_lazy("一条是一个经济区域的省份，末一条是全部；条长按百分比，格里的数字是省份数，括号里是合计。"),
        gettext_lazy("颜色是机构类型；颜色上画斜线表示类型是最近已知的，现在的类型未知。"),
        gettext_lazy("灰色实心是有机构而类型未知，灰色斜线是有无未知，只描边的是确知没有。"),
        gettext_lazy("各区域的省份数不同，百分比大不一定省份多；图不说明哪种类型更好。"),
    ),
)
