"""Some regions in all dimensions of one edition of an index."""

from dataclasses import replace

from django.db.models import Count, Q

from govcompare.as_of import AsOf
from govcompare.charts import Chart, nothing, rank_strips, score_matrix
from govcompare.rows import Row
from regions.models import Region

from ..coverage import universes
from ..lists.scores import Scores, rank_label, score_row, unprinted
from ..models import Edition, Score
from ..ready_sets import MODELS_OF_THE_LITERATURE
from .entry import Asked, Choice, Entry, Parameter, Places
from .provenance import gaps, observed, own_place, titles

# More regions than this in one chart are shown as a matrix, which stays readable, not as strips.
MOST_ON_STRIPS = 8
# A place among the others needs others.
FEWEST_TO_PLACE = 3
COLUMNS = [("indicator", "指标"), ("region", "地区"), ("value", "得分"), ("rank_label", "排名"), ("band", "档次")]


def score_charts(regions: list[Region], others: list[Row], as_of: AsOf) -> list[Chart]:
    """One chart an edition and level in which any of the regions has something printed.

    others: all score rows of those indicators, so that a place can be seen among the others.
    """
    picked = {region.code: region for region in regions}
    charts = []
    for (edition, level), rows in _by_edition(others).items():
        printed = {row["region_code"] for row in rows}
        chosen = [region for region in regions if region.level == level]
        if not printed & set(picked) or len(printed) < FEWEST_TO_PLACE:
            continue
        asked = ENTRY.given(as_of, chosen, edition=Choice(edition, f"{rows[0]['evaluation']} {rows[0]['edition']}"))
        charts.append(ENTRY.signed(of_edition(rows, level, chosen, as_of), asked))
    return charts


def of_edition(rows: list[Row], level: str, chosen: list[Region], as_of: AsOf) -> Chart:
    """Regions of one level in one edition: a strip a dimension, or a matrix where they are many."""
    title = f"{rows[0]['evaluation']} {rows[0]['edition']}"
    names = {region.code: region.short_name for region in chosen}
    picked = {region.code: region for region in chosen}
    drawn = _strips if len(chosen) <= MOST_ON_STRIPS else _matrix
    return replace(drawn(title, level, rows, names, picked, as_of), part=f"{level}-{rows[0]['edition_id']}")


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
            "mark": (picked[row["region_code"]].abbreviation or row["region"][:1])
            if row["region_code"] in picked
            else "",
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
    names = "、".join(chosen.values())
    among = f"{evaluated} 个参评地区" if evaluated else "参评地区"
    dates = observed(row["as_of"] for row in rows)
    return rank_strips(
        points,
        picked=chosen,
        slug="dimension-profile",
        title=f"{names}：{title}",
        subtitle=f"{among}中印出的排名；灰点为其他地区；没有点的是来源未公布排名；{dates}",
        note=f"{among}中，点为所选地区印出的排名；其他地区和只印档次的见数据表；{dates}",
        alt=f"点图：{names}在{title}各指标中的排名，与其他印出排名的地区对照。",
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
        subtitle=f"{len(chosen)} 个地区，以矩阵显示；格内为排名（= 并列）或档次，斜线为未公布或未知；{observed(row['as_of'] for row in rows)}",
        alt=f"矩阵图：{len(chosen)} 个地区在{title}各指标中的排名或档次，未公布的留空。",
        sources=titles(rows),
        as_of=as_of.text,
    )


def draw(asked: Asked) -> Chart:
    """The regions chosen, all of the level of the first one, in the edition asked for."""
    level = asked.regions[0].level
    chosen = [region for region in asked.regions if region.level == level]
    sizes = universes()
    for region in chosen:  # an index of 31 evaluates each of the 31, even where it prints nothing of one
        region.covered_by = {size for size, members in sizes.items() if region.code in members}
    scores = Scores().queryset(asked.day).filter(indicator__edition=asked["edition"], indicator__level=level)
    ordered = scores.order_by("indicator__position", "rank", "region_id", "id")
    rows = _by_edition([score_row(score) for score in ordered]).get((asked["edition"], level), [])
    if not {row["region_code"] for row in rows} & {region.code for region in chosen}:
        names = "、".join(region.short_name for region in chosen)
        return nothing(
            slug="dimension-profile", title=f"{names}：{asked.words('edition')}", as_of=asked.as_of.text, columns=COLUMNS,
            why="这一版没有印出这些地区的得分、排名或档次。",
        )  # fmt: skip
    return of_edition(rows, level, chosen, asked.as_of)


def editions(as_of: AsOf) -> list[Choice]:
    """The editions of which something is printed by a day; the one with most about provinces first."""
    of_provinces = Q(indicators__level="province", indicators__scores__known_from__lte=as_of.day)
    printed = Count("indicators__scores", filter=of_provinces)
    found = Edition.objects.filter(
        pk__in=Score.objects.known(as_of.day).values("indicator__edition")
    ).annotate(printed=printed).select_related("evaluation").order_by("-printed", "pk")  # fmt: skip
    return [Choice(edition.pk, str(edition), edition.evaluation.name) for edition in found]


ENTRY = Entry(
    slug="dimension-profile",
    title="所选地区在一版指数各维度中的位置",
    lead="一条一个维度，第1在左；灰点是其他印出排名的地区，只印档次的写在旁边。超过 8 个地区改为矩阵。",
    draw=draw,
    places=Places(
        Region.objects.all,
        "选哪些地区就标出哪些；画与第一个同级的地区。",
        default=lambda as_of: list(MODELS_OF_THE_LITERATURE),
        least=1,
    ),
    parameters=(Parameter("edition", "指数与版本", editions),),
    each=True,
)
