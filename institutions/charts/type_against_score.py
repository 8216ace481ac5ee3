"""The type of each region's agency beside what an index prints of the region: all points, nothing averaged."""

from itertools import permutations

from govcompare.charts import Chart, nothing, swarm
from govcompare.rows import Row
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..categories import category
from ..overview import Behind, behind_types
from ..region_facts import with_facts
from ..vocabularies import AgencyType
from .entry import Asked, Entry, Places
from .indicators import (
    bare,
    evaluated,
    homes_of,
    left_out,
    left_out_words,
    numbered,
    parameter,
    printed,
    read,
    subject,
    told,
)
from .provenance import observed, resting_on, titles

SLUG = "type-against-score"
COLUMNS = [
    ("region", "地区"),
    ("group_label", "机构类型"),
    ("value", "得分"),
    ("rank_label", "排名"),
    ("told_by", "哪个来源所印"),
]
# Of a type with fewer points than this nothing is said.
FEWEST = 3


def draw(asked: Asked) -> Chart:
    """The indicator asked for, with the types of the date shown; the regions chosen picked out."""
    indicator = read(asked)
    rows = printed(indicator, asked.day) if indicator else []
    form = "value" if 2 * sum(1 for row in rows if row["value"] is not None) > len(rows) else "rank"
    drawn = [row for row in rows if row[form] is not None]
    if not drawn:
        return nothing(
            slug=SLUG, title="没有可与机构类型并列的得分", as_of=asked.as_of.text, columns=COLUMNS,
            why=f"到 {asked.as_of.text} 为止，没有来源印出这项指标的得分或排名。",
        )  # fmt: skip
    codes = {row["code"] for row in rows} | set(asked.codes)
    regions = {region.code: region for region in with_facts(Region.objects.filter(code__in=codes), asked.day)}
    behind = behind_types(list(regions.values()), asked.day)
    wanted = set(asked.codes) & {row["code"] for row in drawn}  # nothing turns grey for what is not there
    points = [typed(row, regions, behind) | point(row, form, wanted, indicator.level) for row in drawn]
    wanting = left_out(indicator, rows, asked.regions)
    name = {"value": "得分", "rank": "排名"}[form]
    found = finding(points, name, form)
    title = f"{indicator.name}：{found}"
    chart = swarm(
        points,
        slug=SLUG,
        title=title,
        subtitle=f"{indicator.edition}（{RegionLevel(indicator.level).label}），{evaluated(indicator, rows)}"
        f"{undrawn(rows, drawn, name)}，每点一个地区，n 为点数；机构类型为 {asked.as_of.text} 的，与{name}未必同时；"
        f"类型与{name}并列，不表示因果{left_out_words(wanting)}；{name}的{observed(home['as_of'] for home in homes_of(drawn))}",
        alt=f"散点图：{subject(indicator)}：{found}，共 {len(points)} 个点，不表示因果。",
        sources=titles(homes_of(drawn)) | behind.sources,
        as_of=asked.as_of.text,
        value_title=name if form == "value" else "排名（第1在上）",
        group_title="所示日期的机构类型",
        reversed_values=form == "rank",
        columns=COLUMNS,
    )
    rest = [row for row in rows if row not in drawn]
    chart.rows.extend(typed(row, regions, behind) for row in (*rest, *wanting))
    return chart


def typed(row: Row, regions: dict[str, Region], behind: Behind) -> Row:
    """A row with the type of its region on the day, and the sources of both."""
    shown = category(regions[row["code"]])
    return bare(row) | {
        "group": shown.key,
        "group_label": shown.label,
        "is_last_known": shown.is_last_known,
        **resting_on([*row["homes"], *behind.of([row["code"]])]),
    }


def point(row: Row, form: str, wanted: set[str], level: str) -> Row:
    """Where a region stands, and how it is drawn."""
    name = f"{row['region']}（{row['told_by']}）" if row["told_by"] else row["region"]
    return {
        "name": name,
        # provinces are known by one character, cities are not
        "mark": row["mark"] or (row["region"][:1] if level == RegionLevel.PROVINCE else ""),
        "y": row[form],
        "told": told(row),
        "picked": row["code"] in wanted if wanted else None,
    }


def finding(points: list[Row], name: str, form: str) -> str:
    """Whether one column stands wholly above another, among the types with several regions."""
    columns: dict[str, list[float]] = {}
    for row in points:
        if row["group"] in AgencyType.values:
            columns.setdefault(row["group_label"], []).append(row["y"] if form == "value" else -row["y"])
    several = {column: values for column, values in columns.items() if len(values) >= FEWEST}
    if len(several) < 2:
        return f"{len(points)} 个点，各类型的点太少，不作高低的比较"
    apart = [(one, other) for one, other in permutations(several, 2) if min(several[one]) > max(several[other])]
    if not apart:
        return f"{'、'.join(several)}的{name}互相重叠，没有一类全部高于另一类"
    best, worst = max(apart, key=lambda pair: len(several[pair[0]]) + len(several[pair[1]]))
    return f"{best}（n = {len(several[best])}）的{name}都在{worst}（n = {len(several[worst])}）之上"


def undrawn(rows: list[Row], drawn: list[Row], name: str) -> str:
    """A word on those of which only something else is printed."""
    rest = len(rows) - len(drawn)
    return f"，其中 {rest} 个没有印出{name}，未画" if rest else ""


ENTRY = Entry(
    slug=SLUG,
    title="机构类型与评估得分",
    lead="一项指标印出的每个地区一个点，按这一天的机构类型分列；不取平均，不表示因果。",
    draw=draw,
    places=Places(Region.objects.all, "选了地区就突出这些，其他变灰。", in_words="全部印出的地区"),
    parameters=(parameter(numbered),),
)
