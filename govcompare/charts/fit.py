"""A chart for a picture of a given size: its words broken for the width, its margins made for them.

static/js/charts.js does the same on a page, where the width is known only in the browser; a test holds both together.
"""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from .chart import Chart, source_line, template
from .narrow import narrowed, shortened
from .text_table import refilled
from .words import breadth
from .words import broken as lines

# Below this the words of a chart no longer fit, small as they are: it is drawn so wide and made smaller as a whole.
NARROWEST = 320
DEFAULT_WIDTH = 1000
# Room for the marks and the gap between the labels of the upright axis and the plot.
TICK_GAP = 14
AXIS_TITLE = 26
TITLE_LINE = 12
LEGEND_ROW = 19


@dataclass(frozen=True)
class Picture:
    """A figure ready to be drawn. width, height: what was asked for, in pixels at scale 1; layout_width, layout_height:
    the size of the drawing board; factor: how much smaller the picture is than the board."""

    figure: dict[str, Any]
    layout_width: int
    layout_height: int
    width: int
    height: int

    @property
    def factor(self) -> float:
        return self.width / self.layout_width


def fitted(chart: Chart, width: int = DEFAULT_WIDTH, height: int | None = None, link: str = "") -> Picture:
    """A chart as a picture of `width` by `height` pixels, or as high as it needs to be.

    Where it needs more room than that it is laid out larger and made smaller as a whole, so that nothing is cut off.
    link: the short address printed in its last line.
    """
    words = chart.figure["layout"]["meta"] | {
        "source": source_line(chart.sources, chart.as_of, chart.filters, f"govcompare {link}".strip())
    }
    board = max(width, NARROWEST, words.get("min_width", 0))
    figure, needed = laid_out(chart.figure, words, board)
    if height is None:
        return Picture(_sized(figure, board, needed), board, needed, width, max(1, round(needed * width / board)))
    while needed * width > height * board:
        board = max(board + 1, int(board * 1.04))
        figure, needed = laid_out(chart.figure, words, board)
    across = round(height * board / width)
    return Picture(_sized(figure, board, across), board, across, width, height)


def _sized(figure: dict[str, Any], width: int, height: int) -> dict[str, Any]:
    figure["layout"] |= {"width": width, "height": height, "autosize": False}
    return figure


def laid_out(figure: dict[str, Any], words: dict[str, Any], width: int) -> tuple[dict[str, Any], int]:
    """The figure with its words broken for a width, and the height it needs."""
    layout, data = deepcopy(figure["layout"]), figure["data"]
    if "table" in layout["meta"]:
        data = refilled(data, layout, width)
    if "short" in layout["meta"]:
        data = shortened(data, layout["meta"]["short"], width)
    data = narrowed(data, layout, width)
    title = lines(words["title"], fitting(width, 18))
    subtitle = lines(words["subtitle"], fitting(width, 13))
    source = lines(words["source"], fitting(width, 11))
    layout["margin"]["l"] = max(layout["margin"]["l"], label_room(data, layout))
    rows = max(1, legend_rows(data, layout, width - layout["margin"]["l"] - layout["margin"]["r"]))
    above = (len(title) - 1) * 24 + (len(subtitle) - 1) * 18
    below = (len(source) - 1) * 15
    if layout.get("legend", {}).get("yanchor") == "top":
        below += (rows - 1) * LEGEND_ROW
    else:
        above += (rows - 1) * LEGEND_ROW
    layout["title"]["text"] = "<br>".join(title)
    layout["title"]["subtitle"]["text"] = "<br>".join(subtitle)
    layout["title"]["pad"]["t"] += (len(title) - 1) * TITLE_LINE  # plotly moves a title of two lines up by half of one
    layout["margin"]["t"] += above
    layout["margin"]["b"] += below
    layout["height"] += above + below
    for note in layout["annotations"]:
        if note.get("name") == "source":
            margin = layout["margin"]
            note |= {"text": "<br>".join(source), "yshift": 6 - margin["b"], "xshift": 6 - margin["l"]}
    # the room for labels is in the margin already: plotly would add it again and push the last line to the right
    layout["yaxis"] = layout.get("yaxis", {}) | {"automargin": False}
    layout["template"] = template()
    return {"data": data, "layout": layout}, layout["height"]


def fitting(width: int, size: int) -> int:
    """How many Chinese characters of a font size fit a width."""
    return max(8, int((width - 16) / (size * 1.02)))


def legend_rows(traces: list[dict], layout: dict, room: float) -> int:
    """How many rows a lying legend takes over a plot: its entries stand in columns as wide as the widest."""
    if layout.get("showlegend") is False:
        return 0
    widths = [46 + 12.5 * breadth(trace.get("name") or "") for trace in traces if trace.get("showlegend") is not False]
    if not widths:
        return 0
    across = max(1, int(room / max(widths)))
    return -(-len(widths) // across)


def label_room(traces: list[dict], layout: dict) -> int:
    """The width that the labels of the upright axis take, in pixels."""
    axis = layout.get("yaxis", {})
    if axis.get("visible") is False or axis.get("showticklabels") is False:
        return 0
    size = axis.get("tickfont", {}).get("size", 13)
    labels = axis.get("ticktext") or [
        value for trace in traces if trace.get("orientation") == "h" for value in trace.get("y", [])
    ]
    widest = max((text_width(str(label), size) for label in labels), default=3 * size)
    titled = AXIS_TITLE if (axis.get("title") or {}).get("text") else 0
    return int(widest) + TICK_GAP + titled


def text_width(text: str, size: float) -> float:
    """About how wide the longest line of a text is, in pixels; Latin letters are taken a little wider than they are."""
    return max(breadth(line) for line in text.split("<br>")) * size * 1.04
