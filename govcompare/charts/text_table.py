"""Words side by side: a table drawn as a picture, each cell as high as the longest text of its row.

Cells are bars and their words a scatter trace: no trace of the partial bundle draws a table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from .chart import Chart, framed
from .palette import INK, LIGHT, LINE, UNKNOWN_PATTERN
from .words import broken

FONT, LINE_HEIGHT = 12, 15.6  # pixels; plotly sets lines 1.3 apart
LABEL_FONT = 13
ABOVE, BELOW = 9, 5  # between a text and the edges of its cell
BESIDE, BESIDE_CENTRED = 8, 3
GAP = 2  # between two cells
HEAD = "#3a4754"
TOP, BOTTOM = 110, 40  # margins: title, subtitle and legend above, the first line of the sources below


@dataclass(frozen=True)
class Tone:
    """What the look of a cell means; without a label it has no place in the legend."""

    label: str
    fill: str
    ink: str = INK
    hatched: bool = False


# The four kinds of absence, told apart by their word, hatching and fill.
ABSENT = {
    "unknown": Tone("未知", LIGHT["unknown"], INK, hatched=True),
    "none": Tone("无", LIGHT["none"], INK),
    "not_applicable": Tone("不适用", LIGHT["not_applicable"], INK),
    "not_published": Tone("未公布", "#ffffff", INK, hatched=True),
}


@dataclass(frozen=True)
class Cell:
    """The words of one cell, a line each; those too long for it are broken."""

    row: int
    column: int
    tone: str
    lines: list[str] = field(default_factory=list)


def text_table(
    cells: list[Cell], *, heads: list[str], labels: list[str], tones: Mapping[str, Tone], per_line: int, rows,
    columns: list[tuple[str, str]], slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str,
    centred: bool = False, label_width: int = 11,
) -> Chart:  # fmt: skip
    """A table of words. heads: over the columns; labels: left of the rows; per_line: Chinese characters in a line of a
    cell; label_width: the same for the labels; rows, columns: the data behind it."""
    tones = {**tones, **ABSENT}
    texts = {(cell.row, cell.column): _lines(cell, per_line) for cell in cells}
    names = [broken(label, label_width) for label in labels]
    tops = [broken(head, per_line) for head in heads]
    heights = [_height(max(map(len, tops), default=1))]
    for index, name in enumerate(names):
        longest = max((len(lines) for (row, _), lines in texts.items() if row == index), default=1)
        heights.append(max(_height(longest), _height(len(name))))
    edges = _edges(heights)
    beside = BESIDE_CENTRED if centred else BESIDE
    cell_width = per_line * FONT * 1.02 + 2 * beside + GAP
    inset = (beside + GAP / 2) / cell_width
    traces = [_heads(tops, edges[0])]
    for key, tone in tones.items():
        of_tone = [cell for cell in cells if cell.tone == key]
        if of_tone:
            traces.append(_cells(of_tone, tone, edges, heads, labels))
    traces.append(_words([cell for cell in cells if cell.lines], texts, tones, edges, inset, centred))
    total = -edges[-1][1]
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=int(TOP + BOTTOM + total),
        barmode="overlay",
        bargap=0,
        margin={"t": TOP, "b": BOTTOM},
        xaxis={"visible": False, "range": [-0.5, len(heads) - 0.5], "fixedrange": True},
        yaxis={"tickvals": [(top + bottom) / 2 for top, bottom in edges[1:]], "ticktext": ["<br>".join(name) for name in names],
               "range": [-total, 0], "fixedrange": True, "showgrid": False, "zeroline": False,
               "tickfont": {"size": LABEL_FONT}},
    )  # fmt: skip
    room = max((len(line) for name in names for line in name), default=0) * LABEL_FONT + 24
    figure["layout"]["meta"]["min_width"] = int(room + len(heads) * cell_width + 16)
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of)


def _lines(cell: Cell, per_line: int) -> list[str]:
    return [line for text in cell.lines for line in broken(text, per_line, hanging="　" if text[:1] == "·" else "")]


def _height(lines: int) -> float:
    return lines * LINE_HEIGHT + ABOVE + BELOW


def _edges(heights: list[float]) -> list[tuple[float, float]]:
    """Top and bottom of each row in pixels below the upper edge, downwards negative."""
    edges, top = [], 0.0
    for height in heights:
        edges.append((top, top - height))
        top -= height + GAP
    return edges


def _heads(tops: list[list[str]], edge: tuple[float, float]) -> go.Bar:
    top, bottom = edge
    return go.Bar(
        x=list(range(len(tops))),
        y=[top - bottom] * len(tops),
        base=[bottom] * len(tops),
        width=0.99,
        marker={"color": HEAD},
        text=["<br>".join(lines) for lines in tops],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": "#ffffff", "size": FONT},
        hoverinfo="skip",
        showlegend=False,
    )


def _cells(cells: list[Cell], tone: Tone, edges, heads: list[str], labels: list[str]) -> go.Bar:
    # thinner than elsewhere: there are words on it
    pattern: dict[str, Any] = (
        UNKNOWN_PATTERN | {"bgcolor": tone.fill, "size": 9, "solidity": 0.06} if tone.hatched else {}
    )
    outline = LINE if tone.hatched or tone.fill == LIGHT["none"] else tone.fill
    return go.Bar(
        name=tone.label,
        x=[cell.column for cell in cells],
        y=[edges[cell.row + 1][0] - edges[cell.row + 1][1] for cell in cells],
        base=[edges[cell.row + 1][1] for cell in cells],
        width=0.99,
        marker={"color": tone.fill, "line": {"color": outline, "width": 0.5}, "pattern": pattern},
        customdata=[[heads[cell.column], labels[cell.row], "；".join(cell.lines)] for cell in cells],
        hovertemplate="%{customdata[0]} %{customdata[1]}：%{customdata[2]}<extra></extra>",
        showlegend=bool(tone.label),
    )


def _words(cells: list[Cell], texts, tones: Mapping[str, Tone], edges, inset: float, centred: bool) -> go.Scatter:
    """The words: from the upper left corner of each cell, or in its middle."""
    boxes = [edges[cell.row + 1] for cell in cells]
    return go.Scatter(
        mode="text",
        x=[cell.column - (0 if centred else 0.5 - inset) for cell in cells],
        y=[(top + bottom) / 2 if centred else top - ABOVE for top, bottom in boxes],
        text=["<br>".join(texts[cell.row, cell.column]) for cell in cells],
        textposition="middle center" if centred else "bottom right",
        textfont={"size": FONT, "color": [tones[cell.tone].ink for cell in cells]},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
