"""Platforms and apps: row, columns, filters and list."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable

from ..evidence import other_sources
from ..filters import Choices, PlaceFilter, named
from ..labels import PLACE, PROVENANCE
from ..models import Platform, PlatformEvidence
from ..ordering import PLACE_SORTS, in_order, or_unknown
from ..rows import place
from ..tables import region_column
from ..vocabularies import PlatformStage

LABELS = {
    "id": _("编号"),
    **PLACE,
    "name": _("平台"),
    "name_label": _("平台（名称）"),
    "description": pgettext("description", "说明"),
    "description_label": _("平台说明（名称）"),
    "owner": _("主办单位"),
    "stage": _("状态"),
    "stage_label": _("状态（名称）"),
    "launched": _("上线时间"),
    **PROVENANCE,
    "other_sources": _("其他来源"),
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
    row = finish(rendered(row, "name", "description"), platform)
    row["other_sources"] = other_sources(platform.evidence.all())
    return row


class PlatformTable(FactTable):
    facts = "platforms"

    region = region_column()
    name = FactColumn(_("平台"), proper=True, attrs={"td": {"class": "title"}})
    description = FactColumn(pgettext("description", "说明"))
    owner = FactColumn(_("主办单位"), proper=True)
    stage = CodeColumn(_("状态"))
    source = EvidenceColumn()


class PlatformFilter(PlaceFilter):
    stage = Choices(
        [*PlatformStage.choices, ("unknown", _("状态未知"))], label=_("状态"), field_name="stage_or_unknown"
    )
    name = Choices(lambda: named(Platform.objects, "name"), label=_("平台"))
    owner = Choices(lambda: named(Platform.objects, "owner"), label=_("主办单位"))

    searched = ("name", "description", "owner")
    looks_in = _("平台、说明、所有者、地区")


class Platforms(Listing):
    key, title = "platforms", pgettext("list", "平台")
    unit = ngettext("%(count)s 个平台", "%(count)s 个平台", "count")
    lead = _("政务服务、协同办公和数据平台，及其主办单位。只列来源点名的，不是完整名录。")
    table_class, filterset_class, labels = PlatformTable, PlatformFilter, LABELS
    facets = ("region_code", "level", "stage", "confidence")
    sorts = PLACE_SORTS | {"name": ["name_key"], "owner": ["owner_key"], "stage": ["stage_order"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[Platform]:
        evidence = PlatformEvidence.objects.known(day).select_related("source")
        return (
            Platform.objects.known(day)
            .annotate(stage_order=in_order("stage", PlatformStage), stage_or_unknown=or_unknown("stage"))
            .select_related("region", "source")
            .prefetch_related(Prefetch("evidence", evidence))
        )

    def row(self, item, day: date):
        return platform_row(item)

    def sources_behind(self, rows, day: date) -> set[str]:
        return {source for row in rows for source in row["other_sources"]}
