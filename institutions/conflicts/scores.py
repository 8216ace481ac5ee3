"""Rule: two sources print different things of the same indicator and region."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Count, Q

from govcompare.rows import number, provenance

from ..models import Score
from .conflict import Conflict, side

FIELDS = {"value": "得分", "rank": "排名", "band": "档次"}


def score_conflicts(day: date) -> Iterator[Conflict]:
    """Two queries. What one source leaves out does not contradict what another prints."""
    known = Score.objects.known(day)
    several = known.order_by().values("indicator", "region").annotate(n=Count("pk")).filter(n__gt=1)
    places = [Q(indicator=one["indicator"], region=one["region"]) for one in several]
    if not places:
        return
    rows = known.filter(reduce(or_, places)).select_related("indicator__edition__evaluation", "region", "source")
    ordered = rows.order_by("indicator_id", "region_id", "pk")
    for _, group in groupby(ordered, key=lambda row: (row.indicator_id, row.region_id)):
        several = list(group)
        for field, called in FIELDS.items():
            printed = [row for row in several if getattr(row, field) not in (None, "")]
            if len({str(getattr(row, field)) for row in printed}) > 1:
                yield _conflict(printed, field, called)


def _conflict(printed: list[Score], field: str, called: str) -> Conflict:
    first = printed[0]
    return Conflict(
        id=f"score-{first.indicator_id}-{first.region_id}-{field}",
        subject=f"{first.region}：{first.indicator.edition} {first.indicator}",
        property=called,
        kind="different_value",
        sides=tuple(side(provenance(row), _shown(row, field), called, ("scores", row.pk)) for row in printed),
        region_code=first.region_id,
        region=first.region.short_name,
    )


def _shown(row: Score, field: str) -> str:
    value = getattr(row, field)
    return value if isinstance(value, str) else str(number(value))
