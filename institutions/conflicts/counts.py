"""Rules: two counts of the same thing differ; a printed count cannot be reproduced from the rows."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from govcompare.language import headed, is_english
from govcompare.rows import provenance

from ..figures import amount
from ..headlines import Headline, recounted, unit_of
from ..models import Statistic, StatisticEvidence
from ..phrases import Name, Phrase, Prose, only, phrase, together
from ..timeline import TYPE_OF
from ..vocabularies import StatisticStage, StatisticSubject
from .conflict import Conflict, Rows, Side, computed, same_time, side

# Figures about one unit each, named in their members.
PER_UNIT = (StatisticSubject.LED_TASKS, StatisticSubject.NAMED_TASKS)
# Counts of bodies, which stand until something is said to have changed.
STANDING = (StatisticSubject.DATA_AGENCY, StatisticSubject.LEADING_GROUP, *TYPE_OF)
# Counts of data agencies by a narrower definition: same date, other number.
NARROWER = {StatisticSubject.ADMINISTRATIVE_DATA_AGENCY: StatisticSubject.DATA_AGENCY}


def count_conflicts(day: date, about: Rows | None = None) -> Iterator[Conflict]:
    """Counts that sources print, known by `day`, against each other and against the rows; `about` any of them."""
    if about is not None and "statistics" not in about:
        return
    figures = Statistic.objects.known(day).exclude(stage=StatisticStage.TARGET)
    lines = recounted(list(figures.select_related("source", "region")), day)
    yield from _among_sources(lines)
    yield from _by_definition(lines)
    yield from _against_rows(lines, day)
    yield from _parts_against_whole(lines)


def _printed(line: Headline) -> Side:
    one = line.statistic
    figure = one.value if one.numerator is None else one.numerator
    data = (figure, one.denominator, one.unit, one.qualifier or one.is_minimum)
    return side(line.home, data, only(Prose(line.printed)), only(Prose(line.metric)), ("statistics", one.pk))


def _among_sources(lines: list[Headline]) -> Iterator[Conflict]:
    """The same subject in the same scope: different numbers, on the same date or on different ones."""
    same = defaultdict(list)
    for line in lines:
        one = line.statistic
        if one.subject and one.numerator is not None:
            unit = tuple(one.members) if one.subject in PER_UNIT else ()
            same[one.subject, one.scope, one.region_id, one.stage, unit].append(line)
    for (subject, scope, region, stage, _unit), group in same.items():
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
                subject=only(
                    str(one.region) if region else headed(one.get_scope_display(), one.get_subject_display())
                ),
                property=one.get_subject_display() if region else _("个数"),
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
                subject=only(_("省级大数据机构")),
                property=_("机构数"),
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
        side(
            provenance(other), other.value, _amount(other.value, one.unit), only(Prose(other.note or line.metric)), of
        )
        for other in others
    ]
    if line.computed is not None:
        own, why = line.computed, _("各行所载")
        if line.verdict not in ("agrees", "differs"):
            why = _("各行所载；%(why)s") % {"why": line.verdict_label}
        sides.append(computed(own, amount(own, "" if one.unit == "%" else one.unit), one.as_of, why))
    return Conflict(
        id=f"recount-{one.pk}",
        subject=only(Name(unit_of(one)) if one.subject in PER_UNIT else Prose(line.metric)),
        property=one.get_subject_display() or _("数值"),
        kind="printed_against_computed" if line.computed is not None else same_time(sides, "different_value"),
        sides=tuple(sides),
        region_code=one.region_id,
        region=str(one.region) if one.region else None,
    )


def _parts_against_whole(lines: list[Headline]) -> Iterator[Conflict]:
    """A total, and the parts that the same source prints of it: `breakdown` holds them as name=number."""
    for line in lines:
        one = line.statistic
        parts = [(name, value) for name, equals, value in (part.rpartition("=") for part in one.breakdown) if equals]
        if (
            one.numerator is None
            or not parts
            or any(not value.replace(".", "", 1).isdecimal() for name, value in parts)
        ):
            continue
        total = sum(Decimal(value) for name, value in parts)
        if total != one.numerator:
            yield Conflict(
                id=f"parts-{one.pk}",
                subject=only(Prose(line.metric)),
                property=_("各部分之和"),
                kind="different_count",
                sides=(
                    _printed(line),
                    side(line.home, total, _amount(total, one.unit), _listed(parts, one.unit), ("statistics", one.pk)),
                ),
                region_code=one.region_id,
                region=str(one.region) if one.region else None,
            )


def _amount(value, unit: str) -> Phrase:
    return only(Prose(amount(value, unit)))


def _listed(parts: list[tuple[str, str]], unit: str) -> Phrase:
    """The parts of a total: 甲 1 + 乙 2，同一来源分列. English has other scales than the unit, so that each part is scaled."""
    scale = unit if is_english() else ""
    several = together(
        " + ".join,
        (phrase("%(name)s %(value)s", name=Prose(name), value=amount(Decimal(value), scale)) for name, value in parts),
    )
    return phrase(_("%(parts)s，同一来源分列"), parts=several)
