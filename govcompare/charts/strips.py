"""Places on a scale: for each indicator, every printed rank, with some regions picked out."""

from collections import Counter

import plotly.graph_objects as go

from .chart import Chart, framed
from .native import Native, NativeSeries
from .palette import LINE, MUTED, OTHERS, SERIES

# Ties stand on one another within this part of their strip, so that they never reach the next one.
TIE_HEIGHT, LARGEST_STEP = 0.62, 0.22
# Where there are tiers without a rank, they have a column of their own to the right of the scale.
SCALE_WITH_TIERS = 0.76


def rank_strips(rows, *, picked: dict[str, str], slug: str, title: str, subtitle: str, alt: str,
                sources: dict[str, str], as_of: str) -> Chart:  # fmt: skip
    """One strip an indicator, rank 1 on the left; ties stand on one another; printed values beside the dots.

    rows: dicts with indicator, code, region, mark (one or two characters), rank, value, band, missing. Rows without a
    rank are not drawn on the scale: their tier stands in words in a column of its own.
    picked: code -> name of the regions to pick out; others that were printed are grey dots. A region of which
    nothing was printed has no dot.
    """
    indicators = list(dict.fromkeys(row["indicator"] for row in rows))
    heights = {name: len(indicators) - 1 - index for index, name in enumerate(indicators)}
    points = _placed(rows, heights, picked)
    traces = [_dots("其他地区", [point for point in points if point[0]["code"] not in picked], OTHERS, big=False)]
    for index, (code, name) in enumerate(picked.items()):
        own = [point for point in points if point[0]["code"] == code]
        traces.append(_dots(name, own, SERIES[index % len(SERIES)], big=True))
    traces.append(_values([point for point in points if point[0]["code"] in picked and point[0]["value"] is not None]))
    tiers = _tiers(rows, heights, picked)
    furthest = max((row["rank"] for row, _ in points), default=1)
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=250 + 68 * len(indicators),
        annotations=tiers,
        margin={"t": 120, "b": 108},
        xaxis={"range": [0.5, max(furthest, 5) + 0.9], "dtick": 1 if furthest <= 12 else 5, "tick0": 1,
               "fixedrange": True, "title": {"text": "排名（左为第1）"}, "zeroline": False,
               "domain": [0, SCALE_WITH_TIERS if tiers else 1]},
        yaxis={"tickvals": list(heights.values()), "ticktext": list(heights), "range": [-0.4, len(indicators) - 0.1],
               "fixedrange": True, "zeroline": False},
        showlegend=True,
    )  # fmt: skip
    columns = [("indicator", "指标"), ("region", "地区"), ("value", "得分"), ("rank_label", "排名"), ("band", "档次")]
    shown = sorted(rows, key=lambda row: row["code"] not in picked)  # the regions picked out first
    ranks = {(row["code"], row["indicator"]): row["rank"] for row in rows}
    series = [
        NativeSeries(name, [ranks.get((code, indicator)) for indicator in indicators], SERIES[index % len(SERIES)])
        for index, (code, name) in enumerate(picked.items())
    ]
    native = Native("line", indicators, series, value_title="排名", reversed_values=True)
    return Chart(slug, title, alt, figure, columns, shown, sources, as_of, native)


def _placed(rows, heights: dict[str, int], picked: dict[str, str]) -> list[tuple[dict, float]]:
    """Each ranked row with its height: regions picked out lowest in a stack of ties, where they are seen first."""
    ranked = sorted(
        (row for row in rows if row["rank"] is not None),
        key=lambda row: (row["rank"], row["code"] not in picked, row["code"]),
    )
    stacks = Counter((row["indicator"], row["rank"]) for row in ranked)
    placed, points = Counter(), []
    for row in ranked:
        tie = row["indicator"], row["rank"]
        step = min(LARGEST_STEP, TIE_HEIGHT / max(1, stacks[tie] - 1))
        points.append((row, heights[row["indicator"]] + step * placed[tie]))
        placed[tie] += 1
    return points


def _tiers(rows, heights: dict[str, int], picked: dict[str, str]) -> list[dict]:
    """One annotation an indicator with the tiers of the regions picked out, under a heading; none if there are none."""
    words: dict[str, list[str]] = {}
    for row in rows:
        if row["code"] in picked and row["rank"] is None and row["band"]:
            words.setdefault(row["indicator"], []).append(f"{row['region']}：{row['band']}")
    place = {
        "name": "tier",
        "xref": "paper",
        "x": SCALE_WITH_TIERS + 0.03,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
    }
    notes = [
        place | {"text": "<br>".join(lines), "y": heights[indicator], "yanchor": "middle", "font": {"size": 12}}
        for indicator, lines in words.items()
    ]
    heading = place | {"text": "只印档次、未印排名", "yref": "paper", "y": 1, "yanchor": "bottom",
                       "font": {"size": 12, "color": MUTED}}  # fmt: skip
    return [heading, *notes] if notes else []


def _values(points) -> go.Scatter:
    """The printed values, beside the dots of the regions picked out."""
    return go.Scatter(
        name="得分",
        mode="text",
        x=[row["rank"] for row, _ in points],
        y=[height for _, height in points],
        text=[f"　{row['value']}分" for row, _ in points],
        textposition="middle right",
        textfont={"size": 11, "color": MUTED},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _dots(name: str, points, color: str, *, big: bool) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="markers+text" if big else "markers",
        # a point without a place keeps the name of a region with no rank in the legend
        x=[row["rank"] for row, _ in points] or [None],
        y=[height for _, height in points] or [None],
        text=[row["mark"] for row, _ in points] if big else None,
        textposition="middle center",
        textfont={"color": "#ffffff", "size": 11},
        marker={"size": 20 if big else 9, "color": color, "line": {"color": "#ffffff" if big else LINE, "width": 1}},
        hovertemplate=[f"{row['region']}<br>{row['indicator']}：第{row['rank']}"
                       + (f"，{row['value']}分" if row["value"] is not None else "") + "<extra></extra>"
                       for row, _ in points],
        cliponaxis=False,
    )  # fmt: skip
