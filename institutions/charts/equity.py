"""Who holds how much of which operating company."""

from govcompare.as_of import AsOf
from govcompare.charts import SHARE_COLUMNS, Chart, nothing, share_bars
from govcompare.rows import Row
from regions.models import Region

from ..lists.shareholdings import Shareholdings, shareholding_row
from ..models import OperatingMandate
from .entry import Asked, Entry, Places
from .provenance import observed, own_place, titles

# More companies than this are not named in the title.
MOST_NAMED = 3


def is_known(shareholdings: list[Row]) -> bool:
    """Whether the share of any holder is known."""
    return any(row["share_exact"] is not None for row in shareholdings)


def equity(shareholdings: list[Row], as_of: AsOf) -> Chart:
    """Who holds how much of which company."""
    rows = [
        {
            "company": row["company"],
            "holder": row["holder"],
            "share": row["share_exact"],
            "collective": row["collective"],
            "collective_label": "是" if row["collective"] else "否",
            "missing": {"share": row["missing"].get("share_exact", "unknown")},
            **own_place(row),
        }
        for row in shareholdings
    ]
    if not rows:
        return nothing(slug="equity", title="没有股权记载", why="这一天没有来源写明这些地区的运营公司由谁持股。", as_of=as_of.text,
                       columns=SHARE_COLUMNS)  # fmt: skip
    companies = "、".join(dict.fromkeys(row["company"] for row in rows))
    told = "；".join(f"{row['holder']} {row['share']:g}%" for row in rows if row["share"] is not None)
    return share_bars(
        rows,
        slug="equity",
        title=f"{companies}的股权"
        if len(dict.fromkeys(row["company"] for row in rows)) <= MOST_NAMED
        else "运营公司的股权",
        subtitle=f"持股比例（%）；几家合计持有的按合计画出，不作拆分；{observed(row['as_of'] for row in shareholdings)}",
        alt=f"横条图：{companies}的股权构成，{told or '持股比例均未知'}。",
        sources=titles(shareholdings),
        as_of=as_of.text,
    )


def holdings_serving(codes: list[str], asked: Asked) -> list[Row]:
    """The shareholdings in force in the companies that work for some regions, of all companies where none is chosen."""
    found = Shareholdings().queryset(asked.day).order_by("company_id", "-share_exact", "id")
    if codes:
        mandates = OperatingMandate.objects.in_force(asked.day).filter(region__in=codes)
        found = found.filter(company__in=mandates.values("company"))
    return [shareholding_row(holding) for holding in found]


def draw(asked: Asked) -> Chart:
    """The companies of the regions chosen."""
    return equity(holdings_serving(asked.codes, asked), asked.as_of)


ENTRY = Entry(
    slug="equity",
    title="运营公司的股权构成",
    lead="哪家公司由谁持股多少；来源没有写明的部分画成未知，不摊给别人。",
    draw=draw,
    places=Places(Region.objects.all, "选了地区就只画为这些地区运营的公司。", in_words="全部有股权记载的公司"),
    each=True,
)


def of_regions(regions: list[Region], shareholdings: list[Row], as_of: AsOf) -> Chart:
    """The chart of the companies of some regions, their shareholdings already read."""
    return ENTRY.signed(equity(shareholdings, as_of), ENTRY.given(as_of, regions))
