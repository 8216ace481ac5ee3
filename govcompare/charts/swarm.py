"""Every point of some groups, side by side so that none hides another. No average, no line through them."""

from collections import defaultdict
from dataclasses import dataclass

import plotly.graph_objects as go

from ..language import gettext as _
from ..language import headed, is_english
from .chart import Chart, framed, wrapped
from .native import Native, NativeSeries
from .palette import FILLS, INK, LIGHT, MUTED, OTHERS, SERIES, outline, words_on

# Pixels: the height of the plot in which dots must not touch, what is not plot.
PLOT, MARGINS = 420, 90


@dataclass(frozen=True)
class Dot:
    """How a point is drawn: its size, and its room down and across, in pixels."""

    size: int
    down: int
    across: int
    text: str


@dataclass(frozen=True)
class Column:
    """The least width of a column, in pixels, and the Chinese characters in a line of its words."""

    least: int
    per_line: int


CHINESE, ENGLISH = Column(92, 6), Column(104, 8)
MARKED = Dot(20, 23, 23, "middle center")  # one character in the dot
NAMED = Dot(10, 17, 76, "middle right")  # the name beside it


def swarm(rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str,
          value_title: str, group_title: str, reversed_values: bool, columns: list[tuple[str, str]]) -> Chart:  # fmt: skip
    """One column a group, a dot a row; dots of nearly the same height stand beside one another.

    rows: dicts with group (a key of the palette), group_label, is_last_known, name, mark (one character in the dot; where
    any is empty the names stand beside the dots), y (a number), told (words for the pointer), picked (True, False, or None
    where none is picked out).
    """
    groups = sorted({(row["group"], row["group_label"]): row for row in rows}.values(), key=_order)
    labels = [row["group_label"] for row in groups]
    members = {label: [row for row in rows if row["group_label"] == label] for label in labels}
    low, high = _range([row["y"] for row in rows], reversed_values)
    dot = MARKED if all(row["mark"] for row in rows) else NAMED
    left, centres, edges, placed = 0.0, {}, [], []
    for label in labels:
        offsets = beside([row["y"] for row in members[label]], (high - low) * dot.down / PLOT)
        width = max(_column().least / dot.across, max(offsets) - min(offsets) + 2)
        centres[label] = left + width / 2
        placed += [(row, centres[label] + offset) for row, offset in zip(members[label], offsets, strict=True)]
        left += width
        edges.append(left)
    figure = framed(
        [_dots(name, points, colour, dot) for name, points, colour in _divided(placed, groups)],
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=PLOT + 270,
        margin={"t": 112, "b": 158, "l": 62, "r": 16},
        showlegend=any(row["picked"] for row in rows),
        xaxis={"range": [0, left], "tickvals": list(centres.values()), "tickangle": 0, "fixedrange": True, "zeroline": False,
               "ticktext": [f"{_broken(label)}<br>n = {len(members[label])}" for label in labels],
               "showgrid": False, "title": {"text": group_title, "standoff": 8}},
        yaxis={"range": [high, low] if reversed_values else [low, high], "fixedrange": True, "zeroline": False,
               "title": {"text": value_title, "font": {"color": MUTED}}}
        | ({"tickvals": _ranks(high)} if reversed_values else {}),
        shapes=[_edge(x) for x in edges[:-1]],
    )  # fmt: skip
    figure["layout"]["meta"]["min_width"] = int(MARGINS + dot.across * left)
    native = Native(
        form="scatter",
        categories=[f"{_broken(label)}<br>n = {len(members[label])}".replace("<br>", "\n") for label in labels],
        series=_series(placed, groups, dot),
        value_title=value_title,
        category_title=group_title,
        reversed_values=reversed_values,
        places=[round(x, 2) for x in centres.values()],
        inside=dot is MARKED,
        legend=any(row["picked"] for row in rows),
    )
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of, native)


def beside(values: list[float], near: float) -> list[float]:
    """How far from the middle each value stands, in dots: the nearest free place to it, in the order of the values.

    Each run of values that are near one another is centred by itself: one alone stands in the middle, two beside it.
    """
    offsets = [0.0] * len(values)
    order = sorted(range(len(values)), key=lambda index: (values[index], index))
    runs: list[list[int]] = []
    for index in order:
        if runs and values[index] - values[runs[-1][-1]] < near:
            runs[-1].append(index)
        else:
            runs.append([index])
    for run in runs:
        places = _places(values, run, near)
        middle = (max(places.values()) + min(places.values())) / 2
        for index, place in places.items():
            offsets[index] = place - middle
    return offsets


def _places(values: list[float], run: list[int], near: float) -> dict[int, int]:
    """Index -> the nearest free place to the middle, for one run of values."""
    taken: dict[int, list[float]] = defaultdict(list)
    places = {}
    for index in run:
        step = 0
        while any(abs(values[index] - other) < near for other in taken[_place(step)]):
            step += 1
        taken[_place(step)].append(values[index])
        places[index] = _place(step)
    return places


def _place(step: int) -> int:
    """0, 1, -1, 2, -2 and so on."""
    return (step + 1) // 2 * (1 if step % 2 else -1)


def _order(row) -> tuple:
    return [*FILLS, *LIGHT].index(row["group"]), row["is_last_known"]


def _range(values: list[float], ranks: bool) -> tuple[float, float]:
    low, high = min(values), max(values)
    edge = max((high - low) * 0.06, 0.5)
    return (min(low, 1) - edge, high + edge) if ranks else (low - edge, high + edge)


def _ranks(furthest: float) -> list[int]:
    last = int(furthest)
    return list(range(1, last + 1)) if last <= 12 else [1, *range(5, last + 1, 5)]


def _divided(placed: list[tuple[dict, float]], groups) -> list[tuple[str, list[tuple[dict, float]], str]]:
    """Name, points and colour: of each group; or, where some are picked out, of the others together and of each of those."""
    if not any(row["picked"] for row, _x in placed):
        return [
            (group["group_label"], [one for one in placed if one[0]["group_label"] == group["group_label"]],
             FILLS.get(group["group"]) or LIGHT[group["group"]])
            for group in groups
        ]  # fmt: skip
    names = list(dict.fromkeys(row["name"] for row, _x in placed if row["picked"]))
    return [
        (_("其他地区"), [one for one in placed if not one[0]["picked"]], OTHERS),
        *(
            (name, [one for one in placed if one[0]["picked"] and one[0]["name"] == name],
             SERIES[number % len(SERIES)])
            for number, name in enumerate(names)
        ),
    ]  # fmt: skip


def _dots(name: str, points: list[tuple[dict, float]], colour: str, dot: Dot) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="markers+text",
        x=[x for _row, x in points],
        y=[row["y"] for row, _x in points],
        text=[row["mark"] if dot is MARKED else row["name"] for row, _x in points],
        textposition=dot.text,
        textfont={"size": 11, "color": words_on(colour) if dot is MARKED else INK},
        customdata=[[row["name"], row["group_label"], row["told"]] for row, _x in points],
        hovertemplate=headed("%{customdata[0]}", "%{customdata[1]}") + "<br>%{customdata[2]}<extra></extra>",
        marker={"size": dot.size, "color": colour, "line": {"color": outline(colour), "width": 1}},
        cliponaxis=False,
    )


def _column() -> Column:
    """English words are longer."""
    return ENGLISH if is_english() else CHINESE


def _edge(x: float) -> dict:
    """A thin line between two columns."""
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
            "line": {"color": "#e3e8ed", "width": 1}}  # fmt: skip


def _broken(label: str) -> str:
    """The words under a column, a bracket on a line of its own."""
    return "<br>".join(
        wrapped(part, _column().per_line) for part in label.replace("（", "\n（").replace(" (", "\n(").split("\n")
    )


def _series(placed: list[tuple[dict, float]], groups, dot: Dot) -> list[NativeSeries]:
    """The points of each trace of the picture, where they stand in it."""
    return [
        NativeSeries(
            name,
            colour=colour,
            points=[(round(x, 2), row["y"], row["mark"] if dot is MARKED else row["name"]) for row, x in points],
        )
        for name, points, colour in _divided(placed, groups)
        if points
    ]
