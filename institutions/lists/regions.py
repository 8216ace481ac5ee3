"""Regions and what each has: row, columns, filters and list."""

from datetime import date

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import CodeColumn, FactColumn, FactTable
from govcompare.vocabularies import Presence
from regions.models import Region, RegionEvidence
from regions.vocabularies import EconomicRegion, RegionLevel

from ..coverage import absences
from ..filters import AGENCY_TYPES, TRUE_OR_FALSE, Choices, RegionChoices, TextFilter, in_use
from ..labels import PROVENANCE
from ..models import AgencyStatus, LeadingGroup, OperatingMandate, SeparatedOperation
from ..ordering import in_order, own_or_unknown
from ..region_facts import with_facts
from ..tables import NamedRegionColumn, PickColumn, TypeColumn
from ..vocabularies import AgencyType, StatisticSubject

LABELS = {
    "code": _("代码"),
    "name": _("名称"),
    "short_name": _("简称"),
    "name_en": _("英文名"),
    "pinyin": _("拼音"),
    "iso_code": "ISO 3166-2",
    "abbreviation": _("一字简称"),
    "level": _("层级"),
    "level_label": _("层级（名称）"),
    "parent_code": _("上级代码"),
    "economic_region": _("经济区域"),
    "economic_region_label": _("经济区域（名称）"),
    "counted_in_31": _("计入31个省级行政区"),
    "has_agency": _("大数据机构"),
    "has_agency_label": _("大数据机构（名称）"),
    "agency_type": _("主要机构的类型"),
    "agency_type_label": _("主要机构的类型（名称）"),
    "last_known_type": _("最近已知类型"),
    "last_known_type_label": _("最近已知类型（名称）"),
    "last_known_as_of": _("最近已知类型截至"),
    "agency_types": _("各机构的类型"),
    "has_leading_group": _("领导小组"),
    "has_leading_group_label": _("领导小组（名称）"),
    "has_operating_company": _("运营公司"),
    "has_operating_company_label": _("运营公司（名称）"),
    "separated_operation": _("管运分离"),
    "separated_operation_label": _("管运分离（名称）"),
    **PROVENANCE,
}
IN_A_MODEL = [("yes", _("来源概括为模式")), ("no", _("来源没有提到"))]


def region_row(region: Region) -> Row:
    """Needs `with_facts` and `agency_types` (see Regions)."""
    row = {
        "code": region.code,
        "name": region.name,
        "short_name": region.short_name,
        "name_en": region.name_en,
        "pinyin": region.pinyin,
        "iso_code": region.iso_code or None,
        "abbreviation": region.abbreviation or None,
        "level": region.level,
        "level_label": label(RegionLevel, region.level),
        "parent_code": region.parent_id,
        "economic_region": region.economic_region or None,
        "counted_in_31": region.counted_in_31,
        "has_agency": region.has_agency,
        "has_agency_label": label(Presence, region.has_agency),
        "agency_type": region.own_type or None,
        "agency_type_label": label(AgencyType, region.own_type),
        "last_known_type": region.last_known_type or None,
        "last_known_type_label": label(AgencyType, region.last_known_type),
        "last_known_as_of": region.last_known_as_of or None,
        "agency_types": region.agency_types,
        "has_leading_group": region.has_leading_group,
        "has_leading_group_label": label(Presence, region.has_leading_group),
        "has_operating_company": region.has_operating_company,
        "has_operating_company_label": label(Presence, region.has_operating_company),
        "separated_operation": region.separated_operation,
        "separated_operation_label": gettext("实行")
        if region.separated_operation == Presence.YES
        else label(Presence, region.separated_operation),
    }
    reason = region.has_agency if region.has_agency in (Presence.NONE, Presence.NOT_APPLICABLE) else "unknown"
    of_agency = ("agency_type", "last_known_type", "last_known_as_of", "agency_types")
    return finish(rendered(row, "economic_region"), region, because=dict.fromkeys(of_agency, str(reason)))


class RegionTable(FactTable):
    pick = PickColumn("code")
    short_name = NamedRegionColumn()
    code = FactColumn(_("代码"), attrs={"td": {"class": "number"}})
    level = CodeColumn(_("层级"))
    economic_region = FactColumn(_("经济区域"))
    has_agency = CodeColumn(_("大数据机构"), css="presence")
    agency_type = TypeColumn(_("主要机构的类型"))
    has_leading_group = CodeColumn(_("领导小组"), css="presence")
    has_operating_company = CodeColumn(_("运营公司"), css="presence")
    separated_operation = CodeColumn(_("管运分离"), css="presence")


class RegionFilter(TextFilter):
    level = Choices(RegionLevel.choices, label=_("层级"))
    economic_region = Choices(EconomicRegion.choices, label=_("经济区域"))
    agency_type = Choices(AGENCY_TYPES, label=_("机构类型"))
    has_agency = Choices(Presence.choices, label=_("大数据机构"))
    has_leading_group = Choices(Presence.choices, label=_("领导小组"))
    has_operating_company = Choices(Presence.choices, label=_("运营公司"))
    separated_operation = Choices(Presence.choices, label=_("管运分离"))
    model = Choices(IN_A_MODEL, label=_("建设模式"))
    parent_code = RegionChoices(label=_("上级地区"), field_name="parent_id")
    code = RegionChoices(label=_("代码"), field_name="pk")
    counted_in_31 = Choices(TRUE_OR_FALSE, label=_("计入31个省级行政区"), field_name="counted_code")
    iso_code = Choices(lambda: in_use(Region.objects, "iso_code"), label="ISO 3166-2")

    looks_in = _("名称、代码、拼音")

    def mentions(self, model, typed):
        """By their names and codes."""
        return Q(pk__in=typed.regions)


class Regions(Listing):
    key, title = "regions", pgettext("list", "地区")
    unit = ngettext("%(count)s 个地区", "%(count)s 个地区", "count")
    lead = _("全国、34个省级行政区和333个地级行政区的数字政府组织情况。")
    table_class, filterset_class, labels = RegionTable, RegionFilter, LABELS
    facets = (
        "level",
        "agency_type",
        "has_agency",
        "has_leading_group",
        "has_operating_company",
        "separated_operation",
        "model",
        "economic_region",
    )
    sorts = {
        "code": ["code"],
        "short_name": ["sort_key"],
        "level": ["level_order"],
        "economic_region": ["economic_region_order"],
        "has_agency": ["has_agency"],
        "agency_type": ["type_order"],
        "has_leading_group": ["has_leading_group"],
        "has_operating_company": ["has_operating_company"],
        "separated_operation": ["separated_operation"],
    }
    default_sort = "code"
    counted_apart = {"agency_type": "agency_type_is_own"}

    def queryset(self, day: date) -> QuerySet[Region]:
        statuses = AgencyStatus.objects.in_force(day).exclude(type="").order_by("type")
        return (
            with_facts(Region.objects.all(), day)
            .annotate(
                level_order=in_order("level", RegionLevel),
                economic_region_order=in_order("economic_region", EconomicRegion),
                type_order=in_order("agency_type", AgencyType),
                agency_type_is_own=own_or_unknown("own_type", "last_known_type"),
                counted_code=Case(When(counted_in_31=True, then=Value("true")), default=Value("false")),
            )
            .select_related("source")
            .prefetch_related("evidence__source", Prefetch("agency_statuses", statuses, to_attr="typed_statuses"))
        )

    def row(self, item: Region, day: date):
        item.agency_types = list(dict.fromkeys(status.type for status in item.typed_statuses))
        return region_row(item)

    def sources_behind(self, rows, day: date) -> set[str]:
        """What says that a region has an agency, a group, a company, a separation; and what says that it has none."""
        here = {"region__in": [row["code"] for row in rows]}
        models = (AgencyStatus, LeadingGroup, OperatingMandate, SeparatedOperation)
        found = [model.objects.in_force(day).filter(**here).order_by().values_list("source_id") for model in models]
        absent = absences(StatisticSubject.DATA_AGENCY, day)
        codes = set(here["region__in"])
        evidence = RegionEvidence.objects.filter(**here).order_by().values_list("source_id", flat=True).distinct()
        counts = [count for code, count in absent.by_code.items() if code in codes]
        counts += [count for code, both in absent.reopened.items() if code in codes for count in both]
        counts += [count for code, count in absent.present.items() if code in codes]
        ids = found[0].union(*found[1:])
        return {source for (source,) in ids} | {count.source_id for count in counts} | set(evidence)
