"""Who leads and who takes part: units by policy area, and regions side by side by kind of lead. From task rows."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from django.utils.translation import gettext as _

from govcompare.language import clauses, enumerated
from govcompare.rows import Row, rendered

from .units import unit_kind


@dataclass(frozen=True)
class Duties:
    """One unit: the tasks it leads and takes part in, by area. A task it leads is not also counted as one it
    takes part in."""

    unit: str
    led: int
    participated: int
    by_area: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    @property
    def named(self) -> int:
        """Tasks that name the unit at all: what some texts print as 参与."""
        return self.led + self.participated

    @property
    def kind(self) -> str:
        return unit_kind(self.unit)


@dataclass(frozen=True)
class Duty:
    """The tasks of one letter in a cell: L for those led, P for those taken part in."""

    letter: str
    tasks: list[Row]

    @property
    def titles(self) -> str:
        return clauses(task["title"] for task in self.tasks)


@dataclass(frozen=True)
class Matrix:
    """Units by area, those that lead most first."""

    areas: list[str]
    units: list[Duties]
    tasks: int
    without_lead: int

    @property
    def lines(self) -> list[tuple[Duties, list[list[Duty]]]]:
        """Each unit with one cell an area: its duties there."""
        return [
            (unit, [[Duty(letter, tasks) for letter, tasks in sorted(unit.by_area.get(area, {}).items())] for area in self.areas])
            for unit in self.units
        ]  # fmt: skip


def area_of(task: Row) -> str:
    """The policy area of a task, in the words of its document where it has any."""
    return task["area"] or _("未分领域")


def matrix(tasks: list[Row]) -> Matrix:
    """The units of some tasks (rows of `lists.tasks.task_row`) by area."""
    areas = list(dict.fromkeys(map(area_of, tasks)))
    cells: dict[str, dict[str, dict[str, list[Row]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    led, participated = Counter(), Counter()
    for task in tasks:
        area = area_of(task)
        for unit in task["leads"]:
            cells[unit][area]["L"].append(task)
            led[unit] += 1
        for unit in set(task["participants"]) - set(task["leads"]):
            cells[unit][area]["P"].append(task)
            participated[unit] += 1
    units = [
        Duties(unit, led[unit], participated[unit], {area: dict(letters) for area, letters in areas_of.items()})
        for unit, areas_of in cells.items()
    ]
    units.sort(key=lambda one: (-one.led, -one.participated, one.unit))
    return Matrix(areas, units, len(tasks), sum(1 for task in tasks if not task["leads"]))


def duty_lines(tasks: list[Row]) -> list[Row]:
    """The matrix of one region's tasks as lines of a file: one a unit, area, letter and source."""
    found = matrix(tasks)
    lines = []
    for unit in found.units:
        for area in found.areas:
            for letter, several in unit.by_area.get(area, {}).items():
                for source in dict.fromkeys(task["source"] for task in several):
                    lines.append(_line(unit, area, letter, [task for task in several if task["source"] == source]))
    return lines


def _line(unit: Duties, area: str, letter: str, tasks: list[Row]) -> Row:
    first = tasks[0]
    line = {
        "region_code": first["region_code"],
        "region": first["region"],
        "unit": unit.unit,
        "unit_kind": _(unit.kind),
        "area": area,
        "role": letter,
        "tasks": len(tasks),
        "titles": [task["title"] for task in tasks],
        "led": unit.led,
        "participated": unit.participated,
        "as_of": first["as_of"],
        "source": first["source"],
        "locator": "；".join(dict.fromkeys(task["locator"] for task in tasks)),
        "missing": {},
    }
    return rendered(line, "unit", "area")


@dataclass(frozen=True)
class TopicLine:
    """One topic across regions: for each the kinds of department that lead its tasks, how many of them, their names; and
    those tasks."""

    topic: str
    label: str
    cells: list[tuple[list[tuple[str, int, str]], list[Row]]]

    @property
    def is_different(self) -> bool:
        """Whether, of two regions that name leads, the kinds that lead most often have none in common."""
        leading = [{kind for kind, number, _ in kinds if number == kinds[0][1]} for kinds, _ in self.cells if kinds]
        return any(not one & other for one, other in combinations(leading, 2))


def by_topic(tasks: list[Row], codes: list[str], *, alone: bool = False) -> list[TopicLine]:
    """Topic by topic, who leads in each of some regions: the topics of which several regions have tasks, or (alone) those
    of which only one has."""
    found: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for task in tasks:
        found[task["topic"], task["topic_label"]][task["region_code"]].append(task)
    lines = []
    for (topic, label), regions in found.items():
        if (len(regions) < 2) != alone:
            continue
        cells = []
        for code in codes:
            leads = [task["lead"] for task in regions[code] if task["lead"]]
            names: dict[str, dict[str, None]] = defaultdict(dict)
            for lead in leads:
                names[unit_kind(lead)][lead] = None
            kinds = Counter(map(unit_kind, leads)).most_common()
            cells.append(([(kind, number, enumerated(names[kind])) for kind, number in kinds], regions[code]))
        lines.append(TopicLine(topic, label, cells))
    return sorted(lines, key=lambda line: (not line.is_different, -sum(len(rows) for _, rows in line.cells)))
