"""All disagreements among the rows known by a day, each by one of the rules beside this module."""

from datetime import date

from ..models import Explanation
from .conflict import Conflict
from .counts import count_conflicts
from .coverage import coverage_conflicts
from .fields import field_conflicts
from .scores import score_conflicts
from .tasks import task_conflicts

RULES = (count_conflicts, coverage_conflicts, field_conflicts, task_conflicts, score_conflicts)


def conflicts(day: date) -> list[Conflict]:
    """What sources disagree about, of what they say by the end of `day`; with the written explanations."""
    explanations = dict(Explanation.objects.values_list("id", "text"))
    found = (one for rule in RULES for one in rule(day))
    return [one.explained(explanations) for one in found if len({side.data for side in one.sides}) > 1]
