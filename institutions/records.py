"""The page of any one fact: all its fields, all its sources, whether they agree."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from govcompare.rows import Row, number, provenance

from .agreement import differs, field_label, said
from .conflicts import Conflict, conflicts
from .models.evidence import Evidence
from .sourced import Kind
from .units import same_units

# Columns that say where a row comes from or are derived from others: they are shown apart, or not at all.
APART = {
    "id", "source", "locator", "as_of", "confidence", "note", "missing", "known_from", "certain_from", "possible_from",
    "certain_until", "gone_from", "superseded_from", "sort_key", "position", "last_known_type", "last_known_as_of",
}  # fmt: skip


# Columns that say something only where another has a value.
DEPENDENT = {"end_kind": "valid_to", "succession": "supersedes_id", "rank_confidence": "rank"}


@dataclass(frozen=True)
class FieldShown:
    """One field of a row: its value in words, or the reason why there is none."""

    name: str
    label: str
    text: str | None
    items: list[str]
    absent: str | None


@dataclass(frozen=True)
class Witness:
    """One source of a row: for which of its fields, what it says there, and whether that is what the row says.

    verdict: own, agrees, differs, or fills (the row leaves the field open).
    """

    home: Row
    field: str
    says: str
    verdict: str


VERDICTS = {"own": "本条所据", "agrees": "一致", "differs": "不一致", "fills": "补充"}


def fields_of(row: models.Model) -> list[FieldShown]:
    """Every field of a row that states something."""
    found = []
    for field in row._meta.concrete_fields:
        if field.name in APART:
            continue
        value = getattr(row, field.name)
        items = [str(one) for one in value] if isinstance(value, list) else []
        text = _text(row, field, value)
        idle = field.name in DEPENDENT and not getattr(row, DEPENDENT[field.name])
        reason = "not_applicable" if idle else row.missing.get(field.name, "unknown")
        absent = None if text or items else reason
        found.append(FieldShown(field.name, str(field.verbose_name), text, items, absent))
    return found


def _text(row: models.Model, field: models.Field, value: Any) -> str | None:
    if value in (None, "", []):
        return None
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return None
    return str(number(value)) if isinstance(field, models.DecimalField) else str(value)


def witnesses(kind: Kind, row: models.Model, day: date) -> list[Witness]:
    """The source of a row, its further sources known by `day`, and the other rows that state the same thing."""
    found = [Witness(provenance(row), "全部", "", "own")]
    organization = getattr(row, "organization", None)
    if organization is not None and organization.name and organization.source_id != row.source_id:
        found.append(Witness(provenance(organization), "名称", organization.name, "own"))
    if hasattr(row, "memberships"):
        found += [
            Witness(provenance(one), one.get_role_display(), one.label, "own")
            for one in row.memberships.known(day).select_related("source")
        ]
    if hasattr(row, "evidence"):
        found += [_witness(row, one) for one in row.evidence.known(day).select_related("source")]
    if kind.table == "scores":
        same = type(row).objects.known(day).filter(indicator=row.indicator_id, region=row.region_id)
        found += [_same_score(row, other) for other in same.exclude(pk=row.pk).select_related("source")]
    return found


def _witness(row: models.Model, evidence: models.Model) -> Witness:
    """A further source, by the kind of evidence it is: of one field, of a task's units, of a figure."""
    home = provenance(evidence)
    if isinstance(evidence, Evidence):
        label, says = field_label(row, evidence.field), _in_words(row, evidence)
        if differs(row, evidence):
            return Witness(home, label, says, "differs")
        return Witness(home, label, says, "fills" if evidence.value and not said(row, evidence.field) else "agrees")
    if hasattr(evidence, "participants"):
        units = {role: [one.unit for one in row.units.all() if one.role == role] for role in ("lead", "participate")}
        same = same_units(units["lead"] + units["participate"], evidence.leads + evidence.participants)
        lead = not evidence.leads or same_units(units["lead"], evidence.leads)
        words = f"牵头：{'、'.join(evidence.leads) or '未写明'}；参与：{'、'.join(evidence.participants) or '未写明'}"
        return Witness(home, "牵头和参与单位", words, "agrees" if same and lead else "differs")
    if hasattr(evidence, "value"):
        printed = row.value if row.numerator is None else row.numerator
        same = evidence.value is None or evidence.value in (printed, row.value)
        return Witness(
            home,
            "数值",
            "" if evidence.value is None else str(number(evidence.value)),
            "agrees" if same else "differs",
        )
    return Witness(home, evidence.get_field_display(), "", "agrees")


def _in_words(row: models.Model, evidence: Evidence) -> str:
    """A value of evidence as a page says it: the label of a code."""
    columns = {field.name: field for field in row._meta.concrete_fields}
    choices = columns[evidence.field].choices if evidence.field in columns else None
    return str(dict(choices).get(evidence.value, evidence.value)) if choices else evidence.value


def _same_score(row, other) -> Witness:
    parts = {
        "得分": (number(row.value), number(other.value)),
        "排名": (row.rank, other.rank),
        "档次": (row.band, other.band),
    }
    words = "，".join(f"{name} {theirs}" for name, (_, theirs) in parts.items() if theirs not in (None, ""))
    clash = any(own not in (None, "") and theirs not in (None, "") and own != theirs for own, theirs in parts.values())
    return Witness(provenance(other), "同一指标、同一地区", words, "differs" if clash else "agrees")


def concerning(kind: Kind, row: models.Model, day: date) -> list[Conflict]:
    """The disagreements of which a row says one of the sides."""
    return [one for one in conflicts(day) if any((side.table, side.key) == (kind.table, row.pk) for side in one.sides)]
