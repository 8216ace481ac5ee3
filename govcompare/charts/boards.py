"""The sizes in which pages show a chart, and the figure that a page mounts in the place of its picture."""

from typing import Any

from .chart import Chart, source_line, with_footer
from .fit import label_room
from .narrow import LABELS, ROOMY

# Pixels: a phone, a column beside others or a tablet, the page. A picture is laid out for each, so that its words are
# neither small nor cut.
NARROW, MIDDLE, WIDE = WIDTHS = (366, 740, 1120)
LIGHT, DARK = THEMES = ("light", "dark")


def widths(chart: Chart) -> list[int]:
    """The widths of its pictures: a chart that needs more room than a phone has is as wide as it must be, and scrolls."""
    least = chart.figure["layout"]["meta"].get("min_width", 0)
    return sorted({max(width, least) for width in WIDTHS})


def mounted(chart: Chart, link: str = "") -> dict[str, Any]:
    """The figure as the page carries it: with the last line of the picture that it takes the place of, and the room that
    the labels of its upright axis take. link: the short address printed in the picture."""
    words = source_line(chart.sources, chart.as_of, chart.filters, f"govcompare {link}".strip())
    figure = with_footer(chart.figure, words)
    layout = figure["layout"]
    small = layout | {"yaxis": layout.get("yaxis", {}) | {"tickfont": {"size": LABELS}}}
    rooms = {"below": ROOMY, "narrow": label_room(figure["data"], small), "wide": label_room(figure["data"], layout)}
    return figure | {"layout": layout | {"meta": layout["meta"] | {"rooms": rooms}}}
