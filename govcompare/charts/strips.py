"""Places on a scale: for each indicator, every printed rank, with some regions picked out."""

import plotly.graph_objects as go

from ..language import gettext as _
from ..language import headed, is_english, pgettext, phrases
from .chart import Chart, framed, wrapped
from .native import Native, NativeSeries
from .palette import LINE, MUTED, OTHERS, SERIES
from .words import broken, plain

# Pixels: a strip where nothing is tied, from one dot of a stack of ties to the next (of regions picked out, from those to
# the others, among the others), the highest stack of others, what is kept free above a stack, a line of words.
STRIP, BIG_STEP, BETWEEN, STEP = 52, 22, 17, 11
HIGHEST, FREE, WORDS_LINE = 150, 30, 16
# Where there are tiers without a rank, they have a column of their own to the right of the scale.
SCALE_WITH_TIERS = 0.76
# Chinese characters in a line of the name of a strip, by language.
CHINESE_LABEL, ENGLISH_LABEL = 20, 11
# The same for a tier beside the scale: Chinese ones are short.
ENGLISH_TIER = 9


def rank_strips(rows, *, picked: dict[str, str], slug: str, title: str, subtitle: str, alt: str,
                sources: dict[str, str], as_of: str, note: str = "") -> Chart:  # fmt: skip
    """One strip an indicator, rank 1 on the left; ties stand on one another; printed values beside the dots.

    rows: dicts with indicator, code, region, mark (one or two characters), rank, value, band, missing. Rows without a
    rank are not drawn on the scale: their tier stands in words in a column of its own.
    picked: code -> name of the regions to pick out; others that were printed are grey dots. A region of which
    nothing was printed has no dot. note: the subtitle where the others are not drawn.
    """
    indicators = list(dict.fromkeys(row["indicator"] for row in rows))
    stacks, words = _stacked(rows, picked), _tier_words(rows, picked)
    heights, top = _levels(indicators, stacks, words)
    points = [(row, heights[row["indicator"]] + height / STRIP) for row, height in stacks]
    traces = [_dots(_("其他地区"), [point for point in points if point[0]["code"] not in picked], OTHERS, big=False)]
    for index, (code, name) in enumerate(picked.items()):
        own = [point for point in points if point[0]["code"] == code]
        traces.append(_dots(name, own, SERIES[index % len(SERIES)], big=True))
    traces.append(_values([point for point in points if point[0]["code"] in picked and point[0]["value"] is not None]))
    tiers = _tiers(words, heights)
    furthest = max((row["rank"] for row, _height in points), default=1)
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=int(250 + STRIP * top),
        annotations=tiers,
        margin={"t": 120, "b": 108},
        xaxis={"range": [0.5, max(furthest, 5) + 0.9], "dtick": 1 if furthest <= 12 else 5, "tick0": 1,
               "fixedrange": True, "title": {"text": _("排名（左为第1）")}, "zeroline": False,
               "domain": [0, SCALE_WITH_TIERS if tiers else 1]},
        yaxis={"tickvals": list(heights.values()), "ticktext": [wrapped(plain(name), ENGLISH_LABEL if is_english() else CHINESE_LABEL) for name in heights], "range": [-0.4, top],
               "fixedrange": True, "zeroline": False},
        showlegend=True,
    )  # fmt: skip
    columns = [
        ("indicator", _("指标")),
        ("region", _("地区")),
        ("value", _("得分")),
        ("rank_label", _("排名")),
        ("band", _("档次")),
    ]
    shown = sorted(rows, key=lambda row: row["code"] not in picked)  # the regions picked out first
    ranks = {(row["code"], row["indicator"]): row["rank"] for row in rows}
    series = [
        NativeSeries(name, [ranks.get((code, indicator)) for indicator in indicators], SERIES[index % len(SERIES)])
        for index, (code, name) in enumerate(picked.items())
    ]
    native = Native(
        "line",
        [plain(name) for name in indicators],
        series,
        value_title=_("排名"),
        reversed_values=True,
        markers_only=True,
        note=note,
    )
    return Chart(slug, title, alt, figure, columns, shown, sources, as_of, native)


def _stacked(rows, picked: dict[str, str]) -> list[tuple[dict, float]]:
    """Each ranked row with its height over its strip in pixels: ties stand on one another, regions picked out lowest,
    where they are seen first."""
    ranked = sorted(
        (row for row in rows if row["rank"] is not None),
        key=lambda row: (row["rank"], row["code"] not in picked, row["code"]),
    )
    ties: dict[tuple, list[dict]] = {}
    for row in ranked:
        ties.setdefault((row["indicator"], row["rank"]), []).append(row)
    stacked = []
    for tied in ties.values():
        big = sum(1 for row in tied if row["code"] in picked)
        step = min(STEP, HIGHEST / len(tied))
        first = (big - 1) * BIG_STEP + BETWEEN if big else 0
        stacked += [(row, number * BIG_STEP if number < big else first + (number - big) * step)
                    for number, row in enumerate(tied)]  # fmt: skip
    return stacked


def _levels(indicators: list[str], stacks, words: dict[str, list[str]]) -> tuple[dict[str, float], float]:
    """Where each strip stands, from the bottom up, and the upper end of all, in strips without ties: a strip is as high as
    its highest stack."""
    levels, level = {}, 0.0
    for name in reversed(indicators):
        levels[name] = level
        tallest = max((height for row, height in stacks if row["indicator"] == name), default=0)
        level += max(STRIP, tallest + FREE, len(words.get(name, ())) * WORDS_LINE + WORDS_LINE) / STRIP
    return {name: levels[name] for name in indicators}, level - 0.1


def _tier_words(rows, picked: dict[str, str]) -> dict[str, list[str]]:
    """Indicator -> the tiers of the regions picked out that have no rank in it."""
    words: dict[str, list[str]] = {}
    for row in rows:
        if row["code"] in picked and row["rank"] is None and row["band"]:
            said = headed(row["region"], plain(row["band"]))
            words.setdefault(row["indicator"], []).extend(broken(said, ENGLISH_TIER) if is_english() else [said])
    return words


def _tiers(words: dict[str, list[str]], heights: dict[str, float]) -> list[dict]:
    """One annotation an indicator with its tiers, from its strip up, under a heading; none if there are none."""
    place = {
        "name": "tier",
        "xref": "paper",
        "x": SCALE_WITH_TIERS + 0.03,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
    }
    notes = [
        place
        | {
            "text": "<br>".join(lines),
            "y": heights[indicator],
            "yanchor": "bottom",
            "yshift": -9,
            "font": {"size": 12},
        }
        for indicator, lines in words.items()
    ]
    heading = place | {"text": _("只印档次、未印排名"), "yref": "paper", "y": 1, "yanchor": "bottom",
                       "font": {"size": 12, "color": MUTED}}  # fmt: skip
    return [heading, *notes] if notes else []


def _values(points) -> go.Scatter:
    """The printed values, beside the dots of the regions picked out."""
    return go.Scatter(
        name=_("得分"),
        mode="text",
        x=[row["rank"] for row, _height in points],
        y=[height for _row, height in points],
        text=["　" + pgettext("beside a dot", "%(value)s分") % row for row, _height in points],
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
        x=[row["rank"] for row, _height in points] or [None],
        y=[height for _row, height in points] or [None],
        text=[row["mark"] for row, _height in points] if big else None,
        textposition="middle center",
        textfont={"color": "#ffffff", "size": 11},
        marker={"size": 20 if big else 9, "color": color, "line": {"color": "#ffffff" if big else LINE, "width": 1}},
        hovertemplate=[f"{row['region']}<br>{headed(plain(row['indicator']), _printed(row))}<extra></extra>"
                       for row, _height in points],
        cliponaxis=False,
    )  # fmt: skip


def _printed(row) -> str:
    """The rank of a dot, and its value where one is printed."""
    said = [_("第%(rank)s") % row]
    return phrases([*said, _("%(value)s分") % row] if row["value"] is not None else said)
