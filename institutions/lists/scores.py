"""Scores and ranks in evaluation indices: row, columns, filters and list."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.language import bracketed, headed
from govcompare.listing import Listing
from govcompare.remembered import Remembered
from govcompare.rows import SOURCES, Row, finish, number, rendered
from govcompare.tables import EvidenceColumn, FactColumn, FactTable
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..filters import Choices, NumberChoices, PlaceFilter, named
from ..labels import PLACE, PROVENANCE
from ..models import Edition, Evaluation, Indicator, Score
from ..ordering import PLACE_SORTS, tier_order
from ..phrases import Phrase, Prose, phrase
from ..rows import place
from ..tables import region_column
from .score_order import InOrder

LABELS = {
    "id": _("编号"),
    "evaluation": _("评估"),
    "evaluation_label": _("评估（名称）"),
    "publisher": _("评估主体"),
    "publisher_label": _("评估主体（名称）"),
    "edition": _("版本"),
    "edition_label": _("版本（名称）"),
    "edition_id": _("版本编号"),
    "indicator": _("指标"),
    "indicator_label": _("指标（名称）"),
    "indicator_id": _("指标编号"),
    "indicator_level": _("评估对象"),
    **PLACE,
    "value": _("得分"),
    "rank": _("排名"),
    "tied": _("并列"),
    "band": _("档次"),
    "band_label": _("档次（名称）"),
    "n_evaluated": _("参评数"),
    **PROVENANCE,
}


def indicators() -> QuerySet[Indicator]:
    """With all that a row of a score says of its indicator."""
    return Indicator.objects.select_related("edition__evaluation__publisher")


INDICATORS = Remembered(indicators)
REGIONS = Remembered(lambda: Region.objects.all())

# Text of the dataset that files give in English too.
RENDERED = ("evaluation", "publisher", "edition", "indicator", "band")


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
    return finish(rendered(row, *RENDERED), score, because=unprinted)


def rank_label(row: Row) -> str | None:
    """A rank of a score row with its tie as printed and how many were ranked: 3（并列） / 31."""
    if row.get("rank") is None:
        return None
    place = bracketed(row["rank"], pgettext("rank", "并列")) if row.get("tied") else row["rank"]
    among = row.get("n_evaluated") or gettext("参评数未知")
    return f"{place} / {among}"


def score_title(row: Row) -> Phrase:
    """What a score measures, in one line; city indicators say so, for some share the name of a provincial one."""
    indicator = "%(indicator)s"
    if row["indicator_level"] == RegionLevel.PREFECTURE:
        indicator = bracketed(indicator, pgettext("score", "城市"))
    parts = {name: Prose(row[name]) for name in ("evaluation", "edition", "indicator")}
    return phrase(headed("%(evaluation)s %(edition)s", indicator), **parts)


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
    row = finish(rendered(row, *RENDERED), indicator) | {
        "confidence": "implied",
        "note": gettext("参评而没有印出此地"),
    }
    return row | {"missing": dict.fromkeys(("value", "rank", "band", "band_label"), "not_published")}


def unprinted(score: Row, region: Region) -> str:
    """Why an indicator has nothing for a region: 不适用 where it ranks others, 未公布 where it evaluates as many regions
    as a denominator that holds this one, else 未知. Needs `covered_by` (see profiles.profiles)."""
    if score["indicator_level"] != region.level:
        return "not_applicable"
    return "not_published" if score["n_evaluated"] in region.covered_by else "unknown"


class PlaceColumn(FactColumn):
    """A rank, with its tie as printed."""

    def __init__(self):
        super().__init__(_("排名"), attrs={"td": {"class": "number"}})

    def show(self, value, record, name, table):
        return bracketed(value, pgettext("rank", "并列")) if record["tied"] else value


class ScoreTable(FactTable):
    facts = "scores"

    region = region_column()
    evaluation = FactColumn(_("评估"))
    edition = FactColumn(_("版本"))
    indicator = FactColumn(_("指标"))
    value = FactColumn(_("得分"), attrs={"td": {"class": "number"}})
    rank = PlaceColumn()
    band = FactColumn(_("档次"))
    n_evaluated = FactColumn(_("参评数"), attrs={"td": {"class": "number"}})
    source = EvidenceColumn()


class ScoreFilter(PlaceFilter):
    evaluation = Choices(
        lambda: named(Evaluation.objects, "name"), label=_("评估"), field_name="indicator__edition__evaluation__name"
    )
    publisher = Choices(
        lambda: named(Evaluation.objects, "publisher__name"), label=_("评估主体"),
        field_name="indicator__edition__evaluation__publisher__name",
    )  # fmt: skip
    edition = Choices(lambda: named(Edition.objects, "label"), label=_("版本"), field_name="indicator__edition__label")
    indicator = Choices(lambda: named(Indicator.objects, "name"), label=_("指标"), field_name="indicator__name")
    rank = NumberChoices(lambda: Score.objects.order_by(), "rank", label=_("排名"))
    band = Choices(lambda: named(Score.objects, "band"), label=_("档次"))

    searched = (
        "indicator__name",
        "indicator__edition__evaluation__name",
        "indicator__edition__evaluation__publisher__name",
    )
    looks_in = _("评估、评估主体、指标、地区")


class Scores(Listing):
    key, title = "scores", pgettext("list", "评估得分")
    unit = ngettext("%(count)s 条得分", "%(count)s 条得分", "count")
    lead = _("各评估指数印出的得分、排名、并列和档次；没有印出的写“未公布”，不补算。")
    table_class, filterset_class, labels = ScoreTable, ScoreFilter, LABELS
    facets = ("evaluation", "indicator", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {
        "evaluation": [
            "indicator__edition__evaluation__name_key",
            "indicator__edition_id",
            "indicator__position",
            "rank",
        ],
        "edition": ["indicator__edition__label_key"],
        "indicator": ["indicator__name_key"],
        "value": ["value"],
        "rank": ["rank"],
        "band": ["band_order", "band_key"],
        "n_evaluated": ["indicator__n_evaluated"],
    }
    default_sort = "evaluation"

    def queryset(self, day: date) -> QuerySet[Score]:
        # few indicators, regions and sources stand behind many scores: read once each, not again in every row
        return (
            Score.objects.known(day)
            .annotate(band_order=tier_order())
            .prefetch_related(Prefetch("indicator", indicators()), "region", "source")
        )

    def rows(self, items: QuerySet[Score], day: date):
        scores = list(items.prefetch_related(None))
        for name, remembered in (("indicator", INDICATORS), ("region", REGIONS), ("source", SOURCES)):
            remembered.attach(scores, name)
        return [score_row(score) for score in scores]

    def in_pages(self, items, *, in_order, counted):
        return InOrder(items, counted("indicator_id")) if in_order else items

    def lines(self, items, day: date, *, in_order: bool):
        from .score_lines import score_lines  # which reads a row as this module makes it

        return score_lines(items, in_order=in_order)
