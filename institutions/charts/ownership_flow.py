"""From holders to operating companies: who holds how much, and how much no source states."""

from govcompare.as_of import AsOf
from govcompare.charts import Chart, holdings_flow, nothing
from govcompare.charts.holdings import COLUMNS
from govcompare.charts.stakes import ROUNDING, WHOLE, stated
from govcompare.rows import Row
from regions.models import Region

from ..lists.companies import Companies, company_row
from ..models import OperatingMandate
from .entry import Asked, Entry, Places
from .equity import holdings_serving
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
        return nothing(slug="ownership-flow", title="没有股权记载", as_of=as_of.text, columns=COLUMNS,
                       why="这一天没有来源写明这些地区的运营公司由谁持股：未知，不是没有。")  # fmt: skip
    companies = {name: [row for row in rows if row["company"] == name] for name in dict.fromkeys(row["company"] for row in rows)}  # fmt: skip
    said = "；".join(f"{row['holder']} 持 {row['company']} {_share(row)}" for row in rows)
    left = f"；另有 {len(unknown)} 家公司没有来源写明股东，不在图上，在数据表中" if unknown else ""
    collective = "“合计”为几家共有一个比例，不作拆分；" if any(row["collective"] for row in rows) else ""
    thin = "虚线带的股东比例未知，带宽不代表比例；" if any(row["share"] is None for row in rows) else ""
    return holdings_flow(
        rows,
        undrawn=unknown,
        slug="ownership-flow",
        title=_finding(companies),
        subtitle=f"带宽为持股比例（%），斜线为没有来源写明的部分；{thin}{collective}{observed(row['as_of'] for row in rows)}{left}",
        alt=f"流向图：截至 {as_of.text}，{said}。",
        sources=titles([*shareholdings, *without.values()]),
        as_of=as_of.text,
    )


def _holding(row: Row) -> Row:
    missing = row["missing"]
    return {
        "company": row["company"],
        "holder": row["holder"],
        "share": row["share_exact"],
        "share_minimum": row["share_minimum"],
        "share_maximum": row["share_maximum"],
        "collective": row["collective"],
        "collective_label": "是" if row["collective"] else "否",
        "missing": missing | {"share": missing.get("share_exact", "unknown")},
        **own_place(row),
    }


def _without_holder(mandate: Row) -> Row:
    """A company of which no source names a holder, in the data only."""
    return {
        "company": mandate["name"] or f"{mandate['region']}的公司（名称未知）",
        "holder": None,
        **dict.fromkeys(UNKNOWN_SHARE),
        "collective": False,
        "collective_label": None,
        "missing": dict.fromkeys(("holder", "collective_label", *UNKNOWN_SHARE), "unknown"),
        **own_place(mandate),
    }


def _share(row: Row) -> str:
    if row["share"] is None:
        return "比例未知"
    return f"{'合计 ' if row['collective'] else ''}{row['share']:g}%"


def _finding(companies: dict[str, list[Row]]) -> str:
    """Of one company who holds most and what is open; of several how many are stated in full, in part, not at all."""
    sums = {name: stated(rows) for name, rows in companies.items()}
    if len(companies) == 1:
        (name, rows), total = next(iter(companies.items())), next(iter(sums.values()))
        known = sorted((row for row in rows if row["share"] is not None), key=lambda row: -row["share"])
        if not known:
            return f"{name}：知道股东，比例未知"
        if len(known) <= MOST_NAMED and total >= WHOLE - ROUNDING:
            return f"{name}：" + "，".join(f"{row['holder']} {_share(row)}" for row in known)
        rest = f"，{round(WHOLE - total, 2):g}% 没有写明" if total < WHOLE - ROUNDING else ""
        return f"{name}：{known[0]['holder']}持股最多（{_share(known[0])}）{rest}"
    full = sum(1 for total in sums.values() if total >= WHOLE - ROUNDING)
    none = sum(1 for total in sums.values() if total == 0)
    parts = [(full, "股权全部写明"), (len(sums) - full - none, "只写明一部分"), (none, "只知股东、不知比例")]
    return f"{len(companies)} 家公司中，{'，'.join(f'{number} 家{words}' for number, words in parts if number)}"


def draw(asked: Asked) -> Chart:
    """The companies of the regions chosen, of all regions where none is."""
    mandates = Companies().queryset(asked.day).order_by("region_id", "id")
    if asked.codes:
        serving = OperatingMandate.objects.in_force(asked.day).filter(region__in=asked.codes)
        mandates = mandates.filter(company__in=serving.values("company"))
    return ownership_flow(
        holdings_serving(asked.codes, asked), [company_row(mandate) for mandate in mandates], asked.as_of
    )


ENTRY = Entry(
    slug="ownership-flow",
    title="从股东到运营公司",
    lead="股东在左，公司在右，带宽就是持股比例；没有来源写明的部分画斜线，不摊给别人。",
    draw=draw,
    places=Places(Region.objects.all, "选了地区就只画为这些地区运营的公司。", in_words="全部有股权记载的公司"),
)
