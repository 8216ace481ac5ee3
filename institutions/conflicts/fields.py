"""Rule: of one field of one row, a further source gives another value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import models
from django.utils.translation import gettext as _

from govcompare.partial_dates import first_day, last_day
from govcompare.rows import label, provenance

from ..agreement import DATE_FIELDS, agree, differs, field_label, said
from ..lists import agencies, companies, documents, leading_groups, platforms, shareholdings
from ..models import (
    AgencyEvidence,
    DocumentEvidence,
    LeadingGroupEvidence,
    MandateEvidence,
    PlatformEvidence,
    ShareholdingEvidence,
)
from ..phrases import Name, Phrase, Prose, holding, only, phrase
from ..vocabularies import AdministrativeRank, AgencyType, DocumentStage, MandateStage, PlatformStage
from .conflict import Conflict, Rows, Side, same_time, side

CODES = {
    ("agency", "type"): AgencyType,
    ("agency", "rank"): AdministrativeRank,
    ("mandate", "stage"): MandateStage,
    ("document", "stage"): DocumentStage,
    ("platform", "stage"): PlatformStage,
}
# When a body began.
BEGINNINGS = {"valid_from", "established"}
# Descriptions and roles are in our own words: two of them are never the same, and need not be.
FREE_TEXT = {"description", "role", "functions", "existence"}
# Other fields that are text, no names.
PROSE = {"title"}


@dataclass(frozen=True)
class EvidenceKind:
    """One table of evidence: which row it speaks of, what must be read with it, and how that row is called."""

    name: str
    table: str
    evidence: type[models.Model]
    row: str
    beside: tuple[str, ...]
    prefetched: tuple[str, ...]
    words: Callable[[models.Model], Phrase]
    labels: dict[str, str]


def _agency(row) -> Phrase:
    """An agency by its name, or by the place whose it is."""
    if row.organization.name:
        return only(Name(row.organization.name))
    return phrase(_("%(region)s大数据机构"), region=str(row.region))


KINDS = (
    EvidenceKind("agency", "agency_statuses", AgencyEvidence, "status", ("status__organization", "status__region"), (),
         _agency, agencies.LABELS),
    EvidenceKind("leading-group", "leading_groups", LeadingGroupEvidence, "leading_group", ("leading_group__organization", "leading_group__region"),
         ("leading_group__memberships",), lambda row: only(Name(row.organization.name)), leading_groups.LABELS),
    EvidenceKind("mandate", "operating_mandates", MandateEvidence, "mandate", ("mandate__company", "mandate__region"), (),
         lambda row: only(Name(row.company.name)), companies.LABELS),
    EvidenceKind("shareholding", "shareholdings", ShareholdingEvidence, "shareholding",
         ("shareholding__company__region", "shareholding__holder"), (), holding, shareholdings.LABELS),
    EvidenceKind("document", "documents", DocumentEvidence, "document", ("document__region",), (), lambda row: only(Prose(row.title)), documents.LABELS),
    EvidenceKind("platform", "platforms", PlatformEvidence, "platform", ("platform__region",), (), lambda row: only(Name(row.name)),
         platforms.LABELS),
)  # fmt: skip


def field_conflicts(day: date, about: Rows | None = None) -> Iterator[Conflict]:
    """One query a kind of evidence, of those that speak `about` some rows."""
    for kind in KINDS:
        if about is not None and kind.table not in about:
            continue
        rows = kind.evidence.objects.known(day).filter(**{f"{kind.row}__known_from__lte": day})
        if about is not None:
            rows = rows.filter(**{f"{kind.row}__in": about[kind.table]})
        rows = rows.exclude(field__in=FREE_TEXT).exclude(value="")
        rows = rows.select_related("source", f"{kind.row}__source", *kind.beside).prefetch_related(*kind.prefetched)
        pairs = sorted(rows, key=lambda one: (getattr(one, f"{kind.row}_id"), one.field, one.pk))
        for (_row, field), group in groupby(pairs, key=lambda one: (getattr(one, f"{kind.row}_id"), one.field)):
            evidence = list(group)
            row = getattr(evidence[0], kind.row)
            if any(differs(row, one) for one in evidence) or _disagree(field, evidence):
                yield _conflict(kind, row, field, evidence, day)
            elif field in BEGINNINGS and _seen_before(row, evidence):
                yield _seen(kind, row, evidence)


def _seen_before(row, evidence: list) -> bool:
    """Whether a row is in place by a day before the one on which another source lets it begin."""
    return not row.valid_from and any(last_day(row.as_of) < first_day(one.value) for one in evidence)


def _seen(kind: EvidenceKind, row, evidence: list) -> Conflict:
    of = kind.table, row.pk
    own = side(provenance(row), row.as_of, only(_("%(date)s 已有") % {"date": row.as_of}), only(_("来源所见")), of)
    called, begun = _("成立时间"), _("%(date)s 成立")
    others = [
        side(provenance(one), one.value, only(begun % {"date": one.value}), only(called), of) for one in evidence
    ]
    return _made(kind, row, "established", called, "different_value", [own, *others])


def _disagree(field: str, evidence: list) -> bool:
    """Whether further sources of a field that the row leaves open disagree among themselves."""
    first, *rest = evidence
    return any(not agree(field, first.value, one.value) for one in rest)


def _conflict(kind: EvidenceKind, row, field: str, evidence: list, day: date) -> Conflict:
    called = str(kind.labels.get(field) or field_label(row, field))
    of = kind.table, row.pk
    own = said(row, field)
    # a value that a further source gives is shown as that source's: the row took it from there
    taken = any(one.value == own for one in evidence)
    holder = row.organization if field in ("name", "predecessor") and hasattr(row, "organization") else row
    sides = []
    if own and not taken and holder.known_from <= day:
        sides.append(side(provenance(holder), own, _shown(kind, field, own), only(called), of))
    sides += [side(provenance(one), one.value, _shown(kind, field, one.value), only(called), of) for one in evidence]
    return _made(
        kind,
        row,
        field,
        called,
        "different_value" if field in DATE_FIELDS else same_time(sides, "different_value"),
        sides,
    )


def _made(kind: EvidenceKind, row, field: str, called: str, nature: str, sides: list[Side]) -> Conflict:
    region = row.company.region if kind.name == "shareholding" else row.region
    return Conflict(
        id=f"{kind.name}-{row.pk}-{field}".replace("_", "-"),
        subject=kind.words(row),
        property=called,
        kind=nature,
        sides=tuple(sides),
        region_code=region.code if region else None,
        region=region.display_name if region else None,
    )


def _shown(kind: EvidenceKind, field: str, value: str) -> Phrase:
    choices = CODES.get((kind.name, field))
    if choices and value in choices.values:
        return only(label(choices, value))
    return only(Prose(value) if field in PROSE else Name(value))
