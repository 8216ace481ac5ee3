"""Platforms and apps: row, columns, filters and list."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable

from ..evidence import other_sources
from ..filters import Choices, PlaceFilter, in_use
from ..labels import PLACE, PROVENANCE
from ..models import Platform, PlatformEvidence
from ..ordering import PLACE_SORTS, filled, or_unknown
from ..rows import place
from ..tables import region_column
from ..vocabularies import PlatformStage

LABELS = {
    "id": "编号",
    **PLACE,
    "name": "平台",
    "description": "说明",
    "owner": "主办单位",
    "stage": "状态",
    "stage_label": "状态（名称）",
    "launched": "上线时间",
    **PROVENANCE,
    "other_sources": "其他来源",
}


def platform_row(platform: Platform) -> Row:
    """Needs the evidence prefetched."""
    row = {
        "id": platform.id,
        **place(platform.region),
        "name": platform.name,
        "description": platform.description or None,
        "owner": platform.owner or None,
        "stage": platform.stage or None,
        "stage_label": label(PlatformStage, platform.stage),
        "launched": platform.launched,
    }
    row = finish(row, platform)
    row["other_sources"] = other_sources(platform.evidence.all())
    return row


class PlatformTable(FactTable):
    facts = "platforms"

    region = region_column()
    name = FactColumn("平台", attrs={"td": {"class": "title"}})
    description = FactColumn("说明")
    owner = FactColumn("主办单位")
    stage = CodeColumn("状态")
    source = EvidenceColumn()


class PlatformFilter(PlaceFilter):
    stage = Choices([*PlatformStage.choices, ("unknown", "状态未知")], label="状态", field_name="stage_or_unknown")
    name = Choices(lambda: in_use(Platform.objects, "name"), label="平台")
    owner = Choices(lambda: in_use(Platform.objects, "owner"), label="主办单位")

    searched = ("name", "description", "owner")


class Platforms(Listing):
    key, title, unit = "platforms", "平台", "个平台"
    lead = "政务服务、协同办公和数据平台，及其主办单位。只列来源点名的，不是完整名录。"
    table_class, filterset_class, labels = PlatformTable, PlatformFilter, LABELS
    facets = ("region_code", "level", "stage", "confidence")
    sorts = PLACE_SORTS | {"name": ["name"], "owner": ["owner_or_null"], "stage": ["stage_or_null"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[Platform]:
        evidence = PlatformEvidence.objects.known(day).select_related("source")
        return (
            Platform.objects.known(day)
            .annotate(
                owner_or_null=filled("owner"),
                stage_or_null=filled("stage"),
                stage_or_unknown=or_unknown("stage"),
            )
            .select_related("region", "source")
            .prefetch_related(Prefetch("evidence", evidence))
        )

    def row(self, item, day: date):
        return platform_row(item)

    def sources_behind(self, rows, day: date) -> set[str]:
        return {source for row in rows for source in row["other_sources"]}
