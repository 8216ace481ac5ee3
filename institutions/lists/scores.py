"""Scores and ranks in evaluation indices: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet

from govcompare.listing import Listing
from govcompare.rows import Row, finish, number
from govcompare.tables import EvidenceColumn, FactColumn, FactTable
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..filters import Choices, PlaceFilter, in_use
from ..labels import PLACE, PROVENANCE
from ..models import Edition, Evaluation, Indicator, Score
from ..ordering import PLACE_SORTS, filled, tier_order
from ..rows import place
from ..tables import region_column

LABELS = {
    "id": "编号",
    "evaluation": "评估",
    "publisher": "评估主体",
    "edition": "版本",
    "edition_id": "版本编号",
    "indicator": "指标",
    "indicator_id": "指标编号",
    "indicator_level": "评估对象",
    **PLACE,
    "value": "得分",
    "rank": "排名",
    "tied": "并列",
    "band": "档次",
    "n_evaluated": "参评数",
    **PROVENANCE,
}


def score_row(score: Score) -> Row:
    """One score; what is not printed of value, rank and band is 未公布."""
    indicator = score.indicator
    row = {
        "id": score.id,
        "evaluation": indicator.edition.evaluation.name,
        "publisher": indicator.edition.evaluation.publisher.name,
        "edition": indicator.edition.label,
        "edition_id": indicator.edition_id,
        "indicator": indicator.name,
        "indicator_id": indicator.id,
        "indicator_level": indicator.level,
        **place(score.region),
        "value": number(score.value),
        "rank": score.rank,
        "tied": score.tied,
        "band": score.band or None,
        "n_evaluated": indicator.n_evaluated,
    }
    unprinted = dict.fromkeys(("value", "rank", "band"), "not_published")
    return finish(row, score, because=unprinted)


def rank_label(row: Row) -> str | None:
    """A rank of a score row with its tie as printed and how many were ranked: 3（并列） / 31."""
    if row.get("rank") is None:
        return None
    return f"{row['rank']}{'（并列）' if row.get('tied') else ''} / {row.get('n_evaluated') or '参评数未知'}"


def score_title(row: Row) -> str:
    """What a score measures, in one line; city indicators say so, for some share the name of a provincial one."""
    scope = "（城市）" if row["indicator_level"] == RegionLevel.PREFECTURE else ""
    return f"{row['evaluation']} {row['edition']}：{row['indicator']}{scope}"


def unprinted_row(indicator: Indicator, region: Region) -> Row:
    """The row of a region that an indicator evaluates and prints nothing of."""
    row = {
        "id": f"{indicator.id}-{region.code}-unprinted",
        "evaluation": indicator.edition.evaluation.name,
        "edition": indicator.edition.label,
        "indicator": indicator.name,
        "indicator_id": indicator.id,
        "indicator_level": indicator.level,
        **place(region),
        "value": None,
        "rank": None,
        "band": None,
    }
    # the reason is that of the row, not those of the indicator's own fields
    row = finish(row, indicator) | {"confidence": "implied", "note": "参评而没有印出此地"}
    return row | {"missing": dict.fromkeys(("value", "rank", "band"), "not_published")}


def unprinted(score: Row, region: Region) -> str:
    """Why an indicator has nothing for a region: 不适用 where it ranks others, 未公布 where it evaluates as many regions
    as a denominator that holds this one, else 未知. Needs `covered_by` (see profiles.profiles)."""
    if score["indicator_level"] != region.level:
        return "not_applicable"
    return "not_published" if score["n_evaluated"] in region.covered_by else "unknown"


class PlaceColumn(FactColumn):
    """A rank, with its tie as printed."""

    def __init__(self):
        super().__init__("排名", attrs={"td": {"class": "number"}})

    def show(self, value, record, name, table):
        return f"{value}（并列）" if record["tied"] else value


class ScoreTable(FactTable):
    facts = "scores"

    region = region_column()
    evaluation = FactColumn("评估")
    edition = FactColumn("版本")
    indicator = FactColumn("指标")
    value = FactColumn("得分", attrs={"td": {"class": "number"}})
    rank = PlaceColumn()
    band = FactColumn("档次")
    n_evaluated = FactColumn("参评数", attrs={"td": {"class": "number"}})
    source = EvidenceColumn()


class ScoreFilter(PlaceFilter):
    evaluation = Choices(
        lambda: in_use(Evaluation.objects, "name"), label="评估", field_name="indicator__edition__evaluation__name"
    )
    publisher = Choices(
        lambda: in_use(Evaluation.objects, "publisher__name"), label="评估主体",
        field_name="indicator__edition__evaluation__publisher__name",
    )  # fmt: skip
    edition = Choices(lambda: in_use(Edition.objects, "label"), label="版本", field_name="indicator__edition__label")
    indicator = Choices(lambda: in_use(Indicator.objects, "name"), label="指标", field_name="indicator__name")
    rank = Choices(lambda: in_use(Score.objects, "rank"), label="排名")
    band = Choices(lambda: in_use(Score.objects, "band"), label="档次")

    searched = ("indicator__name", "indicator__edition__evaluation__name")


class Scores(Listing):
    key, title, unit = "scores", "评估得分", "条得分"
    lead = "各评估指数印出的得分、排名、并列和档次；没有印出的写“未公布”，不补算。"
    table_class, filterset_class, labels = ScoreTable, ScoreFilter, LABELS
    facets = ("evaluation", "indicator", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {
        "evaluation": ["indicator__edition_id", "indicator__position", "rank"],
        "edition": ["indicator__edition__label"],
        "indicator": ["indicator__name"],
        "value": ["value"],
        "rank": ["rank"],
        "band": ["band_order", "band_or_null"],
        "n_evaluated": ["indicator__n_evaluated"],
    }
    default_sort = "evaluation"

    def queryset(self, day: date) -> QuerySet[Score]:
        return (
            Score.objects.known(day)
            .annotate(band_or_null=filled("band"), band_order=tier_order())
            .select_related("indicator__edition__evaluation__publisher", "region", "source")
        )

    def row(self, item, day: date):
        return score_row(item)
