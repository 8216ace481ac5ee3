"""The equal-tile map: one tile a region, no borders drawn."""

import plotly.graph_objects as go

from .chart import INSIDE, Chart, framed
from .palette import FILLS, INK, LAST_KNOWN_PATTERN, LIGHT, LINE, UNKNOWN_PATTERN

GAP = 0.06


def tile_map(rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str) -> Chart:
    """Tiles in the given places, one legend entry for each meaning that occurs.

    rows: dicts with code, region, row, column, category (a key of the palette), is_last_known (drawn and counted apart), category_label, word (two
    characters shown in the tile), detail (a line for the pointer), url.
    """
    bottom = max((row["row"] for row in rows), default=0)
    order = [*FILLS, *LIGHT]
    groups: dict[tuple, list] = {}
    for row in sorted(rows, key=lambda row: (order.index(row["category"]), row["is_last_known"])):
        groups.setdefault((row["category"], row["category_label"]), []).append(row)
    traces = [_tiles(tiles, key, label, bottom) for (key, label), tiles in groups.items()]
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=620,
        barmode="overlay",
        bargap=0,
        margin={"t": 128},
        xaxis={"visible": False, "range": [-0.55, 7.55], "fixedrange": True},
        yaxis={"visible": False, "range": [-0.05, bottom + 1.02], "fixedrange": True},
    )
    columns = [("region", "地区"), ("code", "代码"), ("category_label", "状态"), ("detail", "说明")]
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of)


def _tiles(rows, category: str, label: str, bottom: int) -> go.Bar:
    dark = category in FILLS
    faded = rows[0]["is_last_known"]
    return go.Bar(
        name=f"{label} {len(rows)}",
        x=[row["column"] for row in rows],
        y=[1 - GAP] * len(rows),
        base=[bottom - row["row"] for row in rows],
        width=1 - GAP,
        marker={
            "color": FILLS.get(category) or LIGHT[category],
            "line": {"color": LINE if not dark else FILLS[category], "width": 1},
            "pattern": UNKNOWN_PATTERN if category == "unknown" else LAST_KNOWN_PATTERN if faded else {},
        },
        text=[f"{row['region']}<br>{row['word']}" for row in rows],
        **INSIDE,
        textfont={"color": "#ffffff" if dark else INK, "size": 13},
        constraintext="none",
        cliponaxis=False,
        customdata=[[row["url"], row["detail"]] for row in rows],
        hovertemplate=[f"{row['region']}<br>{row['category_label']}<br>%{{customdata[1]}}<extra></extra>"
                       for row in rows],
    )  # fmt: skip
