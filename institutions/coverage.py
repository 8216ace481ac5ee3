"""Which regions are known to have a thing, or to have none, from counts that list their members.

The rule (docs/decisions.md, Time):

1. A count that lists every member ("18 of 31, namely …") makes the other regions of its denominator
   无 from its date on, marked implied; so does a region that a count names as left out.
2. A region that a count names is 有, even if no source names its body: "all 31 have one" makes each of
   them 有, its name and type unknown.
3. A later count of the same thing in the same scope that is larger, and does not name its members,
   reopens the question: at least one of the others must have changed, nobody knows which, so all of
   them are 未知 again, and both counts are shown.
4. Whatever the counts say, a body that a source names wins.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from regions.models import DenominatorMember

from .models import Statistic, StatisticMember
from .vocabularies import StatisticScope, StatisticSubject


@dataclass(frozen=True)
class Absences:
    """On a day: the regions without the thing, each with the count that says so; those of which an earlier
    count said so and a later one leaves it open, each with both; those that a count names as having it."""

    by_code: dict[str, Statistic] = field(default_factory=dict)
    reopened: dict[str, tuple[Statistic, Statistic]] = field(default_factory=dict)
    present: dict[str, Statistic] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        return sorted(self.by_code)


class Coverage:
    """The counts of one thing, read once and asked for any day. Three queries."""

    def __init__(self, subject: StatisticSubject):
        counts = Statistic.objects.filter(subject=subject).select_related("source").order_by("known_from", "pk")
        self.counts = list(counts)
        self.members: dict[str, dict[str, bool]] = defaultdict(dict)
        for row in StatisticMember.objects.filter(statistic__subject=subject):
            self.members[row.statistic_id][row.region_id] = row.is_member
        self.universes = universes()

    def on(self, day: date) -> Absences:
        """What the counts known by the end of `day` settle."""
        found: dict[str, Statistic] = {}
        reopened: dict[str, tuple[Statistic, Statistic]] = {}
        present: dict[str, Statistic] = {}
        for count in self.counts:
            if count.known_from > day:
                continue
            members = self.members[count.id]
            if count.is_complete:
                closed = dict.fromkeys(self.universe(count) - set(members), count)
                found |= closed
                reopened = {code: both for code, both in reopened.items() if code not in closed}
                present = {code: by for code, by in present.items() if code not in closed}
            elif _reopens(count, found):
                open_again = {code: by for code, by in found.items() if by.scope == count.scope}
                reopened |= {code: (by, count) for code, by in open_again.items()}
                found = {code: by for code, by in found.items() if code not in open_again}
            for code, is_member in members.items():
                reopened.pop(code, None)
                if is_member:
                    found.pop(code, None)
                    present[code] = count
                else:
                    present.pop(code, None)
                    found[code] = count
        return Absences(found, reopened, present)

    def universe(self, count: Statistic) -> set[str]:
        """The regions that a count is counted over; none where no set of regions has that size."""
        if count.scope != StatisticScope.PROVINCE or not count.denominator:
            return set()
        return self.universes.get(int(count.denominator), set())


def universes() -> dict[int, set[str]]:
    """size -> the codes of the denominator of that size: 31 provinces, 32 with the Corps. One query."""
    found: dict[str, set[str]] = defaultdict(set)
    for denominator, code in DenominatorMember.objects.values_list("denominator", "region"):
        found[denominator].add(code)
    return {len(codes): codes for codes in found.values()}


def absences(subject: StatisticSubject, day: date) -> Absences:
    """What counts settle for `subject` at the end of `day`. Three queries."""
    return Coverage(subject).on(day)


def _reopens(count: Statistic, found: dict[str, Statistic]) -> bool:
    closed = [by for by in found.values() if by.scope == count.scope and by.is_complete]
    return bool(closed) and (count.numerator or 0) > max(by.numerator or 0 for by in closed)
