"""Facets of a list: what a filter can be set to, and how many rows each choice would give."""

from dataclasses import dataclass

import django_filters
from django.db.models import Count, QuerySet

from .wording import plain

# More choices than a reader goes through; the rarer ones are found by the search of the list.
LONGEST = 80


@dataclass(frozen=True)
class Choice:
    """One choice of a filter: how many rows it would give, and the link that toggles it."""

    value: str
    label: str
    count: int
    selected: bool
    apart: int = 0  # how many of them only by the last known value


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]
    more: int = 0  # how many there are besides


def facet(
    name: str, filter_: django_filters.Filter, rows: QuerySet, *, selected: list[str], apart: str | None
) -> Facet:
    """The choices that rows under all other filters have, in the order of the filter, and those that are selected.

    apart: a boolean field, false where a row has its value only as the last known one.
    """
    counts = _counts(rows, filter_)
    counts_apart = _counts(rows.filter(**{apart: False}), filter_) if apart else {}
    wanted, more = {*selected, *(value for value, count in counts.items() if count and value is not None)}, 0
    if filter_.is_open and len(wanted) > LONGEST:
        most = sorted(wanted, key=lambda value: (value not in selected, -counts.get(value, 0), value))
        wanted, more = set(most[:LONGEST]), len(most) - LONGEST
    choices = [
        Choice(value, plain(str(text)), counts.get(value, 0), value in selected, counts_apart.get(value, 0))
        for value, text in filter_.among(wanted)
    ]
    most = sorted(choices, key=lambda one: (one.selected, one.count), reverse=True)[:LONGEST]
    shown = {one.value for one in most}
    return Facet(
        name,
        filter_.label,
        [one for one in choices if one.value in shown],
        more=more + len(choices) - len(most),
    )


def _counts(rows: QuerySet, filter_: django_filters.Filter) -> dict[str, int]:
    return dict(rows.values_list(filter_.field_name).annotate(Count("pk")))
