"""What agency types mean: row, columns, filters and list."""

from datetime import date

import django_filters
from django.db.models import Q, QuerySet

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, search
from ..labels import PROVENANCE
from ..models import Definition
from ..vocabularies import AgencyType, DefinitionCategory

LABELS = {
    "id": "编号",
    "category": "类别",
    "category_label": "类别（名称）",
    "term": "术语",
    "type": "机构类型",
    "type_label": "机构类型（名称）",
    "definition": "定义",
    "usual_rank": "通常规格",
    "powers": "权限",
    "independence": "独立性",
    "coordination": "统筹协调",
    "function_focus": "职能侧重",
    **PROVENANCE,
}


def definition_row(definition: Definition) -> Row:
    """One term; only agency types have a code."""
    row = {
        "id": definition.id,
        "category": definition.category,
        "category_label": label(DefinitionCategory, definition.category),
        "term": definition.term,
        "type": definition.type or None,
        "type_label": label(AgencyType, definition.type),
        "definition": definition.definition or None,
        "usual_rank": definition.usual_rank or None,
        "powers": definition.powers,
        "independence": definition.independence or None,
        "coordination": definition.coordination or None,
        "function_focus": definition.function_focus or None,
    }
    other = {} if definition.category == DefinitionCategory.AGENCY_TYPE else {"type": "not_applicable"}
    return finish(row, definition, because=other)


class DefinitionTable(FactTable):
    facts = "definitions"

    term = FactColumn("术语", attrs={"td": {"class": "title"}})
    category = CodeColumn("类别")
    definition = FactColumn("定义")
    usual_rank = FactColumn("通常规格")
    powers = FactColumn("权限")
    independence = FactColumn("独立性")
    coordination = FactColumn("统筹协调")
    function_focus = FactColumn("职能侧重")
    source = EvidenceColumn()


class DefinitionFilter(django_filters.FilterSet):
    q = search("matching")
    category = Choices(DefinitionCategory.choices, label="类别")
    agency_type = Choices(AgencyType.choices, label="机构类型", field_name="type")

    def matching(self, queryset, name, text):
        return queryset.filter(Q(term__icontains=text) | Q(definition__icontains=text))


class Definitions(Listing):
    key, title, unit = "agency-types", "机构类型", "个术语"
    lead = "机构类型和相关术语是什么意思：定义、通常规格、权限、独立性和统筹协调能力，据文献归纳。"
    table_class, filterset_class, labels = DefinitionTable, DefinitionFilter, LABELS
    facets = ("category",)
    sorts = {"position": ["position"], "term": ["term"], "category": ["category", "position"]}
    default_sort = "position"

    def queryset(self, day: date) -> QuerySet[Definition]:
        return Definition.objects.known(day).select_related("source")

    def row(self, item, day: date):
        return definition_row(item)
