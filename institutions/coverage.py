"""Which regions are known to have none of a thing, from counts that list all their members.

The rule (docs/decisions.md, Time):

1. A count that lists every member ("18 of 31, namely …") makes the other regions of its denominator
   无 from its date on, marked implied; so does a region that a count names as left out.
2. A later count of the same thing in the same scope that is larger, and does not name its members,
   reopens the question: at least one of the others must have changed, nobody knows which, so all of
   them are 未知 again.
3. Whatever the counts say, a body that a source names wins.
"""

from dataclasses import dataclass
from datetime import date

from regions.models import Region
from regions.vocabularies import RegionLevel

from .models import Statistic, StatisticMember
from .vocabularies import StatisticScope, StatisticSubject


@dataclass(frozen=True)
class Absences:
    """Regions without the thing on a day, and the count that says so for each."""

    by_code: dict[str, Statistic]

    @property
    def codes(self) -> list[str]:
        return sorted(self.by_code)


def absences(subject: StatisticSubject, day: date) -> Absences:
    """The regions that are 无 for `subject` at the end of `day`. Three queries at most."""
    counts = list(
        Statistic.objects.filter(subject=subject, known_from__lte=day).select_related("source").order_by("known_from")
    )
    if not counts:
        return Absences({})
    members: dict[str, dict[str, bool]] = {count.id: {} for count in counts}
    for row in StatisticMember.objects.filter(statistic__in=counts):
        members[row.statistic_id][row.region_id] = row.is_member
    denominator = None
    found: dict[str, Statistic] = {}
    for count in counts:
        if count.is_complete and count.scope == StatisticScope.PROVINCE:
            if denominator is None:
                denominator = set(Region.objects.counted().values_list("code", flat=True))
            found.update(dict.fromkeys(denominator - set(members[count.id]), count))
        elif _reopens(count, found):
            found = {code: by for code, by in found.items() if by.scope != count.scope}
        for code, is_member in members[count.id].items():
            if is_member:
                found.pop(code, None)
            else:
                found[code] = count
    return Absences(found)


def _reopens(count: Statistic, found: dict[str, Statistic]) -> bool:
    closed = [by for by in found.values() if by.scope == count.scope and by.is_complete]
    return bool(closed) and (count.numerator or 0) > max(by.numerator or 0 for by in closed)


def in_denominator(region: Region) -> bool:
    """Whether a region is among those the studies count: the 31 provinces and the prefectures."""
    return region.counted_in_31 or region.level == RegionLevel.PREFECTURE
