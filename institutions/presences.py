"""On what it rests that a region has a thing, has none, or that nobody knows."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from govcompare.partial_dates import last_day
from govcompare.rows import Row, provenance
from govcompare.vocabularies import Presence

from .coverage import Absences, Coverage
from .evidence import existence_source
from .facts import PRESENCES
from .models import AgencyEvidence, AgencyStatus, LeadingGroup, OperatingMandate, SeparatedOperation
from .overview import Behind
from .timeline import in_front
from .vocabularies import GroupStage


def rows_of(name: str) -> QuerySet:
    """The rows that show a presence, whatever their dates. name: a column of `with_facts`."""
    match name:
        case "has_agency":
            evidence = Prefetch("evidence", AgencyEvidence.objects.select_related("source"))
            return AgencyStatus.objects.select_related("source").prefetch_related(evidence)
        case "has_leading_group":
            return LeadingGroup.objects.filter(stage=GroupStage.IN_PLACE).select_related("source")
        case "has_operating_company":
            return OperatingMandate.objects.operating().select_related("source")
    return SeparatedOperation.objects.select_related("source")


class Grounds:
    """The rows and counts behind one presence of some regions, read once, however many days are asked. Five queries."""

    def __init__(self, name: str, codes: Collection[str]):
        self.rows: dict[str, list[Any]] = defaultdict(list)
        for row in rows_of(name).filter(region__in=codes).order_by("id"):
            self.rows[row.region_id].append(row)
        subject = PRESENCES[name]
        self.coverage = Coverage(subject) if subject else None

    def counted(self, day: date) -> Absences:
        """What counts settle on a day."""
        return self.coverage.on(day) if self.coverage else Absences()

    def behind(self, answers: Mapping[str, str], day: date) -> Behind:
        """The provenance of some answers. answers: code -> its `Presence` on the day."""
        known = self.counted(day)
        homes = {code: self._homes(code, answer, known, day) for code, answer in answers.items()}
        return Behind({code: found for code, found in homes.items() if found})

    def _homes(self, code: str, answer: str, known: Absences, day: date) -> list[Row]:
        match answer:
            case Presence.YES:
                held = [row for row in self.rows[code] if row.holds(day)]
                if held:
                    return [_witness(row, day) for row in _foremost(held)]
                counts = [known.present.get(code)]
            case Presence.NONE:
                counts = [known.by_code.get(code)]
            case _:  # a list that leaves it out beside a body that may have begun, or two counts that disagree
                counts = [known.by_code.get(code), *known.reopened.get(code, ())]
        return [provenance(count) for count in counts if count]

    def days(self, until: date) -> list[date]:
        """The days up to `until` on which an answer can change, oldest first."""
        found = {
            day
            for rows in self.rows.values()
            for row in rows
            for day in (row.certain_from, row.possible_from, row.certain_until, row.gone_from, row.superseded_from)
        }
        found |= {count.known_from for count in (self.coverage.counts if self.coverage else ())}
        return sorted(day for day in found if day and day <= until)

    def written(self) -> dict[date, list[str]]:
        """day -> the dates as written that end on it: "2019-06" ends on 30 June."""
        texts = {text for rows in self.rows.values() for row in rows for text in (row.valid_from, row.as_of) if text}
        texts |= {count.as_of for count in (self.coverage.counts if self.coverage else ())}
        found: dict[date, list[str]] = defaultdict(list)
        for text in sorted(texts):
            found[last_day(text)].append(text)
        return found


def _foremost(held: list) -> list:
    """Of several agencies the one in front, if any; of other things all."""
    front = in_front(held) if isinstance(held[0], AgencyStatus) else None
    return [front] if front else held


def _witness(row, day: date) -> Row:
    return existence_source(row, day) if isinstance(row, AgencyStatus) else provenance(row)
