"""National bodies by function area: row, columns, filters and list."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable
from govcompare.vocabularies import Confidence

from ..filters import Choices, TextFilter, named
from ..labels import PROVENANCE
from ..models import BodyName, NationalFunction
from ..ordering import in_order
from ..vocabularies import FunctionBasis, UnitRole

LABELS = {
    "id": _("编号"),
    "body": _("机构"),
    "body_label": _("机构（名称）"),
    "internal_body": _("内设机构"),
    "area": _("领域"),
    "area_label": _("领域（名称）"),
    "function": _("职能"),
    "function_label": _("职能（名称）"),
    "role": _("角色"),
    "role_label": _("角色（名称）"),
    "body_kind": _("机构性质"),
    "body_kind_label": _("机构性质（名称）"),
    "basis": _("依据"),
    "basis_label": _("依据（名称）"),
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
    return finish(rendered(row, "body", "area", "function", "body_kind"), function)


class FunctionTable(FactTable):
    facts = "national_functions"

    body = FactColumn(_("机构"), proper=True, attrs={"td": {"class": "title"}})
    internal_body = FactColumn(_("内设机构"), proper=True)
    area = FactColumn(_("领域"))
    function = FactColumn(_("职能"))
    role = CodeColumn(_("角色"), css="role")
    basis = CodeColumn(_("依据"))
    source = EvidenceColumn()


class FunctionFilter(TextFilter):
    body = Choices(lambda: named(NationalFunction.objects, "body"), label=_("机构"))
    area = Choices(lambda: named(NationalFunction.objects, "area"), label=_("领域"))
    role = Choices(UnitRole.choices, label=_("角色"))
    basis = Choices(FunctionBasis.choices, label=_("依据"))
    confidence = Choices(Confidence.choices, label=_("可信度"))

    searched = ("body", "internal_body", "area", "function")
    looks_in = _("机构及其别名、处室、领域、职能")

    def mentions(self, model, typed):
        """Also by the other names of a body."""
        called = BodyName.objects.filter(typed.within(BodyName, "other_name")).values("body")
        return super().mentions(model, typed) | Q(body__in=called)


class Functions(Listing):
    key, title = "functions", pgettext("list", "国家机构职能")
    unit = ngettext("%(count)s 条职能", "%(count)s 条职能", "count")
    lead = _("国家层面各机构在数字政府、数字经济和数据安全各领域的职能。")
    table_class, filterset_class, labels = FunctionTable, FunctionFilter, LABELS
    facets = ("area", "body", "role", "basis")
    sorts = {
        "body": ["body_key", "position"],
        "internal_body": ["internal_body_key", "position"],
        "area": ["area_key", "position"],
        "role": ["role_order", "position"],
        "basis": ["basis_order", "position"],
        "position": ["position"],
    }
    default_sort = "position"

    def queryset(self, day: date) -> QuerySet[NationalFunction]:
        return (
            NationalFunction.objects.known(day)
            .annotate(role_order=in_order("role", UnitRole), basis_order=in_order("basis", FunctionBasis))
            .select_related("source")
        )

    def row(self, item, day: date):
        return function_row(item)
