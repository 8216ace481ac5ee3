"""What agency types mean: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, TextFilter
from ..labels import PROVENANCE
from ..models import Definition
from ..ordering import in_order
from ..vocabularies import AgencyType, DefinitionCategory

LABELS = {
    "id": _("编号"),
    "category": _("类别"),
    "category_label": _("类别（名称）"),
    "term": _("术语"),
    "term_label": _("术语（名称）"),
    "type": _("机构类型"),
    "type_label": _("机构类型（名称）"),
    "definition": _("定义"),
    "definition_label": _("定义（名称）"),
    "usual_rank": _("通常规格"),
    "usual_rank_label": _("通常规格（名称）"),
    "powers": _("权限"),
    "powers_label": _("权限（名称）"),
    "independence": _("独立性"),
    "independence_label": _("独立性（名称）"),
    "coordination": _("统筹协调"),
    "coordination_label": _("统筹协调（名称）"),
    "function_focus": _("职能侧重"),
    "function_focus_label": _("职能侧重（名称）"),
    **PROVENANCE,
}
# texts that a file has in the language of the page too
RENDERED = ("term", "definition", "usual_rank", "powers", "independence", "coordination", "function_focus")


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
    return finish(rendered(row, *RENDERED), definition, because=other)


class DefinitionTable(FactTable):
    facts = "definitions"

    term = FactColumn(_("术语"), attrs={"td": {"class": "title"}})
    category = CodeColumn(_("类别"))
    definition = FactColumn(_("定义"))
    usual_rank = FactColumn(_("通常规格"))
    powers = FactColumn(_("权限"))
    independence = FactColumn(_("独立性"))
    coordination = FactColumn(_("统筹协调"))
    function_focus = FactColumn(_("职能侧重"))
    source = EvidenceColumn()


class DefinitionFilter(TextFilter):
    category = Choices(DefinitionCategory.choices, label=_("类别"))
    agency_type = Choices([(one.value, one.short) for one in AgencyType], label=_("机构类型"), field_name="type")

    searched = ("term", "definition")
    looks_in = _("术语、定义")


class Definitions(Listing):
    key, title = "agency-types", pgettext("list", "机构类型")
    unit = ngettext("%(count)s 个术语", "%(count)s 个术语", "count")
    lead = _("机构类型和相关术语是什么意思：定义、通常规格、权限、独立性和统筹协调能力，据文献归纳。")
    table_class, filterset_class, labels = DefinitionTable, DefinitionFilter, LABELS
    facets = ("category",)
    sorts = {"position": ["position"], "term": ["term_key"], "category": ["category_order", "position"]}
    default_sort = "position"

    def queryset(self, day: date) -> QuerySet[Definition]:
        return (
            Definition.objects.known(day)
            .annotate(category_order=in_order("category", DefinitionCategory))
            .select_related("source")
        )

    def row(self, item, day: date):
        return definition_row(item)
