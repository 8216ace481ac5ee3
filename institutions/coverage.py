"""Which regions are known to have none of a thing, from counts that list all their members.

The rule (docs/decisions.md, Time):

1. A count that lists every member ("18 of 31, namely …") makes the other regions of its denominator
   无 from its date on, marked implied; so does a region that a count names as left out.
2. A later count of the same thing in the same scope that is larger, and does not name its members,
   reopens the question: at least one of the others must have changed, nobody knows which, so all of
   them are 未知 again, and both counts are shown.
3. Whatever the counts say, a body that a source names wins.
"""

from dataclasses import dataclass, field
from datetime import date

from regions.models import Region

from .models import Statistic, StatisticMember
from .vocabularies import StatisticScope, StatisticSubject


@dataclass(frozen=True)
class Absences:
    """On a day: the regions without the thing, each with the count that says so; and those of which an
    earlier count said so and a later one leaves it open, each with both."""

    by_code: dict[str, Statistic] = field(default_factory=dict)
    reopened: dict[str, tuple[Statistic, Statistic]] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        return sorted(self.by_code)


def absences(subject: StatisticSubject, day: date) -> Absences:
    """The regions that are 无 for `subject` at the end of `day`. Three queries at most."""
    counts = list(
        Statistic.objects.filter(subject=subject, known_from__lte=day)
        .select_related("source")
        .order_by("known_from", "pk")
    )
    if not counts:
        return Absences()
    members: dict[str, dict[str, bool]] = {count.id: {} for count in counts}
    for row in StatisticMember.objects.filter(statistic__in=counts):
        members[row.statistic_id][row.region_id] = row.is_member
    provinces = set(Region.objects.counted().values_list("code", flat=True))
    found: dict[str, Statistic] = {}
    reopened: dict[str, tuple[Statistic, Statistic]] = {}
    for count in counts:
        if count.is_complete and count.scope == StatisticScope.PROVINCE:
            closed = dict.fromkeys(provinces - set(members[count.id]), count)
            found.update(closed)
            reopened = {code: both for code, both in reopened.items() if code not in closed}
        elif _reopens(count, found):
            open_again = {code: by for code, by in found.items() if by.scope == count.scope}
            reopened.update({code: (by, count) for code, by in open_again.items()})
            found = {code: by for code, by in found.items() if code not in open_again}
        for code, is_member in members[count.id].items():
            reopened.pop(code, None)
            if is_member:
                found.pop(code, None)
            else:
                found[code] = count
    return Absences(found, reopened)


def _reopens(count: Statistic, found: dict[str, Statistic]) -> bool:
    closed = [by for by in found.values() if by.scope == count.scope and by.is_complete]
    return bool(closed) and (count.numerator or 0) > max(by.numerator or 0 for by in closed)
