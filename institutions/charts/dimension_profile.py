"""Some regions in all dimensions of one edition of an index."""

from dataclasses import replace

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govcompare.as_of import AsOf
from govcompare.charts import Chart, nothing, rank_strips, score_matrix
from govcompare.charts.words import plain, small
from govcompare.language import bracketed, enumerated, headed, is_english
from govcompare.language_dates import shown_date
from govcompare.rows import Row
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..coverage import universes
from ..lists.scores import Scores, rank_label, score_row, unprinted
from ..models import Edition, Indicator, Score
from ..profiles import readable
from ..ready_sets import MODELS_OF_THE_LITERATURE
from .entry import Asked, Entry, Places
from .indicators import printed_by
from .marks import edition_name, letters, mark, names_of
from .parameters import Choice, Parameter
from .provenance import gaps, observed, own_place, titles

# More regions than this in one chart are shown as a matrix, which stays readable, not as strips.
MOST_ON_STRIPS = 8
# A place among the others needs others.
FEWEST_TO_PLACE = 3
COLUMNS = [
    ("indicator", gettext_lazy("指标")),
    ("region", gettext_lazy("地区")),
    ("value", gettext_lazy("得分")),
    ("rank_label", gettext_lazy("排名")),
    ("band", gettext_lazy("档次")),
]


def score_charts(regions: list[Region], others: list[Row], as_of: AsOf) -> list[Chart]:
    """One chart an edition and level in which any of the regions has something printed. How to read it is said once.

    others: all score rows of those indicators, so that a place can be seen among the others.
    """
    charts = []
    for (edition, level), rows in _by_edition(others).items():
        printed = {row["region_code"] for row in rows}
        chosen = _evaluated(rows, level, regions)
        if not chosen or len(printed) < FEWEST_TO_PLACE:
            continue
        # a municipality among the cities: its own level would be that of another chart
        written = "" if chosen[0].level == level else level
        asked = ENTRY.given(as_of, chosen, edition=Choice(edition, _title(rows[0])), level=_level_choice(written))
        charts.append(ENTRY.signed(of_edition(rows, level, chosen, as_of), asked))
    return [charts[0], *(replace(chart, reading=()) for chart in charts[1:])] if charts else []


def _evaluated(rows: list[Row], level: str, regions: list[Region]) -> list[Region]:
    """The regions that belong in a chart of a level: those of that level, and those that the index ranks with them, as it
    does municipalities with cities; none where it prints nothing of any."""
    printed = {row["region_code"] for row in rows}
    chosen = [region for region in regions if region.level == level or region.code in printed]
    return chosen if any(region.code in printed for region in chosen) else []


def of_edition(rows: list[Row], level: str, chosen: list[Region], as_of: AsOf) -> Chart:
    """Regions of one level in one edition: a strip a dimension, or a matrix where they are many."""
    title = _title(rows[0])
    if chosen[0].level != level:  # a municipality among the cities, which the index may also place among the provinces
        title = bracketed(title, small(str(RegionLevel(level).label)))
    names = names_of(chosen)
    picked = {region.code: region for region in chosen}
    drawn = _strips if len(chosen) <= MOST_ON_STRIPS else _matrix
    return replace(drawn(title, level, rows, names, picked, as_of), part=f"{level}-{rows[0]['edition_id']}")


def _title(row: Row) -> str:
    """The index and the edition of a row."""
    return f"{plain(row['evaluation'])} {plain(row['edition'])}"


def _mark(region: Region) -> str:
    """What stands in the dot of a region; cities too have one."""
    return mark(region) or (letters(region) if is_english() else region.short_name[:1])


def _by_edition(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """(edition, level) -> its rows, one for each indicator and region."""
    found: dict[tuple[str, str], dict] = {}
    for row in rows:
        found.setdefault((row["edition_id"], row["indicator_level"]), {}).setdefault(
            (row["indicator_id"], row["region_code"]), row
        )
    return {key: list(unique.values()) for key, unique in found.items()}


def _strips(title, level, rows, chosen, picked, as_of: AsOf) -> Chart:
    mine = {row["indicator_id"] for row in rows if row["region_code"] in chosen}
    evaluated = max((row["n_evaluated"] or 0 for row in rows), default=0)
    points = [
        {
            "indicator": row["indicator"],
            "code": row["region_code"],
            "region": row["region"],
            "mark": _mark(picked[row["region_code"]]) if row["region_code"] in picked else "",
            "rank": row["rank"],
            "value": row["value"],
            "band": row["band"],
            "rank_label": rank_label(row),
            "missing": gaps(row),
            **own_place(row),
        }
        for row in rows
        if row["indicator_id"] in mine
    ]
    names = enumerated(chosen.values())
    among = _("%(number)s 个参评地区") % {"number": evaluated} if evaluated else _("参评地区")
    dates = observed(row["as_of"] for row in rows)
    return rank_strips(
        points,
        picked=chosen,
        slug="dimension-profile",
        title=headed(names, title),
        subtitle=_("%(among)s中印出的排名；灰点为其他地区；没有点的是来源未公布排名；%(dates)s")
        % {"among": among, "dates": dates},
        note=_("%(among)s中，点为所选地区印出的排名；其他地区和只印档次的见数据表；%(dates)s")
        % {"among": among, "dates": dates},
        alt=_("点图：%(regions)s在%(edition)s各指标中的排名，与其他印出排名的地区对照。")
        % {"regions": names, "edition": title},
        sources=titles(rows),
        as_of=as_of.text,
    )


def _matrix(title, level, rows, chosen, picked, as_of: AsOf) -> Chart:
    printed = {(row["indicator_id"], row["region_code"]): row for row in rows}
    indicators = {row["indicator_id"]: row for row in rows if row["region_code"] in chosen}
    cells = [
        {
            "indicator": example["indicator"],
            "code": code,
            "region": chosen[code],
            **{field: printed.get((indicator, code), {}).get(field) for field in ("rank", "tied", "value", "band")},
            "rank_label": rank_label(printed.get((indicator, code), {})),
            "missing": gaps(printed.get((indicator, code)), unprinted(example, region)),
            **own_place(printed.get((indicator, code), example)),
        }
        for code, region in picked.items()
        if code in chosen
        for indicator, example in indicators.items()
    ]
    return score_matrix(
        cells,
        slug="dimension-profile",
        title=title,
        subtitle=_("%(number)s 个地区，以矩阵显示；格内为排名（= 并列）或档次，斜线为未公布或未知；%(dates)s")
        % {"number": len(chosen), "dates": observed(row["as_of"] for row in rows)},
        alt=_("矩阵图：%(number)s 个地区在%(edition)s各指标中的排名或档次，未公布的留空。")
        % {"number": len(chosen), "edition": title},
        sources=titles(rows),
        as_of=as_of.text,
    )


def draw(asked: Asked) -> Chart:
    """The regions chosen that the edition asked for evaluates at one level: the level asked for, else that of the first
    region, else the first at which anything of them is printed."""
    sizes = universes()
    for region in asked.regions:  # an index of 31 evaluates each of the 31, even where it prints nothing of one
        region.covered_by = {size for size, members in sizes.items() if region.code in members}
    # among thousands nobody finds a place: there the regions chosen stand alone
    others = readable(Indicator.objects.filter(edition=asked["edition"]))
    scores = Scores().queryset(asked.day).filter(indicator__edition=asked["edition"])
    scores = scores.filter(Q(indicator__in=others) | Q(region__in=asked.codes))
    ordered = scores.order_by("indicator__position", "rank", "region_id", "id")
    by_level = {
        level: rows for (_edition, level), rows in _by_edition([score_row(score) for score in ordered]).items()
    }
    wanted = [asked["level"]] if asked["level"] else dict.fromkeys([asked.regions[0].level, *by_level])
    for level in wanted:
        rows = by_level.get(level, [])
        if chosen := _evaluated(rows, level, asked.regions):
            return of_edition(rows, level, chosen, asked.as_of)
    return _nothing_of(asked)


def _nothing_of(asked: Asked) -> Chart:
    """That the edition prints nothing of the regions chosen, or that no edition is known yet."""
    names = enumerated(region.display_name for region in asked.regions)
    if asked["edition"]:
        title, why = headed(names, asked.words("edition")), _("这一版没有印出这些地区的得分、排名或档次。")
    else:
        title = headed(names, _("没有印出的排名"))
        why = _("到%(date)s为止，没有来源印出得分、排名或档次。") % {"date": shown_date(asked.as_of.text)}
    return nothing(slug="dimension-profile", title=title, as_of=asked.as_of.text, columns=COLUMNS, why=why)


def levels(as_of: AsOf) -> list[Choice]:
    """At which level a region is placed: its own, or that of an index which ranks it with others."""
    printed = Indicator.objects.filter(printed_by(as_of.day)).order_by().values_list("level", flat=True).distinct()
    return [_level_choice(value) for value in ("", *(level for level in RegionLevel.values if level in set(printed)))]


def _level_choice(value: str) -> Choice:
    return Choice(value, str(RegionLevel(value).label) if value else _("与所选地区同级"))


def editions(as_of: AsOf) -> list[Choice]:
    """The editions of which something is printed by a day; the one with most about provinces first."""
    of_provinces = Score.objects.known(as_of.day).filter(indicator__level=RegionLevel.PROVINCE).order_by()
    counts = dict(of_provinces.values_list("indicator__edition").annotate(n=Count("*")))
    printed = Indicator.objects.filter(printed_by(as_of.day)).order_by().values("edition")
    found = Edition.objects.filter(pk__in=printed).select_related("evaluation")
    ordered = sorted(found, key=lambda edition: (-counts.get(edition.pk, 0), edition.pk))
    return [Choice(edition.pk, edition_name(edition), plain(edition.evaluation.name)) for edition in ordered]


ENTRY = Entry(
    slug="dimension-profile",
    title=gettext_lazy("所选地区在一版指数各维度中的位置"),
    lead=gettext_lazy("一条一个维度，第1在左；灰点是其他印出排名的地区，只印档次的写在旁边。超过 8 个地区改为矩阵。"),
    draw=draw,
    places=Places(
        Region.objects.all,
        gettext_lazy("选哪些地区就标出哪些；画与第一个同级的地区，和指数把它们排在一起的地区。"),
        default=lambda as_of: list(MODELS_OF_THE_LITERATURE),
        least=1,
    ),
    parameters=(
        Parameter("edition", gettext_lazy("指数与版本"), editions),
        Parameter("level", gettext_lazy("参评级别"), levels, goes_without_saying=True),
    ),
    reading=(
        gettext_lazy("一行是一项指标，越靠左名次越前；大圆点是所选地区，灰点是其他印出排名的地区，叠起来的是并列。"),
        gettext_lazy("没有点的是来源没有公布排名，不是排在最后；只印档次、不印排名的写在右边。"),
        gettext_lazy("地区多时改为矩阵：格内数字是排名，= 是并列，颜色越浓名次越前，斜线是未公布或未知。"),
        gettext_lazy("各指标参评的地区数可能不同，名次不能相加，也不能在不同的指数之间比较。"),
    ),
    each=True,
)
