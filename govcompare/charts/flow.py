"""How things moved from one set of categories to another: two columns of blocks, bands between them.

Drawn with bars and filled scatter traces: plotly's sankey is only in the full bundle.
"""

from collections import defaultdict

import plotly.graph_objects as go

from ..language import bracketed, headed, is_english
from ..language import gettext as _
from .chart import INSIDE, Chart, framed
from .palette import FILLS, INK, LIGHT, LINE, UNKNOWN_PATTERN, last_known_pattern, tint, words_on
from .words import breadth, broken

# Half a block is so wide that its words fit into it on a phone.
LEFT, RIGHT, WIDTH = 0.0, 1.0, 0.36
EDGE = 0.01
GAP = 0.35  # between blocks, in units of one thing
FONT = 12
# In English, where blocks are narrow: Chinese characters in a line, and the things a block holds that has room for two.
PER_LINE, TWO_LINES = 15, 2


def flow(
    rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str, ends: tuple[str, str]
) -> Chart:
    """Blocks at the left for the categories before, at the right for those after, bands as thick as their counts.

    rows: dicts with before, before_label, after, after_label (categories are keys of the palette, each with
    `before_is_last_known` and `after_is_last_known`), count, regions (names, for the table). ends: the words over
    the two columns.
    """
    order = [*FILLS, *LIGHT]
    rows = sorted(rows, key=lambda row: (order.index(row["before"]), row["before_label"], order.index(row["after"]), row["after_label"]))  # fmt: skip
    left = _column(rows, "before", order)
    right = _column(rows, "after", order)
    total = max(_height(left), _height(right))
    bands, blocks = _bands(rows, left, right), [*left.values(), *right.values()]
    traces = [*bands, *_blocks(left, LEFT), *_blocks(right, RIGHT)]
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=max(420, int(150 + 15 * total)),
        barmode="overlay",
        showlegend=False,
        margin={"t": 112},
        xaxis={"visible": False, "range": [LEFT - WIDTH - EDGE, RIGHT + WIDTH + EDGE], "fixedrange": True},
        yaxis={"visible": False, "range": [-total - 0.2, 0.4], "fixedrange": True},
        annotations=[
            {"text": text, "x": x, "xref": "x", "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
             "font": {"size": 13, "color": INK}}
            for text, x in zip(ends, (LEFT, RIGHT), strict=True)
        ],
    )  # fmt: skip
    if is_english():
        texts = [_said(block) for block in blocks]
        room = (max(breadth(text) for text in texts) * FONT + 8) * (RIGHT - LEFT + 2 * (WIDTH + EDGE)) / (2 * WIDTH)
        short = [[_narrow(block)] for block in blocks]
        figure["layout"]["meta"]["short"] = {"least": int(room) + 16, "texts": [None] * len(bands) + short}
    columns = [("before_label", ends[0]), ("after_label", ends[1]), ("count", _("地区数")), ("regions", _("地区"))]
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of)


def _column(rows, side: str, order: list[str]) -> dict[str, dict]:
    """label -> its block: top, count and what has been used of it by bands so far."""
    counts: dict[str, int] = defaultdict(int)
    keys = {}
    for row in rows:
        counts[row[f"{side}_label"]] += row["count"]
        keys[row[f"{side}_label"]] = (row[side], row[f"{side}_is_last_known"])
    top, column = 0.0, {}
    for label in sorted(counts, key=lambda label: (order.index(keys[label][0]), label)):
        column[label] = {"label": label, "key": keys[label][0], "faded": keys[label][1], "top": top,
                         "count": counts[label], "used": 0}  # fmt: skip
        top -= counts[label] + GAP
    return column


def _height(column: dict[str, dict]) -> float:
    return sum(block["count"] + GAP for block in column.values())


def _blocks(column: dict[str, dict], x: float) -> list[go.Bar]:
    """The blocks of one side, a trace each: plotly takes the colour of hatching only where a trace has one colour."""
    return [_block(block, x) for block in column.values()]


def _said(block: dict) -> str:
    return f"{block['label']} {block['count']}"


def _narrow(block: dict) -> str:
    """The words of a block in English where it is narrow: a star for "last known", and two lines if they have room."""
    text = _said(block | {"label": f"{block['label'].partition(' (')[0]}*"} if block["faded"] else block)
    return "<br>".join(broken(text, PER_LINE)) if block["count"] >= TWO_LINES else text


def _block(block: dict, x: float) -> go.Bar:
    """Hatched for 未知, lined for a type that is only the last one known."""
    fill = FILLS.get(block["key"]) or LIGHT[block["key"]]
    pattern = UNKNOWN_PATTERN if block["key"] == "unknown" else last_known_pattern(fill) if block["faded"] else {}
    return go.Bar(
        x=[x],
        y=[block["count"]],
        base=[block["top"] - block["count"]],
        width=WIDTH * 2,
        marker={
            "color": fill,
            "line": {"color": LINE, "width": 1},
            "pattern": pattern,
        },
        text=[_said(block)],
        **INSIDE,
        constraintext="none",
        textfont={"color": words_on(fill), "size": FONT},
        hoverinfo="skip",
    )


def _bands(rows, left: dict[str, dict], right: dict[str, dict]) -> list[go.Scatter]:
    """One band a row, in the colour of where it goes; taken from the blocks from the top down."""
    bands = []
    for row in rows:
        start, end = left[row["before_label"]], right[row["after_label"]]
        y0, y1 = start["top"] - start["used"], end["top"] - end["used"]
        start["used"] += row["count"]
        end["used"] += row["count"]
        x0, x1 = LEFT + WIDTH, RIGHT - WIDTH
        middle = (x0 + x1) / 2
        bands.append(
            go.Scatter(
                x=[x0, middle, x1, x1, middle, x0],
                y=[y0, (y0 + y1) / 2, y1, y1 - row["count"], (y0 + y1) / 2 - row["count"], y0 - row["count"]],
                mode="lines",
                fill="toself",
                line={"width": 0, "shape": "linear"},
                fillcolor=tint(FILLS.get(row["after"]) or LINE),
                hoveron="fills",
                text=headed(f"{row['before_label']} → {row['after_label']}", bracketed(row["count"], row["regions"])),
                hoverinfo="text",
            )
        )
    return bands
