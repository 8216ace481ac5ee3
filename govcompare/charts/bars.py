"""Bars that add up to a whole: what a set is composed of, and who holds how much of a company."""

import plotly.graph_objects as go

from ..language import bracketed, gettext_lazy, headed, pgettext
from ..language import gettext as _
from .chart import INSIDE, Chart, framed, wrapped
from .native import Native, NativeSeries
from .palette import (
    FILLS,
    INK,
    LIGHT,
    LINE,
    SERIES,
    UNKNOWN_PATTERN,
    WHITE,
    last_known_pattern,
    outline,
    words_on,
)
from .words import breadth, broken, capital, plain, sounds

SHARE_COLUMNS = [
    ("company", gettext_lazy("公司")),
    ("holder", gettext_lazy("股东")),
    ("share", gettext_lazy("持股比例（%）")),
    ("collective_label", gettext_lazy("合计持有")),
]


# Chinese characters in a line of the name of a company; in a whole bar on a phone, and at least in a line there.
LABEL, PHONE, NARROWEST = 9, 20, 3
# Over its pinyin a name has longer lines; those of pinyin in a bar.
ENGLISH_LABEL, SOUNDS = 12, 16
# Pixels: words in a bar, and what stands beside the bars; a bar, a line of words in or beside it, what is free above these.
FONT, BESIDE_BARS = 13, 170
BAR, NAME_LINE, NAME_GAP = 64, 17, 20


def percent_axis(title: str) -> dict:
    """0 to 100 %, both ends named; a little more, or the outline of the last bar would be cut off."""
    return {"range": [0, 100.4], "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"], "fixedrange": True,
            "title": {"text": title}}  # fmt: skip


def composition_bars(rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str,
                     unit: str) -> Chart:  # fmt: skip
    """One bar a group, cut by category, each part labelled with its count; lengths are percent of the group. unit: what is
    counted, in the plural.

    rows: dicts with group, category (a key of the palette), is_last_known, category_label, count. Groups keep their order.
    """
    groups = list(dict.fromkeys(row["group"] for row in rows))
    totals = {group: sum(row["count"] for row in rows if row["group"] == group) for group in groups}
    names = [bracketed(group, totals[group]) for group in groups]
    order = [*FILLS, *LIGHT]
    counts = {(row["group"], row["category_label"]): row["count"] for row in rows}
    labels = {row["category_label"]: row for row in rows if row["count"]}
    traces, series = [], []
    for label, row in sorted(
        labels.items(), key=lambda item: (order.index(item[1]["category"]), item[1]["is_last_known"])
    ):
        category = row["category"]
        numbers = [counts.get((group, label), 0) for group in groups]
        fill = FILLS.get(category) or LIGHT[category]
        series.append(NativeSeries(label, numbers, fill))
        traces.append(
            go.Bar(
                name=label,
                orientation="h",
                y=names,
                x=[100 * n / totals[group] if totals[group] else 0 for n, group in zip(numbers, groups, strict=True)],
                text=[str(n) if n else "" for n in numbers],
                **INSIDE,
                textfont={"color": words_on(fill), "size": 13},
                customdata=[[n] for n in numbers],
                hovertemplate=_("%(label)s：%%{customdata[0]} %(unit)s（%%{x:.1f}%%）") % {"label": label, "unit": unit}
                + "<extra></extra>",
                marker={"color": fill, "line": {"color": outline(fill), "width": 1},
                        "pattern": UNKNOWN_PATTERN if category == "unknown"
                        else last_known_pattern(fill) if row["is_last_known"] else {}},
            )
        )  # fmt: skip
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=234 + 52 * len(groups),
        barmode="stack",
        margin={"t": 112, "b": 104, "r": 26},
        xaxis=percent_axis(_("占各组%(unit)s数的比例") % {"unit": unit}),
        yaxis={"autorange": "reversed", "fixedrange": True, "ticks": ""},
    )
    columns = [("group", _("组")), ("category_label", _("类别")), ("count", _("数量"))]
    native = Native("stacked_bar", names, series, value_title=_("%(unit)s数") % {"unit": unit}, stretched=True)
    return Chart(slug, title, alt, figure, columns, rows, sources, as_of, native)


def share_bars(rows, *, slug: str, title: str, subtitle: str, alt: str, sources: dict[str, str], as_of: str) -> Chart:
    """One bar a company, cut by holder in percent; what no source states stays hatched as unknown.

    rows: dicts with company, holder, share (percent, or None), collective (one share held by several).
    """
    companies = list(dict.fromkeys(row["company"] for row in rows))
    unknown = capital(_("未知"))
    traces = []
    for index, row in enumerate(row for row in rows if row["share"] is not None):
        company, name, share = plain(row["company"]), _holder(row), f"{row['share']:g}%"
        traces.append(
            go.Bar(
                name=name,
                orientation="h",
                y=[_label(company)],
                x=[row["share"]],
                text=["<br>".join(_in_bar(row, name, share))],
                meta=f"{name} {share}",
                **INSIDE,
                textfont={"color": WHITE, "size": 13},
                hovertemplate=f"{company}<br>{headed(name, share)}<extra></extra>",
                marker={"color": SERIES[index % len(SERIES)], "line": {"color": WHITE, "width": 2}},
            )
        )  # fmt: skip
    stated = {row["company"] for row in rows if row["share"] is not None}
    companies.sort(key=lambda company: company not in stated)  # nothing but hatches comes last
    for company in companies:
        known = sum(row["share"] for row in rows if row["company"] == company and row["share"] is not None)
        if known < 100:
            unstated = _("来源没有写明：%(share)s%%") % {"share": f"{100 - known:g}"}
            traces.append(
                go.Bar(
                    name=unknown, orientation="h", y=[_label(plain(company))], x=[100 - known], text=[unknown], meta=unknown, **INSIDE,
                    textfont={"color": INK, "size": 13},
                    hovertemplate=f"{plain(company)}<br>{unstated}<extra></extra>",
                    marker={"color": LIGHT["unknown"], "line": {"color": LINE, "width": 1}, "pattern": UNKNOWN_PATTERN},
                )
            )  # fmt: skip
    beside = [_label(company) for company in companies if len(companies) > 1]
    lines = max(text.count("<br>") + 1 for text in (*beside, *(trace.text[0] for trace in traces)))
    lengths = [(trace.x[0] / 100, trace.text[0], trace.meta) for trace in traces]
    figure = framed(
        traces,
        title=title,
        subtitle=subtitle,
        sources=sources,
        as_of=as_of,
        height=210 + max(BAR, NAME_GAP + NAME_LINE * lines) * len(companies),
        barmode="stack",
        showlegend=False,
        margin={"b": 104, "l": 22, "r": 26},
        xaxis=percent_axis(_("持股比例")),
        # one company is named by the title; its label would only take room from the bar
        yaxis={"autorange": "reversed", "fixedrange": True, "showticklabels": len(companies) > 1},
    )
    figure["layout"]["meta"]["short"] = {
        "least": int(
            max(
                (breadth(line) * FONT + 10) / max(length, 0.01)
                for length, text, _short in lengths
                for line in text.split("<br>")
            )
        )
        + BESIDE_BARS,
        "texts": [["<br>".join(broken(text, max(NARROWEST, PHONE * length)))] for length, _text, text in lengths],
    }
    return Chart(slug, title, alt, figure, SHARE_COLUMNS, rows, sources, as_of, _native_shares(rows, companies))


def _in_bar(row, name: str, share: str) -> list[str]:
    """What stands in a bar: a holder and its share; in English its pinyin between them."""
    said = sounds(row["holder"])
    return [name, *broken(said, SOUNDS), share] if said else [f"{name} {share}"]


def _label(company: str) -> str:
    """The name of a company beside its bar, in lines; in English over its pinyin."""
    said = sounds(company)
    return "<br>".join(wrapped(text, ENGLISH_LABEL) for text in (company, said)) if said else wrapped(company, LABEL)


def _holder(row) -> str:
    """The name of a holder, and that several hold together."""
    name = plain(row["holder"])
    return bracketed(name, pgettext("shares", "合计")) if row["collective"] else name


def _native_shares(rows, companies: list[str]) -> Native:
    """A series for each holder, and one for what no source states."""
    held: dict[str, dict[str, float]] = {}
    for row in rows:
        if row["share"] is not None:
            held.setdefault(_holder(row), {})[row["company"]] = row["share"]
    open_shares = {company: 100 - sum(shares.get(company, 0) for shares in held.values()) for company in companies}
    unknown = capital(_("未知"))
    if any(share > 0 for share in open_shares.values()):
        held[unknown] = {company: share for company, share in open_shares.items() if share > 0}
    series = [
        NativeSeries(
            name,
            [shares.get(company) for company in companies],
            LIGHT["unknown"] if name == unknown else SERIES[number % len(SERIES)],
        )
        for number, (name, shares) in enumerate(held.items())
    ]
    return Native(
        "stacked_bar", [plain(company) for company in companies], series, value_title=_("持股比例（%）"), percent=True
    )
