"""A disagreement: one subject, one property, two sides or more."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.partial_dates import first_day, last_day
from govcompare.rows import Row
from govcompare.wording import plain

from ..phrases import Phrase, only

KINDS = {
    "different_value": _("同一字段，来源所载不同"),
    "different_count": _("同一日期的同一计数，数目不同"),
    "different_dates": _("不同日期的来源所载不同，可能是先后变化"),
    "different_definition": _("口径不同的计数"),
    "left_open": _("完整名单不含，另有来源说可能已有"),
    "printed_against_computed": _("印出的数与各行算出的数"),
    "different_units": _("同一任务，单位不同"),
}


# Of which rows a rule is to look: table -> keys; None for all rows.
Rows = dict[str, set[str]]


@dataclass(frozen=True)
class Side:
    """What one source says, on which date, and what it counts or speaks of.

    data: what is compared, the same in every language. source: an id, or None for what this site computes from its
    rows. table, key: the row of the dataset that says so.
    """

    data: Hashable
    value: Phrase
    source: str | None
    source_label: str
    locator: str | None
    as_of: str
    counts: Phrase
    table: str | None = None
    key: str | None = None
    confidence: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Conflict:
    """id: stable, from the rows compared; explanations in the dataset are kept under it."""

    id: str
    subject: Phrase
    property: str
    kind: str
    sides: tuple[Side, ...]
    region_code: str | None = None
    region: str | None = None
    explanation: str | None = None

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])

    def explained(self, explanations: dict[str, str]) -> "Conflict":
        return replace(self, explanation=explanations.get(self.id))


def side(home: Row, data: Hashable, value: Phrase, counts: Phrase, of: tuple[str, str]) -> Side:
    """One side from the provenance of a row; of: the table and key of the fact that it speaks of."""
    return Side(
        data=data,
        value=value,
        source=home["source"],
        source_label=home["source_label"],
        locator=home["locator"],
        as_of=home["as_of"],
        counts=counts,
        table=of[0],
        key=of[1],
        confidence=home["confidence"],
        note=home["note"],
    )


def computed(data: Hashable, value: str, as_of: str, counts: str) -> Side:
    """The side of this site: a number computed from its rows."""
    return Side(data, only(value), None, gettext("本站各行"), None, as_of, only(counts))


def same_time(sides: Sequence[Side], kind: str) -> str:
    """`kind` where two sides that differ speak of overlapping times, else "different_dates"."""
    for one, other in combinations(sides, 2):
        overlap = first_day(one.as_of) <= last_day(other.as_of) and first_day(other.as_of) <= last_day(one.as_of)
        if one.data != other.data and overlap:
            return kind
    return "different_dates"


def conflict_row(conflict: Conflict) -> Row:
    """A disagreement as the row that files show."""
    row = {
        "id": conflict.id,
        "region_code": conflict.region_code,
        "region": conflict.region,
        "subject": conflict.subject.text,
        "subject_label": conflict.subject.plain,
        "property": conflict.property,
        "kind": conflict.kind,
        "kind_label": conflict.kind_label,
        "sides": [_side_row(one) for one in conflict.sides],
        "explanation": conflict.explanation,
        "explanation_label": conflict.explanation and plain(conflict.explanation),
    }
    reasons = {
        "region_code": "not_applicable",
        "region": "not_applicable",
        "explanation": "none",
        "explanation_label": "none",
    }
    row["missing"] = {name: reason for name, reason in reasons.items() if row[name] is None}
    return row


def _side_row(side: Side) -> Row:
    return {
        "value": side.value.text,
        "value_label": side.value.plain,
        "source": side.source,
        "source_label": side.source_label,
        "locator": side.locator,
        "locator_label": side.locator and plain(side.locator),
        "as_of": side.as_of,
        "counts": side.counts.text,
        "counts_label": side.counts.plain,
        "table": side.table,
        "key": side.key,
        "confidence": side.confidence,
        "note": side.note,
        "note_label": side.note and plain(side.note),
    }
