"""Rule: two sources print different things of the same indicator and region."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.rows import number, provenance

from ..models import Indicator, Score
from ..phrases import Phrase, Prose, of_indicator, only, phrase
from .conflict import Conflict, Rows, side

# Places asked for in one query: a database takes no condition of any length.
BATCH = 5000
FIELDS = {"value": _("得分"), "rank": _("排名"), "band": _("档次")}


def score_conflicts(day: date, about: Rows | None = None) -> Iterator[Conflict]:
    """A query, and two for each BATCH of the places that it finds. What one source leaves out does not contradict what
    another prints."""
    if about is not None and "scores" not in about:
        return
    places = _places_of(about["scores"]) if about is not None else _places_told_twice()
    for start in range(0, len(places), BATCH):
        rows = Score.objects.known(day).filter(_at(places[start : start + BATCH]))
        # few indicators stand behind many scores
        indicators = Prefetch("indicator", Indicator.objects.select_related("edition__evaluation"))
        rows = rows.select_related("region", "source").prefetch_related(indicators)
        yield from _among(rows.order_by("indicator_id", "region_id", "pk"))


def _places_told_twice() -> list[tuple[str, str]]:
    """The places, each an indicator and a region, of which there is more than one row. They are counted over all rows,
    which an index answers alone; one that is not known yet is left out when the rows are read."""
    places = Score.objects.order_by().values_list("indicator", "region").annotate(n=Count("*")).filter(n__gt=1)
    return sorted((indicator, region) for indicator, region, _n in places)


def _places_of(keys: set[str]) -> list[tuple[str, str]]:
    return sorted(Score.objects.filter(pk__in=keys).order_by().values_list("indicator", "region").distinct())


def _at(places: Iterable[tuple[str, str]]) -> Q:
    """The scores of some places."""
    regions = defaultdict(list)
    for indicator, region in places:
        regions[indicator].append(region)
    return reduce(or_, (Q(indicator=indicator, region__in=several) for indicator, several in regions.items()))


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
