"""Operating companies: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, PlaceFilter, in_use
from ..labels import PLACE, PROVENANCE, VALIDITY
from ..models import OperatingMandate
from ..ordering import PLACE_SORTS, filled
from ..rows import place
from ..tables import region_column
from ..vocabularies import MandateKind, MandateStage

LABELS = {
    "id": "编号",
    **PLACE,
    "company": "公司编号",
    "name": "公司名称",
    "role": "职责",
    "controller": "控制方",
    "serves": "服务的机构",
    "kind": "种类",
    "kind_label": "种类（名称）",
    "stage": "阶段",
    "stage_label": "阶段（名称）",
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
    return finish(row, mandate)


class CompanyTable(FactTable):
    facts = "operating_mandates"

    region = region_column()
    name = FactColumn("公司")
    role = FactColumn("职责")
    kind = CodeColumn("种类")
    controller = FactColumn("控制方")
    serves = FactColumn("服务的机构")
    stage = CodeColumn("阶段")
    source = EvidenceColumn()


class CompanyFilter(PlaceFilter):
    kind = Choices(MandateKind.choices, label="种类")
    stage = Choices(MandateStage.choices, label="阶段")
    name = Choices(lambda: in_use(OperatingMandate.objects, "company__name"), label="公司", field_name="company__name")

    searched = ("company__name", "role", "serves__name")


class Companies(Listing):
    key, title, unit = "companies", "运营公司", "家公司"
    lead = "为政府建设、运营数字政府平台的公司。"
    table_class, filterset_class, labels = CompanyTable, CompanyFilter, LABELS
    facets = ("kind", "stage", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {"name": ["name_or_null"], "stage": ["stage"], "as_of": ["as_of"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[OperatingMandate]:
        return (
            OperatingMandate.objects.in_force(day)
            .annotate(name_or_null=filled("company__name"))
            .select_related("company", "serves", "region", "source")
        )

    def row(self, item, day: date):
        return company_row(item)
