"""Bars that add up to a whole: what a set is composed of, and who holds how much of a company."""

import plotly.graph_objects as go

from .chart import INSIDE, Chart, framed
from .native import Native, NativeSeries
from .palette import FILLS, INK, LAST_KNOWN_PATTERN, LIGHT, LINE, SERIES, UNKNOWN_PATTERN

SHARE_COLUMNS = [("company", "公司"), ("holder", "股东"), ("share", "持股比例（%）"), ("collective_label", "合计持有")]


def percent_axis(title: str) -> dict:
    """0 to 100 %, both ends named; a little more, or the outline of the last bar would be cut off."""
    return {"range": [0, 100.4], "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"], "fixedrange": True,
            "title": {"text": title}}  # fmt: skip


def composition_bars(rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str,
                     unit: str) -> Chart:  # fmt: skip
    """One bar a group, cut by category, each part labelled with its count; lengths are percent of the group.

    rows: dicts with group, category (a key of the palette), is_last_known, category_label, count. Groups keep their order.
    """
    groups = list(dict.fromkeys(row["group"] for row in rows))
    names = [f"{group}（{sum(row['count'] for row in rows if row['group'] == group)}）" for group in groups]
    totals = {group: sum(row["count"] for row in rows if row["group"] == group) for group in groups}
    order = [*FILLS, *LIGHT]
    counts = {(row["group"], row["category_label"]): row["count"] for row in rows}
    labels = {row["category_label"]: row for row in rows if row["count"]}
    traces, series = [], []
    for label, row in sorted(
        labels.items(), key=lambda item: (order.index(item[1]["category"]), item[1]["is_last_known"])
    ):
        category = row["category"]
        numbers = [counts.get((group, label), 0) for group in groups]
        dark = category in FILLS
        series.append(NativeSeries(label, numbers, FILLS.get(category) or LIGHT[category]))
        traces.append(
            go.Bar(
                name=label,
                orientation="h",
                y=names,
                x=[100 * n / totals[group] if totals[group] else 0 for n, group in zip(numbers, groups, strict=True)],
                text=[str(n) if n else "" for n in numbers],
                **INSIDE,
                textfont={"color": "#ffffff" if dark else INK, "size": 13},
                customdata=[[n] for n in numbers],
                hovertemplate=f"{label}：%{{customdata[0]}} {unit}（%{{x:.1f}}%）<extra></extra>",
                marker={"color": FILLS.get(category) or LIGHT[category], "line": {"color": "#ffffff" if dark else LINE, "width": 1},
                        "pattern": UNKNOWN_PATTERN if category == "unknown"
                        else LAST_KNOWN_PATTERN if row["is_last_known"] else {}},
            )
        )  # fmt: skip
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=250 + 52 * len(groups),
        barmode="stack",
        margin={"t": 128, "b": 104, "r": 26},
        xaxis=percent_axis(f"占各组{unit}数的比例"),
        yaxis={"autorange": "reversed", "fixedrange": True, "ticks": ""},
    )
    columns = [("group", "组"), ("category_label", "类别"), ("count", "数量")]
    native = Native("stacked_bar", names, series, value_title=f"{unit}数", stretched=True)
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of, native)


def share_bars(rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str) -> Chart:
    """One bar a company, cut by holder in percent; what no source states stays hatched as 未知.

    rows: dicts with company, holder, share (percent, or None), collective (one share held by several).
    """
    companies = list(dict.fromkeys(row["company"] for row in rows))
    traces = []
    for index, row in enumerate(row for row in rows if row["share"] is not None):
        name = f"{row['holder']}（合计）" if row["collective"] else row["holder"]
        traces.append(
            go.Bar(
                name=name,
                orientation="h",
                y=[row["company"]],
                x=[row["share"]],
                text=[f"{name} {row['share']:g}%"],
                **INSIDE,
                textfont={"color": "#ffffff", "size": 13},
                hovertemplate=f"{row['company']}<br>{name}：{row['share']:g}%<extra></extra>",
                marker={"color": SERIES[index % len(SERIES)], "line": {"color": "#ffffff", "width": 2}},
            )
        )  # fmt: skip
    stated = {row["company"] for row in rows if row["share"] is not None}
    companies.sort(key=lambda company: company not in stated)  # nothing but hatches comes last
    for company in companies:
        known = sum(row["share"] for row in rows if row["company"] == company and row["share"] is not None)
        if known < 100:
            traces.append(
                go.Bar(
                    name="未知", orientation="h", y=[company], x=[100 - known], text=["未知"], **INSIDE,
                    textfont={"color": INK, "size": 13},
                    hovertemplate=f"{company}<br>来源没有写明：{100 - known:g}%<extra></extra>",
                    marker={"color": LIGHT["unknown"], "line": {"color": LINE, "width": 1}, "pattern": UNKNOWN_PATTERN},
                )
            )  # fmt: skip
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=210 + 64 * len(companies),
        barmode="stack",
        showlegend=False,
        margin={"b": 104, "l": 22, "r": 26},
        xaxis=percent_axis("持股比例"),
        # one company is named by the title; its label would only take room from the bar
        yaxis={"autorange": "reversed", "fixedrange": True, "showticklabels": len(companies) > 1},
    )
    return Chart(slug, title, alt, figure, SHARE_COLUMNS, rows, sources, as_of, _native_shares(rows, companies))


def _native_shares(rows, companies: list[str]) -> Native:
    """A series for each holder, and one for what no source states."""
    held: dict[str, dict[str, float]] = {}
    for row in rows:
        if row["share"] is not None:
            name = f"{row['holder']}（合计）" if row["collective"] else row["holder"]
            held.setdefault(name, {})[row["company"]] = row["share"]
    open_shares = {company: 100 - sum(shares.get(company, 0) for shares in held.values()) for company in companies}
    if any(share > 0 for share in open_shares.values()):
        held["未知"] = {company: share for company, share in open_shares.items() if share > 0}
    series = [
        NativeSeries(
            name,
            [shares.get(company) for company in companies],
            LIGHT["unknown"] if name == "未知" else SERIES[number % len(SERIES)],
        )
        for number, (name, shares) in enumerate(held.items())
    ]
    return Native("stacked_bar", companies, series, value_title="持股比例（%）", percent=True)
