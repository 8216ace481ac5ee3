"""From holders to operating companies: who holds how much, and how much no source states."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from govcompare.as_of import AsOf
from govcompare.charts import Chart, holdings_flow, nothing
from govcompare.charts.holdings import COLUMNS
from govcompare.charts.stakes import ROUNDING, WHOLE, stated
from govcompare.charts.words import named, plain
from govcompare.language import clauses, headed, phrases
from govcompare.language_dates import shown_date
from govcompare.rows import Row
from regions.models import Region

from ..lists.companies import Companies, company_row
from ..models import OperatingMandate
from .entry import Asked, Entry, Places
from .equity import MOST_DRAWN, drawn_words, holdings_serving
from .provenance import observed, own_place, titles

# A company with so few holders has all of them in its title.
MOST_NAMED = 2
UNKNOWN_SHARE = ("share", "share_minimum", "share_maximum")


def ownership_flow(shareholdings: list[Row], mandates: list[Row], as_of: AsOf) -> Chart:
    """The shareholdings of some companies. mandates: those of all companies that were asked for, so that those without a
    known holder are counted."""
    rows = [_holding(row) for row in shareholdings]
    held = {row["company"] for row in rows}
    without = {row["company"]: row for row in mandates if row["name"] is None or row["name"] not in held}
    unknown = [_without_holder(row) for row in without.values()]
    if not rows:
        return nothing(slug="ownership-flow", title=_("没有股权记载"), as_of=as_of.text, columns=COLUMNS,
                       why=_("这一天没有来源写明这些地区的运营公司由谁持股：未知，不是没有。"))  # fmt: skip
    companies = {name: [row for row in rows if row["company"] == name] for name in dict.fromkeys(row["company"] for row in rows)}  # fmt: skip
    said = clauses(
        _("%(holder)s 持 %(company)s %(share)s")
        % {"holder": plain(row["holder"]), "company": plain(row["company"]), "share": _share(row)}
        for row in rows
    )
    subtitle = [_("带宽为持股比例（%），斜线为没有来源写明的部分")]
    if any(row["share"] is None for row in rows):
        subtitle.append(_("虚线带的股东比例未知，带宽不代表比例"))
    if any(row["collective"] for row in rows):
        subtitle.append(_("“合计”为几家共有一个比例，不作拆分"))
    subtitle.append(observed(row["as_of"] for row in rows))
    subtitle += drawn_words(companies)
    if unknown:
        subtitle.append(_left_out(len(unknown)))
    return holdings_flow(
        rows,
        undrawn=unknown,
        slug="ownership-flow",
        title=_finding(companies),
        subtitle=clauses(subtitle),
        alt=_("流向图：截至 %(date)s，%(shares)s。") % {"date": shown_date(as_of.text), "shares": said},
        sources=titles([*shareholdings, *without.values()]),
        as_of=as_of.text,
    )


def _left_out(number: int) -> str:
    """A word on the companies that are not drawn."""
    return ngettext("另有 %(number)s 家公司没有来源写明股东，不在图上，在数据表中",
                    "另有 %(number)s 家公司没有来源写明股东，不在图上，在数据表中", number) % {"number": number}  # fmt: skip


def _holding(row: Row) -> Row:
    missing = row["missing"]
    return {
        "company": row["company"],
        "holder": row["holder"],
        "share": row["share_exact"],
        "share_minimum": row["share_minimum"],
        "share_maximum": row["share_maximum"],
        "collective": row["collective"],
        "collective_label": pgettext("answer", "是") if row["collective"] else pgettext("answer", "否"),
        "missing": missing | {"share": missing.get("share_exact", "unknown")},
        **own_place(row),
    }


def _without_holder(mandate: Row) -> Row:
    """A company of which no source names a holder, in the data only."""
    return {
        "company": mandate["name"] or _("%(region)s的公司（名称未知）") % {"region": mandate["region"]},
        "holder": None,
        **dict.fromkeys(UNKNOWN_SHARE),
        "collective": False,
        "collective_label": None,
        "missing": dict.fromkeys(("holder", "collective_label", *UNKNOWN_SHARE), "unknown"),
        **own_place(mandate),
    }


def _share(row: Row) -> str:
    if row["share"] is None:
        return _("比例未知")
    share = {"share": f"{row['share']:g}"}
    return _("合计 %(share)s%%") % share if row["collective"] else f"{share['share']}%"


def _finding(companies: dict[str, list[Row]]) -> str:
    """Of one company who holds most and what is open; of several how many are stated in full, in part, not at all."""
    sums = {name: stated(rows) for name, rows in companies.items()}
    if len(companies) == 1:
        (name, rows), total = next(iter(companies.items())), next(iter(sums.values()))
        known = sorted((row for row in rows if row["share"] is not None), key=lambda row: -row["share"])
        if not known:
            return headed(named(name), _("知道股东，比例未知"))
        if len(known) <= MOST_NAMED and total >= WHOLE - ROUNDING:
            return headed(named(name), phrases(f"{named(row['holder'])} {_share(row)}" for row in known))
        most = {"holder": named(known[0]["holder"]), "share": _share(known[0])}
        said = [_("%(holder)s持股最多（%(share)s）") % most]
        if total < WHOLE - ROUNDING:
            said.append(_("%(share)s%% 没有写明") % {"share": f"{round(WHOLE - total, 2):g}"})
        return headed(named(name), phrases(said))
    full = sum(1 for total in sums.values() if total >= WHOLE - ROUNDING)
    none = sum(1 for total in sums.values() if total == 0)
    parts = [
        (full, _("%(number)s 家股权全部写明")),
        (len(sums) - full - none, _("%(number)s 家只写明一部分")),
        (none, _("%(number)s 家只知股东、不知比例")),
    ]
    found = phrases(words % {"number": number} for number, words in parts if number)
    return _("%(number)s 家公司中，%(found)s") % {"number": len(companies), "found": found}


def draw(asked: Asked) -> Chart:
    """The companies of the regions chosen, of all regions where none is."""
    mandates = Companies().queryset(asked.day).order_by("region_id", "id")
    if asked.codes:
        serving = OperatingMandate.objects.in_force(asked.day).filter(region__in=asked.codes)
        mandates = mandates.filter(company__in=serving.values("company"))
    mandates = mandates[:MOST_DRAWN]
    return ownership_flow(
        holdings_serving(asked.codes, asked), [company_row(mandate) for mandate in mandates], asked.as_of
    )


ENTRY = Entry(
    slug="ownership-flow",
    title=gettext_lazy("从股东到运营公司"),
    lead=gettext_lazy("股东在左，公司在右，带宽就是持股比例；没有来源写明的部分画斜线，不摊给别人。"),
    draw=draw,
    places=Places(
        Region.objects.all,
        gettext_lazy("选了地区就只画为这些地区运营的公司。"),
        in_words=gettext_lazy("全部有股权记载的公司"),
    ),
    reading=(
        gettext_lazy("左边一块是一个股东，右边一块是一家公司，各为 100%；实色带越宽，持股越多。"),
        gettext_lazy("颜色只用来分开股东；公司块上的斜线是没有来源写明的部分。"),
        gettext_lazy("虚线的斜纹带是知道股东、不知道比例，它的宽窄没有意义。"),
        gettext_lazy("一家公司不在图上，是没有来源写明它的股东，不是没有公司。"),
    ),
)
