"""The events that dated rows tell, whatever span is asked for: nothing here is typed in.

An agency's row that names the one it follows is a change of what differs between them; a row with a written
beginning and nothing before it is a body set up; a row with a written end, one abolished or merged. That a body is
first seen on a day is not a change: nobody knows when it began.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Prefetch, QuerySet

from govcompare.partial_dates import first_day, last_day
from govcompare.rows import label, provenance

from .evidence import agency_sources
from .models import AgencyEvidence, AgencyStatus, LeadingGroup, OperatingMandate
from .vocabularies import AdministrativeRank, AgencyType, EndKind, MandateStage, Succession

COMPARED = {"type": ("retyped", AgencyType), "rank": ("re_ranked", AdministrativeRank), "superior": ("moved", None)}
SUCCESSIONS = {Succession.RENAMED: "renamed", Succession.MERGED: "merged", Succession.REPLACED: "replaced"}


@dataclass(frozen=True)
class Event:
    """What one row tells of its body. when: as written; is_by: it is only known to have happened by then. first, last: the
    days between which it happened; is_vague: nobody says that it was not before them."""

    row: Model
    body: str
    name: str | None
    kind: str
    when: str
    is_by: bool
    before: str | None
    after: str | None
    first: date
    last: date
    earlier: Model | None = None
    is_vague: bool = False

    @property
    def id(self) -> str:
        return f"{self.row.pk}-{self.kind}".replace("_", "-")


def events(only: dict[str, set[str]] | None = None) -> Iterator[Event]:
    """What the rows tell, or `only` some rows by their keys (body -> keys). Five queries at most.

    Of all rows no more is read than says what happened when: neither regions nor sources.
    """
    for body, (tables, tell) in BODIES.items():
        for rows in tables(only is not None):
            rows = rows.filter(pk__in=only.get(body, ())) if only is not None else rows
            for row in rows.iterator(chunk_size=CHUNK):
                yield from tell(row)


# Rows that are held at a time; so many rows cost one more query for their evidence.
CHUNK = 5000
BODY = ("name", "predecessor", "id")
AGENCY = (
    "valid_from",
    "valid_to",
    "certain_from",
    "as_of",
    "end_kind",
    "succession",
    "region",
    "organization",
    "supersedes",
)


def _agencies(whole: bool) -> list[QuerySet]:
    """Most follow no other one: then there is no state before to compare, and nothing to read for it."""
    evidence = Prefetch("evidence", AgencyEvidence.objects.select_related("source"))
    beside = ["organization__source", "supersedes__organization"]
    if whole:
        beside += ["region", "source", "supersedes__source", "supersedes__organization__source"]
        return [AgencyStatus.objects.select_related(*beside).prefetch_related(evidence)]
    first = AgencyStatus.objects.filter(supersedes=None).select_related("organization")
    later = AgencyStatus.objects.filter(supersedes__isnull=False).select_related(*beside, "source")
    return [first.only(*AGENCY, *_of_body("organization")), later.prefetch_related(evidence)]


def _groups(whole: bool) -> list[QuerySet]:
    more = ["region", "source", "supersedes__source"] if whole else []
    return [LeadingGroup.objects.select_related("organization", "supersedes__organization", *more)]


def _companies(whole: bool) -> list[QuerySet]:
    if whole:
        return [OperatingMandate.objects.select_related("company", "region", "source")]
    dates = ("valid_from", "valid_to", "certain_from", "stage", "region", "company")
    return [OperatingMandate.objects.select_related("company").only(*dates, *_of_body("company"))]


def _of_body(name: str) -> list[str]:
    return [f"{name}__{field}" for field in BODY]


def regions_with_rows() -> set[str]:
    """The regions of which any row could tell a change."""
    models = (AgencyStatus, LeadingGroup, OperatingMandate)
    return {code for model in models for code in model.objects.values_list("region", flat=True).distinct()}


def _of_agency(row: AgencyStatus) -> Iterator[Event]:
    earlier, name = row.supersedes, row.organization.name or None
    kind = "set_up" if earlier is None else SUCCESSIONS.get(row.succession, "set_up")
    before = (earlier.organization.name or None) if earlier else None
    same_body = earlier is not None and row.organization_id == earlier.organization_id
    if not same_body and row.valid_from:
        yield Event(
            row, "agency", name, kind, row.valid_from, False, before, name,
            first_day(row.valid_from), row.certain_from, earlier,
        )  # fmt: skip
    if earlier is not None and not same_body and not row.valid_from and name and before and name != before:
        yield Event(
            row, "agency", name, kind, row.as_of, True, before, name,
            first_day(earlier.as_of), last_day(row.as_of), earlier,
        )  # fmt: skip
    if earlier is None and not row.valid_from and row.succession and row.organization.predecessor:
        # formed from bodies that no row of their own describes: all that is known is the day by which it was so
        before, by = "；".join(row.organization.predecessor), last_day(row.as_of)
        yield Event(
            row, "agency", name, SUCCESSIONS[row.succession], row.as_of, True, before, name, by, by, is_vague=True
        )
    if earlier is not None and _is_same_body(row, earlier):
        yield from _of_state(row, earlier, name or before)
    if row.valid_to:
        ended = "merged_into" if row.end_kind == EndKind.MERGED else "abolished"
        yield _ended(row, "agency", name, ended)


def _is_same_body(row: AgencyStatus, earlier: AgencyStatus) -> bool:
    """Whether a source makes two rows one body: the same organisation, or one that became the other."""
    return row.organization_id == earlier.organization_id or row.succession in (Succession.RENAMED, Succession.MERGED)


def _of_state(row: AgencyStatus, earlier: AgencyStatus, name: str | None) -> Iterator[Event]:
    """What two states of one body say differently; 未知 on either side is no change. It happened after the earlier was
    seen and by the day for which a source vouches for the later one."""
    for field, (kind, choices) in COMPARED.items():
        before, after = getattr(earlier, field), getattr(row, field)
        if before and after and before != after:
            words = [label(choices, code) if choices else code for code in (before, after)]
            seen = agency_sources(row, last_day(row.as_of)).get(field, provenance(row))["as_of"]
            stated = row.valid_from and last_day(seen) <= row.certain_from
            when, first = (row.valid_from, first_day(row.valid_from)) if stated else (seen, first_day(earlier.as_of))
            last = row.certain_from if stated else last_day(seen)
            yield Event(
                row, "agency", name, kind, when, not stated, *words, min(first, first_day(when)), last, earlier
            )


def _of_group(row: LeadingGroup) -> Iterator[Event]:
    """A group that a source only proposes is no change yet."""
    when = row.established or row.valid_from
    name, earlier = row.organization.name or None, row.supersedes
    before = (earlier.organization.name if earlier else "；".join(row.organization.predecessor)) or None
    kind = "renamed" if before else "set_up"
    if when and row.is_in_place:
        yield Event(
            row, "leading_group", name, kind, when, False, before, name, first_day(when), last_day(when), earlier
        )
    elif before and row.is_in_place and before != name:
        # the day is that of the text that renames it, or by which it was seen under its new name
        yield Event(
            row, "leading_group", name, "renamed", row.as_of, True, before, name,
            first_day(row.as_of), last_day(row.as_of), earlier,
        )  # fmt: skip
    if row.valid_to:
        yield _ended(row, "leading_group", name, "abolished")


def _of_company(row: OperatingMandate) -> Iterator[Event]:
    name = row.company.name or None
    if row.valid_from and row.stage == MandateStage.OPERATING:
        yield Event(
            row,
            "company",
            name,
            "set_up",
            row.valid_from,
            False,
            None,
            name,
            first_day(row.valid_from),
            row.certain_from,
        )
    if row.valid_to:
        yield _ended(row, "company", name, "abolished")


def _ended(row: Model, body: str, name: str | None, kind: str) -> Event:
    return Event(
        row, body, name, kind, row.valid_to, False, name, None, first_day(row.valid_to), last_day(row.valid_to)
    )


# body -> its rows, and what one of them tells
BODIES = {
    "agency": (_agencies, _of_agency),
    "leading_group": (_groups, _of_group),
    "company": (_companies, _of_company),
}
