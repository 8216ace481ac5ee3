"""The equal-tile map: one tile a region, no borders drawn."""

from collections.abc import Mapping

import plotly.graph_objects as go

from ..language import gettext as _
from .chart import INSIDE, Chart, framed
from .palette import FILLS, LIGHT, LINE, UNKNOWN_PATTERN, WHITE, last_known_pattern, outline, words_on
from .words import breadth

GAP = 0.06
# Beside the middle of the outermost tiles, in tiles.
BESIDE = 0.55
FONT = 13


def tile_map(rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str,
             letters: Mapping[str, str] | None = None) -> Chart:  # fmt: skip
    """Tiles in the given places, one legend entry for each meaning that occurs.

    rows: dicts with code, region, row, column, category (a key of the palette), is_last_known (drawn and counted apart), category_label, word (two
    characters shown in the tile), detail (a line for the pointer), url. letters: code -> what stands for the name where a
    tile is too narrow for it.
    """
    bottom = max((row["row"] for row in rows), default=0)
    places = [row["column"] for row in rows] or [0]
    across = [min(places) - BESIDE, max(places) + BESIDE]
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
        height=604,
        barmode="overlay",
        bargap=0,
        margin={"t": 112},
        xaxis={"visible": False, "range": across, "fixedrange": True},
        yaxis={"visible": False, "range": [-0.05, bottom + 1.02], "fixedrange": True},
    )
    if letters:
        widest = max(breadth(row["region"]) for row in rows) * FONT + 8
        figure["layout"]["meta"]["short"] = {
            "least": int(widest / (1 - GAP) * (across[1] - across[0])) + 16,
            "texts": [[_words(letters[row["code"]], row) for row in tiles] for tiles in groups.values()],
        }
    columns = [("region", _("地区")), ("code", _("代码")), ("category_label", _("状态")), ("detail", _("说明"))]
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of)


def _words(name: str, row) -> str:
    return f"{name}<br>{row['word']}"


def _tiles(rows, category: str, label: str, bottom: int) -> go.Bar:
    fill = FILLS.get(category) or LIGHT[category]
    faded = rows[0]["is_last_known"]
    return go.Bar(
        name=f"{label} {len(rows)}",
        x=[row["column"] for row in rows],
        y=[1 - GAP] * len(rows),
        base=[bottom - row["row"] for row in rows],
        width=1 - GAP,
        marker={
            "color": fill,
            "line": {"color": fill if outline(fill) == WHITE else LINE, "width": 1},
            "pattern": UNKNOWN_PATTERN if category == "unknown" else last_known_pattern(fill) if faded else {},
        },
        text=[_words(row["region"], row) for row in rows],
        **INSIDE,
        textfont={"color": words_on(fill), "size": FONT},
        constraintext="none",
        cliponaxis=False,
        customdata=[[row["url"], row["detail"]] for row in rows],
        hovertemplate=[f"{row['region']}<br>{row['category_label']}<br>%{{customdata[1]}}<extra></extra>"
                       for row in rows],
    )  # fmt: skip
