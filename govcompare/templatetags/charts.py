"""A chart on a page: its picture first, the figure that takes the picture's place, the data, and how to take it away."""

import re

from django import template
from django.template.defaultfilters import truncatechars
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ..charts import dark
from ..charts.boards import mounted
from ..charts.chart import Chart
from ..charts.chart import template as house_template
from ..exporting.page_pictures import picture_of
from ..language import clauses, is_english
from ..query import site_of
from ..short_links import short_address
from ..wording import HAN, RUN, mixed, name, plain, prose, rendering

register = template.Library()
# How much of a title stands in a cell, in letters; English needs more for the same.
BRIEF, BRIEF_ENGLISH = 18, 40
# Between the things of an English list (language.clauses).
LISTED = "; "


@register.inclusion_tag("_components/chart.html", takes_context=True)
def chart(
    context,
    chart: Chart,
    *,
    first: bool = False,
    in_column: bool = False,
    own_page: bool = False,
    framed: bool = False,
) -> dict:
    """A chart with its menu and its data table. first: it stands at the top of the page; in_column: beside others; own_page:
    on the page that is its own, where its sentence is written out; framed: in a page of another site, without the menu."""
    request = context["request"]
    on_page = context.get("charts")
    beside = on_page if isinstance(on_page, list) else []
    picture = None if chart.why else picture_of(request, chart, beside=beside, in_column=in_column)
    # a short address is kept from the moment at which it is printed in a picture
    link = site_of(request) + short_address(chart.address) if picture and picture.is_kept else ""
    return {
        "chart": chart,
        "picture": picture,
        "figure": mounted(chart, link),
        "first": first,
        "own_page": own_page,
        "framed": framed,
        "sources_line": clauses(plain(title) for title in chart.sources.values()),
        "request": request,
        "dataset_load": context.get("dataset_load"),
    }


@register.simple_tag
def chart_template() -> dict:
    """The house template and its colours on dark paper, for the script that mounts the charts."""
    return house_template() | {"dark": dark.shared()}


@register.filter
def cell(value: object) -> SafeString:
    """A cell of a data table: in English rendered, and what has no English with its pinyin and marked as Chinese."""
    text = str(value)
    if not is_english() or rendering(text):
        return prose(text)
    return format_html_join(LISTED, "{}", ((_part(part),) for part in text.split(LISTED)))


def _part(text: str) -> SafeString:
    if rendering(text) or not HAN.search(text):
        return prose(text)
    # the odd parts are the Chinese ones
    parts = enumerate(re.split(f"({RUN.pattern})", text))
    return format_html_join("", "{}", ((name(part) if odd % 2 else part,) for odd, part in parts))


@register.filter
def brief(title: str) -> SafeString:
    """The title of a source in a cell of a table."""
    return mixed(truncatechars(plain(title), BRIEF_ENGLISH if is_english() else BRIEF))
