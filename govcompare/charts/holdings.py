"""Who holds what of which company: holders at the left, companies at the right, bands as thick as the shares.

A company is a block of 100 %. What no source states stays a hatched part of it; a holder whose share is unknown is
tied to that part by a thin dashed band, whose width says nothing.
"""

from dataclasses import dataclass
from math import cos, pi

import plotly.graph_objects as go

from ..language import bracketed, clauses, gettext_lazy, headed, pgettext
from ..language import gettext as _
from .chart import Chart, framed
from .palette import INK, LIGHT, LINE, SERIES, UNKNOWN_PATTERN, tint
from .stakes import ROUNDING, WHOLE, Band, bands_of, names, stated
from .words import breadth, broken, capital, plain, sounds

COLUMNS = [
    ("company", gettext_lazy("公司")),
    ("holder", gettext_lazy("股东")),
    ("share", gettext_lazy("持股比例（%）")),
    ("share_minimum", gettext_lazy("下限（%）")),
    ("share_maximum", gettext_lazy("上限（%）")),
    ("collective_label", gettext_lazy("合计持有")),
]
# Pixels: of one percent by the number of companies, of a line of a label, between two blocks, beside the blocks.
PER_CENT = {1: 2.6, 2: 1.8, 3: 1.5}
SMALLEST_PER_CENT = 1.2
LINE_HEIGHT, GAP, LABEL_ROOM = 16, 14, 208
PER_LINE = 15
BLOCK, BESIDE = 0.16, 0.012  # of the width between the outer edges of both columns: a block, the gap to its words
NARROWEST = 660


@dataclass
class Block:
    """A holder or a company: its name in lines, its height in percent, and where its next band begins."""

    lines: list[str]
    height: float
    top: float = 0.0
    used: float = 0.0
    colour: str = ""


def holdings_flow(
    rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str, undrawn=()
) -> Chart:
    """rows: dicts with company, holder, share (percent, or None), collective (one share held by several), missing. Several
    rows of one holder in one company come from several sources: the first is drawn, the others are written beside it.
    undrawn: further rows of the data that have no holder to draw."""
    bands = bands_of(rows)
    companies = {company: [band for band in bands if band.company == company] for company in names(rows, "company")}
    holders = {holder: [band for band in bands if band.holder == holder] for holder in names(rows, "holder")}
    per_cent = PER_CENT.get(len(companies), SMALLEST_PER_CENT)
    collective = {row["holder"] for row in rows if row["collective"]}
    left = _left(holders, collective, per_cent)
    right = {name: Block(_company_words(name, rows), WHOLE) for name in companies}
    _place(left, per_cent)
    _place(right, per_cent)
    _level(left, right)
    total = max(-_bottom(left), -_bottom(right)) * per_cent
    traces = [
        *_ribbons(bands, left, right, companies),
        _holder_blocks(left),
        _company_blocks(right, companies),
        _unstated(right, companies),
        _labels(left, -BESIDE, "middle left"),
        _labels(right, 1 + BESIDE, "middle right"),
    ]
    figure = framed(
        [trace for trace in traces if trace is not None],
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=int(112 + 52 + total),
        barmode="overlay",
        showlegend=False,
        margin={"t": 112, "b": 52, "l": LABEL_ROOM, "r": LABEL_ROOM},
        xaxis={"visible": False, "range": [-BESIDE, 1 + BESIDE], "fixedrange": True},
        yaxis={"visible": False, "range": [-total / per_cent, 0], "fixedrange": True},
        annotations=[
            {"text": text, "x": x, "xref": "x", "xanchor": anchor, "y": 1, "yref": "paper", "yanchor": "bottom",
             "yshift": 6, "showarrow": False, "font": {"size": 13, "color": INK}}
            for text, x, anchor in ((_("股东"), 0, "left"), (_("公司（各为 100%）"), 1, "right"))
        ],
    )  # fmt: skip
    figure["layout"]["meta"]["min_width"] = NARROWEST
    return Chart(slug, title, alt, figure, COLUMNS, [*rows, *undrawn], sources, as_of)


def _left(holders: dict[str, list[Band]], collective: set[str], per_cent: float) -> dict[str, Block]:
    """The blocks of the holders; one that holds of several companies is as high as all its bands."""
    blocks = {}
    for index, (name, bands) in enumerate(holders.items()):
        told = bracketed(plain(name), pgettext("shares", "合计")) if name in collective else plain(name)
        shares = clauses(band.said for band in bands)
        blocks[name] = Block(
            _with_share([*broken(told, PER_LINE), *_sounds(name)], shares),
            sum(band.thickness for band in bands),
            colour=SERIES[index % len(SERIES)] if any(band.is_known for band in bands) else "",
        )
    return blocks


def _with_share(lines: list[str], share: str) -> list[str]:
    """A name and its share: on its last line where there is room, else below."""
    if breadth(f"{lines[-1]} {share}") <= PER_LINE:
        return [*lines[:-1], f"{lines[-1]} {share}"]
    return [*lines, *broken(share, PER_LINE)]


def _company_words(name: str, rows) -> list[str]:
    """The name of a company and how much of it sources state."""
    known = stated([row for row in rows if row["company"] == name])
    if known > WHOLE + ROUNDING:
        said = _("各来源之和 %(share)s%%，不能同时成立") % {"share": f"{known:g}"}
    elif known >= WHOLE - ROUNDING:
        said = _("全部写明")
    else:
        shares = {"known": f"{known:g}", "unknown": f"{round(WHOLE - known, 2):g}"}
        said = _("写明 %(known)s%%，未知 %(unknown)s%%") % shares if known else _("各股东比例未知")
    return [*broken(plain(name), PER_LINE), *_sounds(name), *broken(said, PER_LINE)]


def _sounds(name: str) -> list[str]:
    """The pinyin below a name, in an English picture."""
    said = sounds(name)
    return broken(said, PER_LINE) if said else []


def _place(blocks: dict[str, Block], per_cent: float) -> None:
    """Blocks one under the other, with room for the lines beside each."""
    top = 0.0
    for block in blocks.values():
        slot = max(block.height, len(block.lines) * LINE_HEIGHT / per_cent)
        block.top = top - (slot - block.height) / 2
        top -= slot + GAP / per_cent


def _bottom(blocks: dict[str, Block]) -> float:
    """The lower edge of the last block, or of the words beside it."""
    return min(block.top - block.height for block in blocks.values()) - LINE_HEIGHT / 2


def _level(left: dict[str, Block], right: dict[str, Block]) -> None:
    """The shorter column is moved to the middle of the longer one."""
    apart = (_bottom(left) - _bottom(right)) / 2
    for block in (right if apart < 0 else left).values():
        block.top -= abs(apart)


def _ribbons(bands: list[Band], left, right, companies) -> list[go.Scatter]:
    """Stated shares from the top of a company's block down; the others spread over its hatched part."""
    ribbons = []
    for company, own in companies.items():
        block = right[company]
        rest = block.height - sum(band.thickness for band in own if band.is_known)
        unknown = [band for band in own if not band.is_known]
        space = (rest - sum(band.thickness for band in unknown)) / (len(unknown) + 1)
        for band in sorted(own, key=lambda one: not one.is_known):
            block.used += 0 if band.is_known else space
            start = left[band.holder]
            ribbons.append(_ribbon(band, start.top - start.used, block.top - block.used, start.colour))
            start.used += band.thickness
            block.used += band.thickness
    return ribbons


def _ribbon(band: Band, start: float, end: float, colour: str) -> go.Scatter:
    steps = [step / 14 for step in range(15)]
    across = [BLOCK + (1 - 2 * BLOCK) * step for step in steps]
    upper = [start + (end - start) * (1 - cos(pi * step)) / 2 for step in steps]
    points = [*zip(across, upper, strict=True)]
    points += [(x, y - band.thickness) for x, y in reversed(points)]
    look = {"line": {"width": 0}, "fillcolor": tint(colour)} if band.is_known else {
        "line": {"width": 1, "dash": "4px,3px", "color": LINE},
        "fillcolor": LIGHT["unknown"],
        "fillpattern": {name: UNKNOWN_PATTERN[name] for name in ("shape", "size", "solidity", "fgcolor", "bgcolor")},
    }  # fmt: skip
    return go.Scatter(
        x=[round(x, 4) for x, _ in points] + [round(points[0][0], 4)],
        y=[round(y, 3) for _, y in points] + [round(points[0][1], 3)],
        mode="lines",
        fill="toself",
        hoveron="fills",
        text=headed(f"{plain(band.holder)} → {plain(band.company)}", band.said),
        hoverinfo="text",
        **look,
    )


def _holder_blocks(left: dict[str, Block]) -> go.Bar:
    blocks = list(left.values())
    return go.Bar(
        x=[BLOCK / 2] * len(blocks),
        y=[block.height for block in blocks],
        base=[block.top - block.height for block in blocks],
        width=BLOCK,
        marker={
            "color": [block.colour or LIGHT["unknown"] for block in blocks],
            "line": {"color": [block.colour or LINE for block in blocks], "width": 1},
            "pattern": _pattern([not block.colour for block in blocks]),
        },
        hoverinfo="skip",
    )


def _pattern(hatched: list[bool]) -> dict:
    return {"shape": [UNKNOWN_PATTERN["shape"] if one else "" for one in hatched], "size": UNKNOWN_PATTERN["size"],
            "solidity": UNKNOWN_PATTERN["solidity"], "fgcolor": LINE, "fillmode": "overlay"}  # fmt: skip


def _company_blocks(right: dict[str, Block], companies) -> go.Bar:
    """The stated part of each company, one piece a holder."""
    pieces = []
    for name, own in companies.items():
        top = right[name].top
        for band in own:
            if band.is_known:
                pieces.append((top - band.thickness, band.thickness))
                top -= band.thickness
    return go.Bar(
        x=[1 - BLOCK / 2] * len(pieces),
        y=[height for _, height in pieces],
        base=[base for base, _ in pieces],
        width=BLOCK,
        marker={"color": "#3a4754", "line": {"color": "#ffffff", "width": 1}},
        hoverinfo="skip",
    )


def _unstated(right: dict[str, Block], companies) -> go.Bar | None:
    """What no source states of each company."""
    rests = {name: WHOLE - sum(band.thickness for band in own if band.is_known) for name, own in companies.items()}
    rests = {name: rest for name, rest in rests.items() if rest > ROUNDING}
    if not rests:
        return None
    return go.Bar(
        x=[1 - BLOCK / 2] * len(rests),
        y=list(rests.values()),
        base=[right[name].top - WHOLE for name in rests],
        width=BLOCK,
        marker={"color": LIGHT["unknown"], "line": {"color": LINE, "width": 1}, "pattern": UNKNOWN_PATTERN},
        text=[capital(_("未知"))] * len(rests),
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": INK, "size": 12},
        hovertemplate=_("来源没有写明：%(share)s%%") % {"share": "%{y:.4~g}"} + "<extra></extra>",
    )


def _labels(blocks: dict[str, Block], x: float, position: str) -> go.Scatter:
    return go.Scatter(
        mode="text",
        x=[x] * len(blocks),
        y=[block.top - block.height / 2 for block in blocks.values()],
        text=["<br>".join(block.lines) for block in blocks.values()],
        textposition=position,
        textfont={"size": 12, "color": INK},
        cliponaxis=False,
        hoverinfo="skip",
    )
