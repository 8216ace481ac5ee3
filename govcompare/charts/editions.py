"""A region's places over the editions of an index. A line joins two editions only where their method is the same."""

import plotly.graph_objects as go

from ..language import clauses, gettext_lazy
from ..language import gettext as _
from .chart import Chart, framed, wrapped
from .native import Native, NativeSeries
from .palette import MUTED, SERIES
from .words import breadth, plain

NO_RANK = gettext_lazy("未印排名")
# Parts of the plot: points of one edition nearer than this would hide one another; so far apart they are put.
NEAR, DODGE = 0.06, 0.026
# Pixels: beside the plot, of an edition without its words. Narrower, words would run into the next edition.
MARGINS, COLUMN, FONT = 70, 45, 13
# Chinese characters in a line of the words beside a point.
PER_LINE = 14


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
    note: str = "",
) -> Chart:
    """One column an edition, in the order of `rows`; the place is on the upright axis, first at the top.

    rows: dicts with edition_id, edition, indicator, rank, rank_label ("3 / 31"), value, band. joined: pairs of
    editions, earlier first, whose method a source says is the same; between all others there is a gap. note: the subtitle where nothing is written beside the points.
    """
    editions = list(dict.fromkeys((row["edition_id"], row["edition"]) for row in rows))
    across = {key: index for index, (key, _label) in enumerate(editions)}
    indicators = list(dict.fromkeys(row["indicator"] for row in rows))
    furthest = max((row["rank"] for row in rows if row["rank"]), default=1)
    beside = _beside([row for row in rows if row["rank"]], len(editions), furthest)
    traces, series = [], []
    for index, indicator in enumerate(indicators):
        name = plain(indicator)
        points = sorted(
            (row for row in rows if row["indicator"] == indicator and row["rank"]),
            key=lambda row: across[row["edition_id"]],
        )
        series += _runs(name, points, across, joined, SERIES[index % len(SERIES)])
        x, y, text, told = [], [], [], []
        for number, row in enumerate(points):
            if number and (points[number - 1]["edition_id"], row["edition_id"]) not in joined:
                # a gap: the method of the two editions is not known to be the same
                x.append(None), y.append(None), text.append(""), told.append("")
            shift, label = beside[id(row)]
            x.append(round(across[row["edition_id"]] + shift, 4))
            y.append(row["rank"])
            text.append(label)
            told.append(row["rank_label"])
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
                customdata=[[words] for words in told],
                hovertemplate=f"{name} %{{customdata[0]}}<extra></extra>",
            )
        )
    ranked = {row["edition_id"] for row in rows if row["rank"]}
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=460,
        margin={"t": 120, "b": 110, "l": 40},
        xaxis={"tickvals": list(across.values()), "ticktext": [plain(label) + ("" if key in ranked else f"<br>{NO_RANK}") for key, label in editions],
               "range": [-0.5, len(editions) - 0.3], "fixedrange": True, "zeroline": False},
        yaxis={"range": [max(furthest, 5) + 1, 0.2], "tick0": 1, "title": {"text": _("排名"), "font": {"color": MUTED}}, "fixedrange": True,
               "zeroline": False, "dtick": 1 if furthest <= 10 else 5},
        showlegend=True,
    )  # fmt: skip
    longest = max((breadth(line) for _shift, words in beside.values() for line in words.split("<br>")), default=0)
    figure["layout"]["meta"]["min_width"] = int(MARGINS + (len(editions) + 0.2) * (longest * FONT + COLUMN))
    columns = [
        ("edition", _("版本")),
        ("indicator", _("指标")),
        ("value", _("得分")),
        ("rank_label", _("排名 / 参评数")),
        ("band", _("档次")),
    ]
    names = [plain(label) for _id, label in editions]
    native = Native("line", names, series, value_title=_("排名"), reversed_values=True, note=note)
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of, native)


def _beside(points, editions: int, furthest: int) -> dict[int, tuple[float, str]]:
    """id of a row -> how far it stands beside the middle of its edition, and its words.

    Points of one edition that are near one another stand side by side, and the last of them has the words of all.
    """
    near = NEAR * (max(furthest, 5) + 0.8)
    runs: list[list] = []
    for row in sorted(points, key=lambda row: (row["edition_id"], row["rank"])):
        last = runs[-1][-1] if runs else None
        if last and last["edition_id"] == row["edition_id"] and row["rank"] - last["rank"] < near:
            runs[-1].append(row)
        else:
            runs.append([row])
    found = {}
    for run in runs:
        words = wrapped(clauses(dict.fromkeys(row["rank_label"] for row in run)), PER_LINE)
        for number, row in enumerate(run):
            shift = (number - (len(run) - 1) / 2) * DODGE * (editions + 0.2)
            found[id(row)] = shift, words if row is run[-1] else ""
    return found


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
        found.append(NativeSeries(name if len(runs) == 1 else f"{name} {plain(run[0]['edition'])}", values, colour))
    return found
