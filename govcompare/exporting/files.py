"""A chart as CSV, XLSX, JSON and as one HTML file that needs no network; all made without a browser."""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ..charts import dark
from ..charts.chart import Chart, source_line, template, with_footer
from ..exports import Takeaway
from ..exports import csv_bytes as takeaway_csv
from ..exports import xlsx_bytes as takeaway_xlsx
from ..language import TAGS, clauses, current
from ..rows import PROVENANCE_LABELS, Row
from .office import with_properties
from .origin import LICENCE_URL, Origin

if TYPE_CHECKING:
    from ..charts.fit import Picture

# What a row says of itself beside the columns of its chart, and the address of the chart, which is always last.
PROVENANCE = ("missing", "as_of", "source", "locator")
ADDRESS = "chart"
# In the notes of a workbook: the names that its columns have in all other files.
COLUMN_NAMES = gettext_lazy("列名")
LABELS = {name: PROVENANCE_LABELS[name] for name in PROVENANCE} | {ADDRESS: gettext_lazy("图的地址")}
SCRIPTS = ("vendor/plotly/plotly-basic.min.js", "js/charts.js")
# plotly.js adds one empty <style> element and fills it by rule.
EMPTY_STYLE = base64.b64encode(hashlib.sha256(b"").digest()).decode()


def sha256(content: bytes) -> str:
    """The check sum by which files are compared, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def rows(chart: Chart) -> list[Row]:
    """The rows of a chart; each empty cell has its reason in `missing`, the same that the page's table shows."""
    keys = [key for key, label in chart.columns]
    filled = []
    for row in chart.rows:
        reasons = row.get("missing") or {}
        empty = {key: reasons.get(key) or "unknown" for key in keys if row.get(key) is None}
        filled.append(row | {"missing": empty} if reasons or empty else row)
    return filled


def columns(chart: Chart) -> list[tuple[str, str]]:
    """Name and label of each column of the chart's CSV."""
    names = {key for key, label in chart.columns}
    further = [name for name in PROVENANCE if name not in names and any(name in row for row in rows(chart))]
    labelled = [*chart.columns, *((name, LABELS[name]) for name in (*further, ADDRESS))]
    return [(name, str(label)) for name, label in labelled]


def citations_of(chart: Chart, citations: Sequence[Row] = ()) -> list[Row]:
    """A row {id, citation} for each source: those given, else its title."""
    return list(citations) or [{"id": id, "citation": title} for id, title in chart.sources.items()]


def _takeaway(chart: Chart, citations: Sequence[Row] = (), notes: Sequence[tuple[str, str]] = ()) -> Takeaway:
    labels = dict(columns(chart))
    address = {ADDRESS: chart.address}
    return Takeaway(name=chart.file_name, title=chart.title, columns=list(labels), labels=labels,
                    rows=[row | address for row in rows(chart)], sources=citations_of(chart, citations),
                    notes=list(notes))  # fmt: skip


def csv_bytes(chart: Chart) -> bytes:
    """The data of a chart. Neither host nor dataset version stand in it, so that equal data are equal bytes."""
    return takeaway_csv(_takeaway(chart))


def notes(origin: Origin) -> list[tuple[str, str]]:
    """What a reader must know of a file, as names and texts."""
    return [
        (_("链接"), origin.link),
        (_("短链接"), origin.short_link),
        (_("所示日期"), origin.as_of),
        (_("筛选条件"), origin.filters or pgettext("filters", "无")),
        (_("数据版本"), origin.dataset_version),
        (_("CSV 的 SHA-256"), origin.csv_sha256),
        (_("许可"), f"{origin.licence} {LICENCE_URL}"),
    ]


def xlsx_bytes(chart: Chart, origin: Origin, citations: Sequence[Row] = ()) -> bytes:
    """The data of a chart as a workbook with notes and sources, carrying its origin as properties."""
    names = ",".join(key for key, label in columns(chart))
    words = [(_("图的说明"), chart.alt), *notes(origin), (str(COLUMN_NAMES), names)]
    return with_properties(takeaway_xlsx(_takeaway(chart, citations, words)), origin)


def json_body(chart: Chart, origin: Origin, citations: Sequence[Row] = ()) -> dict[str, Any]:
    """A chart as JSON types: words, data and figure."""
    cited = {row["id"]: row["citation"] for row in citations_of(chart, citations)}
    about = origin.as_dict()
    return {
        "slug": chart.slug,
        "title": chart.title,
        "alt": chart.alt,
        "filters": origin.filters,
        "as_of": origin.as_of,
        **{name: about[name] for name in ("link", "short_link", "dataset_version", "csv_sha256", "licence")},
        "columns": [{"name": key, "title": label} for key, label in columns(chart)],
        "rows": [row | {ADDRESS: chart.address} for row in rows(chart)],
        "sources": [{"id": id, "title": title, "citation": cited.get(id, title)} for id, title in chart.sources.items()],
        "figure": chart.figure,
    }  # fmt: skip


def html_bytes(chart: Chart, picture: "Picture | None", origin: Origin, citations: Sequence[Row] = ()) -> bytes:
    """One page with picture, data and sources that works offline: nothing in it is fetched from anywhere.

    picture: gives the width of the page; the figure itself is fitted to the window by the site's own script.
    """
    scripts = [_inline(path) for path in SCRIPTS]
    sheet = _inline("css/site.css") + mark_safe(f"\nmain {{ max-width: {picture.width if picture else 1200}px; }}")
    site = "{0.scheme}://{0.netloc}".format(urlsplit(origin.link))
    return render_to_string(
        "charts/offline.html",
        {
            "language": TAGS[current()],
            "semicolon": clauses(["", ""]),
            "chart": chart,
            "figure": _offline(chart, origin, site),
            "house_template": template() | {"dark": dark.shared()},
            "origin": origin,
            "origin_json": origin.as_dict(),
            "data": _data(chart),
            "notes": notes(origin)[2:],
            "citations": citations_of(chart, citations),
            "site": site,
            "scripts": scripts,
            "sheet": sheet,
            "script_hashes": [_hash(script) for script in scripts],
            "style_hashes": [_hash(sheet), EMPTY_STYLE],
        },
    ).encode()


def _data(chart: Chart) -> dict[str, Any]:
    """The columns and rows of the chart's CSV as JSON types."""
    names = [key for key, label in columns(chart)]
    filled = [row | {ADDRESS: chart.address} for row in rows(chart)]
    return {"columns": names, "rows": [{name: row.get(name) for name in names} for row in filled]}


def table_bytes(names: list[str], rows: list[Row]) -> bytes:
    """The CSV that some columns and rows make: that of a chart, where they are its own."""
    return takeaway_csv(Takeaway(name="", title="", columns=names, labels={}, rows=rows, sources=[]))


def _offline(chart: Chart, origin: Origin, site: str) -> dict[str, Any]:
    """The figure with the short link in its last line; paths behind its points would lead nowhere in a file."""
    words = source_line(chart.sources, chart.as_of, chart.filters, f"govcompare {origin.short_link}".strip())
    figure = with_footer(chart.figure, words)

    def absolute(value):
        if isinstance(value, list):
            return [absolute(part) for part in value]
        return site + value if isinstance(value, str) and value.startswith("/") else value

    traces = [trace | {"customdata": absolute(trace["customdata"])} if "customdata" in trace else trace
              for trace in figure["data"]]  # fmt: skip
    return figure | {"data": traces}


@cache
def _inline(path: str) -> SafeString:
    """A file of ours as it may stand between the tags of its element."""
    text = Path(finders.find(path)).read_text(encoding="utf-8")
    return mark_safe(re.sub(r"<(?=/script|/style|!--)", r"\\x3c", text) if path.endswith(".js") else text)


@lru_cache(maxsize=32)
def _hash(text: str) -> str:
    """What a Content-Security-Policy asks of an element in the page itself."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
