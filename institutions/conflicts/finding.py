"""All disagreements among the rows known by a day, each by one of the rules beside this module."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from ..models import Explanation
from .conflict import Conflict, Rows
from .counts import count_conflicts
from .coverage import coverage_conflicts
from .fields import field_conflicts
from .scores import score_conflicts
from .tasks import task_conflicts

RULES = (count_conflicts, coverage_conflicts, field_conflicts, task_conflicts, score_conflicts)


def conflicts(day: date, about: Iterable[tuple[str, str]] | None = None) -> list[Conflict]:
    """What sources disagree about, of what they say by the end of `day`; with the written explanations.

    about: tables and keys of rows; then only what these rows are a side of, and little more is read than that.
    """
    rows = None if about is None else _by_table(about)
    found = [one for rule in RULES for one in rule(day, rows) if rows is None or _is_about(one, rows)]
    found = [one for one in found if len({side.data for side in one.sides}) > 1]
    several = (
        Explanation.objects.all() if rows is None else Explanation.objects.filter(pk__in=[one.id for one in found])
    )
    explanations = dict(several.values_list("id", "text"))
    return [one.explained(explanations) for one in found]


def _by_table(about: Iterable[tuple[str, str]]) -> Rows:
    rows = defaultdict(set)
    for table, key in about:
        rows[table].add(key)
    return dict(rows)


def _is_about(one: Conflict, rows: Rows) -> bool:
    return any(side.key in rows.get(side.table, ()) for side in one.sides)
