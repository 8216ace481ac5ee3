"""Rule: a list of all members leaves a region out, and another source says that it may have had one by then."""

from collections.abc import Iterator
from datetime import date

from govcompare.rows import provenance

from ..coverage import Coverage
from ..models import AgencyStatus, LeadingGroup, Statistic
from ..vocabularies import StatisticSubject
from .conflict import Conflict, side

SUBJECTS = {StatisticSubject.DATA_AGENCY: AgencyStatus, StatisticSubject.LEADING_GROUP: LeadingGroup}


def coverage_conflicts(day: date) -> Iterator[Conflict]:
    """For each count that lists its members: the bodies that began, or may have begun, by its date."""
    for subject, model in SUBJECTS.items():
        coverage = Coverage(subject)
        for count in coverage.counts:
            if count.known_from > day or not count.is_complete:
                continue
            outside = coverage.universe(count) - set(coverage.members[count.id])
            when = count.known_from
            held = model.objects.in_force(when) | model.objects.undecided(when)
            rows = held.filter(region__in=outside, known_from__lte=day).select_related(
                "source", "organization", "region"
            )
            for row in rows.order_by("pk"):
                yield _conflict(count, row)


def _conflict(count: Statistic, row) -> Conflict:
    begun = row.valid_from or row.as_of
    name = row.organization.name or "名称未知"
    return Conflict(
        id=f"left-open-{count.pk}-{row.region_id}",
        subject=f"{row.region}的{count.get_subject_display()}",
        property=f"{count.as_of} 有无",
        kind="left_open",
        sides=(
            side(provenance(count), f"不在所列 {int(count.numerator or 0)} 个之中", count.metric),
            side(provenance(row), f"{name}，{begun}", "机构及其设立时间" if row.valid_from else "机构及其观察时间"),
        ),
        region_code=row.region_id,
        region=row.region.short_name,
    )
