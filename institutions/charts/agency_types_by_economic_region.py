"""The types of the provinces' agencies, economic region by economic region."""

from collections import Counter
from collections.abc import Iterable

from govcompare.as_of import AsOf
from govcompare.charts import Chart, nothing
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
            slug=SLUG, title="没有可画的省份", why="所选地区都不在 31 个省份之内。", as_of=as_of.text, columns=COLUMNS
        )
    groups = {name: [region for region in regions if region.economic_region == name] for name in EconomicRegion.values}
    groups = {name: members for name, members in groups.items() if members} | {"全部": regions}
    title = finding(groups)
    return type_composition(
        groups,
        as_of,
        behind,
        slug=SLUG,
        title=title,
        subtitle=f"{len(regions)} 个省份主要大数据机构的类型，格内为省份数；括号内“最近已知”是前一机构的类型；"
        f"经济区域按国家统计局的划分；{observed(behind.dates)}",
        alt=f"横条图：截至 {as_of.text}，{'、'.join(groups)}省份的大数据机构类型构成；{title}。",
        unit="省份",
    )


def finding(groups: dict[str, list[Region]]) -> str:
    """What the bars show, in one line: the commonest type and where it is found. The last group holds all."""
    *parts, whole = groups
    types = types_of(groups[whole])
    if not types:
        return f"{len(groups[whole])} 个省份的机构类型都不可知"
    most = max(types.values())
    common = [key for key in AgencyType.values if types.get(key) == most]
    names = "、".join(Category(key).label for key in common)
    said = f"{sum(types.values())} 个省份的机构类型可知，{names}最多"
    if len(common) > 1:
        return f"{said}（各 {most} 个）"
    found = {name: types_of(groups[name]).get(common[0], 0) for name in parts}
    there = "，".join(f"{name} {count}" for name, count in found.items() if count)
    return f"{said}（{most} 个：{there}）"


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
    title="各经济区域的机构类型",
    lead="东部、中部、西部、东北的省级大数据机构各是什么类型，末一条是全部。",
    draw=draw,
    places=provinces(),
)
