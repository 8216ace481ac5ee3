"""Rule: a list of all members leaves a region out, and another source says that it may have had one by then."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from govcompare.rows import provenance

from ..coverage import Coverage
from ..models import AgencyStatus, LeadingGroup, Statistic
from ..phrases import Name, Prose, only, phrase
from ..vocabularies import GroupStage, StatisticSubject
from .conflict import Conflict, Rows, side

SUBJECTS = {
    StatisticSubject.DATA_AGENCY: ("agency_statuses", AgencyStatus.objects),
    StatisticSubject.LEADING_GROUP: ("leading_groups", LeadingGroup.objects.filter(stage=GroupStage.IN_PLACE)),
}


def coverage_conflicts(day: date, about: Rows | None = None) -> Iterator[Conflict]:
    """For each count that lists its members: the bodies that began, or may have begun, by its date; `about` counts or
    bodies."""
    for subject, (table, bodies) in SUBJECTS.items():
        if about is not None and not about.keys() & {"statistics", table}:
            continue
        coverage = Coverage(subject)
        for count in coverage.counts:
            if count.known_from > day or not count.is_complete:
                continue
            outside = coverage.universe(count) - set(coverage.members[count.id])
            when = count.known_from
            held = bodies.in_force(when) | bodies.undecided(when)
            rows = held.known(day).filter(region__in=outside).select_related("source", "organization", "region")
            for row in rows.order_by("pk"):
                yield _conflict(count, table, row)


def _conflict(count: Statistic, table: str, row) -> Conflict:
    begun = row.valid_from or row.as_of
    name = Name(row.organization.name) if row.organization.name else _("名称未知")
    return Conflict(
        id=f"left-open-{row.pk}",
        subject=phrase(_("%(region)s的%(what)s"), region=str(row.region), what=count.get_subject_display()),
        property=_("%(date)s 有无") % {"date": count.as_of},
        kind="left_open",
        sides=(
            side(
                provenance(count),
                None,
                only(_("不在所列 %(number)s 个之中") % {"number": int(count.numerator or 0)}),
                only(Prose(count.metric)),
                ("statistics", count.pk),
            ),
            side(
                provenance(row),
                row.pk,
                phrase(_("%(name)s，%(date)s"), name=name, date=begun),
                only(_("机构及其设立时间") if row.valid_from else _("机构及其观察时间")),
                (table, row.pk),
            ),
        ),
        region_code=row.region_id,
        region=row.region.display_name,
    )
