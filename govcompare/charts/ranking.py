"""Regions in the order of what an index prints of them: bars of values, dots of ranks, or tiles in tiers.

However many they are, each has a line of its own with its name and what is printed, so that the picture reads as a table.
"""

import plotly.graph_objects as go

from ..language import bracketed, gettext_lazy, headed, is_english
from ..language import gettext as _
from .chart import INSIDE, Chart, framed, wrapped
from .native import Native, NativeSeries
from .palette import INK, LINE, OTHERS, SERIES
from .words import breadth, plain

ROW = 24  # pixels of a line
NAME = 13  # Chinese characters in a line of a name
COLUMNS = [
    ("region", gettext_lazy("地区")),
    ("value", gettext_lazy("得分")),
    ("rank_label", gettext_lazy("排名")),
    ("band", gettext_lazy("档次")),
    ("told_by", gettext_lazy("哪个来源所印")),
]
TILES_IN_A_LINE = 6
# Pixels: words in a tile, and what stands beside the tiles.
FONT, BESIDE_TILES = 12, 120
GAP = 0.08
TIER_FILL = "#efe3cf"
NO_TIER = gettext_lazy("没有印出档次")


def value_bars(rows, *, title: str, value_title: str = "", **words) -> Chart:
    """A bar a region, from 0, in the order of `rows`; a region without a value has a line and no bar.

    rows: dicts with code, name (unique), value, rank, band, told (all that is printed, in words), picked (True, False, or
    None where none is picked out).
    """
    value_title = value_title or _("得分")
    bars = [row for row in rows if row["value"] is not None]
    places = _places(rows)
    largest = max((row["value"] for row in bars), default=1)
    traces = [
        go.Bar(
            orientation="h",
            x=[row["value"] for row in bars],
            y=[places[row["name"]] for row in bars],
            width=0.76,
            text=[row["told"] for row in bars],
            textposition="auto",
            insidetextanchor="end",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": 12, "color": [INK if row["picked"] is False else "#ffffff" for row in bars]},
            outsidetextfont={"size": 12, "color": INK},
            customdata=[[row["name"]] for row in bars],
            hovertemplate=headed("%{customdata[0]}", "%{text}") + "<extra></extra>",
            marker={"color": [_colour(row) for row in bars]},
            cliponaxis=False,
        ),
        _words([row for row in rows if row["value"] is None], places, 0.0),
    ]
    figure = _framed(
        traces,
        rows,
        title=title,
        xaxis={"range": [0, largest * 1.02], "title": {"text": value_title}, "fixedrange": True, "zeroline": True},
        **words,
    )
    native = Native("bar", _told(rows, "value"), _native(rows, "value", value_title), value_title=value_title)
    return _chart(title, figure, rows, native, **words)


def rank_dots(rows, *, title: str, **words) -> Chart:
    """A dot a region, 1 at the left; a region of which only a tier is printed has its words instead. rows: as above."""
    dots = [row for row in rows if row["rank"] is not None]
    places = _places(rows)
    furthest = max((row["rank"] for row in dots), default=1)
    traces = [
        go.Scatter(
            x=[row["rank"] for row in dots],
            y=[places[row["name"]] for row in dots],
            mode="markers+text",
            text=[f"　{row['told']}" for row in dots],
            textposition="middle right",
            textfont={"size": 12, "color": INK},
            customdata=[[row["name"], row["told"]] for row in dots],
            hovertemplate=headed("%{customdata[0]}", "%{customdata[1]}") + "<extra></extra>",
            marker={"size": 13, "color": [_colour(row) for row in dots], "line": {"color": LINE, "width": 1}},
            cliponaxis=False,
        ),
        _words([row for row in rows if row["rank"] is None], places, 0.5),
    ]
    figure = _framed(
        traces,
        rows,
        title=title,
        xaxis={"range": [0.4, max(furthest, 4) * 1.32 + 0.4], "tickvals": _ranks_named(furthest), "fixedrange": True,
               "title": {"text": _("排名（左为第1）")}, "zeroline": False},
        **words,
    )  # fmt: skip
    native = Native("bar", _told(rows, "rank"), _native(rows, "rank", _("排名")), value_title=_("排名（数字小的在前）"),
                    note=_("条长为印出的名次，越短越靠前"))  # fmt: skip
    return _chart(title, figure, rows, native, **words)


def tier_tiles(rows, *, title: str, **words) -> Chart:
    """The regions of each tier side by side, in the order of their codes: within a tier nothing is said of their order.

    rows: in the order of the tiers, otherwise as above, with mark (letters for a tile too narrow for the name).
    """
    tiers = list(dict.fromkeys(row["band"] or NO_TIER for row in rows))
    x, y, ticks, line = {}, {}, {}, 0.0
    for tier in tiers:
        members = [row for row in rows if (row["band"] or NO_TIER) == tier]
        ticks[tier] = -line
        for number, row in enumerate(sorted(members, key=lambda row: row["code"])):
            x[row["name"]], y[row["name"]] = number % TILES_IN_A_LINE, -(line + number // TILES_IN_A_LINE)
        line += -(-len(members) // TILES_IN_A_LINE) + 0.4
    traces = [
        go.Bar(
            x=[x[row["name"]] for row in rows],
            y=[1 - GAP] * len(rows),
            base=[y[row["name"]] - (1 - GAP) / 2 for row in rows],
            width=1 - GAP,
            text=[_in_tile(row) for row in rows],
            **INSIDE,
            constraintext="none",
            textfont={"size": 12, "color": ["#ffffff" if row["picked"] else INK for row in rows]},
            customdata=[[row["name"], row["told"]] for row in rows],
            hovertemplate=headed("%{customdata[0]}", "%{customdata[1]}") + "<extra></extra>",
            marker={"color": [SERIES[0] if row["picked"] else OTHERS if row["picked"] is False else TIER_FILL
                              for row in rows]},
            showlegend=False,
        )
    ]  # fmt: skip
    figure = framed(
        traces,
        title=title,
        height=int(212 + 44 * line),
        margin={"t": 96, "b": 92},
        barmode="overlay",
        bargap=0,
        xaxis={"visible": False, "range": [-0.55, TILES_IN_A_LINE - 0.45], "fixedrange": True},
        yaxis={"tickvals": list(ticks.values()), "ticktext": [wrapped(plain(str(tier)), 7) for tier in ticks],
               "range": [-line + 0.5, 0.6], "showgrid": False, "zeroline": False, "fixedrange": True},
        **{name: words[name] for name in ("subtitle", "sources", "as_of")},
    )  # fmt: skip
    if is_english():
        widest = max(breadth(row["name"]) for row in rows) * FONT + 6
        least = int(widest / (1 - GAP) * (TILES_IN_A_LINE + 0.1)) + BESIDE_TILES
        if all(row["mark"] for row in rows):
            short = [_in_tile(row | {"name": row["mark"]}) for row in rows]
            figure["layout"]["meta"]["short"] = {"least": least, "texts": [short]}
        else:  # cities are not known by letters
            figure["layout"]["meta"]["min_width"] = least
    return _chart(title, figure, rows, None, **words)


def _in_tile(row) -> str:
    """The name, and a rank where one is printed beside the tier."""
    return row["name"] + ("<br>" + _("第%(rank)s") % row if row["rank"] is not None else "")


def _chart(title: str, figure: dict, rows, native: Native | None, *, slug, alt, sources, as_of, **_) -> Chart:
    return Chart(slug, title, alt, figure, COLUMNS, rows, sources, as_of, native)


def _framed(traces, rows, *, title, subtitle, sources, as_of, xaxis, **_) -> dict:
    places = _places(rows)
    return framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=210 + ROW * len(rows),
        showlegend=False,
        margin={"t": 92, "b": 112, "r": 20},
        xaxis=xaxis,
        yaxis={"tickvals": list(places.values()), "ticktext": [wrapped(name, NAME) for name in places], "range": [0.4 - len(rows), 0.6],
               "zeroline": False, "fixedrange": True, "ticks": "outside", "ticklen": 5, "tickcolor": "#ffffff"},
    )  # fmt: skip


def _places(rows) -> dict[str, int]:
    """name -> its line, the first on top."""
    return {row["name"]: -number for number, row in enumerate(rows)}


def _words(rows, places: dict[str, int], x: float) -> go.Scatter:
    """What is printed of regions that have no place on the scale."""
    return go.Scatter(
        x=[x] * len(rows),
        y=[places[row["name"]] for row in rows],
        mode="markers+text",
        marker={"size": 1, "color": "#ffffff"},
        text=[f"　{row['told']}" for row in rows],
        textposition="middle right",
        textfont={"size": 12, "color": INK},
        customdata=[[row["name"]] for row in rows],
        hovertemplate=headed("%{customdata[0]}", "%{text}") + "<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def _told(rows, key: str) -> list[str]:
    """The names; where there is no bar, with what is printed instead."""
    return [row["name"] if row[key] is not None else bracketed(row["name"], row["told"]) for row in rows]


def _native(rows, key: str, name: str) -> list[NativeSeries]:
    """One series, or two where some regions are picked out: a bar belongs to one and is a gap in the other."""
    if not any(row["picked"] for row in rows):
        return [NativeSeries(name, [row[key] for row in rows], SERIES[0])]
    return [
        NativeSeries(words % {"thing": name}, [row[key] if row["picked"] is picked else None for row in rows], colour)
        for picked, words, colour in (
            (True, _("所选地区的%(thing)s"), SERIES[0]),
            (False, _("其他地区的%(thing)s"), OTHERS),
        )
    ]


def _colour(row) -> str:
    return OTHERS if row["picked"] is False else SERIES[0]


def _ranks_named(furthest: int) -> list[int]:
    """1, and every fifth rank where they are many."""
    return list(range(1, furthest + 1)) if furthest <= 12 else [1, *range(5, furthest + 1, 5)]
