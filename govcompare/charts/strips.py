"""Places on a scale: for each indicator, every printed rank, with some regions picked out."""

from collections import Counter

import plotly.graph_objects as go

from .chart import Chart, framed
from .palette import LINE, MUTED, OTHERS, SERIES

TIE_STEP = 0.2


def rank_strips(rows, *, picked: dict[str, str], slug: str, title: str, subtitle: str, alt: str,
                sources: list[str], as_of: str) -> Chart:  # fmt: skip
    """One strip an indicator, rank 1 on the left; ties stand on one another.

    rows: dicts with indicator, code, region, mark (one or two characters), rank, value, band. Rows without a rank
    are not drawn on the scale: their band stands in words at the right end.
    picked: code -> name of the regions to pick out; others that were printed are grey dots. A region of which
    nothing was printed has no dot.
    """
    indicators = list(dict.fromkeys(row["indicator"] for row in rows))
    heights = {name: len(indicators) - 1 - index for index, name in enumerate(indicators)}
    points, crowd = [], Counter()
    for row in sorted(rows, key=lambda row: (row["rank"] or 0, row["code"] not in picked, row["code"])):
        if row["rank"] is not None:
            place = crowd[row["indicator"], row["rank"]]
            crowd[row["indicator"], row["rank"]] += 1
            points.append((row, heights[row["indicator"]] + TIE_STEP * place))
    traces = [_dots("其他地区", [point for point in points if point[0]["code"] not in picked], OTHERS, big=False)]
    for index, (code, name) in enumerate(picked.items()):
        own = [point for point in points if point[0]["code"] == code]
        traces.append(_dots(name, own, SERIES[index % len(SERIES)], big=True))
    furthest = max((row["rank"] for row, _ in points), default=10)
    words = [
        {"text": f"{row['region']}：{row['band']}", "x": 1, "xref": "paper", "xanchor": "right",
         "y": heights[row["indicator"]] + TIE_STEP * index, "showarrow": False, "font": {"size": 11, "color": MUTED}}
        for indicator in indicators
        for index, row in enumerate(
            row for row in rows if row["indicator"] == indicator and row["code"] in picked and row["rank"] is None
        )
    ]  # fmt: skip
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=250 + 64 * len(indicators),
        annotations=words,
        margin={"t": 120, "b": 108},
        xaxis={"range": [0.4, max(furthest, 10) + (3.5 if words else 0.6)], "dtick": 1, "tick0": 1, "fixedrange": True,
               "title": {"text": "排名（左为第1）"}, "zeroline": False},
        yaxis={"tickvals": list(heights.values()), "ticktext": list(heights), "range": [-0.6, len(indicators) - 0.1],
               "fixedrange": True, "zeroline": False},
        legend={"itemclick": False, "itemdoubleclick": False, "traceorder": "normal"},
        showlegend=True,
    )  # fmt: skip
    columns = [("indicator", "指标"), ("region", "地区"), ("value", "得分"), ("rank", "排名"), ("band", "档次")]
    shown = [row for row in rows if row["code"] in picked]
    return Chart(slug, title, alt, figure, columns, shown, sources, as_of)


def _dots(name: str, points, color: str, *, big: bool) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="markers+text" if big else "markers",
        x=[row["rank"] for row, _ in points],
        y=[height for _, height in points],
        text=[row["mark"] for row, _ in points] if big else None,
        textposition="middle center",
        textfont={"color": "#ffffff", "size": 11},
        marker={"size": 20 if big else 9, "color": color, "line": {"color": "#ffffff" if big else LINE, "width": 1}},
        hovertemplate=[f"{row['region']}<br>{row['indicator']}：第{row['rank']}"
                       + (f"，{row['value']}分" if row["value"] is not None else "") + "<extra></extra>"
                       for row, _ in points],
        cliponaxis=False,
    )  # fmt: skip
