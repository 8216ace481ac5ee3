"""Who has a thing, who has none, of whom nobody knows: at one time for several things, or for one thing over time."""

from datetime import date, timedelta

import plotly.graph_objects as go

from ..language import bracketed, headed, phrases
from ..language import gettext as _
from .bars import percent_axis
from .chart import INSIDE, Chart, framed
from .native import Native, NativeSeries
from .palette import INK, LINE, MUTED, PRESENCES, UNKNOWN_PATTERN
from .words import capital

DAY = 24 * 60 * 60 * 1000
# Numbers smaller than this, pixels, are left to the table and the pointer.
SMALLEST_TEXT = 11
# Less than this part of the height is too low for them; less than this part of the time too narrow.
THIN, SLIVER = 0.075, 0.025
# A time axis of more years names every other one.
MOST_YEARS_NAMED = 8


def presence_bars(rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str],
                  as_of: str) -> Chart:  # fmt: skip
    """One bar a thing, under a heading for each group, cut by presence; lengths are percent of the bar's own total.

    rows: dicts with group (the heading), thing, presence (a key of `PRESENCES`), presence_label, count. The numbers stand
    in words over each bar, for a part may be too thin to hold its own.
    """
    bars = list(dict.fromkeys((row["group"], row["thing"]) for row in rows))
    counts = {(row["group"], row["thing"], row["presence"]): row["count"] for row in rows}
    labels = {row["presence"]: row["presence_label"] for row in rows if row["count"]}
    shown = [key for key in PRESENCES if key in labels]
    totals = {bar: sum(counts.get((*bar, key), 0) for key in PRESENCES) for bar in bars}
    heights, notes, level = {}, [], 0.0
    for number, bar in enumerate(bars):
        if not number or bars[number - 1][0] != bar[0]:
            level -= 0.3 if number else 0
            notes.append(_heading(bar[0], level))
            level -= 0.62
        notes.append(_said(bar[1], [(labels[key], counts.get((*bar, key), 0)) for key in shown], totals[bar], level))
        heights[bar] = level - 0.5
        level -= 1
    traces = [
        go.Bar(
            name=capital(labels[key]),
            orientation="h",
            y=list(heights.values()),
            x=[100 * counts.get((*bar, key), 0) / totals[bar] if totals[bar] else 0 for bar in bars],
            width=0.4,
            customdata=[[counts.get((*bar, key), 0), phrases(bar)] for bar in bars],
            hovertemplate="%{customdata[1]}<br>"
            + _("%(label)s：%%{customdata[0]} 个（%%{x:.1f}%%）") % {"label": capital(labels[key])}
            + "<extra></extra>",
            marker=_marker(key),
        )
        for key in shown
    ]
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=int(226 - 50 * level),
        barmode="stack",
        margin={"t": 118, "b": 112, "l": 22, "r": 26},
        annotations=notes,
        xaxis=percent_axis(_("占本组地区数的比例")),
        yaxis={"range": [level, 0], "showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True},
    )
    native = Native(
        form="stacked_bar",
        categories=[headed(group, thing) for group, thing in bars],
        series=[
            NativeSeries(capital(labels[key]), [counts.get((*bar, key), 0) for bar in bars], PRESENCES[key])
            for key in shown
        ],
        value_title=_("地区数"),
        stretched=True,
    )
    columns = [("group", _("层级")), ("thing", _("事项")), ("presence_label", _("状态")), ("count", _("地区数"))]
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of, native)


def _heading(words: str, level: float) -> dict:
    return _note(words, level) | {"font": {"size": 14, "color": INK, "weight": 700}, "yanchor": "top"}


def _said(thing: str, parts: list[tuple[str, int]], total: int, level: float) -> dict:
    """The words over one bar: every number, 0 too, for it was counted."""
    words = phrases(f"{label} {number}" for label, number in parts)
    return _note(bracketed(headed(thing, words), f"n = {total}"), level - 0.27) | {
        "font": {"size": 12, "color": INK},
        "yanchor": "bottom",
    }


def _note(words: str, level: float) -> dict:
    return {"text": words, "x": 0, "xref": "paper", "xanchor": "left", "y": level, "yref": "y", "showarrow": False,
            "align": "left"}  # fmt: skip


def presence_steps(rows, *, until: date, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str],
                   as_of: str, value_title: str) -> Chart:  # fmt: skip
    """How many have a thing, over time: a step at each day on which the answer changes, each level as wide as it lasted.

    rows: dicts with day (a date), written (that day as the sources write it), presence, presence_label, count, regions
    (those newly so, in words). until: the day shown, to which the last level reaches. A level too short for its number
    keeps it for the pointer and the table.
    """
    days = list(dict.fromkeys(row["day"] for row in rows))
    written = {row["day"]: row["written"] for row in rows}
    counts = {(row["day"], row["presence"]): row for row in rows}
    total = sum(row["count"] for row in rows if row["day"] == days[0])
    labels = {row["presence"]: row["presence_label"] for row in rows if row["count"]}
    shown = [key for key in PRESENCES if key in labels]
    # a last level that has only just begun is given a sliver of the axis, or it would not be seen
    ends = [*days[1:], max(until + timedelta(days=1), days[-1] + (until - days[0]) * SLIVER)]
    widths = [(end - start).days * DAY for start, end in zip(days, ends, strict=True)]
    traces = [
        go.Bar(
            name=capital(labels[key]),
            x=[day.isoformat() for day in days],
            y=[counts[day, key]["count"] for day in days],
            width=widths,
            offset=0,
            text=[str(count) if (count := counts[day, key]["count"]) >= THIN * total else "" for day in days],
            **INSIDE,
            textfont={"color": "#ffffff" if key == "yes" else INK, "size": 13},
            customdata=[[written[day], counts[day, key]["regions"] or _("没有")] for day in days],
            hovertemplate=_("自 %%{customdata[0]} 起<br>%(label)s：%%{y}<br>此时新计入：%%{customdata[1]}")
            % {"label": capital(labels[key])}
            + "<extra></extra>",
            marker=_marker(key) | ({"line": {"width": 0}} if key == "yes" else {}),
        )
        for key in shown
    ]
    spans = list(zip(days, ends, strict=True))
    traces.append(_thin(spans, counts, total))
    first, last = days[0].year, until.year
    years = range(first + 1, last + 1, 1 if last - first <= MOST_YEARS_NAMED else 2)
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=520,
        barmode="stack",
        bargap=0,
        margin={"t": 118, "b": 104, "l": 54, "r": 20},
        uniformtext={"mode": "hide", "minsize": SMALLEST_TEXT},
        xaxis={"type": "date", "range": [days[0].isoformat(), ends[-1].isoformat()], "fixedrange": True,
               "tickvals": [f"{year}-01-01" for year in years], "ticktext": [str(year) for year in years],
               "ticks": "outside", "showgrid": False},
        yaxis={"range": [0, total], "tickvals": _counts_named(total), "fixedrange": True, "showgrid": False,
               "title": {"text": value_title, "font": {"color": MUTED}}},
    )  # fmt: skip
    native = Native(
        form="stacked_bar",
        categories=[written[day] for day in days],
        series=[
            NativeSeries(capital(labels[key]), [counts[day, key]["count"] for day in days], PRESENCES[key])
            for key in shown
        ],
        value_title=value_title,
    )
    columns = [
        ("written", _("日期")),
        ("presence_label", _("状态")),
        ("count", _("地区数")),
        ("regions", _("此时新计入")),
    ]
    plain = [row | {"day": row["day"].isoformat()} for row in rows]
    return Chart(slug, title, alt, figure, columns, plain, sources, as_of, native)


def _thin(spans: list[tuple[date, date]], counts: dict, total: int) -> go.Scatter:
    """The numbers of parts that are wide, but too low to hold words of full size."""
    whole = spans[-1][1] - spans[0][0]
    x, y, text = [], [], []
    for start, end in spans:
        below = 0
        for key in PRESENCES:
            count = counts[start, key]["count"] if (start, key) in counts else 0
            if 0 < count < THIN * total and end - start >= 0.9 * SLIVER * whole:
                x.append((start + (end - start) / 2).isoformat())
                y.append(below + count / 2)
                text.append((str(count), "#ffffff" if key == "yes" else INK))
            below += count
    return go.Scatter(
        name=_("数目"), x=x, y=y, text=[words for words, _ in text], mode="text", hoverinfo="skip", showlegend=False,
        textfont={"size": 10, "color": [colour for _, colour in text]},
    )  # fmt: skip


def _counts_named(total: int) -> list[int]:
    """Round counts for an axis that ends at `total`, which is named too."""
    step = 10 if total > 20 else 5 if total > 8 else 1
    return [*(count for count in range(0, total, step) if total - count > step // 3), total]


def _marker(key: str) -> dict:
    return {
        "color": PRESENCES[key],
        "line": {"color": "#ffffff" if key == "yes" else LINE, "width": 1},
        "pattern": UNKNOWN_PATTERN if key == "unknown" else {},
    }
