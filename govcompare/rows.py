"""Plain rows: what the page, the files and the charts all show, so that they cannot disagree.

A row is a dict of JSON types in the order of its columns. A null (or an empty list) has its reason in
`missing: {field: none|unknown|not_applicable|not_published}`.
"""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from .language import current
from .models import Source, Sourced
from .query import path_of
from .remembered import Remembered
from .vocabularies import Confidence, MissingReason
from .wording import plain, spoken

Row = dict[str, Any]
SOURCES = Remembered(lambda: Source.objects.all())

PROVENANCE_LABELS = {
    "as_of": _("截至日期"),
    "source": _("来源编号"),
    "source_label": _("来源"),
    "locator": _("出处位置"),
    "locator_label": _("出处位置（名称）"),
    "confidence": _("可信度"),
    "confidence_label": _("可信度（名称）"),
    "note": _("说明"),
    "note_label": _("说明（名称）"),
    "missing": _("缺失原因"),
    "valid_from": _("生效"),
    "valid_to": _("失效"),
}


def provenance(fact: Sourced) -> Row:
    """The columns that every row of fact ends with."""
    say = spoken()
    return {
        "as_of": fact.as_of,
        "source": fact.source_id,
        "source_label": say(fact.source.title),
        "locator": fact.locator,
        "locator_label": say(fact.locator),
        "confidence": fact.confidence,
        "confidence_label": label(Confidence, fact.confidence),
        "note": fact.note or None,
        "note_label": say(fact.note) or None,
    }


def finish(row: Row, fact: Sourced, *, because: dict[str, str] | None = None) -> Row:
    """Add provenance and, for each empty field, why it is empty: the row's own reason, the rule's, else unknown."""
    reasons = {"note": MissingReason.NONE.value, **(because or {}), **fact.missing}
    row = row | provenance(fact)
    empty = [name for name, value in row.items() if value is None or value == []]
    row["missing"] = {name: reasons.get(name.removesuffix("_label"), MissingReason.UNKNOWN.value) for name in empty}
    return row


def rendered(row: Row, *names: str) -> Row:
    """The row with `<name>_label` behind each of some texts of the dataset, or lists of them: in English their rendering
    where they have one, else the text."""
    full: Row = {}
    say = spoken()
    for name, value in row.items():
        full[name] = value
        if name in names:
            full[f"{name}_label"] = [*map(say, value)] if isinstance(value, list) else say(value) if value else None
    return full


def label(choices, value: str | None) -> str | None:
    """The term of a code in the language of the page, or None where there is no value."""
    return _label(choices, value, current()) if value else None


@cache
def _label(choices, value: str, language: str) -> str:
    return str(choices(value).label)


def number(value) -> int | float | None:
    """A JSON number without a false fraction: 49, not 49.0."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def source_row(source: Source) -> Row:
    """A source as it stands under tables, in files and in JSON."""
    return {
        "id": source.id,
        "title": source.title,
        "title_label": plain(source.title),
        "citation": source.citation,
        "kind": source.kind,
        "copy_kind": source.copy_kind,
        "published_on": source.published_on,
        "data_date": source.data_date,
        "url": source.url or None,
        "page": path_of("source", source.id),
    }


def sources_of(rows: list[Row], *, more: set[str] = frozenset()) -> list[Row]:
    """The sources of some rows and `more` of them by id, each once, in the order of their ids. One query at most."""
    found = SOURCES.get({row["source"] for row in rows if row.get("source")} | more)
    return [source_row(found[id]) for id in sorted(found)]
