"""The national picture on a day: counts computed from the rows beside the counts that sources print."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Prefetch, Q

from govcompare.rows import Row, label, number, provenance
from govcompare.vocabularies import Presence
from regions.models import Region
from regions.vocabularies import RegionLevel

from .coverage import absences
from .evidence import existence_source
from .models import AgencyEvidence, AgencyStatus, LeadingGroup, OperatingMandate, Statistic, StatisticMember
from .region_facts import with_facts
from .vocabularies import ADMINISTRATIVE_TYPES, AgencyType, StatisticScope, StatisticSubject

# Which provinces a printed count counts, in terms of the columns of `with_facts`.
TYPE_OF = {
    StatisticSubject.DIRECTLY_UNDER_AGENCY: (AgencyType.DIRECTLY_UNDER,),
    StatisticSubject.DEPARTMENT_ADMINISTERED_AGENCY: (AgencyType.DEPARTMENT_ADMINISTERED,),
    StatisticSubject.NAMEPLATE_AGENCY: (AgencyType.NAMEPLATE,),
    StatisticSubject.ADMINISTRATIVE_DATA_AGENCY: ADMINISTRATIVE_TYPES,
}


@dataclass(frozen=True)
class Headline:
    """A printed count, what the rows give for its own date, and what they give for the date shown."""

    metric: str
    printed: str
    parts: str | None
    computed: int | None
    computed_of: int | None
    shown: int | None
    verdict: str  # agrees, differs, short or not_recorded
    home: Row

    @property
    def percent(self) -> float | None:
        if self.computed is None or not self.computed_of:
            return None
        return 100 * self.computed / self.computed_of


@dataclass(frozen=True)
class Tally:
    """Regions of a denominator by presence: yes + none + unknown = total, on any day."""

    total: int
    yes: int
    none: int
    unknown: int


def provinces(day: date) -> list[Region]:
    """The 34 province-level units with what holds on a day."""
    return list(with_facts(Region.objects.provinces(), day))


def tally(regions: list[Region], name: str = "has_agency") -> Tally:
    """How many of some regions have a thing, have none, or are unknown; those outside the denominator left out."""
    values = [getattr(region, name) for region in regions if getattr(region, name) != Presence.NOT_APPLICABLE]
    return Tally(
        len(values),
        *(sum(1 for value in values if value == wanted) for wanted in (Presence.YES, Presence.NONE, Presence.UNKNOWN)),
    )


class Timeline:
    """How many regions have a thing on any day, from rows read once: three queries, however many days are asked."""

    def __init__(self):
        statuses = AgencyStatus.objects.select_related("region").order_by("region_id", "id")
        self.statuses = {region: list(rows) for region, rows in groupby(statuses, key=lambda status: status.region)}
        self.groups = list(LeadingGroup.objects.select_related("region"))
        members = StatisticMember.objects.filter(is_member=True, statistic__scope=StatisticScope.MAJOR_CITY)
        self.major_cities = set(members.values_list("region_id", flat=True))

    def count(self, subject: str, scope: str, day: date) -> int | None:
        """What the rows give for what a statistic counts; None where they do not record it."""
        if subject == StatisticSubject.LEADING_GROUP:
            return len(
                {group.region_id for group in self.groups if self.within(group.region, scope) and group.holds(day)}
            )
        if subject != StatisticSubject.DATA_AGENCY and subject not in TYPE_OF:
            return None
        bodies = {
            region: [status for status in statuses if status.holds(day)]
            for region, statuses in self.statuses.items()
            if self.within(region, scope)
        }
        if subject == StatisticSubject.DATA_AGENCY:
            return sum(1 for held in bodies.values() if held)
        fronts = [in_front(held) for held in bodies.values()]
        return sum(1 for front in fronts if front and front.type in TYPE_OF[subject])

    def within(self, region: Region, scope: str) -> bool:
        match scope:
            case StatisticScope.PROVINCE:
                return region.counted_in_31
            case StatisticScope.MAJOR_CITY:
                return region.code in self.major_cities
        return region.level == RegionLevel.PREFECTURE


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


def headlines(day: date) -> list[Headline]:
    """Every printed count known by `day`, with its own date, beside what the rows give."""
    timeline = Timeline()
    statistics = list(Statistic.objects.filter(known_from__lte=day).select_related("source"))
    order = list(StatisticSubject.values)
    statistics.sort(key=lambda one: (one.known_from, order.index(one.subject), one.scope != "province", one.pk))
    return [
        Headline(
            metric=one.metric,
            printed=printed(one),
            parts=parts(one, statistics),
            computed=(computed := timeline.count(one.subject, one.scope, one.known_from)),
            computed_of=one.denominator,
            shown=timeline.count(one.subject, one.scope, day),
            verdict=verdict(one, computed),
            home=provenance(one),
        )
        for one in statistics
    ]


def verdict(statistic: Statistic, computed: int | None) -> str:
    """agrees, differs, or short: the source names no members, so the rows cannot reach its number."""
    if computed is None:
        return "not_recorded"
    if statistic.numerator is None:
        return "not_recorded"
    if computed == statistic.numerator or (statistic.is_minimum and computed >= statistic.numerator):
        return "agrees"
    return "short" if not statistic.is_complete and computed < statistic.numerator else "differs"


def parts(statistic: Statistic, statistics: list[Statistic]) -> str | None:
    """11 = 6 + 4 + 1: the counts by type that the same source prints for the same date."""
    if statistic.subject != StatisticSubject.ADMINISTRATIVE_DATA_AGENCY:
        return None
    same = [
        one
        for one in statistics
        if (one.source_id, one.as_of) == (statistic.source_id, statistic.as_of)
        and len(TYPE_OF.get(one.subject, ())) == 1
    ]
    return " + ".join(f"{one.get_subject_display()} {one.numerator}" for one in same) or None


def printed(statistic: Statistic) -> str:
    """The count as the source prints it: 18 / 31（58%）, or 至少 19 个."""
    text = f"{'至少 ' if statistic.is_minimum else ''}{statistic.numerator}"
    if statistic.denominator:
        text += f" / {statistic.denominator}"
    if statistic.unit == "%" and statistic.value is not None:
        text += f"（{number(statistic.value)}%）"
    return text


def turning_points() -> list[str]:
    """The written dates at which the picture of provincial agencies changed, oldest first."""
    written = set(Statistic.objects.filter(subject=StatisticSubject.DATA_AGENCY).values_list("as_of", flat=True))
    for model in (AgencyStatus, LeadingGroup, OperatingMandate):
        rows = model.objects.filter(region__level=RegionLevel.PROVINCE).values_list("valid_from", "as_of")
        written |= {begun or observed for begun, observed in rows}
    return sorted(written)


@dataclass(frozen=True)
class Behind:
    """What a picture rests on: titles of sources, and the dates for which they vouch."""

    titles: list[str]
    dates: list[str]


def behind_types(regions: list[Region], day: date) -> Behind:
    """The sources of the agency types and absences of some regions on a day. Five queries at most."""
    fronts = [region.in_front for region in regions if region.in_front]
    without_front = [region.pk for region in regions if not region.in_front]
    held = AgencyStatus.objects.in_force(day).filter(Q(pk__in=fronts) | Q(region__in=without_front))
    homes = [
        existence_source(status, day)
        for status in held.select_related("source").prefetch_related(
            Prefetch("evidence", AgencyEvidence.objects.select_related("source"))
        )
    ]
    known = absences(StatisticSubject.DATA_AGENCY, day)
    codes = {region.code for region in regions}
    counts = [count for code, count in known.by_code.items() if code in codes]
    counts += [count for code, both in known.reopened.items() if code in codes for count in both]
    pairs = {(home["source_label"], home["as_of"]) for home in homes}
    pairs |= {(count.source.title, count.as_of) for count in counts}
    return Behind(sorted({title for title, _ in pairs}), sorted({written for _, written in pairs}))


def names_in_front(regions: list[Region]) -> dict[str, str]:
    """code -> the name of the body in front of it, where a source gives one. One query."""
    statuses = AgencyStatus.objects.filter(pk__in=[region.in_front for region in regions if region.in_front])
    return {
        status.region_id: status.organization.name + (f"（{label(AgencyType, status.type)}）" if status.type else "")
        for status in statuses.select_related("organization")
        if status.organization.name
    }
