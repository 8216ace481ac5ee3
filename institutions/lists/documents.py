"""Policy documents: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, PlaceFilter, in_use
from ..labels import PLACE, PROVENANCE
from ..models import PolicyDocument
from ..ordering import PLACE_SORTS, filled
from ..rows import place
from ..tables import region_column
from ..vocabularies import DocumentStage

LABELS = {
    "id": "编号",
    **PLACE,
    "title": "标题",
    "number": "文号",
    "kind": "文种",
    "issuers": "发文机关",
    "issued_on": "发布日期",
    "effective_from": "施行日期",
    "period": "规划期",
    "stage": "状态",
    "stage_label": "状态（名称）",
    "legal_force": "效力等级",
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
    planned = {"number": "not_applicable", "issued_on": "not_applicable", "effective_from": "not_applicable"}
    return finish(row, document, because=planned if document.stage == DocumentStage.PLANNED else None)


class DocumentTable(FactTable):
    facts = "documents"

    region = region_column()
    title = FactColumn("标题", attrs={"td": {"class": "title"}})
    number = FactColumn("文号")
    kind = FactColumn("文种")
    issuers = FactColumn("发文机关")
    issued_on = FactColumn("发布日期")
    effective_from = FactColumn("施行日期")
    period = FactColumn("规划期")
    stage = CodeColumn("状态")
    source = EvidenceColumn()


class DocumentFilter(PlaceFilter):
    kind = Choices(lambda: in_use(PolicyDocument.objects, "kind"), label="文种")
    stage = Choices(DocumentStage.choices, label="状态")
    number = Choices(lambda: in_use(PolicyDocument.objects, "number"), label="文号")
    period = Choices(lambda: in_use(PolicyDocument.objects, "period"), label="规划期")

    searched = ("title", "number", "kind")


class Documents(Listing):
    key, title, unit = "documents", "政策文件", "份文件"
    lead = "规划、意见、方案和法规。拟制定的与已发布的分开标明。"
    table_class, filterset_class, labels = DocumentTable, DocumentFilter, LABELS
    facets = ("level", "kind", "stage", "economic_region", "confidence")
    sorts = PLACE_SORTS | {
        "title": ["title"],
        "number": ["number_or_null"],
        "kind": ["kind"],
        "issued_on": ["issued_on"],
        "effective_from": ["effective_from"],
        "period": ["period_or_null"],
        "stage": ["stage"],
    }
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[PolicyDocument]:
        return (
            PolicyDocument.objects.known(day)
            .annotate(number_or_null=filled("number"), period_or_null=filled("period"))
            .select_related("region", "source")
        )

    def row(self, item, day: date):
        return document_row(item)
