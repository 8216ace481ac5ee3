"""How many regions have a thing on any day, by a second road: from rows read once, in Python.

Pages count in SQL (region_facts); a test holds the two roads against each other.
"""

from datetime import date
from itertools import groupby

from regions.models import Region
from regions.vocabularies import RegionLevel

from .coverage import Coverage
from .models import AgencyStatus, LeadingGroup, Statistic, StatisticMember
from .vocabularies import ADMINISTRATIVE_TYPES, AgencyType, GroupStage, StatisticScope, StatisticSubject

# Which provinces a printed count counts, in terms of the columns of `with_facts`.
TYPE_OF = {
    StatisticSubject.DIRECTLY_UNDER_AGENCY: (AgencyType.DIRECTLY_UNDER,),
    StatisticSubject.DEPARTMENT_ADMINISTERED_AGENCY: (AgencyType.DEPARTMENT_ADMINISTERED,),
    StatisticSubject.NAMEPLATE_AGENCY: (AgencyType.NAMEPLATE,),
    StatisticSubject.ADMINISTRATIVE_DATA_AGENCY: ADMINISTRATIVE_TYPES,
    StatisticSubject.INDEPENDENT_AGENCY: (
        AgencyType.CONSTITUENT_DEPARTMENT,
        AgencyType.DIRECTLY_UNDER,
        AgencyType.DEPARTMENT_ADMINISTERED,
    ),
}


# Scope and, of province-level counts, the size of the denominator.
Universe = tuple[str, int | None]
COUNTED_SCOPES = (StatisticScope.PROVINCE, StatisticScope.PREFECTURE, StatisticScope.MAJOR_CITY)


class Timeline:
    """How many regions have a thing on any day, from rows read once, however many days are asked. Seven queries."""

    def __init__(self):
        # no figure counts counties, of which there may be thousands
        statuses = AgencyStatus.objects.exclude(region__level=RegionLevel.COUNTY).select_related("region")
        statuses = statuses.order_by("region_id", "id")
        self.statuses = {region: list(rows) for region, rows in groupby(statuses, key=lambda status: status.region)}
        groups = LeadingGroup.objects.exclude(region__level=RegionLevel.COUNTY).filter(stage=GroupStage.IN_PLACE)
        self.groups = list(groups.select_related("region"))
        members = StatisticMember.objects.filter(is_member=True, statistic__scope=StatisticScope.MAJOR_CITY)
        self.major_cities = set(members.values_list("region_id", flat=True))
        self.coverage = {
            subject: Coverage(subject) for subject in (StatisticSubject.DATA_AGENCY, StatisticSubject.LEADING_GROUP)
        }

    def codes(self, subject: str, universe: Universe, day: date) -> set[str] | None:
        """The regions for which a row of their own shows what a statistic counts; None where no row records it."""
        if subject == StatisticSubject.LEADING_GROUP:
            return {
                group.region_id for group in self.groups if self.within(group.region, universe) and group.holds(day)
            }
        if subject != StatisticSubject.DATA_AGENCY and subject not in TYPE_OF:
            return None
        bodies = {
            region.code: [status for status in statuses if status.holds(day)]
            for region, statuses in self.statuses.items()
            if self.within(region, universe)
        }
        if subject == StatisticSubject.DATA_AGENCY:
            return {code for code, held in bodies.items() if held}
        fronts = {code: in_front(held) for code, held in bodies.items()}
        return {code for code, front in fronts.items() if front and front.type in TYPE_OF[subject]}

    def count(self, subject: str, universe: Universe, day: date) -> int | None:
        """How many regions the rows show, without what counts say of them: a count cannot prove itself."""
        codes = self.codes(subject, universe, day)
        return None if codes is None else len(codes)

    def shown(self, subject: str, universe: Universe, day: date) -> int | None:
        """How many regions pages show as having it: those of `codes`, and those that a count names."""
        codes = self.codes(subject, universe, day)
        if codes is None or subject not in self.coverage:
            return None if codes is None else len(codes)
        present = self.coverage[subject].on(day).present
        return len(codes | (set(present) & self.all_codes(universe)))

    def all_codes(self, universe: Universe) -> set[str]:
        """The codes of a universe whose regions are listed; empty for the prefectures."""
        scope, size = universe
        if scope == StatisticScope.MAJOR_CITY:
            return self.major_cities
        return self.coverage[StatisticSubject.DATA_AGENCY].universes.get(size, set())

    def within(self, region: Region, universe: Universe) -> bool:
        if universe[0] == StatisticScope.PREFECTURE:
            return region.level == RegionLevel.PREFECTURE
        return region.code in self.all_codes(universe)

    def universe(self, statistic: Statistic) -> Universe | None:
        """Over which regions a count counts; None where it does not count regions."""
        if statistic.scope not in COUNTED_SCOPES:
            return None
        sizes = self.coverage[StatisticSubject.DATA_AGENCY].universes
        size = int(statistic.denominator or 0)
        return statistic.scope, size if size in sizes else min(sizes, default=None)


def in_front(held: list[AgencyStatus]) -> AgencyStatus | None:
    """The one body in front among those in force: `AgencyStatusQuerySet.in_front` on rows already read."""
    able = [
        status
        for status in held
        if status.principal or (status.principal is None and status.type in ADMINISTRATIVE_TYPES)
    ]
    return min(
        able, key=lambda status: (not status.principal, -status.certain_from.toordinal(), status.id), default=None
    )
