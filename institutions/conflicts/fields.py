"""Rule: of one field of one row, a further source gives another value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import models

from govcompare.rows import label, provenance

from .. import labels
from ..agreement import DATE_FIELDS, agree, differs, said
from ..lists.platforms import LABELS as PLATFORM_LABELS
from ..models import (
    AgencyEvidence,
    DocumentEvidence,
    LeadingGroupEvidence,
    MandateEvidence,
    PlatformEvidence,
    ShareholdingEvidence,
)
from ..vocabularies import AdministrativeRank, AgencyType, DocumentStage, MandateStage, PlatformStage
from .conflict import Conflict, same_time, side

CODES = {
    ("agency", "type"): AgencyType,
    ("agency", "rank"): AdministrativeRank,
    ("mandate", "stage"): MandateStage,
    ("document", "stage"): DocumentStage,
    ("platform", "stage"): PlatformStage,
}
WORDS = {
    "share_exact": "持股比例（%）",
    "valid_from": "设立时间",
    "existence": "存在",
    "description": "说明",
    "owner": "主办单位",
}
# Descriptions and roles are in our own words: two of them are never the same, and need not be.
FREE_TEXT = {"description", "role", "functions", "existence", "title"}


@dataclass(frozen=True)
class Kind:
    """One table of evidence: which row it speaks of, what must be read with it, and how that row is called."""

    name: str
    evidence: type[models.Model]
    row: str
    beside: tuple[str, ...]
    prefetched: tuple[str, ...]
    words: Callable
    labels: dict[str, str]


KINDS = (
    Kind("agency", AgencyEvidence, "status", ("status__organization", "status__region"), (),
         lambda row: row.organization.name or f"{row.region}大数据机构", labels.AGENCIES),
    Kind("leading-group", LeadingGroupEvidence, "leading_group", ("leading_group__organization", "leading_group__region"),
         ("leading_group__memberships",), lambda row: row.organization.name, labels.LEADING_GROUPS),
    Kind("mandate", MandateEvidence, "mandate", ("mandate__company", "mandate__region"), (),
         lambda row: row.company.name, labels.COMPANIES),
    Kind("shareholding", ShareholdingEvidence, "shareholding",
         ("shareholding__company__region", "shareholding__holder"), (), str, labels.SHAREHOLDINGS),
    Kind("document", DocumentEvidence, "document", ("document__region",), (), lambda row: row.title, labels.DOCUMENTS),
    Kind("platform", PlatformEvidence, "platform", ("platform__region",), (), lambda row: row.name,
         PLATFORM_LABELS),
)  # fmt: skip


def field_conflicts(day: date) -> Iterator[Conflict]:
    """One query a kind of evidence."""
    for kind in KINDS:
        rows = kind.evidence.objects.filter(**{f"{kind.row}__known_from__lte": day}, known_from__lte=day)
        rows = rows.exclude(field__in=FREE_TEXT).exclude(value="")
        rows = rows.select_related("source", f"{kind.row}__source", *kind.beside).prefetch_related(*kind.prefetched)
        pairs = sorted(rows, key=lambda one: (getattr(one, f"{kind.row}_id"), one.field, one.pk))
        for (_, field), group in groupby(pairs, key=lambda one: (getattr(one, f"{kind.row}_id"), one.field)):
            evidence = list(group)
            row = getattr(evidence[0], kind.row)
            if any(differs(row, one) for one in evidence) or _disagree(field, evidence):
                yield _conflict(kind, row, field, evidence)


def _disagree(field: str, evidence: list) -> bool:
    """Whether further sources of a field that the row leaves open disagree among themselves."""
    first, *rest = evidence
    return any(not agree(field, first.value, one.value) for one in rest)


def _conflict(kind: Kind, row, field: str, evidence: list) -> Conflict:
    called = WORDS.get(field) or kind.labels.get(field, field)
    subject = kind.words(row)
    region = row.company.region if kind.name == "shareholding" else row.region
    own = said(row, field)
    # a value that a further source gives is shown as that source's: the row took it from there
    taken = any(one.value == own for one in evidence)
    holder = row.organization if field in ("name", "predecessor") and hasattr(row, "organization") else row
    sides = [side(provenance(holder), _shown(kind, field, own), called)] if own and not taken else []
    sides += [side(provenance(one), _shown(kind, field, one.value), called) for one in evidence]
    return Conflict(
        id=f"{kind.name}-{row.pk}-{field}".replace("_", "-"),
        subject=subject,
        property=called,
        kind="different_value" if field in DATE_FIELDS else same_time(sides, "different_value"),
        sides=tuple(sides),
        region_code=region.code if region else None,
        region=region.short_name if region else None,
    )


def _shown(kind: Kind, field: str, value: str) -> str:
    choices = CODES.get((kind.name, field))
    return label(choices, value) if choices and value in choices.values else value
