"""All regions of which an index prints something, in the order in which it places them.

A picture of more than 12 regions is to be small multiples or a table (docs/decisions.md): here each region is a line
with its name and its printed words, which reads as a table.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govcompare.charts import Chart, nothing, rank_dots, tier_tiles, value_bars
from govcompare.charts.ranking import COLUMNS
from govcompare.charts.words import plain
from govcompare.language import bracketed, clauses, enumerated, headed, phrases
from govcompare.language_dates import shown_date
from govcompare.rows import Row, number
from govcompare.vocabularies import MissingReason
from regions.models import Region

from ..models import Indicator
from .entry import Asked, Entry, Places
from .indicators import (
    after,
    bare,
    drawn_words,
    evaluated,
    homes_of,
    left_out,
    left_out_words,
    of_level,
    parameter,
    printed,
    read,
    subject,
    told,
)
from .provenance import observed, titles

SLUG = "ranking"
LOWER_BOUND = re.compile(r"(\d+(?:\.\d+)?)分?(?:及)?以上")
# What a picture of each form is called in its summary.
FORMS = {
    "value": gettext_lazy("条形图：%(of)s：%(finding)s。"),
    "rank": gettext_lazy("点图：%(of)s：%(finding)s。"),
    "band": gettext_lazy("分档图：%(of)s：%(finding)s。"),
}
# More names than this in a title are counted instead.
MOST_NAMED = 3
DRAWN = {"value": value_bars, "rank": rank_dots, "band": tier_tiles}
IN_WORDS = {
    "value": gettext_lazy("条长为印出的得分，自 0 起"),
    "rank": gettext_lazy("点为印出的排名，第1在左"),
    "band": gettext_lazy("只按印出的档次分组，同一档内按行政区划代码排列，不分先后"),
}


def draw(asked: Asked) -> Chart:
    """The indicator asked for, the regions chosen picked out."""
    indicator = read(asked)
    rows = printed(indicator, asked.day, asked.codes) if indicator else []
    if not rows:
        return nothing(
            slug=SLUG, title=_("没有印出的得分"), as_of=asked.as_of.text, columns=COLUMNS,
            why=_("到%(date)s为止，没有来源印出得分、排名或档次。") % {"date": shown_date(asked.as_of.text)},
        )  # fmt: skip
    form = form_of(rows)
    wanted = set(asked.codes) & {row["code"] for row in rows}  # nothing turns grey for what is not there
    rows = in_order(named(rows), form)
    shown = [
        bare(row) | {"told": told_in(form, row), "picked": row["code"] in wanted if wanted else None} for row in rows
    ]
    wanting = left_out(indicator, rows, asked.regions)
    found = finding(shown, form)
    title = headed(plain(indicator.name), found)
    chart = DRAWN[form](
        shown,
        slug=SLUG,
        title=title,
        subtitle=clauses(
            [
                phrases([of_level(indicator), evaluated(indicator, rows)]),
                IN_WORDS[form],
                *average(indicator, form),
                *drawn_words(rows),
                *left_out_words(wanting),
                observed(home["as_of"] for home in homes_of(rows)),
            ]
        ),
        alt=FORMS[form] % {"of": subject(indicator), "finding": found},
        sources=titles(homes_of(rows)),
        as_of=asked.as_of.text,
    )
    chart.rows.extend(map(bare, wanting))
    return chart


def told_in(form: str, row: Row) -> str:
    """What is printed of a region; among values, why it has none."""
    said = [told(row)]
    if form == "value" and row["value"] is None:
        said.append(_("得分%(absence)s") % {"absence": MissingReason(row["missing"]["value"]).label})
    return phrases(part for part in said if part)


def form_of(rows: list[Row]) -> str:
    """What is printed for most regions: values, else ranks, else tiers."""
    for form in ("value", "rank"):
        if 2 * sum(1 for row in rows if row[form] is not None) > len(rows):
            return form
    return "band" if any(row["band"] for row in rows) else "rank"


def in_order(rows: list[Row], form: str) -> list[Row]:
    """By rank where ranks are printed for most, else by value; tiers by `tier_order`. `rows` are by rank already."""
    if form == "band":
        best = best_ranks(rows)
        return sorted(rows, key=lambda row: (tier_order(row, best), row["code"]))
    ranked = 2 * sum(1 for row in rows if row["rank"] is not None) > len(rows)
    return rows if ranked else sorted(rows, key=lambda row: (after(row["value"], down=True), row["code"]))


def best_ranks(rows: list[Row]) -> dict[str, int]:
    """Tier -> the best rank that is printed of any of its regions."""
    best: dict[str, int] = {}
    for row in rows:
        if row["band"] and row["rank"] is not None:
            best[row["band"]] = min(row["rank"], best.get(row["band"], row["rank"]))
    return best


def tier_order(row: Row, best: dict[str, int]) -> tuple:
    """A tier with a printed rank first, then the one with the higher bound ("90以上"), else as they are named."""
    tier = row["band"] or ""
    bound = LOWER_BOUND.search(tier)
    return (
        not tier,
        after(best.get(tier)),
        after(float(bound[1]) if bound else None, down=True),
        after(row["band_order"]),
        tier,
    )


def named(rows: list[Row]) -> list[Row]:
    """Each row with a name of its own: where sources differ about a region, it says which of them."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        seen[row["code"]] = count = seen.get(row["code"], 0) + 1
        name = bracketed(row["region"], _("来源%(number)s") % {"number": count}) if row["told_by"] else row["region"]
        found.append(row | {"name": name})
    return found


def finding(rows: list[Row], form: str) -> str:
    """The places of the regions picked out, else who is first, else how large the first tier is."""
    chosen = [row for row in rows if row["picked"]]
    if 0 < len(chosen) <= MOST_NAMED:
        return clauses(_("%(name)s %(told)s") % row for row in chosen)
    if form == "band":
        tier = rows[0]["band"]
        members = [row["region"] for row in rows if row["band"] == tier]
        said = {"tier": plain(tier), "number": len(members), "some": enumerated(members[:MOST_NAMED])}
        if len(members) > MOST_NAMED:
            return _("%(tier)s %(number)s 个（%(some)s等）") % said
        return _("%(tier)s %(number)s 个（%(some)s）") % said
    ranked = [row for row in rows if row["rank"] is not None]
    if form == "value" and 2 * len(ranked) <= len(rows):
        best = max(row["value"] for row in rows if row["value"] is not None)
        first = [row["region"] for row in rows if row["value"] == best]
        return _("印出的得分中%(regions)s最高（%(value)s 分）") % {"regions": enumerated(first), "value": best}
    first = [row for row in ranked if row["rank"] == ranked[0]["rank"]]
    said = {"regions": enumerated(dict.fromkeys(row["region"] for row in first)), "rank": first[0]["rank"]}
    return (_("%(regions)s并列第%(rank)s") if len(first) > 1 else _("%(regions)s第%(rank)s")) % said


def average(indicator: Indicator, form: str) -> list[str]:
    """The average, if the index itself prints one."""
    if indicator.average is None or form != "value":
        return []
    return [_("来源印出的平均分 %(value)s") % {"value": number(indicator.average)}]


ENTRY = Entry(
    slug=SLUG,
    title=gettext_lazy("一项指标的排名"),
    lead=gettext_lazy("一个指数的一项指标印出的全部地区，按印出的名次排列；只印档次的按档次分组，没有印出的只计数。"),
    draw=draw,
    places=Places(
        Region.objects.all, gettext_lazy("选了地区就突出这些，其他变灰。"), in_words=gettext_lazy("全部印出的地区")
    ),
    parameters=(parameter(),),
    reading=(
        gettext_lazy("一行是一个地区。印出得分的画成条，自 0 起；只印排名的画成点，第1在左；只印档次的一档一组。"),
        gettext_lazy("选了地区时，所选的是蓝色，其他是灰色；颜色没有别的意思。"),
        gettext_lazy("没有条的一行来源没有印出得分；没有列出的地区只在副标题里计数，不是排在最后。"),
        gettext_lazy("一档之内不分先后；不同的指数、不同的版本不能比较。"),
    ),
)
