"""What every chart carries, and the frame that every picture shares."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from ..language import clauses, headed, sentences
from ..language import gettext as _
from ..language_dates import shown_date
from .native import Native
from .words import broken, plain

# The one template, shared with static/js/charts.js through the page.
TEMPLATE_PATH = Path(__file__).with_name("template.json")
# More sources than this are not all named under the picture; its page, its files and its properties name them all.
MOST_NAMED = 8
# A line under the picture holds about this many Chinese characters at the default width.
SOURCE_LINE_WIDTH = 56
# So many stand in a line of a note in the place of a picture: a phone has room for them.
NOTE_WIDTH = 21


# Words in the middle of a bar, upright.
INSIDE = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0}


@cache
def template() -> dict[str, Any]:
    """The house template: plotly JSON, read once."""
    return json.loads(TEMPLATE_PATH.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Chart:
    """A figure with its words, its data and its sources.

    figure: plotly JSON without the template; alt: one sentence that says what the picture shows;
    columns: key and header of each column of `rows`, the data behind the picture. Each row also says where it comes
    from: `source` (an id or several), `as_of`, `locator` (None where it sums up others).
    sources: id -> title. native: how PowerPoint draws the same by itself. part: tells charts of one slug on a page
    apart. filters: what was asked for, in words. address: path and query of the page of this very chart, with its date;
    live: the same without the date where that is today, so that it moves on. album: the ZIP of the same for all provinces.
    stem: the ASCII name of its files, without suffix. reading: how to read it, in sentences, where that is to be said beside
    it. why: why it shows nothing; empty where it shows something.
    """

    slug: str
    title: str
    alt: str
    figure: dict[str, Any]
    columns: list[tuple[str, str]]
    rows: list[dict[str, Any]]
    sources: dict[str, str]
    as_of: str
    native: Native | None = None
    part: str = ""
    filters: str = ""
    address: str = ""
    live: str = ""
    album: str = ""
    stem: str = ""
    reading: tuple[str, ...] = ()
    why: str = ""

    def __post_init__(self):
        # headers that modules hold ready speak the language of the page that is being made
        object.__setattr__(self, "columns", [(key, str(label)) for key, label in self.columns])

    @property
    def table(self) -> list[tuple[str | None, list[tuple[Any, str]], list[tuple[str, str]]]]:
        """The data table: for each row the page it leads to, if any; its cells: a value, or None and the reason
        that the row's `missing` gives for it; the id and title of each of its sources."""
        return [
            (
                row.get("url"),
                [cell(row, key) for key, _label in self.columns],
                [(id, self.sources.get(id, id)) for id in ids(row.get("source"))],
            )
            for row in self.rows
        ]

    @property
    def name(self) -> str:
        """What the chart is called on a page: no other chart of the page has the same."""
        return f"{self.slug}-{self.part}" if self.part else self.slug

    @property
    def figure_id(self) -> str:
        return f"figure-{self.name}"

    @property
    def file_name(self) -> str:
        """The name of its files, without suffix."""
        return self.stem or f"govcompare_{self.name}_{self.as_of}"

    def signed(self, *, filters: str, address: str, live: str = "", album: str = "", stem: str = "") -> "Chart":
        """The same chart, saying what was asked for and under which addresses it stands."""
        figure = with_footer(self.figure, source_line(self.sources, self.as_of, filters))
        rows = [of_empty_cells(row) for row in self.rows]
        return replace(
            self,
            filters=filters,
            address=address,
            live=live or address,
            album=album,
            stem=stem,
            figure=figure,
            rows=rows,
        )


def framed(traces: list[go.Bar | go.Scatter], *, title: str, subtitle: str, sources: dict[str, str], as_of: str,
           height: int, **layout) -> dict[str, Any]:  # fmt: skip
    """A figure with title, subtitle, source line and date inside the picture.

    The words also stand in `layout.meta`, so that a narrow screen can break the lines again.
    """
    words = {"title": title, "subtitle": subtitle, "source": source_line(sources, as_of)}
    margin = {"l": 8, "r": 8, "t": 84, "b": 76, **layout.pop("margin", {})}
    annotations = layout.pop("annotations", [])
    # Checked by plotly part by part: a go.Figure with update_layout checks and copies the whole at every step, for the
    # same result, ten times as long.
    checked = go.Layout(
        height=height,
        margin=margin,
        meta=words,
        title={"text": title, "subtitle": {"text": subtitle}, "x": 0, "xref": "container", "xanchor": "left",
               "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 14, "l": 6}},
        annotations=[
            *annotations,
            {"name": "source", "text": wrapped(words["source"], SOURCE_LINE_WIDTH), "x": 0, "xref": "paper",
             "xanchor": "left", "y": 0, "yref": "paper", "yanchor": "bottom", "yshift": 6 - margin["b"], "align": "left",
             "showarrow": False, "font": {"size": 11, "color": "#5a6672"}},
        ],
        **layout,
    )  # fmt: skip
    figure = {"data": [trace.to_plotly_json() for trace in traces], "layout": checked.to_plotly_json()}
    return json.loads(to_json_plotly(figure))


def of_empty_cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row that gives reasons only for cells it has and that are empty."""
    if "missing" not in row:
        return row
    reasons = {key: reason for key, reason in row["missing"].items() if key in row and row[key] is None and reason}
    return row | {"missing": reasons}


def cell(row: dict[str, Any], key: str) -> tuple[Any, str]:
    """A cell of a data table, and why it is empty where it is."""
    return row.get(key), row.get("missing", {}).get(key) or "unknown"


def ids(source: str | list[str] | None) -> list[str]:
    """The ids of the sources of a row, one or several or none."""
    return source if isinstance(source, list) else [source] if source else []


def nothing(*, slug: str, title: str, why: str, as_of: str, columns: list[tuple[str, str]]) -> Chart:
    """A chart of which nothing is known: it says so, and why, in the place of the picture."""
    note = {
        "text": wrapped(why, NOTE_WIDTH),
        "x": 0.5,
        "xref": "paper",
        "y": 0.5,
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 15},
    }
    figure = framed(
        [], title=title, subtitle="", sources={}, as_of=as_of, height=320, annotations=[note],
        xaxis={"visible": False, "fixedrange": True}, yaxis={"visible": False, "fixedrange": True},
    )  # fmt: skip
    return Chart(slug, title, headed(title, why), figure, columns, [], {}, as_of, why=why)


def with_footer(figure: dict[str, Any], words: str, width: int = SOURCE_LINE_WIDTH) -> dict[str, Any]:
    """A figure with other words in its last line."""
    layout = figure["layout"]
    notes = [note | {"text": wrapped(words, width)} if note.get("name") == "source" else note
             for note in layout["annotations"]]  # fmt: skip
    return figure | {"layout": layout | {"annotations": notes, "meta": layout["meta"] | {"source": words}}}


def source_line(sources: dict[str, str], as_of: str, filters: str = "", address: str = "govcompare") -> str:
    """The line under every picture: date shown, what was asked for, sources, where it comes from."""
    titles = [plain(title) for title in sources.values()]
    named = clauses(titles[:MOST_NAMED]) or _("无")
    if len(titles) > MOST_NAMED:
        named = _("%(titles)s等 %(number)s 种，全部见网址") % {"titles": named, "number": len(titles)}
    said = [
        _("所示日期 %(date)s。") % {"date": shown_date(as_of)},
        _("来源：%(titles)s。") % {"titles": named},
        address,
    ]
    if filters:
        said.insert(1, _("筛选：%(filters)s。") % {"filters": filters})
    return sentences(said)


def wrapped(text: str, width: int) -> str:
    """Text broken into lines of at most `width` characters with <br>, the one mark-up plotly needs."""
    return "<br>".join(broken(text, width))
