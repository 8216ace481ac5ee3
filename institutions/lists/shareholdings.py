"""Who holds what of operating companies: row, columns, filters and list."""

from datetime import date

import django_filters
from django.db.models import Case, Q, QuerySet, Value, When

from govcompare.listing import Listing
from govcompare.rows import Row, finish, number
from govcompare.tables import EvidenceColumn, FactColumn, FactTable

from ..filters import TRUE_OR_FALSE, Choices, in_use, search
from ..labels import PROVENANCE, VALIDITY
from ..models import Shareholding

LABELS = {
    "id": "编号",
    "company": "公司",
    "holder": "股东",
    "share_exact": "持股比例（%）",
    "share_minimum": "持股下限（%）",
    "share_maximum": "持股上限（%）",
    "collective": "合计持有",
    **VALIDITY,
    **PROVENANCE,
}


def shareholding_row(holding: Shareholding) -> Row:
    """One shareholding, shares in percent."""
    row = {
        "id": holding.id,
        "company": holding.company.name,
        "holder": holding.holder.name,
        "share_exact": number(holding.share_exact),
        "share_minimum": number(holding.share_minimum),
        "share_maximum": number(holding.share_maximum),
        "collective": holding.collective,
        "valid_from": holding.valid_from,
        "valid_to": holding.valid_to,
    }
    exact = {"share_minimum": "not_applicable", "share_maximum": "not_applicable"}
    return finish(row, holding, because=exact if holding.share_exact is not None else None)


def shareholding_title(row: Row) -> str:
    """Who holds what, in one line."""
    return f"{row['holder']} 持有 {row['company']}"


class YesNoColumn(FactColumn):
    def show(self, value, record, name, table):
        return "是" if value else "否"


class ShareholdingTable(FactTable):
    facts = "shareholdings"

    company = FactColumn("公司")
    holder = FactColumn("股东")
    share_exact = FactColumn("持股比例（%）", attrs={"td": {"class": "number"}})
    share_minimum = FactColumn("下限（%）", attrs={"td": {"class": "number"}})
    share_maximum = FactColumn("上限（%）", attrs={"td": {"class": "number"}})
    collective = YesNoColumn("合计持有")
    source = EvidenceColumn()


class ShareholdingFilter(django_filters.FilterSet):
    q = search("matching")
    collective = Choices(TRUE_OR_FALSE, label="合计持有", field_name="collective_code")
    company = Choices(lambda: in_use(Shareholding.objects, "company__name"), label="公司", field_name="company__name")
    holder = Choices(lambda: in_use(Shareholding.objects, "holder__name"), label="股东", field_name="holder__name")

    def matching(self, queryset, name, text):
        return queryset.filter(Q(company__name__icontains=text) | Q(holder__name__icontains=text))


class Shareholdings(Listing):
    key, title, unit = "shareholdings", "股权", "笔持股"
    lead = "运营公司的股东与持股比例。几家合计持有的比例按合计记，不作拆分。"
    table_class, filterset_class, labels = ShareholdingTable, ShareholdingFilter, LABELS
    facets = ("collective",)
    sorts = {
        "company": ["company__name"],
        "holder": ["holder__name"],
        "share_exact": ["share_exact"],
        "share_minimum": ["share_minimum"],
        "share_maximum": ["share_maximum"],
        "as_of": ["as_of"],
    }
    default_sort = "company"

    def queryset(self, day: date) -> QuerySet[Shareholding]:
        return (
            Shareholding.objects.in_force(day)
            .annotate(collective_code=Case(When(collective=True, then=Value("true")), default=Value("false")))
            .select_related("company", "holder", "source")
        )

    def row(self, item, day: date):
        return shareholding_row(item)
