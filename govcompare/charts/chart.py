"""What every chart carries, and the frame that every picture shares."""

import json
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

# The one template, shared with static/js/charts.js through the page.
TEMPLATE_PATH = Path(__file__).with_name("template.json")
# A line under the picture holds about this many Chinese characters at the default width.
SOURCE_LINE_WIDTH = 56


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
    columns: key and header of each column of `rows`, the data behind the picture.
    """

    slug: str
    title: str
    alt: str
    figure: dict[str, Any]
    columns: list[tuple[str, str]]
    rows: list[dict[str, Any]]
    sources: list[str]
    as_of: str

    @property
    def table(self) -> list[tuple[str | None, list[tuple[Any, str]]]]:
        """The data table: for each row the page it leads to, if any, and its cells: a value, or None and the reason
        that the row's `missing` gives for it."""
        return [
            (
                row.get("url"),
                [(row.get(key), row.get("missing", {}).get(key) or "unknown") for key, _ in self.columns],
            )
            for row in self.rows
        ]

    @property
    def figure_id(self) -> str:
        return f"figure-{self.slug}"

    @property
    def file_name(self) -> str:
        return f"govcompare_{self.slug}_{self.as_of}"


def framed(traces: list[go.Bar | go.Scatter], *, title: str, subtitle: str, sources: list[str], as_of: str,
           height: int, **layout) -> dict[str, Any]:  # fmt: skip
    """A figure with title, subtitle, source line and date inside the picture.

    The words also stand in `layout.meta`, so that a narrow screen can break the lines again.
    """
    words = {"title": title, "subtitle": subtitle, "source": source_line(sources, as_of)}
    margin = {"l": 8, "r": 8, "t": 84, "b": 76, **layout.pop("margin", {})}
    annotations = layout.pop("annotations", [])
    figure = go.Figure(traces)
    figure.update_layout(
        template=None,
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
    plain = json.loads(figure.to_json())
    plain["layout"].pop("template", None)
    return plain


def source_line(sources: list[str], as_of: str) -> str:
    """The line under every picture: date shown, sources, site."""
    return f"所示日期 {as_of}。来源：{'；'.join(sources) or '无'}。govcompare"


def wrapped(text: str, width: int) -> str:
    """Text broken into lines of at most `width` characters with <br>, the one mark-up plotly needs."""
    return "<br>".join(textwrap.wrap(text, width)) or text
