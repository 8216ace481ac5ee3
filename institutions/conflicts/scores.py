"""Rule: two sources print different things of the same indicator and region."""

from collections.abc import Iterable, Iterator
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

# Places asked for in one query: a database takes no condition of any length.
BATCH = 200
FIELDS = {"value": _("得分"), "rank": _("排名"), "band": _("档次")}


def score_conflicts(day: date) -> Iterator[Conflict]:
    """A query, and one for each BATCH of the places that it finds. What one source leaves out does not contradict what
    another prints."""
    known = Score.objects.known(day)
    # counted over all rows, which an index answers alone; one that is not known yet is left out when the rows are read
    places = Score.objects.order_by().values_list("indicator", "region").annotate(n=Count("pk")).filter(n__gt=1)
    several = sorted((indicator, region) for indicator, region, _n in places)
    for start in range(0, len(several), BATCH):
        of_these = [Q(indicator=indicator, region=region) for indicator, region in several[start : start + BATCH]]
        rows = known.filter(reduce(or_, of_these)).select_related("indicator__edition__evaluation", "region", "source")
        yield from _among(rows.order_by("indicator_id", "region_id", "pk"))


def _among(ordered: Iterable[Score]) -> Iterator[Conflict]:
    """What differs among the rows of each place, which stand together."""
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
