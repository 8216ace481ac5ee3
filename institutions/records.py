"""The page of any one fact: all its fields, all its sources, whether they agree."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from govcompare.language import enumerated, phrases
from govcompare.rows import Row, number, provenance
from govcompare.sort_keys import SortKeyField

from .agreement import differs, field_label, said
from .conflicts import Conflict, conflicts
from .display import NAMES, original
from .display import items as short_lines
from .models import AgencyStatus, Edition, LeadingGroup, Organization
from .models.evidence import Evidence
from .phrases import Name, Phrase, Prose, of_edition, only, phrase, together
from .sourced import Kind, beside_place, named
from .units import same_units

# Columns that say where a row comes from or are derived from others: they are shown apart, or not at all.
APART = {
    "id", "source", "locator", "as_of", "confidence", "note", "missing", "known_from", "certain_from", "possible_from",
    "certain_until", "gone_from", "superseded_from", "sort_key", "position", "last_known_type", "last_known_as_of",
}  # fmt: skip


# Columns whose name in the model is no word for a page.
CALLED = {"supersedes": _("取代"), "leading_group": _("领导小组")}
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
    html: SafeString | None


@dataclass(frozen=True)
class Witness:
    """One source of a row: for which of its fields, what it says there, and whether that is what the row says.

    verdict: own, agrees, differs, or fills (the row leaves the field open).
    """

    home: Row
    field: str
    said: Phrase
    verdict: str

    @property
    def says(self) -> str:
        """For files; blank where it says what the row says."""
        return self.said.text


VERDICTS = {"own": _("本条所据"), "agrees": _("一致"), "differs": _("不一致"), "fills": _("补充")}
NOTHING_ELSE = only("")


def fields_of(row: models.Model) -> list[FieldShown]:
    """Every field of a row that states something."""
    found = []
    for field in row._meta.concrete_fields:
        if field.name in APART or isinstance(field, SortKeyField):
            continue
        value = getattr(row, field.name)
        items = [str(one) for one in value] if isinstance(value, list) else []
        text = _text(row, field, value)
        idle = field.name in DEPENDENT and not getattr(row, DEPENDENT[field.name])
        reason = "not_applicable" if idle else row.missing.get(field.name, "unknown")
        absent = None if text or items else reason
        called = CALLED.get(field.name, field.verbose_name)
        html = _html(field.name, value, text) if absent is None else None
        found.append(FieldShown(field.name, str(called), text, items, absent, html))
    return found


def _html(name: str, value: Any, text: str | None) -> SafeString:
    """A value on a page: lists in short lines, names and text of the dataset marked as what they are."""
    match value:
        case list():
            return short_lines(original(name, str(one)) for one in value)
        case AgencyStatus():
            return beside_place(value.region, named(value.organization)).html
        case LeadingGroup():
            return only(named(value.organization)).html
        case Edition():
            return of_edition(value).html
        case Organization():
            return only(named(value)).html
    return original(name, text)


def _text(row: models.Model, field: models.Field, value: Any) -> str | None:
    if value in (None, "", []):
        return None
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return pgettext("answer", "是") if value else pgettext("answer", "否")
    if isinstance(value, list):
        return None
    return str(number(value)) if isinstance(field, models.DecimalField) else str(value)


def witnesses(kind: Kind, row: models.Model, day: date) -> list[Witness]:
    """The source of a row, its further sources known by `day`, and the other rows that state the same thing."""
    found = [Witness(provenance(row), gettext("全部"), NOTHING_ELSE, "own")]
    organization = getattr(row, "organization", None)
    if organization is not None and organization.name and organization.source_id != row.source_id:
        found.append(Witness(provenance(organization), gettext("名称"), only(Name(organization.name)), "own"))
    if hasattr(row, "memberships"):
        found += [
            Witness(provenance(one), one.get_role_display(), only(Name(one.label)), "own")
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
        words = phrase(
            gettext("牵头：%(leads)s；参与：%(participants)s"),
            leads=_named(evidence.leads),
            participants=_named(evidence.participants),
        )
        return Witness(home, gettext("牵头和参与单位"), words, "agrees" if same and lead else "differs")
    if hasattr(evidence, "value"):
        printed = row.value if row.numerator is None else row.numerator
        same = evidence.value is None or evidence.value in (printed, row.value)
        return Witness(
            home,
            gettext("数值"),
            NOTHING_ELSE if evidence.value is None else only(str(number(evidence.value))),
            "agrees" if same else "differs",
        )
    return Witness(home, evidence.get_field_display(), NOTHING_ELSE, "agrees")


def _named(units: list[str]) -> Phrase:
    return together(enumerated, map(Name, units)) if units else only(gettext("未写明"))


def _in_words(row: models.Model, evidence: Evidence) -> Phrase:
    """A value of evidence as a page says it: the label of a code."""
    columns = {field.name: field for field in row._meta.concrete_fields}
    choices = columns[evidence.field].choices if evidence.field in columns else None
    if choices and evidence.value in dict(choices):
        return only(str(dict(choices)[evidence.value]))
    return only(Name(evidence.value) if evidence.field in NAMES else Prose(evidence.value))


def _same_score(row, other) -> Witness:
    parts = {
        gettext("得分 %(value)s"): (number(row.value), number(other.value)),
        gettext("排名 %(value)s"): (row.rank, other.rank),
        gettext("档次 %(value)s"): (row.band, other.band),
    }
    printed = {words: theirs for words, (own, theirs) in parts.items() if theirs not in (None, "")}
    said = together(phrases, (phrase(words, value=Prose(theirs)) for words, theirs in printed.items()))
    clash = any(own not in (None, "") and theirs not in (None, "") and own != theirs for own, theirs in parts.values())
    return Witness(provenance(other), gettext("同一指标、同一地区"), said, "differs" if clash else "agrees")


def concerning(kind: Kind, row: models.Model, day: date) -> list[Conflict]:
    """The disagreements of which a row says one of the sides."""
    return conflicts(day, about=[(kind.table, row.pk)])
