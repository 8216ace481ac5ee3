"""Many regions by many indicators: a cell for each, its gap shown as a gap."""

import plotly.graph_objects as go

from ..language import gettext as _
from ..language import gettext_lazy, headed, is_english
from .chart import INSIDE, Chart, framed, wrapped
from .palette import INK, LIGHT, LINE
from .words import capital, plain

GAP = 0.06
# Narrower than this, pixels, the words of the columns would run into one another: the page scrolls instead.
LABEL_WIDTH, CHINESE_CELL, ENGLISH_CELL = 90, 88, 106
# Shading by printed rank: first, second and third, fourth to tenth, further, a tier without a rank, nothing printed.
SHADES = [
    ("first", gettext_lazy("第1"), "#14406f", "#ffffff"),
    ("leading", gettext_lazy("第2—3"), "#1f5fa8", "#ffffff"),
    ("upper", gettext_lazy("第4—10"), "#9cc3e6", INK),
    ("further", gettext_lazy("第11以后"), "#d9e8f5", INK),
    ("tier", gettext_lazy("只有档次"), "#efe3cf", INK),
    ("gap", gettext_lazy("未公布"), "#ffffff", "#5a6672"),
    ("open", gettext_lazy("未知"), LIGHT["unknown"], "#5a6672"),
]


GAPS = {"gap", "open"}


def score_matrix(
    rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str
) -> Chart:
    """Rows are regions, columns indicators; each cell holds the printed rank, value or tier.

    rows: dicts with indicator, code, region, rank, tied, value, band, missing; all of rank, value and band empty is a
    gap, drawn as one: 未公布 or 未知, as `missing` says.
    """
    indicators = list(dict.fromkeys(row["indicator"] for row in rows))
    regions = {row["code"]: row["region"] for row in rows}
    across = {name: index for index, name in enumerate(indicators)}
    down = {code: len(regions) - 1 - index for index, code in enumerate(regions)}
    traces = []
    for key, label, fill, ink in SHADES:
        cells = [row for row in rows if shade(row) == key]
        if cells:
            traces.append(
                go.Bar(
                    name=capital(str(label)),
                    x=[across[row["indicator"]] for row in cells],
                    y=[1 - GAP] * len(cells),
                    base=[down[row["code"]] - 0.5 + GAP / 2 for row in cells],
                    width=1 - GAP,
                    marker={"color": fill, "line": {"color": LINE if key in GAPS else fill, "width": 1},
                            "pattern": {"shape": "/", "size": 7, "solidity": 0.08, "fgcolor": LINE, "bgcolor": fill}
                            if key in GAPS else {}},
                    text=[cell_text(row) for row in cells],
                    **INSIDE, constraintext="none",
                    textfont={"color": ink, "size": 12},
                    customdata=[[row["region"], plain(row["indicator"])] for row in cells],
                    hovertemplate=headed("%{customdata[0]} %{customdata[1]}", "%{text}") + "<extra></extra>",
                )
            )  # fmt: skip
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=230 + 30 * len(regions),
        barmode="overlay",
        bargap=0,
        margin={"t": 136, "b": 100},
        xaxis={"tickvals": list(across.values()), "ticktext": [wrapped(plain(name), 6) for name in across], "side": "top",
               "range": [-0.5, len(indicators) - 0.5], "fixedrange": True, "showgrid": False, "zeroline": False,
               "tickangle": 0},
        yaxis={"tickvals": list(down.values()), "ticktext": list(regions.values()), "range": [-0.5, len(regions) - 0.5],
               "fixedrange": True, "showgrid": False, "zeroline": False},
        legend={"y": 0, "yanchor": "top"},  # over the plot stand the indicators
    )  # fmt: skip
    figure["layout"]["meta"]["min_width"] = LABEL_WIDTH + (ENGLISH_CELL if is_english() else CHINESE_CELL) * len(
        indicators
    )
    columns = [
        ("region", _("地区")),
        ("indicator", _("指标")),
        ("value", _("得分")),
        ("rank_label", _("排名")),
        ("band", _("档次")),
    ]
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of)


def shade(row) -> str:
    """The key in SHADES for one row, by its printed rank."""
    match row["rank"]:
        case None:
            if row["band"] or row["value"] is not None:
                return "tier"
            return "gap" if row["missing"].get("rank") == "not_published" else "open"
        case 1:
            return "first"
        case 2 | 3:
            return "leading"
        case rank:
            return "upper" if rank <= 10 else "further"


def cell_text(row) -> str:
    """What the cell of one row says: rank (= for a tie), else tier, else value, else nothing."""
    if row["rank"] is not None:
        return f"{row['rank']}{'=' if row['tied'] else ''}"
    if row["band"]:
        return plain(row["band"])
    return _("%(value)s分") % {"value": row["value"]} if row["value"] is not None else ""
