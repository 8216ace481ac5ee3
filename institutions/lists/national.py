"""National bodies by function area: row, columns, filters and list."""

from datetime import date

import django_filters
from django.db.models import Q, QuerySet

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable
from govcompare.vocabularies import Confidence

from ..filters import Choices, in_use, search
from ..labels import PROVENANCE
from ..models import BodyName, NationalFunction
from ..ordering import filled
from ..vocabularies import FunctionBasis, UnitRole

LABELS = {
    "id": "编号",
    "body": "机构",
    "internal_body": "内设机构",
    "area": "领域",
    "function": "职能",
    "role": "角色",
    "role_label": "角色（名称）",
    "body_kind": "机构性质",
    "basis": "依据",
    "basis_label": "依据（名称）",
    **PROVENANCE,
}


def function_row(function: NationalFunction) -> Row:
    """One function of one national body in one area."""
    row = {
        "id": function.id,
        "body": function.body,
        "internal_body": function.internal_body or None,
        "area": function.area,
        "function": function.function,
        "role": function.role or None,
        "role_label": label(UnitRole, function.role),
        "body_kind": function.body_kind or None,
        "basis": function.basis,
        "basis_label": label(FunctionBasis, function.basis),
    }
    return finish(row, function)


class FunctionTable(FactTable):
    facts = "national_functions"

    body = FactColumn("机构", attrs={"td": {"class": "title"}})
    internal_body = FactColumn("内设机构")
    area = FactColumn("领域")
    function = FactColumn("职能")
    role = CodeColumn("角色", css="role")
    basis = CodeColumn("依据")
    source = EvidenceColumn()


class FunctionFilter(django_filters.FilterSet):
    q = search("matching")
    body = Choices(lambda: in_use(NationalFunction.objects, "body"), label="机构")
    area = Choices(lambda: in_use(NationalFunction.objects, "area"), label="领域")
    role = Choices(UnitRole.choices, label="角色")
    basis = Choices(FunctionBasis.choices, label="依据")
    confidence = Choices(Confidence.choices, label="可信度")

    def matching(self, queryset, name, text):
        called = BodyName.objects.filter(other_name__icontains=text).values("body")
        words = Q(body__icontains=text) | Q(internal_body__icontains=text) | Q(body__in=called)
        return queryset.filter(words | Q(area__icontains=text) | Q(function__icontains=text))


class Functions(Listing):
    key, title, unit = "functions", "国家机构职能", "条职能"
    lead = "国家层面各机构在数字政府、数字经济和数据安全各领域的职能。"
    table_class, filterset_class, labels = FunctionTable, FunctionFilter, LABELS
    facets = ("area", "body", "role", "basis")
    sorts = {
        "body": ["body", "position"],
        "internal_body": ["internal_body_or_null", "position"],
        "area": ["area", "position"],
        "role": ["role_or_null", "position"],
        "basis": ["basis", "position"],
        "position": ["position"],
    }
    default_sort = "position"

    def queryset(self, day: date) -> QuerySet[NationalFunction]:
        return (
            NationalFunction.objects.known(day)
            .annotate(internal_body_or_null=filled("internal_body"), role_or_null=filled("role"))
            .select_related("source")
        )

    def row(self, item, day: date):
        return function_row(item)
