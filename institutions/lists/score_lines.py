"""Scores as lines of CSV, many at a time: what many of them share is put into words once.

Apart from its id, its region, its source, its value and its rank, a line is the same for all scores of an indicator with
the same date, place in the source, tier, note and absences. One of them is made into a row as any list makes it; the
others differ in those cells alone.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db.models import F, FloatField, IntegerField, QuerySet, TextField
from django.db.models.functions import Cast

from govcompare.exports import FORMULA_STARTS
from govcompare.long_csv import CHUNK, encoded
from govcompare.models import Source
from govcompare.rows import number
from govcompare.wording import plain
from regions.models import Region

from ..models import Score
from ..rows import place
from .score_order import indicators_in_order
from .scores import LABELS, score_row

COLUMNS = list(LABELS)
# What is read of a score: first what is its own, then what decides the cells that it shares. Drivers give these as they
# are; a decimal and a JSON object for each row would take longer than all the rest.
VALUE, TIED, MISSING = Cast("value", FloatField()), Cast("tied", IntegerField()), Cast("missing", TextField())
OWN = ("pk", "region_id", VALUE, "rank", "source_id")
SHARED = ("indicator_id", TIED, "band", "as_of", "locator", "confidence", "note", MISSING)


class Shared(NamedTuple):
    """The cells that lines share: behind the id, behind the rank, behind the source."""

    index: str
    tier: str
    rest: str


def score_lines(scores: QuerySet[Score], *, in_order: bool) -> Iterator[list[str]]:
    """The lines of some scores. in_order: sorted as their list is by default, so that the database need not sort them all
    before the first is sent."""
    parts = _by_indicator(scores) if in_order else [scores]
    read = (values for part in parts for values in part.values_list(*OWN, *SHARED).iterator(chunk_size=CHUNK))
    lines = _Lines()
    while chunk := list(islice(read, CHUNK)):
        yield lines.of(chunk)


def _by_indicator(scores: QuerySet[Score]) -> Iterator[QuerySet[Score]]:
    """The same scores in the default order of the list, those of one place in that order together."""
    for indicators in indicators_in_order():
        yield scores.filter(indicator__in=indicators).order_by(F("rank").asc(nulls_last=True), "pk")


class _Lines:
    """Turns what is read of scores into lines; remembers what they share."""

    def __init__(self):
        self.shared: dict[tuple, Shared] = {}
        self.places: dict[str, str] = {}
        self.sources: dict[str, str] = {}

    def of(self, chunk: list[tuple]) -> list[str]:
        """The lines of some scores."""
        shapes = [values[len(OWN) :] + (values[2] is None, values[3] is None) for values in chunk]
        self._learn(chunk, shapes)
        places, sources, shared = self.places, self.sources, self.shared
        lines = []
        for (pk, region, value, rank, source, *_), shape in zip(chunk, shapes, strict=True):
            index, tier, rest = shared[shape]
            if pk[0] in FORMULA_STARTS:
                pk = f"'{pk}"
            told = "" if value is None else number(value)
            place = "" if rank is None else rank
            lines.append(f"{pk},{index},{places[region]},{told},{place},{tier},{sources[source]},{rest}\r\n")
        return lines

    def _learn(self, chunk: list[tuple], shapes: list[tuple]) -> None:
        """Three queries at most, for what was not met before."""
        new = {shape: values[0] for values, shape in zip(chunk, shapes, strict=True) if shape not in self.shared}
        if new:
            scores = Score.objects.select_related("indicator__edition__evaluation__publisher", "region", "source")
            examples = scores.in_bulk(list(new.values()))
            self.shared |= {shape: _shared(examples[pk]) for shape, pk in new.items()}
        if codes := {values[1] for values in chunk} - self.places.keys():
            regions = Region.objects.filter(pk__in=codes)
            self.places |= {region.pk: encoded(place(region).values()) for region in regions}
        if ids := {values[4] for values in chunk} - self.sources.keys():
            titles = Source.objects.filter(pk__in=ids).values_list("pk", "title")
            self.sources |= {pk: encoded((pk, plain(title))) for pk, title in titles}


def _shared(score: Score) -> Shared:
    row = score_row(score)
    ends = [COLUMNS.index("id"), COLUMNS.index("rank"), COLUMNS.index("source_label")]
    parts = zip(ends, [COLUMNS.index("region_code"), COLUMNS.index("source"), len(COLUMNS)], strict=True)
    return Shared(*(encoded(row[name] for name in COLUMNS[start + 1 : end]) for start, end in parts))
