"""Who holds what of operating companies: row, columns, filters and list."""

from datetime import date

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, number
from govcompare.tables import EvidenceColumn, FactColumn, FactTable

from ..filters import TRUE_OR_FALSE, Choices, TextFilter, named
from ..labels import PROVENANCE, VALIDITY
from ..models import Shareholding
from ..phrases import Name, Phrase, phrase

LABELS = {
    "id": _("编号"),
    "company": _("公司"),
    "holder": _("股东"),
    "share_exact": _("持股比例（%）"),
    "share_minimum": _("持股下限（%）"),
    "share_maximum": _("持股上限（%）"),
    "collective": _("合计持有"),
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


def shareholding_title(row: Row) -> Phrase:
    """Who holds what, in one line."""
    return phrase(gettext("%(holder)s 持有 %(company)s"), holder=Name(row["holder"]), company=Name(row["company"]))


class YesNoColumn(FactColumn):
    def show(self, value, record, name, table):
        return dict(TRUE_OR_FALSE)["true" if value else "false"]


class ShareholdingTable(FactTable):
    facts = "shareholdings"

    company = FactColumn(_("公司"), proper=True)
    holder = FactColumn(_("股东"), proper=True)
    share_exact = FactColumn(_("持股比例（%）"), attrs={"td": {"class": "number"}})
    share_minimum = FactColumn(_("下限（%）"), attrs={"td": {"class": "number"}})
    share_maximum = FactColumn(_("上限（%）"), attrs={"td": {"class": "number"}})
    collective = YesNoColumn(_("合计持有"))
    source = EvidenceColumn()


class ShareholdingFilter(TextFilter):
    collective = Choices(TRUE_OR_FALSE, label=_("合计持有"), field_name="collective_code")
    company = Choices(
        lambda: named(Shareholding.objects, "company__name"), label=_("公司"), field_name="company__name"
    )
    holder = Choices(lambda: named(Shareholding.objects, "holder__name"), label=_("股东"), field_name="holder__name")

    searched = ("company__name", "holder__name")
    looks_in = _("公司、股东")


class Shareholdings(Listing):
    key, title = "shareholdings", pgettext("list", "股权")
    unit = ngettext("%(count)s 笔持股", "%(count)s 笔持股", "count")
    lead = _("运营公司的股东与持股比例。几家合计持有的比例按合计记，不作拆分。")
    table_class, filterset_class, labels = ShareholdingTable, ShareholdingFilter, LABELS
    facets = ("collective",)
    sorts = {
        "company": ["company__name_key"],
        "holder": ["holder__name_key"],
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
