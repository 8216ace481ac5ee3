"""Policy documents: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import CodeColumn, DateColumn, EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, PlaceFilter, in_use, named
from ..labels import PLACE, PROVENANCE
from ..models import PolicyDocument
from ..ordering import PLACE_SORTS, filled, in_order
from ..rows import place
from ..tables import region_column
from ..vocabularies import DocumentStage

LABELS = {
    "id": _("编号"),
    **PLACE,
    "title": _("标题"),
    "title_label": _("标题（名称）"),
    "number": _("文号"),
    "kind": _("文种"),
    "kind_label": _("文种（名称）"),
    "issuers": _("发文机关"),
    "issued_on": _("发布日期"),
    "effective_from": _("施行日期"),
    "period": _("规划期"),
    "stage": _("状态"),
    "stage_label": _("状态（名称）"),
    "legal_force": _("效力等级"),
    "legal_force_label": _("效力等级（名称）"),
    **PROVENANCE,
}


def document_row(document: PolicyDocument) -> Row:
    """One policy document; of a planned one number and dates do not apply."""
    row = {
        "id": document.id,
        **place(document.region),
        "title": document.title,
        "number": document.number or None,
        "kind": document.kind,
        "issuers": document.issuers,
        "issued_on": document.issued_on,
        "effective_from": document.effective_from,
        "period": document.period or None,
        "stage": document.stage,
        "stage_label": label(DocumentStage, document.stage),
        "legal_force": document.legal_force or None,
    }
    row = rendered(row, "title", "kind", "legal_force")
    planned = {"number": "not_applicable", "issued_on": "not_applicable", "effective_from": "not_applicable"}
    return finish(row, document, because=planned if document.stage == DocumentStage.PLANNED else None)


class DocumentTable(FactTable):
    facts = "documents"

    region = region_column()
    title = FactColumn(_("标题"), proper=True, attrs={"td": {"class": "title"}})
    number = FactColumn(_("文号"))
    kind = FactColumn(_("文种"))
    issuers = FactColumn(_("发文机关"), proper=True)
    issued_on = DateColumn(_("发布日期"))
    effective_from = DateColumn(_("施行日期"))
    period = FactColumn(_("规划期"))
    stage = CodeColumn(_("状态"))
    source = EvidenceColumn()


class DocumentFilter(PlaceFilter):
    kind = Choices(lambda: named(PolicyDocument.objects, "kind"), label=_("文种"))
    stage = Choices(DocumentStage.choices, label=_("状态"))
    number = Choices(lambda: named(PolicyDocument.objects, "number"), label=_("文号"))
    period = Choices(lambda: in_use(PolicyDocument.objects, "period"), label=_("规划期"))

    searched = ("title", "number", "kind")
    looks_in = _("标题、文号、文种、地区")


class Documents(Listing):
    key, title = "documents", pgettext("list", "政策文件")
    unit = ngettext("%(count)s 份文件", "%(count)s 份文件", "count")
    lead = _("规划、意见、方案和法规。拟制定的与已发布的分开标明。")
    table_class, filterset_class, labels = DocumentTable, DocumentFilter, LABELS
    facets = ("level", "kind", "stage", "economic_region", "confidence")
    sorts = PLACE_SORTS | {
        "title": ["title_key"],
        "number": ["number_key"],
        "kind": ["kind_key"],
        "issued_on": ["issued_on"],
        "effective_from": ["effective_from"],
        "period": ["period_or_null"],
        "stage": ["stage_order"],
    }
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[PolicyDocument]:
        return (
            PolicyDocument.objects.known(day)
            .annotate(period_or_null=filled("period"), stage_order=in_order("stage", DocumentStage))
            .select_related("region", "source")
        )

    def row(self, item, day: date):
        return document_row(item)
