"""Operating companies: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, PlaceFilter, named
from ..labels import PLACE, PROVENANCE, VALIDITY
from ..models import OperatingMandate
from ..ordering import PLACE_SORTS, in_order
from ..rows import place
from ..tables import region_column
from ..vocabularies import MandateKind, MandateStage

LABELS = {
    "id": _("编号"),
    **PLACE,
    "company": _("公司编号"),
    "name": _("公司名称"),
    "role": _("职责"),
    "role_label": _("职责（名称）"),
    "controller": _("控制方"),
    "controller_label": _("控制方（名称）"),
    "serves": _("服务的机构"),
    "kind": _("种类"),
    "kind_label": _("种类（名称）"),
    "stage": _("阶段"),
    "stage_label": _("阶段（名称）"),
    **VALIDITY,
    **PROVENANCE,
}


def company_row(mandate: OperatingMandate) -> Row:
    """One operating mandate; `serves` is a list."""
    row = {
        "id": mandate.id,
        **place(mandate.region),
        "company": mandate.company_id,
        "name": mandate.company.name or None,
        "role": mandate.role or None,
        "controller": mandate.controller or None,
        "serves": [mandate.serves.name or mandate.serves.id] if mandate.serves else [],
        "kind": mandate.kind,
        "kind_label": label(MandateKind, mandate.kind),
        "stage": mandate.stage,
        "stage_label": label(MandateStage, mandate.stage),
        "valid_from": mandate.valid_from,
        "valid_to": mandate.valid_to,
    }
    return finish(rendered(row, "role", "controller"), mandate)


class CompanyTable(FactTable):
    facts = "operating_mandates"

    region = region_column()
    name = FactColumn(_("公司"), proper=True)
    role = FactColumn(_("职责"))
    kind = CodeColumn(_("种类"))
    controller = FactColumn(_("控制方"), proper=True)
    serves = FactColumn(_("服务的机构"), proper=True)
    stage = CodeColumn(_("阶段"))
    source = EvidenceColumn()


class CompanyFilter(PlaceFilter):
    kind = Choices(MandateKind.choices, label=_("种类"))
    stage = Choices(MandateStage.choices, label=_("阶段"))
    name = Choices(
        lambda: named(OperatingMandate.objects, "company__name"), label=_("公司"), field_name="company__name"
    )

    searched = ("company__name", "role", "serves__name")
    looks_in = _("公司、职责、服务的机构、地区")


class Companies(Listing):
    key, title = "companies", pgettext("list", "运营公司")
    unit = ngettext("%(count)s 家公司", "%(count)s 家公司", "count")
    lead = _("为政府建设、运营数字政府平台的公司。")
    table_class, filterset_class, labels = CompanyTable, CompanyFilter, LABELS
    facets = ("kind", "stage", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {"name": ["company__name_key"], "stage": ["stage_order"], "as_of": ["as_of"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[OperatingMandate]:
        return (
            OperatingMandate.objects.in_force(day)
            .annotate(stage_order=in_order("stage", MandateStage))
            .select_related("company", "serves", "region", "source")
        )

    def row(self, item, day: date):
        return company_row(item)
