"""Rules on tasks: a second source names other units than the document; counts per department beside printed ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.language import clauses
from govcompare.rows import provenance

from ..headlines import Headline, recounted, unit_of
from ..models import Statistic, TaskEvidence
from ..phrases import Name, Phrase, Prose, only, phrase, together
from ..units import same_units
from ..vocabularies import UnitRole
from .conflict import Conflict, Rows, side
from .counts import PER_UNIT

ROLES = {UnitRole.LEAD: ("leads", _("牵头单位")), UnitRole.PARTICIPATE: ("participants", _("参与单位"))}


def task_conflicts(day: date, about: Rows | None = None) -> Iterator[Conflict]:
    """Two queries, or none where it is not `about` tasks. A source that names no lead at all does not contradict one."""
    if about is not None and "tasks" not in about:
        return
    evidence = TaskEvidence.objects.known(day).filter(task__known_from__lte=day)
    if about is not None:
        evidence = evidence.filter(task__in=about["tasks"])
    beside = ("source", "task__source", "task__region", "task__document")
    for one in evidence.select_related(*beside).prefetch_related("task__units"):
        units = list(one.task.units.all())
        if same_units([unit.unit for unit in units], one.leads + one.participants):
            compared = [UnitRole.LEAD]  # the same units: only who leads can differ
        else:
            compared = list(ROLES)
        for role in compared:
            field, called = ROLES[role]
            of = "tasks", one.task_id
            own, other = [unit.unit for unit in units if unit.role == role], getattr(one, field)
            if other and not same_units(own, other):
                yield Conflict(
                    id=f"task-{one.pk}-{field}",
                    subject=phrase(
                        gettext("%(region)s：%(text)s"), region=str(one.task.region), text=Prose(one.task.title)
                    ),
                    property=str(called),
                    kind="different_units",
                    sides=(
                        side(
                            provenance(one.task), tuple(own), _named(own), only(one.task.get_lead_basis_display()), of
                        ),
                        side(provenance(one), tuple(other), _named(other), only(gettext("转述该文件的文章")), of),
                    ),
                    region_code=one.task.region_id,
                    region=one.task.region.display_name,
                )


def _named(units: list[str]) -> Phrase:
    """Units by name, or that there are none."""
    return together(clauses, map(Name, units)) if units else only(gettext("无"))


@dataclass(frozen=True)
class PrintedDuties:
    """What a text prints of one unit, beside what the tasks give. Texts that print 参与 count led tasks among them, so
    that it is compared with the tasks that name the unit at all."""

    unit: str
    lines: list[Headline]


def printed_duties(region: str, day: date) -> list[PrintedDuties]:
    """The printed numbers of led and named tasks of a region's units, known by `day`, each with its recount."""
    figures = Statistic.objects.known(day).filter(region=region, subject__in=PER_UNIT).select_related("source")
    found: dict[str, list[Headline]] = {}
    for line in recounted(list(figures), day):
        found.setdefault(unit_of(line.statistic), []).append(line)
    return [PrintedDuties(unit, lines) for unit, lines in found.items()]
