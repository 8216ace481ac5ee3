"""A region's places over the editions of an index. A line joins two editions only where their method is the same."""

import plotly.graph_objects as go

from .chart import Chart, framed
from .native import Native, NativeSeries
from .palette import MUTED, SERIES


def edition_points(
    rows,
    *,
    joined: set[tuple[str, str]],
    slug: str,
    title: str,
    subtitle: str,
    alt: str,
    sources: dict[str, str],
    as_of: str,
) -> Chart:
    """One column an edition, in the order of `rows`; the place is on the upright axis, first at the top.

    rows: dicts with edition_id, edition, indicator, rank, rank_label ("3 / 31"), value, band. joined: pairs of
    editions, earlier first, whose method a source says is the same; between all others there is a gap.
    """
    editions = list(dict.fromkeys((row["edition_id"], row["edition"]) for row in rows))
    across = {key: index for index, (key, _) in enumerate(editions)}
    names = list(dict.fromkeys(row["indicator"] for row in rows))
    traces, series = [], []
    for index, name in enumerate(names):
        points = sorted(
            (row for row in rows if row["indicator"] == name and row["rank"]),
            key=lambda row: across[row["edition_id"]],
        )
        series += _runs(name, points, across, joined, SERIES[index % len(SERIES)])
        x, y, text = [], [], []
        for number, row in enumerate(points):
            if number and (points[number - 1]["edition_id"], row["edition_id"]) not in joined:
                # a gap: the method of the two editions is not known to be the same
                x.append(None), y.append(None), text.append("")
            x.append(across[row["edition_id"]])
            y.append(row["rank"])
            text.append(row["rank_label"])
        traces.append(
            go.Scatter(
                name=name,
                x=x,
                y=y,
                text=text,
                mode="lines+markers+text",
                textposition="middle right",
                connectgaps=False,
                line={"color": SERIES[index % len(SERIES)]},
                marker={"size": 13, "color": SERIES[index % len(SERIES)]},
                hovertemplate=f"{name} %{{text}}<extra></extra>",
            )
        )
    furthest = max((row["rank"] for row in rows if row["rank"]), default=1)
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=460,
        margin={"t": 120, "b": 110, "l": 40},
        xaxis={"tickvals": list(across.values()), "ticktext": [label for _, label in editions],
               "range": [-0.5, len(editions) - 0.3], "fixedrange": True, "zeroline": False},
        yaxis={"range": [max(furthest, 5) + 1, 0.2], "tick0": 1, "title": {"text": "排名", "font": {"color": MUTED}}, "fixedrange": True,
               "zeroline": False, "dtick": 1 if furthest <= 10 else 5},
        showlegend=True,
    )  # fmt: skip
    columns = [
        ("edition", "版本"),
        ("indicator", "指标"),
        ("value", "得分"),
        ("rank_label", "排名 / 参评数"),
        ("band", "档次"),
    ]
    native = Native("line", [label for _, label in editions], series, value_title="排名", reversed_values=True)
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of, native)


def _runs(name: str, points, across: dict[str, int], joined: set[tuple[str, str]], colour: str) -> list[NativeSeries]:
    """A series for each run of editions with the same method: a presentation program joins all points of a series."""
    runs: list[list] = []
    for row in points:
        if runs and (runs[-1][-1]["edition_id"], row["edition_id"]) in joined:
            runs[-1].append(row)
        else:
            runs.append([row])
    found = []
    for run in runs:
        values: list[float | None] = [None] * len(across)
        for row in run:
            values[across[row["edition_id"]]] = row["rank"]
        found.append(NativeSeries(name if len(runs) == 1 else f"{name} {run[0]['edition']}", values, colour))
    return found
