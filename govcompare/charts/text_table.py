"""Words side by side: a table drawn as a picture, each cell as high as the longest text of its row.

Cells are bars and their words a scatter trace: no trace of the partial bundle draws a table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import plotly.graph_objects as go

from ..language import clauses, gettext_lazy, headed
from .chart import Chart, framed
from .palette import INK, LIGHT, LINE, UNKNOWN_PATTERN
from .words import breadth, broken, capital

FONT, LINE_HEIGHT = 12, 15.6  # pixels; plotly sets lines 1.3 apart
EM = FONT * 1.02  # the room of a Chinese character
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
    "unknown": Tone(gettext_lazy("未知"), LIGHT["unknown"], INK, hatched=True),
    "none": Tone(gettext_lazy("无"), LIGHT["none"], INK),
    "not_applicable": Tone(gettext_lazy("不适用"), LIGHT["not_applicable"], INK),
    "not_published": Tone(gettext_lazy("未公布"), "#ffffff", INK, hatched=True),
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
    """A table of words. heads: over the columns; labels: left of the rows, in one or more lines each; per_line: Chinese
    characters in a line of a cell; label_width: the same for the labels; rows, columns: the data behind it."""
    tones = {**tones, **ABSENT}
    names = [[line for part in label.splitlines() for line in broken(part, label_width)] for label in labels]
    labels = [" ".join(label.splitlines()) for label in labels]
    worded = [cell for cell in cells if cell.lines]
    beside = BESIDE_CENTRED if centred else BESIDE
    room = max((ceil(breadth(line)) for name in names for line in name), default=0) * LABEL_FONT + 24
    table = {
        "per_line": per_line,
        "beside": beside,
        "room": room,
        "heads": heads,
        "names": [len(name) for name in names],
        "words": [[cell.row, cell.column, cell.lines] for cell in worded],
        "bars": [],
    }
    texts, tops, edges = _broken(table, per_line)
    cell_width = per_line * EM + 2 * beside + GAP
    traces = [_heads(tops, edges[0])]
    for key, tone in tones.items():
        of_tone = [cell for cell in cells if cell.tone == key]
        if of_tone:
            traces.append(_cells(of_tone, tone, edges, heads, labels))
            table["bars"].append([cell.row for cell in of_tone])
    traces.append(_words(worded, texts, tones, edges, _inset(beside, cell_width), centred))
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
    figure["layout"]["meta"] |= {"min_width": int(room + len(heads) * cell_width + 16), "table": table}
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of)


def refilled(data: list[dict], layout: dict[str, Any], width: int) -> list[dict]:
    """The traces of a table with its words broken for cells that are wider than the least; the layout is changed to fit.

    static/js/charts.js does the same.
    """
    table = layout["meta"]["table"]
    cell_width = (width - table["room"] - 16) / len(table["heads"])
    per_line = int((cell_width - 2 * table["beside"] - GAP) / EM)
    if per_line <= table["per_line"]:
        return data
    texts, tops, edges = _broken(table, per_line)
    total = -edges[-1][1]
    layout["height"] += int(total + layout["yaxis"]["range"][0])
    layout["yaxis"] |= {"range": [-total, 0], "tickvals": [(top + bottom) / 2 for top, bottom in edges[1:]]}
    head, *bars, words = data
    boxes = [edges[row + 1] for row, _, _ in table["words"]]
    centred = words["textposition"] == "middle center"
    inset = _inset(table["beside"], cell_width)
    return [
        head | _box([edges[0]] * len(tops)) | {"text": ["<br>".join(lines) for lines in tops]},
        *(bar | _box([edges[row + 1] for row in rows]) for bar, rows in zip(bars, table["bars"], strict=True)),
        words | {
            "x": [column - (0 if centred else 0.5 - inset) for _, column, _ in table["words"]],
            "y": [(top + bottom) / 2 if centred else top - ABOVE for top, bottom in boxes],
            "text": ["<br>".join(lines) for lines in texts],
        },
    ]  # fmt: skip


def _broken(
    table: dict[str, Any], per_line: int
) -> tuple[list[list[str]], list[list[str]], list[tuple[float, float]]]:
    """The lines of each cell with words and of each head; top and bottom of the heads and of each row."""
    texts = [
        [line for text in lines for line in broken(text, per_line, hanging="　" if text[:1] == "·" else "")]
        for _, _, lines in table["words"]
    ]
    tops = [broken(head, per_line) for head in table["heads"]]
    longest = list(table["names"])
    for (row, _, _), lines in zip(table["words"], texts, strict=True):
        longest[row] = max(longest[row], len(lines))
    return texts, tops, _edges([_height(lines) for lines in (max(map(len, tops), default=1), *longest)])


def _inset(beside: float, cell_width: float) -> float:
    """Where the words of a cell begin, in parts of its width."""
    return (beside + GAP / 2) / cell_width


def _box(edges: list[tuple[float, float]]) -> dict[str, list[float]]:
    return {"y": [top - bottom for top, bottom in edges], "base": [bottom for _, bottom in edges]}


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
    return go.Bar(
        x=list(range(len(tops))),
        **_box([edge] * len(tops)),
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
        name=capital(str(tone.label)),
        x=[cell.column for cell in cells],
        **_box([edges[cell.row + 1] for cell in cells]),
        width=0.99,
        marker={"color": tone.fill, "line": {"color": outline, "width": 0.5}, "pattern": pattern},
        customdata=[[heads[cell.column], labels[cell.row], clauses(cell.lines)] for cell in cells],
        hovertemplate=headed("%{customdata[0]} %{customdata[1]}", "%{customdata[2]}") + "<extra></extra>",
        showlegend=bool(tone.label),
    )


def _words(cells: list[Cell], texts, tones: Mapping[str, Tone], edges, inset: float, centred: bool) -> go.Scatter:
    """The words: from the upper left corner of each cell, or in its middle."""
    boxes = [edges[cell.row + 1] for cell in cells]
    return go.Scatter(
        mode="text",
        x=[cell.column - (0 if centred else 0.5 - inset) for cell in cells],
        y=[(top + bottom) / 2 if centred else top - ABOVE for top, bottom in boxes],
        text=["<br>".join(lines) for lines in texts],
        textposition="middle center" if centred else "bottom right",
        textfont={"size": FONT, "color": [tones[cell.tone].ink for cell in cells]},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )
