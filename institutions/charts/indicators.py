"""Which indicators a chart may be asked for, and what is printed of one, region by region."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from govcompare.as_of import AsOf
from govcompare.charts.words import plain, small
from govcompare.language import bracketed, clauses, phrases
from govcompare.rows import Row, provenance
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..coverage import universes
from ..lists.scores import Scores, score_row, unprinted
from ..models import Indicator, Score
from .entry import Asked
from .marks import edition_name, mark, names_of
from .parameters import Choice, Parameter
from .provenance import PRINTED, labelled, own_place, resting_on

WORDS = {
    "not_published": gettext_lazy("未公布"),
    "unknown": gettext_lazy("是否参评未知"),
    "not_applicable": gettext_lazy("不适用"),
}
UNITS = {
    RegionLevel.PROVINCE: pgettext_lazy("evaluated", "省"),
    RegionLevel.PREFECTURE: pgettext_lazy("evaluated", "市"),
}


def indicators(as_of: AsOf) -> list[Choice]:
    """The indicators of which anything is printed by a day, edition by edition."""
    return _choices(printed_by(as_of.day))


def numbered(as_of: AsOf) -> list[Choice]:
    """Those of which a value or a rank is printed."""
    return _choices(printed_by(as_of.day, Q(value__isnull=False) | Q(rank__isnull=False)))


def printed_by(day: date, what: Q | None = None) -> Exists:
    """Of an indicator: whether anything is printed of it by a day, or something of the kind. It looks for one score of each,
    not at all of them."""
    return Exists(Score.objects.known(day).filter(what or Q(), indicator=OuterRef("pk")))


def _choices(are_printed: Exists) -> list[Choice]:
    found = Indicator.objects.filter(are_printed).select_related("edition__evaluation")
    return [
        Choice(
            one.pk, f"{plain(one.name)} · {UNITS.get(one.level, one.get_level_display())}", edition_name(one.edition)
        )
        for one in found.order_by("edition_id", "position", "pk")
    ]


def most_ranked(as_of: AsOf) -> str:
    """The indicator of which most ranks are printed by a day; "" before the first."""
    ranked = Score.objects.known(as_of.day).filter(rank__isnull=False).values("indicator")
    first = ranked.annotate(printed=Count("id")).order_by("-printed", "indicator").first()
    return first["indicator"] if first else next((choice.value for choice in indicators(as_of)), "")


def parameter(choices=indicators) -> Parameter:
    """The parameter `indicator` of a chart."""
    return Parameter("indicator", gettext_lazy("指标"), choices, most_ranked)


def read(asked: Asked) -> Indicator | None:
    """The indicator asked for; None where none is printed yet."""
    found = Indicator.objects.filter(pk=asked["indicator"])
    return found.select_related("edition__evaluation__publisher", "source").first()


# More regions than this are not drawn: nobody finds one among them, and the page would be of megabytes.
MOST_DRAWN = 400


def printed(indicator: Indicator, day: date, chosen: Collection[str] = ()) -> list[Row]:
    """What is printed of each region, known by a day, in the order of rank, value, tier and code; of more than MOST_DRAWN
    regions those placed first, and those `chosen` by their codes.

    Sources that print the same, or parts of the same, are one row; of sources that differ each has its own, with their
    titles in `told_by`, so that both are shown. `homes`: the places where it is printed.
    """
    scores = _placed_first(Scores().queryset(day).filter(indicator=indicator), chosen)
    names = names_of(score.region for score in scores)
    by_region: dict[str, list[dict]] = {}
    for score in scores:
        row = score_row(score) | {
            "region": names[score.region_id],
            "mark": mark(score.region),
            "band_order": score.band_order,
        }
        told = by_region.setdefault(score.region_id, [])
        same = next((one for one in told if _agree(one["said"], row)), None)
        if same is None:
            told.append({"said": row, "homes": [row]})
            continue
        same["homes"].append(row)
        said = same["said"]
        said |= {name: row[name] for name in (*PRINTED, "band_order") if said[name] is None}
        said["tied"] = said["tied"] or row["tied"]  # a source that names one region alone cannot say that it is tied
    return sorted(
        (_row(one, len(told) > 1) for told in by_region.values() for one in told),
        key=lambda row: (after(row["rank"]), after(row["value"], down=True), after(row["band_order"]), row["code"]),
    )


def _placed_first(scores: QuerySet[Score], chosen: Collection[str]) -> list[Score]:
    """The scores of so many regions as are drawn, by region. One query, or two where that is not all."""
    order = F("rank").asc(nulls_last=True), F("value").desc(nulls_last=True), "region_id", "id"
    found = list(scores.order_by(*order)[: MOST_DRAWN + 1])
    if len(found) > MOST_DRAWN:
        codes = {score.region_id for score in found[:MOST_DRAWN]} | set(chosen)
        found = list(scores.filter(region__in=codes))
    return sorted(found, key=lambda score: (score.region_id, score.pk))


def drawn_words(rows: list[Row]) -> list[str]:
    """A word on there being no more of them, where there may be."""
    return [_("最多画名次在前的 %(most)s 个地区") % {"most": MOST_DRAWN}] if len(rows) >= MOST_DRAWN else []


def after(value, *, down: bool = False) -> tuple:
    """A sort key that puts what is not printed last."""
    return (value is None, 0 if value is None else -value if down else value)


def _agree(said: Row, row: Row) -> bool:
    """Whether two printed rows do not contradict each other."""
    return all(said[name] is None or row[name] is None or said[name] == row[name] for name in PRINTED)


def _row(one: dict, disputed: bool) -> Row:
    said = one["said"]
    missing = {name: said["missing"].get(name) or "unknown" for name in PRINTED if said[name] is None}
    return {
        "code": said["region_code"],
        "region": said["region"],
        "mark": said["mark"],
        **{name: said[name] for name in (*PRINTED, "tied", "band_order")},
        "told_by": clauses(plain(home["source_label"]) for home in one["homes"]) if disputed else None,
        "rank_label": place_words(said),
        "missing": labelled(missing) | ({} if disputed else {"told_by": "not_applicable"}),
        "homes": [
            {name: home[name] for name in ("source", "source_label", "as_of", "locator")} for home in one["homes"]
        ],
        **resting_on(one["homes"]),
    }


def place_words(row: Row) -> str | None:
    """第3（并列）, as printed."""
    if row["rank"] is None:
        return None
    return (_("第%(rank)s（并列）") if row["tied"] else _("第%(rank)s")) % {"rank": row["rank"]}


def told(row: Row) -> str:
    """All that is printed of a region, in words."""
    value = _("%(value)s 分") % {"value": row["value"]} if row["value"] is not None else None
    parts = [value, place_words(row), plain(row["band"] or "")]
    return phrases(part for part in parts if part)


def left_out(indicator: Indicator, rows: list[Row], regions: list[Region]) -> list[Row]:
    """A row with its reason for each region chosen of which nothing is printed."""
    there = {row["code"] for row in rows}
    wanting = [region for region in regions if region.code not in there]
    sizes = universes() if wanting else {}
    found = []
    for region in wanting:
        region.covered_by = {size for size, members in sizes.items() if region.code in members}
        reason = unprinted({"indicator_level": indicator.level, "n_evaluated": indicator.n_evaluated}, region)
        empty = dict.fromkeys((*PRINTED, "tied", "band_order", "told_by", "rank_label"))
        found.append(
            {
                "code": region.code,
                "region": region.display_name,
                "mark": mark(region),
                **empty,
                "missing": dict.fromkeys((*PRINTED, "rank_label"), reason) | {"told_by": "not_applicable"},
                "homes": [provenance(indicator)],
                **own_place(provenance(indicator)),
            }
        )
    return found


def subject(indicator: Indicator) -> str:
    """The edition, and the indicator where it is not the index itself."""
    if indicator.name == indicator.edition.evaluation.name:
        return edition_name(indicator.edition)
    return phrases([edition_name(indicator.edition), plain(indicator.name)])


def of_level(indicator: Indicator) -> str:
    """The edition, and whom it evaluates: 网上政务服务能力指数 2020（省级）."""
    return bracketed(edition_name(indicator.edition), small(str(RegionLevel(indicator.level).label)))


def homes_of(rows: list[Row]) -> list[Row]:
    """The places on which some rows rest."""
    return [home for row in rows for home in row["homes"]]


def bare(row: Row) -> Row:
    """A row as the table of a chart holds it."""
    return {name: value for name, value in row.items() if name not in {"homes", "band_order"}}


def left_out_words(rows: list[Row]) -> list[str]:
    """所选的西藏：未公布 — for the rows of `left_out`."""
    return [
        _("所选的%(region)s：%(why)s") % {"region": row["region"], "why": WORDS[row["missing"]["value"]]}
        for row in rows
    ]


def evaluated(indicator: Indicator, rows: list[Row]) -> str:
    """31 个参评，印出 15 个."""
    there = len({row["code"] for row in rows})
    if not indicator.n_evaluated:
        return _("参评数未知，印出 %(printed)s 个") % {"printed": there}
    rest = indicator.n_evaluated - there
    said = {"all": indicator.n_evaluated, "printed": there, "rest": rest}
    if rest > 0:
        return _("%(all)s 个参评，印出 %(printed)s 个，其余 %(rest)s 个未公布") % said
    return _("%(all)s 个参评，印出 %(printed)s 个") % said
