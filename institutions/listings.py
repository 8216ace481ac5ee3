"""The lists of institutions: which rows on a day, in which order, under which filters."""

from datetime import date

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from govcompare.listing import Listing
from regions.models import Region, RegionEvidence

from . import filters, labels, rows, tables
from .coverage import absences
from .models import (
    AgencyStatus,
    LeadingGroup,
    Membership,
    OperatingMandate,
    PolicyDocument,
    RegionalModel,
    Score,
    SeparatedOperation,
    Shareholding,
)
from .ordering import PLACE_SORTS, filled, in_order, own_or_unknown, tier_order
from .region_facts import with_facts
from .vocabularies import AdministrativeRank, AgencyType, StatisticSubject


class Regions(Listing):
    key, title, unit = "regions", "地区", "个地区"
    lead = "全国、34个省级行政区和333个地级行政区的数字政府组织情况。"
    table_class, filterset_class, labels = tables.RegionTable, filters.RegionFilter, labels.REGIONS
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
        "economic_region": ["economic_region_or_null"],
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
        levels = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "other": 4}
        return (
            with_facts(Region.objects.all(), day)
            .annotate(
                level_order=Case(
                    *(When(level=level, then=Value(order)) for level, order in levels.items()),
                    output_field=IntegerField(),
                ),
                economic_region_or_null=filled("economic_region"),
                type_order=in_order("agency_type", AgencyType),
                agency_type_is_own=own_or_unknown("own_type", "last_known_type"),
                counted_code=Case(When(counted_in_31=True, then=Value("true")), default=Value("false")),
            )
            .select_related("source")
            .prefetch_related("evidence__source", Prefetch("agency_statuses", statuses, to_attr="typed_statuses"))
        )

    def row(self, item: Region, day: date):
        item.agency_types = list(dict.fromkeys(status.type for status in item.typed_statuses))
        return rows.region_row(item)

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


class WithEvidence(Listing):
    """A list whose rows name the sources of fields that rest elsewhere."""

    def sources_behind(self, rows, day: date) -> set[str]:
        return {place.split()[0] for row in rows for place in row["evidence"].values()}


class Agencies(WithEvidence):
    key, title, unit = "agencies", "大数据机构", "个机构"
    lead = "各省市主管大数据、数字政府的机构：名称、类型、级别和隶属。来源只说有、没说名称的，名称写“未知”。"
    table_class, filterset_class, labels = tables.AgencyTable, filters.AgencyFilter, labels.AGENCIES
    facets = ("agency_type", "rank", "principal", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {
        "name": ["name_or_null"],
        "type": ["type_order"],
        "rank": ["rank_order"],
        "superior": ["superior_or_null"],
        "valid_from": ["valid_from"],
        "as_of": ["as_of"],
    }
    default_sort = "region_code"
    counted_apart = {"agency_type": "agency_type_is_own"}

    def queryset(self, day: date) -> QuerySet[AgencyStatus]:
        front = AgencyStatus.objects.in_front(day).filter(region=OuterRef("region"))
        return (
            AgencyStatus.objects.in_force(day)
            .annotate(
                region_front=Subquery(front.values("pk")[:1]),
                shown_type=Coalesce(filled("type"), filled("last_known_type"), Value("unknown")),
                shown_rank=Coalesce(filled("rank"), Value("unknown")),
                shown_principal=Case(
                    When(region_front=F("pk"), then=Value("true")),
                    When(Q(region_front__isnull=False) | Q(principal=False), then=Value("false")),
                    default=Value(""),
                    output_field=CharField(),
                ),
                name_or_null=filled("organization__name"),
                superior_or_null=filled("superior"),
                agency_type_is_own=own_or_unknown("type", "last_known_type"),
                type_order=in_order("type", AgencyType),
                rank_order=in_order("rank", AdministrativeRank),
            )
            .select_related("organization__source", "region", "source")
            .prefetch_related("evidence__source")
        )

    def row(self, item, day: date):
        return rows.agency_row(item, day)


class LeadingGroups(WithEvidence):
    key, title, unit = "leading-groups", "领导小组", "个领导小组"
    lead = "统筹数字政府建设的领导小组：谁任组长，办公室设在哪里，有哪些专家机构。"
    table_class, filterset_class, labels = tables.LeadingGroupTable, filters.LeadingGroupFilter, labels.LEADING_GROUPS
    facets = ("stage", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {"name": ["name_or_null"], "established": ["established"], "as_of": ["as_of"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[LeadingGroup]:
        members = Membership.objects.in_force(day).select_related("source").order_by("id")
        return (
            LeadingGroup.objects.in_force(day)
            .annotate(name_or_null=filled("organization__name"))
            .select_related("organization__source", "region", "source")
            .prefetch_related(Prefetch("memberships", members, to_attr="members"))
        )

    def row(self, item, day: date):
        return rows.leading_group_row(item)


class Companies(Listing):
    key, title, unit = "companies", "运营公司", "家公司"
    lead = "为政府建设、运营数字政府平台的公司。"
    table_class, filterset_class, labels = tables.CompanyTable, filters.CompanyFilter, labels.COMPANIES
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
        return rows.company_row(item)


class Shareholdings(Listing):
    key, title, unit = "shareholdings", "股权", "笔持股"
    lead = "运营公司的股东与持股比例。几家合计持有的比例按合计记，不作拆分。"
    table_class, filterset_class, labels = tables.ShareholdingTable, filters.ShareholdingFilter, labels.SHAREHOLDINGS
    facets = ("collective",)
    sorts = {
        "company": ["company__name"],
        "holder": ["holder__name"],
        "share_exact": ["share_exact"],
        "share_minimum": ["share_minimum"],
        "share_maximum": ["share_maximum"],
        "as_of": ["as_of"],
    }
    default_sort = "company"

    def queryset(self, day: date) -> QuerySet[Shareholding]:
        return (
            Shareholding.objects.in_force(day)
            .annotate(collective_code=Case(When(collective=True, then=Value("true")), default=Value("false")))
            .select_related("company", "holder", "source")
        )

    def row(self, item, day: date):
        return rows.shareholding_row(item)


class Documents(Listing):
    key, title, unit = "documents", "政策文件", "份文件"
    lead = "规划、意见、方案和法规。拟制定的与已发布的分开标明。"
    table_class, filterset_class, labels = tables.DocumentTable, filters.DocumentFilter, labels.DOCUMENTS
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
            PolicyDocument.objects.filter(known_from__lte=day)
            .annotate(number_or_null=filled("number"), period_or_null=filled("period"))
            .select_related("region", "source")
        )

    def row(self, item, day: date):
        return rows.document_row(item)


class Scores(Listing):
    key, title, unit = "scores", "评估得分", "条得分"
    lead = "各评估指数印出的得分、排名、并列和档次；没有印出的写“未公布”，不补算。"
    table_class, filterset_class, labels = tables.ScoreTable, filters.ScoreFilter, labels.SCORES
    facets = ("evaluation", "indicator", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {
        "evaluation": ["indicator__edition_id", "indicator__position", "rank"],
        "edition": ["indicator__edition__label"],
        "indicator": ["indicator__name"],
        "value": ["value"],
        "rank": ["rank"],
        "band": ["band_order", "band_or_null"],
        "n_evaluated": ["indicator__n_evaluated"],
    }
    default_sort = "evaluation"

    def queryset(self, day: date) -> QuerySet[Score]:
        return (
            Score.objects.filter(known_from__lte=day)
            .annotate(band_or_null=filled("band"), band_order=tier_order())
            .select_related("indicator__edition__evaluation__publisher", "region", "source")
        )

    def row(self, item, day: date):
        return rows.score_row(item)


class RegionalModels(Listing):
    key, title, unit = "models", "建设模式", "种模式"
    lead = "文献以地区命名的数字政府建设模式，和文件中概括的地方架构。"
    table_class, filterset_class, labels = (
        tables.RegionalModelTable,
        filters.RegionalModelFilter,
        labels.REGIONAL_MODELS,
    )
    facets = ("level", "economic_region")
    sorts = PLACE_SORTS | {"name": ["name"], "slogan": ["slogan_or_null"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[RegionalModel]:
        return (
            RegionalModel.objects.in_force(day)
            .annotate(slogan_or_null=filled("slogan"))
            .select_related("region", "source")
        )

    def row(self, item, day: date):
        return rows.regional_model_row(item)
