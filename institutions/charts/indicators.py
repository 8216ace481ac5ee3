"""Which indicators a chart may be asked for, and what is printed of one, region by region."""

from datetime import date

from django.db.models import Count, Q

from govcompare.as_of import AsOf
from govcompare.rows import Row, provenance
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..coverage import universes
from ..lists.scores import Scores, score_row, unprinted
from ..models import Indicator, Score
from .entry import Asked, Choice, Parameter
from .provenance import PRINTED, labelled, own_place, resting_on

WORDS = {"not_published": "未公布", "unknown": "是否参评未知", "not_applicable": "不适用"}
UNITS = {RegionLevel.PROVINCE: "省", RegionLevel.PREFECTURE: "市"}


def indicators(as_of: AsOf) -> list[Choice]:
    """The indicators of which anything is printed by a day, edition by edition."""
    return _choices(Score.objects.known(as_of.day))


def numbered(as_of: AsOf) -> list[Choice]:
    """Those of which a value or a rank is printed."""
    return _choices(Score.objects.known(as_of.day).filter(Q(value__isnull=False) | Q(rank__isnull=False)))


def _choices(scores) -> list[Choice]:
    found = Indicator.objects.filter(pk__in=scores.values("indicator")).select_related("edition__evaluation")
    return [
        Choice(one.pk, f"{one.name} · {UNITS.get(one.level, one.get_level_display())}", str(one.edition))
        for one in found.order_by("edition_id", "position", "pk")
    ]


def most_ranked(as_of: AsOf) -> str:
    """The indicator of which most ranks are printed by a day; "" before the first."""
    ranked = Score.objects.known(as_of.day).filter(rank__isnull=False).values("indicator")
    first = ranked.annotate(printed=Count("id")).order_by("-printed", "indicator").first()
    return first["indicator"] if first else next((choice.value for choice in indicators(as_of)), "")


def parameter(choices=indicators) -> Parameter:
    """The parameter `indicator` of a chart."""
    return Parameter("indicator", "指标", choices, most_ranked)


def read(asked: Asked) -> Indicator | None:
    """The indicator asked for; None where none is printed yet."""
    found = Indicator.objects.filter(pk=asked["indicator"])
    return found.select_related("edition__evaluation__publisher", "source").first()


def printed(indicator: Indicator, day: date) -> list[Row]:
    """What is printed of each region, known by a day, in the order of rank, value, tier and code.

    Sources that print the same, or parts of the same, are one row; of sources that differ each has its own, with their
    titles in `told_by`, so that both are shown. `homes`: the places where it is printed.
    """
    scores = Scores().queryset(day).filter(indicator=indicator).order_by("region_id", "id")
    by_region: dict[str, list[dict]] = {}
    for score in scores:
        row = score_row(score) | {"mark": score.region.abbreviation, "band_order": score.band_order}
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
        "told_by": "；".join(home["source_label"] for home in one["homes"]) if disputed else None,
        "rank_label": place_words(said),
        "missing": labelled(missing) | ({} if disputed else {"told_by": "not_applicable"}),
        "homes": [
            {name: home[name] for name in ("source", "source_label", "as_of", "locator")} for home in one["homes"]
        ],
        **resting_on(one["homes"]),
    }


def place_words(row: Row) -> str | None:
    """第3（并列）, as printed."""
    return None if row["rank"] is None else f"第{row['rank']}{'（并列）' if row['tied'] else ''}"


def told(row: Row) -> str:
    """All that is printed of a region, in words."""
    parts = [f"{row['value']} 分" if row["value"] is not None else None, place_words(row), row["band"]]
    return "，".join(part for part in parts if part)


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
                "region": region.short_name,
                "mark": region.abbreviation,
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
        return str(indicator.edition)
    return f"{indicator.edition}，{indicator.name}"


def homes_of(rows: list[Row]) -> list[Row]:
    """The places on which some rows rest."""
    return [home for row in rows for home in row["homes"]]


def bare(row: Row) -> Row:
    """A row as the table of a chart holds it."""
    return {name: value for name, value in row.items() if name not in {"homes", "band_order"}}


def left_out_words(rows: list[Row]) -> str:
    """；所选的西藏未公布 — for the rows of `left_out`."""
    return "".join(f"；所选的{row['region']}：{WORDS[row['missing']['value']]}" for row in rows)


def evaluated(indicator: Indicator, rows: list[Row]) -> str:
    """31 个参评，印出 15 个."""
    there = len({row["code"] for row in rows})
    if not indicator.n_evaluated:
        return f"参评数未知，印出 {there} 个"
    rest = indicator.n_evaluated - there
    return f"{indicator.n_evaluated} 个参评，印出 {there} 个" + (f"，其余 {rest} 个未公布" if rest > 0 else "")
