"""The type of each region's agency beside what an index prints of the region: all points, nothing averaged."""

from itertools import permutations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from govcompare.charts import Chart, nothing, swarm
from govcompare.charts.words import plain, small
from govcompare.language import bracketed, clauses, enumerated, headed, phrases
from govcompare.language_dates import shown_date
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
    drawn_words,
    evaluated,
    homes_of,
    left_out,
    left_out_words,
    numbered,
    of_level,
    parameter,
    printed,
    read,
    subject,
    told,
)
from .provenance import observed, resting_on, titles

SLUG = "type-against-score"
COLUMNS = [
    ("region", gettext_lazy("地区")),
    ("group_label", gettext_lazy("机构类型")),
    ("value", gettext_lazy("得分")),
    ("rank_label", gettext_lazy("排名")),
    ("told_by", gettext_lazy("哪个来源所印")),
]
# Of a type with fewer points than this nothing is said.
FEWEST = 3


def draw(asked: Asked) -> Chart:
    """The indicator asked for, with the types of the date shown; the regions chosen picked out."""
    indicator = read(asked)
    rows = printed(indicator, asked.day, asked.codes) if indicator else []
    form = "value" if 2 * sum(1 for row in rows if row["value"] is not None) > len(rows) else "rank"
    drawn = [row for row in rows if row[form] is not None]
    if not drawn:
        return nothing(
            slug=SLUG, title=_("没有可与机构类型并列的得分"), as_of=asked.as_of.text, columns=COLUMNS,
            why=_("到%(date)s为止，没有来源印出这项指标的得分或排名。") % {"date": shown_date(asked.as_of.text)},
        )  # fmt: skip
    codes = {row["code"] for row in rows} | set(asked.codes)
    regions = {region.code: region for region in with_facts(Region.objects.filter(code__in=codes), asked.day)}
    behind = behind_types(list(regions.values()), asked.day)
    wanted = set(asked.codes) & {row["code"] for row in drawn}  # nothing turns grey for what is not there
    points = [typed(row, regions, behind) | point(row, form, wanted, indicator.level) for row in drawn]
    wanting = left_out(indicator, rows, asked.regions)
    name = pgettext("in a sentence", "得分") if form == "value" else pgettext("in a sentence", "排名")
    found = finding(points, name, form)
    title = headed(plain(indicator.name), found)
    chart = swarm(
        points,
        slug=SLUG,
        title=title,
        subtitle=clauses(
            [
                phrases(
                    [
                        of_level(indicator),
                        evaluated(indicator, rows),
                        *undrawn(rows, drawn, name),
                        _("每点一个地区，n 为点数"),
                    ]
                ),
                _("机构类型为%(date)s的，与%(thing)s未必同时") % {"date": shown_date(asked.as_of.text), "thing": name},
                _("类型与%(thing)s并列，不表示因果") % {"thing": name},
                *drawn_words(rows),
                *left_out_words(wanting),
                _("%(thing)s的%(dates)s")
                % {"thing": name, "dates": observed(home["as_of"] for home in homes_of(drawn))},
            ]
        ),
        alt=_("散点图：%(of)s：%(finding)s，共 %(number)s 个点，不表示因果。")
        % {"of": subject(indicator), "finding": found, "number": len(points)},
        sources=titles(homes_of(drawn)) | behind.sources,
        as_of=asked.as_of.text,
        value_title=_("得分") if form == "value" else _("排名（第1在上）"),
        group_title=_("所示日期的机构类型"),
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
    name = bracketed(row["region"], row["told_by"]) if row["told_by"] else row["region"]
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
        return ngettext("%(number)s 个点，各类型的点太少，不作高低的比较", "%(number)s 个点，各类型的点太少，不作高低的比较",
                        len(points)) % {"number": len(points)}  # fmt: skip
    apart = [(one, other) for one, other in permutations(several, 2) if min(several[one]) > max(several[other])]
    if not apart:
        return _("%(types)s的%(thing)s互相重叠，没有一类全部高于另一类") % {
            "types": enumerated(map(small, several)),
            "thing": name,
        }
    best, worst = max(apart, key=lambda pair: len(several[pair[0]]) + len(several[pair[1]]))
    return _("%(best)s（n = %(n_best)s）的%(thing)s都在%(worst)s（n = %(n_worst)s）之上") % {
        "best": small(best), "worst": small(worst), "n_best": len(several[best]), "n_worst": len(several[worst]), "thing": name
    }  # fmt: skip


def undrawn(rows: list[Row], drawn: list[Row], name: str) -> list[str]:
    """A word on those of which only something else is printed."""
    rest = len(rows) - len(drawn)
    return [_("其中 %(number)s 个没有印出%(thing)s，未画") % {"number": rest, "thing": name}] if rest else []


ENTRY = Entry(
    slug=SLUG,
    title=gettext_lazy("机构类型与评估得分"),
    lead=gettext_lazy("一项指标印出的每个地区一个点，按这一天的机构类型分列；不取平均，不表示因果。"),
    draw=draw,
    places=Places(
        Region.objects.all, gettext_lazy("选了地区就突出这些，其他变灰。"), in_words=gettext_lazy("全部印出的地区")
    ),
    parameters=(parameter(numbered),),
    reading=(
        gettext_lazy("一点是一个地区，越高得分越高或名次越前；点里的字是省份的简称，n 是这一类的点数。"),
        gettext_lazy("一列是一种机构类型；“最近已知”的类型单成一列，类型未知的也单成一列。"),
        gettext_lazy("列内左右的位置没有意义，只为不互相遮住。"),
        gettext_lazy("类型和得分可能不是同一时候的；并列在一起不说明类型影响得分。"),
    ),
)
