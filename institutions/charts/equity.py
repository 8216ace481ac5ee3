"""Who holds how much of which operating company."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from govcompare.as_of import AsOf
from govcompare.charts import SHARE_COLUMNS, Chart, nothing, share_bars
from govcompare.charts.words import named, plain
from govcompare.language import clauses, enumerated
from govcompare.rows import Row
from regions.models import Region

from ..lists.shareholdings import Shareholdings, shareholding_row
from ..models import OperatingMandate
from .entry import Asked, Entry, Places
from .provenance import observed, own_place, titles

# More companies than this are not named in the title, and more than these are not drawn.
MOST_NAMED, MOST_DRAWN = 3, 60


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
            "collective_label": pgettext("answer", "是") if row["collective"] else pgettext("answer", "否"),
            "missing": {"share": row["missing"].get("share_exact", "unknown")},
            **own_place(row),
        }
        for row in shareholdings
    ]
    if not rows:
        return nothing(slug="equity", title=_("没有股权记载"), why=_("这一天没有来源写明这些地区的运营公司由谁持股。"), as_of=as_of.text,
                       columns=SHARE_COLUMNS)  # fmt: skip
    names = list(dict.fromkeys(named(row["company"]) for row in rows))
    companies = enumerated(names)
    told = clauses(f"{plain(row['holder'])} {row['share']:g}%" for row in rows if row["share"] is not None)
    return share_bars(
        rows,
        slug="equity",
        title=_("%(companies)s的股权") % {"companies": companies} if len(names) <= MOST_NAMED else _("运营公司的股权"),
        subtitle=clauses(
            [
                _("持股比例（%%）；几家合计持有的按合计画出，不作拆分；%(dates)s")
                % {"dates": observed(row["as_of"] for row in shareholdings)},
                *drawn_words(names),
            ]
        ),
        alt=_("横条图：%(companies)s的股权构成，%(shares)s。")
        % {"companies": companies, "shares": told or _("持股比例均未知")},
        sources=titles(shareholdings),
        as_of=as_of.text,
    )


def drawn_words(companies: Collection[str]) -> list[str]:
    """A word on there being no more companies, where there may be."""
    return [_("最多画 %(most)s 家公司") % {"most": MOST_DRAWN}] if len(companies) >= MOST_DRAWN else []


def holdings_serving(codes: list[str], asked: Asked) -> list[Row]:
    """The shareholdings in force in the companies that work for some regions, of all companies where none is chosen; of
    MOST_DRAWN companies at most, the first by their ids. Two queries."""
    found = Shareholdings().queryset(asked.day)
    if codes:
        mandates = OperatingMandate.objects.in_force(asked.day).filter(region__in=codes)
        found = found.filter(company__in=mandates.values("company"))
    companies = list(found.order_by("company_id").values_list("company", flat=True).distinct()[:MOST_DRAWN])
    found = found.filter(company__in=companies).order_by("company_id", "-share_exact", "id")
    return [shareholding_row(holding) for holding in found]


def draw(asked: Asked) -> Chart:
    """The companies of the regions chosen."""
    return equity(holdings_serving(asked.codes, asked), asked.as_of)


ENTRY = Entry(
    slug="equity",
    title=gettext_lazy("运营公司的股权构成"),
    lead=gettext_lazy("哪家公司由谁持股多少；来源没有写明的部分画成未知，不摊给别人。"),
    draw=draw,
    places=Places(
        Region.objects.all,
        gettext_lazy("选了地区就只画为这些地区运营的公司。"),
        in_words=gettext_lazy("全部有股权记载的公司"),
    ),
    reading=(
        gettext_lazy("一条是一家公司，全长为 100%；一段是一个股东，写着名称和持股比例。"),
        gettext_lazy("颜色只用来分开股东，没有别的意思；斜线是没有来源写明的部分，不能算给任何人。"),
        gettext_lazy("“合计”是几家共有的一个比例，来源没有拆开。"),
        gettext_lazy("只有所示日期有来源写明股东的公司；没有画出的公司不是没有股东。"),
    ),
    each=True,
)


def of_regions(regions: list[Region], shareholdings: list[Row], as_of: AsOf) -> Chart:
    """The chart of the companies of some regions, their shareholdings already read."""
    return ENTRY.signed(equity(shareholdings, as_of), ENTRY.given(as_of, regions))
