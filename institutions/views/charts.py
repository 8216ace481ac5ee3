"""The catalogue of charts: its page, the page of each chart, the frame for other sites."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View
from django.views.decorators.clickjacking import xframe_options_exempt

from govcompare.as_of import AsOf
from govcompare.charts import Chart
from govcompare.exporting.page_pictures import small_pictures
from govcompare.language import clauses, headed, sentences
from govcompare.query import SEPARATOR, link, refuse_unknown, site_of

from ..charts.catalogue import CHARTS
from ..charts.entry import Asked, Entry
from ..charts.reading import Drawn, draw
from .compare import MOST_NAMED


class ChartIndex(View):
    """/charts/"""

    def get(self, request: HttpRequest) -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of"}, "html")
        as_of = AsOf.read(request.GET)
        addresses = {slug: link(f"/charts/{slug}/", as_of.param) for slug in CHARTS}
        pictures = small_pictures(request, addresses.values())
        context = {
            "unknown": unknown,
            "as_of": as_of,
            "entries": [(entry, addresses[slug], pictures[addresses[slug]]) for slug, entry in CHARTS.items()],
            "today_link": link("/charts/", {}),
        }
        return render(request, "charts/index.html", context)


class ChartPage(View):
    """/charts/agency-type-map/?r=…&as_of=…"""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        drawn = draw(slug, request, "html")
        return render(request, "charts/page.html", chart_context(request, drawn))


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class ChartFrame(View):
    """/embed/agency-type-map/: a chart for an iframe on another site, with its source and the way back."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        drawn = draw(slug, request, "html")
        return render(request, "charts/embed.html", chart_context(request, drawn))


def chart_context(request: HttpRequest, drawn: Drawn) -> dict:
    """What the page of a chart and its frame show."""
    entry, asked, chart = drawn.entry, drawn.asked, drawn.chart
    undated = {name: text for name, text in asked.query().items() if name != "as_of"}
    now = {name: text for name, text in asked.query().items() if name != "v"}
    written = asked.written.get("r", "").split(SEPARATOR)
    boxed = {one.code for one in drawn.boxes} & set(written)
    return {
        "dataset_load": drawn.load,
        "site": site_of(request),
        "places_line": places_line(entry, asked),
        "places_hint": sentences(
            [entry.places.role, _("没有选择时：%(defaults)s。") % {"defaults": clauses(drawn.defaults)}]
        ),
        "current_link": link(f"/charts/{entry.slug}/", now),
        "as_of_written": "as_of" in asked.query(),
        "entry": entry,
        "as_of": asked.as_of,
        "unknown": drawn.unknown,
        "chart": chart,
        "charts": [chart],
        "sources": drawn.sources,
        # a list without anything to choose is none
        "fields": [
            (one, asked.chosen[one.name])
            for one in entry.parameters
            if one.choices is None or asked.chosen[one.name].options
        ],
        "boxes": [(region, region.code in boxed) for region in drawn.boxes],
        "has_more": drawn.has_more,
        "others": SEPARATOR.join(code for code in written if code not in boxed),
        "columns": chart.columns,
        "path": link(f"/charts/{entry.slug}/", {}),
        "date_hidden": list(undated.items()),
        "today_link": link(f"/charts/{entry.slug}/", undated),
        "preview": preview(chart),
        "fixed_label": asked.version,
    }


def places_line(entry: Entry, asked: Asked) -> str:
    """The regions that are shown, in a line."""
    return headed(pgettext("chart", "地区"), entry.regions_in_words(asked, MOST_NAMED))


# The size at which sites show the picture of a link.
PREVIEW = {"w": "1200", "h": "630"}


def preview(chart: Chart) -> str:
    """The picture that a site shows of a link to this chart."""
    path, _, query = chart.live.partition("?")
    size = "&".join(f"{name}={value}" for name, value in PREVIEW.items())
    return f"{path.rstrip('/')}.png?{query + '&' if query else ''}{size}"
