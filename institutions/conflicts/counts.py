"""Rules: two counts of the same thing differ; a printed count cannot be reproduced from the rows."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from govcompare.rows import number, provenance

from ..headlines import Headline, recounted, unit_of
from ..models import Statistic, StatisticEvidence
from ..timeline import TYPE_OF
from ..vocabularies import StatisticStage, StatisticSubject
from .conflict import Conflict, Side, computed, same_time, side

# Figures about one unit each, named in their members.
PER_UNIT = (StatisticSubject.LED_TASKS, StatisticSubject.NAMED_TASKS)
# Counts of bodies, which stand until something is said to have changed.
STANDING = (StatisticSubject.DATA_AGENCY, StatisticSubject.LEADING_GROUP, *TYPE_OF)
# Counts of data agencies by a narrower definition: same date, other number.
NARROWER = {StatisticSubject.ADMINISTRATIVE_DATA_AGENCY: StatisticSubject.DATA_AGENCY}


def count_conflicts(day: date) -> Iterator[Conflict]:
    """Counts that sources print, known by `day`, against each other and against the rows."""
    figures = Statistic.objects.known(day).exclude(stage=StatisticStage.TARGET)
    lines = recounted(list(figures.select_related("source", "region")), day)
    yield from _among_sources(lines)
    yield from _by_definition(lines)
    yield from _against_rows(lines, day)
    yield from _parts_against_whole(lines)


def _printed(line: Headline) -> Side:
    return side(line.home, line.printed, line.metric, ("statistics", line.statistic.pk))


def _among_sources(lines: list[Headline]) -> Iterator[Conflict]:
    """The same subject in the same scope: different numbers, on the same date or on different ones."""
    same = defaultdict(list)
    for line in lines:
        one = line.statistic
        if one.subject and one.numerator is not None:
            unit = tuple(one.members) if one.subject in PER_UNIT else ()
            same[one.subject, one.scope, one.region_id, one.stage, unit].append(line)
    for (subject, scope, region, stage, _), group in same.items():
        if any(first.statistic.numerator != second.statistic.numerator for first, second in pairwise(group)):
            one = group[0].statistic
            sides = tuple(_printed(line) for line in group)
            kind = same_time(sides, "different_count")
            if kind == "different_dates" and subject not in STANDING:
                continue  # each edition of an index counts anew: nothing is disagreed about
            yield Conflict(
                id="-".join(
                    filter(None, ("count", subject, scope, region, "" if stage == "actual" else stage))
                ).replace("_", "-"),
                subject=f"{one.get_scope_display()}：{one.get_subject_display()}" if not region else str(one.region),
                property="个数" if not region else one.get_subject_display(),
                kind=kind,
                sides=sides,
                region_code=region,
                region=str(one.region) if region else None,
            )


def _key(subject: str, scope: str, region: str | None, stage: str, first: Statistic) -> str:
    """The id of a disagreement among counts of one thing; of counts per unit, that of the first of them."""
    if subject in PER_UNIT:
        return f"count-{first.pk}"
    parts = ("count", subject, scope, region, "" if stage == StatisticStage.ACTUAL else stage)
    return "-".join(filter(None, parts)).replace("_", "-")


def _by_definition(lines: list[Headline]) -> Iterator[Conflict]:
    """A narrower and a wider count for the same date: 11 administrative bodies, 18 bodies of any kind."""
    for line in lines:
        wider = NARROWER.get(line.statistic.subject)
        beside = [
            other
            for other in lines
            if (other.statistic.subject, other.statistic.scope, other.statistic.as_of)
            == (wider, line.statistic.scope, line.statistic.as_of)
        ]
        if wider and beside:
            yield Conflict(
                id=f"definition-{line.statistic.pk}",
                subject="省级大数据机构",
                property="机构数",
                kind="different_definition",
                sides=tuple(_printed(one) for one in (*beside, line)),
            )


def _against_rows(lines: list[Headline], day: date) -> Iterator[Conflict]:
    """A printed number that the rows, or another reading of the same source, do not give for its own date."""
    readings = defaultdict(list)
    for one in StatisticEvidence.objects.known(day).select_related("source"):
        readings[one.statistic_id].append(one)
    for line in lines:
        one = line.statistic
        others = [reading for reading in readings[one.pk] if reading.value not in (None, one.numerator, one.value)]
        if line.verdict in ("differs", "short", "unnamed") or others:
            yield _against(line, others)


def _against(line: Headline, others: list[StatisticEvidence]) -> Conflict:
    one = line.statistic
    sides = [_printed(line)]
    of = "statistics", one.pk
    sides += [
        side(provenance(other), f"{number(other.value)} {one.unit}", other.note or line.metric, of) for other in others
    ]
    if line.computed is not None:
        why = "各行所载" if line.verdict in ("agrees", "differs") else f"各行所载；{line.verdict_label}"
        sides.append(
            computed(f"{line.computed} {one.unit}" if one.unit != "%" else str(line.computed), one.as_of, why)
        )
    return Conflict(
        id=f"recount-{one.pk}",
        subject=unit_of(one) if one.subject in PER_UNIT else line.metric,
        property=one.get_subject_display() or "数值",
        kind="printed_against_computed" if line.computed is not None else same_time(sides, "different_value"),
        sides=tuple(sides),
        region_code=one.region_id,
        region=str(one.region) if one.region else None,
    )


def _parts_against_whole(lines: list[Headline]) -> Iterator[Conflict]:
    """A total, and the parts that the same source prints of it: `breakdown` holds them as name=number."""
    for line in lines:
        one = line.statistic
        parts = [part.rpartition("=") for part in one.breakdown if "=" in part]
        if (
            one.numerator is None
            or not parts
            or any(not value.replace(".", "", 1).isdecimal() for _, _, value in parts)
        ):
            continue
        total = sum(Decimal(value) for _, _, value in parts)
        if total != one.numerator:
            words = " + ".join(f"{name} {value}" for name, _, value in parts)
            yield Conflict(
                id=f"parts-{one.pk}",
                subject=line.metric,
                property="各部分之和",
                kind="different_count",
                sides=(
                    _printed(line),
                    side(line.home, f"{number(total)} {one.unit}", f"{words}，同一来源分列", ("statistics", one.pk)),
                ),
                region_code=one.region_id,
                region=str(one.region) if one.region else None,
            )
