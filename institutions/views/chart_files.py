"""Every chart in every format, under its own address."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from govcompare.charts.fit import fitted
from govcompare.errors import InvalidQuery
from govcompare.exporting import files, jobs, limits, serving, spec
from govcompare.exporting.native_charts import drawable
from govcompare.exporting.slides import presentation
from govcompare.exports import XLSX_TYPE
from govcompare.language import enumerated
from govcompare.models import ExportKind
from govcompare.query import site_of

from ..charts.album import album_of
from ..charts.entry import Entry
from ..charts.pictures import file_name, origin_of, spec_of
from ..charts.reading import Drawn, draw, entry_of

# Made at once, in the web process; the others (spec.FORMATS) by a worker.
DIRECT = ("csv", "xlsx", "json", "html")
FORMATS = ("png", "svg", "pdf", "pptx", "html", "csv", "xlsx", "json", "zip")


class ChartFile(View):
    """/charts/agency-type-map.png?r=…&w=1200&h=675&scale=2"""

    def get(self, request: HttpRequest, slug: str, format: str) -> HttpResponse:
        entry = entry_of(slug)
        if format not in FORMATS:
            some = enumerated(f".{name}" for name in FORMATS)
            raise InvalidQuery(
                _("图没有 .%(format)s 这种格式；可用：%(some)s。") % {"format": format[:10], "some": some}
            )
        if format == "zip" and entry.each and "each" in request.GET:
            return album(entry, request)
        asked = serving.key_of(request)
        if format not in DIRECT:
            limits.allowed(request)  # before the work of drawing
        drawn = draw(slug, request, format)
        if format in DIRECT or (format == "pptx" and drawable(drawn.chart.native)):
            return direct(request, drawn, format)
        return serving.made(request, spec_of(drawn, site_of(request), format), file_name(drawn, format), asked)


def album(entry: Entry, request: HttpRequest) -> HttpResponse:
    """The page of the job that makes one picture for each province."""
    packed, key, name = album_of(entry, request)
    return serving.page_of(
        jobs.ready(key)
        or jobs.enqueue(
            key=key, kind=ExportKind.ARCHIVE, format="zip", spec=packed, address=request.get_full_path(), file_name=name,
            content_type=spec.FORMATS["zip"], total=len(packed["codes"]),
            client=limits.allowed(request, len(packed["codes"])),
        )
    )  # fmt: skip


def direct(request: HttpRequest, drawn: Drawn, format: str) -> HttpResponse:
    """A file that needs no browser."""
    chart = drawn.chart
    if format == "csv":  # it names the chart by path and query: no short address
        return serving.answer(request, files.csv_bytes(chart), "text/csv; charset=utf-8", f"{chart.file_name}.csv")
    origin = origin_of(drawn, site_of(request))
    match format:
        case "json":
            body = {"ok": True} | files.json_body(chart, origin, drawn.sources)
            kind, content = "application/json", json.dumps(body, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
        case "xlsx":
            kind, content = XLSX_TYPE, files.xlsx_bytes(chart, origin, drawn.sources)
        case "html":
            picture = fitted(chart, drawn.size.width, drawn.size.height, origin.short_link)
            kind, content = "text/html; charset=utf-8", files.html_bytes(chart, picture, origin, drawn.sources)
        case "pptx":
            kind, content = spec.FORMATS["pptx"], presentation(chart, origin, None)
    return serving.answer(request, content, kind, f"{chart.file_name}.{format}")
