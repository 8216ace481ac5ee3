"""Whether two sources say the same of a field. Nothing here decides which of them is right."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from govcompare.partial_dates import first_day, last_day
from govcompare.rows import number

from .rows import LIST_SEPARATOR

DATE_FIELDS = {"valid_from", "valid_to", "issued_on", "established", "launched", "released_on"}
# Fields of evidence that are no column of their row, or that the column calls otherwise.
FIELD_LABELS = {
    "existence": _("存在"),
    "name": _("名称"),
    "predecessor": _("前身"),
    "valid_from": _("设立时间"),
    "heads": _("组长"),
    "deputies": _("副组长"),
    "office": _("办公室"),
}


def said(row, field: str) -> str:
    """What a row says of a field, as text in the notation of the dataset; blank where it says nothing."""
    if field in ("heads", "deputies", "office"):
        role = {"heads": "head", "deputies": "deputy_head", "office": "office_host"}[field]
        return LIST_SEPARATOR.join(one.label for one in row.memberships.all() if one.role == role)
    holder = next((getattr(row, name) for name in ("organization", "company") if hasattr(row, name)), row)
    value = getattr(holder if field in ("name", "predecessor") else row, field, None)
    if value is None:
        return ""
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    return str(value if isinstance(value, str | date) else number(value))


def field_label(row, field: str) -> str:
    """What a field of evidence is called on pages, in their language."""
    if field in FIELD_LABELS:
        return str(FIELD_LABELS[field])
    return str(row._meta.get_field(field).verbose_name)


def agree(field: str, one: str, other: str) -> bool:
    """The same text but for spaces and width of brackets; of dates, one lying within the other."""
    if field in DATE_FIELDS and one and other:
        return first_day(one) <= first_day(other) <= last_day(other) <= last_day(one) or (
            first_day(other) <= first_day(one) <= last_day(one) <= last_day(other)
        )
    return normal(one) == normal(other)


def normal(text: str) -> str:
    """A text without spaces, quotation marks and the width of its brackets; a list in a fixed order."""
    text = (
        re.sub(r"[\s“”\"'‘’《》]", "", text).replace("(", "（").replace(")", "）").replace("—", "-").replace("－", "-")
    )
    return LIST_SEPARATOR.join(sorted(text.split(LIST_SEPARATOR)))


def differs(row, evidence) -> bool:
    """Whether a further source gives another value than the row; a blank value is the row's own, and a field
    that the row leaves open is filled, not contradicted."""
    own = said(row, evidence.field)
    return bool(evidence.value and own) and not agree(evidence.field, own, evidence.value)
