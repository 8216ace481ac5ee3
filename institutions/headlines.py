"""Printed figures beside what the rows give: for the figure's own date, and for the date shown."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.rows import Row, number, provenance
from regions.vocabularies import RegionLevel

from .figures import amount, printed
from .models import Organization, PolicyDocument, Score, Statistic, Task
from .timeline import TYPE_OF, Timeline
from .vocabularies import DocumentStage, StatisticStage, StatisticSubject, UnitRole

SERVICE_CAPABILITY = "online-government-service-capability"
# What the overview counts; all other figures stand in their list.
NATIONAL_PICTURE = (
    StatisticSubject.DATA_AGENCY, StatisticSubject.LEADING_GROUP, StatisticSubject.DIGITAL_GOVERNMENT_PLAN, *TYPE_OF,
)  # fmt: skip
VERDICTS = {
    "agrees": _("与各行一致"),
    "differs": _("与各行不同"),
    "short": _("来源没有列全名单，各行只数到这些"),
    "unnamed": _("来源说全部都有，有的没有写明是什么机构"),
    "not_recorded": _("各行不记此项，无法重算"),
}


@dataclass(frozen=True)
class Headline:
    """A printed count, what the rows give for its own date, and what they give for the date shown."""

    statistic: Statistic
    metric: str
    printed: str
    parts: str | None
    computed: int | None
    computed_of: int | None
    shown: int | None
    verdict: str  # a key of VERDICTS
    home: Row

    @property
    def verdict_label(self) -> str:
        return str(VERDICTS[self.verdict])

    @property
    def percent(self) -> float | None:
        if self.computed is None or not self.computed_of or self.statistic.unit != "%":
            return None
        return 100 * self.computed / self.computed_of


class Recount:
    """Figures computed again from the rows; what several figures need is read once."""

    def __init__(self):
        self.timeline = Timeline()
        self.tasks = tasks_by_document()
        self.names = organization_names()
        self.plans = digital_government_plans()
        self.capability = service_capability_scores()

    def on(self, statistic: Statistic, day: date) -> int | None:
        """What the rows give for what a figure counts, at the end of `day`; None where they do not record it."""
        tasks = self.tasks.get(statistic.document_id, [])
        match statistic.subject:
            case StatisticSubject.DOCUMENT_TASKS:
                return len(tasks) if tasks else None
            case StatisticSubject.LED_TASKS:
                return sum(1 for units in tasks if unit_of(statistic) in units[UnitRole.LEAD])
            case StatisticSubject.NAMED_TASKS:
                return sum(1 for units in tasks if any(unit_of(statistic) in named for named in units.values()))
            case StatisticSubject.DIGITAL_GOVERNMENT_PLAN:
                return len({region for region, known in self.plans if known <= day})
            case StatisticSubject.SERVICE_CAPABILITY_VERY_HIGH:
                return self.capable(statistic, above=90, up_to=100)
            case StatisticSubject.SERVICE_CAPABILITY_HIGH:
                return self.capable(statistic, above=80, up_to=90)
            case "":
                return self.named(statistic)
        universe = self.timeline.universe(statistic)
        return self.timeline.count(statistic.subject, universe, day) if universe else None

    def shown(self, statistic: Statistic, day: date) -> int | None:
        """What pages show for the same on a day: also what counts themselves settle."""
        universe = self.timeline.universe(statistic)
        if statistic.subject in (StatisticSubject.DATA_AGENCY, StatisticSubject.LEADING_GROUP) and universe:
            return self.timeline.shown(statistic.subject, universe, day)
        return self.on(statistic, day)

    def named(self, statistic: Statistic) -> int | None:
        """Of a figure that names every body it counts: how many of them the rows know; None where they know fewer than
        half of them, for then the rows do not record what is counted."""
        known = sum(1 for name in statistic.members if name in self.names)
        return known if statistic.is_complete and 2 * known >= len(statistic.members) > 0 else None

    def capable(self, statistic: Statistic, *, above: int, up_to: int) -> int | None:
        """Provinces whose printed score lies in a band; None where the figure's source does not print all of them. The
        bands are those that the evaluation itself gives: over 90, 80 to 90."""
        values = self.capability.get(statistic.source_id, [])
        provinces = min(self.timeline.coverage[StatisticSubject.DATA_AGENCY].universes, default=0)
        if not values or len(values) < provinces:
            return None
        return sum(1 for value in values if above < value <= up_to)


def organization_names() -> set[str]:
    """Every name and short name of a body. One query."""
    pairs = Organization.objects.exclude(name="").values_list("name", "short_name")
    return {one for pair in pairs for one in pair if one}


def tasks_by_document() -> dict[str, list[dict[str, set[str]]]]:
    """document -> the units of each of its tasks, by role, of the documents that figures count. Two queries."""
    counted = Statistic.objects.filter(document__isnull=False).order_by().values("document")
    found: dict[str, list[dict[str, set[str]]]] = defaultdict(list)
    for task in Task.objects.filter(document__in=counted).prefetch_related("units"):
        units = list(task.units.all())
        found[task.document_id].append({role: {one.unit for one in units if one.role == role} for role in UnitRole})
    return found


def digital_government_plans() -> list[tuple[str, date]]:
    """Province and day of each issued document that its title calls a plan for digital government. One query."""
    subject = Q(title__contains="数字政府") | Q(title__contains="政府数字化转型")
    named = subject & Q(title__regex="规划|方案|行动计划")
    plans = PolicyDocument.objects.filter(named, region__counted_in_31=True, stage=DocumentStage.ISSUED)
    return list(plans.values_list("region", "known_from"))


def service_capability_scores() -> dict[str, list[Decimal]]:
    """source -> the scores that it prints for the provinces in the evaluation of service capability. One query."""
    scores = Score.objects.filter(
        indicator__edition__evaluation=SERVICE_CAPABILITY, value__isnull=False,
        indicator__level=RegionLevel.PROVINCE, region__counted_in_31=True,
    )  # fmt: skip
    found: dict[str, list[Decimal]] = defaultdict(list)
    for source, value in scores.values_list("source", "value"):
        found[source].append(value)
    return found


def unit_of(statistic: Statistic) -> str:
    """The unit that a figure about tasks speaks of."""
    return statistic.members[0] if statistic.members else ""


def headlines(day: date) -> list[Headline]:
    """The printed counts of agencies, leading groups and plans known by `day`, beside what the rows give."""
    figures = Statistic.objects.known(day).filter(stage=StatisticStage.ACTUAL, subject__in=NATIONAL_PICTURE)
    return recounted(list(figures.select_related("source")), day)


def recounted(statistics: list[Statistic], day: date) -> list[Headline]:
    """Some figures beside what the rows give, oldest first."""
    recount = Recount()
    order = list(StatisticSubject.values)
    place = {subject: position for position, subject in enumerate(order)}
    statistics = sorted(
        statistics, key=lambda one: (one.known_from, place.get(one.subject, 99), one.scope != "province", one.pk)
    )
    return [
        Headline(
            statistic=one,
            metric=one.metric,
            printed=printed(one),
            parts=parts(one, statistics),
            computed=(computed := recount.on(one, one.known_from)),
            computed_of=number(one.denominator),
            shown=recount.shown(one, day),
            verdict=verdict(one, computed),
            home=provenance(one),
        )
        for one in statistics
    ]


def verdict(statistic: Statistic, computed: int | None) -> str:
    """agrees, differs, short (the source names no members, so that the rows cannot reach its number), unnamed (it counts
    all, and not all have a body of their own in the rows) or not_recorded."""
    if computed is None or statistic.numerator is None:
        return "not_recorded"
    if computed == statistic.numerator or (statistic.is_minimum and computed >= statistic.numerator):
        return "agrees"
    if statistic.subject in (
        StatisticSubject.LED_TASKS,
        StatisticSubject.NAMED_TASKS,
        StatisticSubject.DOCUMENT_TASKS,
        StatisticSubject.SERVICE_CAPABILITY_VERY_HIGH,
        StatisticSubject.SERVICE_CAPABILITY_HIGH,
    ):
        return "differs"  # everything counted is listed, so that no name is wanting
    if computed > statistic.numerator or (statistic.is_complete and statistic.subject in TYPE_OF):
        return "differs"
    return "unnamed" if statistic.is_complete else "short"


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
    return (
        " + ".join(
            gettext("%(kind)s %(number)s") % {"kind": one.get_subject_display(), "number": amount(one.numerator)}
            for one in same
        )
        or None
    )
