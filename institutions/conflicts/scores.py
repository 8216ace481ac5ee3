"""Rule: two sources print different things of the same indicator and region."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.rows import number, provenance

from ..models import Score
from ..phrases import Phrase, Prose, of_indicator, only, phrase
from .conflict import Conflict, side

FIELDS = {"value": _("得分"), "rank": _("排名"), "band": _("档次")}


def score_conflicts(day: date) -> Iterator[Conflict]:
    """Two queries. What one source leaves out does not contradict what another prints."""
    known = Score.objects.known(day)
    several = known.order_by().values("indicator", "region").annotate(n=Count("pk")).filter(n__gt=1)
    places = [Q(indicator=one["indicator"], region=one["region"]) for one in several]
    if not places:
        return
    rows = known.filter(reduce(or_, places)).select_related("indicator__edition__evaluation", "region", "source")
    ordered = rows.order_by("indicator_id", "region_id", "pk")
    for _place, group in groupby(ordered, key=lambda row: (row.indicator_id, row.region_id)):
        several = list(group)
        for field, called in FIELDS.items():
            printed = [row for row in several if getattr(row, field) not in (None, "")]
            if len({str(getattr(row, field)) for row in printed}) > 1:
                yield _conflict(printed, field, str(called))


def _conflict(printed: list[Score], field: str, called: str) -> Conflict:
    first = printed[0]
    return Conflict(
        id=f"score-{first.indicator_id}-{first.region_id}-{field}",
        subject=phrase(gettext("%(region)s：%(text)s"), region=str(first.region), text=of_indicator(first.indicator)),
        property=called,
        kind="different_value",
        sides=tuple(
            side(provenance(row), str(getattr(row, field)), _shown(row, field), only(called), ("scores", row.pk))
            for row in printed
        ),
        region_code=first.region_id,
        region=first.region.display_name,
    )


def _shown(row: Score, field: str) -> Phrase:
    value = getattr(row, field)
    return only(Prose(value) if isinstance(value, str) else str(number(value)))
