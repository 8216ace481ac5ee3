"""Words and links that templates need; anything that computes stands in Python modules."""

from collections.abc import Iterable

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString

from .. import wording
from ..evidence import evidence as of_row
from ..explained import explained
from ..export_menu import Menu
from ..exporting import queue
from ..language_dates import shown_date
from ..query import link, site_of
from ..tables import absence

register = template.Library()

# What stands in an address for a date.
DATE = "-date-"

register.filter("absence", absence)
register.filter("plain", wording.plain)
register.filter("prose", wording.prose)
register.filter("mixed", wording.mixed)
register.filter("name", wording.name)
register.filter("day", shown_date)


@register.simple_tag
def keep(path: str, as_of) -> str:
    """A link to another page that stays on the date shown."""
    return link(path, as_of.param if as_of else {})


@register.simple_tag(takes_context=True)
def export_menu(context, chart) -> Menu:
    """What can be taken away of a chart."""
    request = context["request"]
    return Menu(chart, site_of(request), context.get("dataset_load"), queue.is_up())


@register.simple_tag
def turning_dates(load, path: str, hidden, as_of) -> list[tuple[str, list[tuple[str, str]]]]:
    """year -> the written dates in it at which something changed, each with the link that shows the page on it."""
    carried: dict[str, list[str]] = {}
    for name, value in hidden or ():
        carried.setdefault(name, []).append(value)
    # one address for all of them, as they are many
    stem = link(path, {**carried, "as_of": DATE})
    years: dict[str, list[tuple[str, str]]] = {}
    for written in load.turning_points if load else ():
        years.setdefault(written[:4], []).append((written, stem.replace(f"as_of={DATE}", f"as_of={written}")))
    return list(years.items())


@register.simple_tag
def sort_state(state, name: str) -> dict:
    """For a column header: the link that sorts by it, the aria-sort it has, or nothing."""
    if name not in state.listing.sorts:
        return {}
    if state.sort == name:
        return {"link": state.sort_link(name), "aria": "ascending", "arrow": "↑"}
    if state.sort == f"-{name}":
        return {"link": state.sort_link(name), "aria": "descending", "arrow": "↓"}
    return {"link": state.sort_link(name), "aria": None, "arrow": ""}


@register.simple_tag
def fact_link(fact, as_of) -> str:
    """The page of a fact on the date shown, or nothing where it has none."""
    return link(f"/facts/{fact.table}/{fact.row_id}/", as_of.param) if fact.table else ""


@register.simple_tag
def page_link(state, number) -> str:
    """The link to one page of a list."""
    return state.page_link(number)


@register.filter
def beside(ones: Iterable, others: Iterable) -> list[tuple]:
    """Two lists of the same length, side by side."""
    return [*zip(ones, others, strict=True)]


@register.filter
@stringfilter
def percent(value: str) -> str:
    """A number as a percentage with one decimal."""
    return f"{float(value):.1f}%" if value else ""


@register.simple_tag(takes_context=True)
def evidence(context, row, *, quiet: bool = False, page: str = "") -> SafeString:
    """Where a row or a fact comes from, on the date shown; see govcompare.evidence."""
    as_of = context.get("as_of")
    told = row if isinstance(row, dict) else vars(row)
    return of_row(told, as_of.param if as_of else {}, page=page, quiet=quiet)


@register.inclusion_tag("_components/explain.html", takes_context=True)
def explain(context, field: str, term: str, kind: str = "") -> dict:
    """A small link to what the glossary says of a field, where it says something."""
    as_of = context.get("as_of")
    return {"address": explained(field, as_of.param if as_of else {}, kind=kind), "term": term}
