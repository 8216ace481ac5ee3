"""What each list can be filtered by. Repeating a parameter means "or"; different parameters mean "and"."""

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import MultipleChoiceField

from govcompare.vocabularies import Confidence, Presence
from regions.models import Region
from regions.vocabularies import EconomicRegion, RegionLevel

from .models import Evaluation, Indicator, PolicyDocument
from .vocabularies import AdministrativeRank, AgencyType, DocumentStage, MandateStage

LONGEST_SEARCH = 100
AGENCY_TYPES = [*AgencyType.choices, ("unknown", "类型未知")]
YES_OR_NO = [("yes", "是"), ("no", "否")]


class NamedChoiceField(MultipleChoiceField):
    """An unknown code is an error that names the code and the known ones."""

    def validate(self, value):
        for code in value:
            if not self.valid_value(code):
                known = [str(key) for key, _ in self.choices]
                listed = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
                raise ValidationError(f"没有“{code[:40]}”这个选项；可用：{listed}")


class Choices(django_filters.MultipleChoiceFilter):
    """One of several codes, given as choices or as a function that reads them from the database."""

    field_class = NamedChoiceField

    def __init__(self, choices, *, label: str, field_name: str | None = None):
        super().__init__(field_name=field_name, label=label, choices=choices, required=False)
        self.always_filter = False


def search(method: str) -> django_filters.CharFilter:
    return django_filters.CharFilter(method=method, label="搜索", max_length=LONGEST_SEARCH)


def region_choices():
    return list(Region.objects.values_list("code", "short_name"))


def in_use(queryset, field: str) -> list[tuple[str, str]]:
    """The values in use of an open vocabulary, as choices."""
    return [(value, value) for value in sorted(set(queryset.values_list(field, flat=True)))]


def document_kinds():
    return in_use(PolicyDocument.objects, "kind")


def evaluation_names():
    return in_use(Evaluation.objects, "name")


def indicator_names():
    return in_use(Indicator.objects, "name")


class RegionFilter(django_filters.FilterSet):
    q = search("matching")
    level = Choices(RegionLevel.choices, label="层级")
    economic_region = Choices(EconomicRegion.choices, label="经济区域")
    agency_type = Choices(AGENCY_TYPES, label="机构类型")
    has_agency = Choices(Presence.choices, label="大数据机构")
    has_leading_group = Choices(Presence.choices, label="领导小组")
    has_operating_company = Choices(Presence.choices, label="运营公司")
    separated_operation = Choices(Presence.choices, label="管运分离")
    model = Choices(YES_OR_NO, label="被概括为模式")
    parent_code = Choices(region_choices, label="上级地区", field_name="parent_id")

    def matching(self, queryset, name, text):
        return queryset.matching(text)


class PlaceFilter(django_filters.FilterSet):
    """Filters of every list whose rows belong to a region."""

    q = search("matching")
    region_code = Choices(region_choices, label="地区", field_name="region_id")
    level = Choices(RegionLevel.choices, label="层级", field_name="region__level")
    economic_region = Choices(EconomicRegion.choices, label="经济区域", field_name="region__economic_region")
    confidence = Choices(Confidence.choices, label="可信度")

    searched: tuple[str, ...] = ()

    def matching(self, queryset, name, text):
        words = Q(region__name__icontains=text)
        for field in self.searched:
            words |= Q(**{f"{field}__icontains": text})
        return queryset.filter(words)


class AgencyFilter(PlaceFilter):
    agency_type = Choices(AGENCY_TYPES, label="机构类型", field_name="shown_type")
    rank = Choices([*AdministrativeRank.choices, ("unknown", "级别未知")], label="行政级别", field_name="shown_rank")
    principal = Choices([("true", "主要机构"), ("false", "其他机构")], label="主要机构", field_name="shown_principal")

    searched = ("organization__name", "organization__short_name", "superior")


class LeadingGroupFilter(PlaceFilter):
    searched = ("organization__name", "memberships__label")

    def matching(self, queryset, name, text):
        return super().matching(queryset, name, text).distinct()


class CompanyFilter(PlaceFilter):
    stage = Choices(MandateStage.choices, label="阶段")

    searched = ("company__name", "role", "serves__name")


class ShareholdingFilter(django_filters.FilterSet):
    q = search("matching")
    collective = Choices([("true", "是"), ("false", "否")], label="合计持有", field_name="collective_code")

    def matching(self, queryset, name, text):
        return queryset.filter(Q(company__name__icontains=text) | Q(holder__name__icontains=text))


class DocumentFilter(PlaceFilter):
    kind = Choices(document_kinds, label="文种")
    stage = Choices(DocumentStage.choices, label="状态")

    searched = ("title", "number", "kind")


class ScoreFilter(PlaceFilter):
    evaluation = Choices(evaluation_names, label="评估", field_name="indicator__edition__evaluation__name")
    indicator = Choices(indicator_names, label="指标", field_name="indicator__name")

    searched = ("indicator__name", "indicator__edition__evaluation__name")


class RegionalModelFilter(PlaceFilter):
    searched = ("name", "slogan")
