"""What each list can be filtered by. Repeating a parameter means "or"; different parameters mean "and"."""

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import MultipleChoiceField

from govcompare.vocabularies import Confidence, Presence
from regions.models import Region
from regions.vocabularies import EconomicRegion, RegionLevel

from .models import (
    AgencyStatus,
    Edition,
    Evaluation,
    Indicator,
    LeadingGroup,
    Membership,
    OperatingMandate,
    PolicyDocument,
    RegionalModel,
    Score,
    Shareholding,
)
from .vocabularies import AdministrativeRank, AgencyType, DocumentStage, GroupStage, MandateKind, MandateStage

LONGEST_SEARCH = 100
AGENCY_TYPES = [*AgencyType.choices, ("unknown", "类型未知")]
TRUE_OR_FALSE = [("true", "是"), ("false", "否")]
IN_A_MODEL = [("yes", "来源概括为模式"), ("no", "来源没有提到")]


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


def search(method: str) -> django_filters.CharFilter:
    """A free-text filter; `method` of the filter set does the looking."""
    return django_filters.CharFilter(method=method, label="搜索", max_length=LONGEST_SEARCH)


def region_choices():
    """Every region as code and short name."""
    return list(Region.objects.values_list("code", "short_name"))


def in_use(queryset, field: str) -> list[tuple[str, str]]:
    """The values in use of an open vocabulary, as choices."""
    values = {value for value in queryset.values_list(field, flat=True) if value not in (None, "")}
    return [(str(value), str(value)) for value in sorted(values)]


class RegionFilter(django_filters.FilterSet):
    q = search("matching")
    level = Choices(RegionLevel.choices, label="层级")
    economic_region = Choices(EconomicRegion.choices, label="经济区域")
    agency_type = Choices(AGENCY_TYPES, label="机构类型")
    has_agency = Choices(Presence.choices, label="大数据机构")
    has_leading_group = Choices(Presence.choices, label="领导小组")
    has_operating_company = Choices(Presence.choices, label="运营公司")
    separated_operation = Choices(Presence.choices, label="管运分离")
    model = Choices(IN_A_MODEL, label="建设模式")
    parent_code = Choices(region_choices, label="上级地区", field_name="parent_id")
    code = Choices(region_choices, label="代码", field_name="pk")
    counted_in_31 = Choices(TRUE_OR_FALSE, label="计入31个省级行政区", field_name="counted_code")
    iso_code = Choices(lambda: in_use(Region.objects, "iso_code"), label="ISO 3166-2")

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
        words = Q(region__in=Region.objects.matching(text))
        for field in self.searched:
            words |= Q(**{f"{field}__icontains": text})
        return queryset.filter(words)


class AgencyFilter(PlaceFilter):
    agency_type = Choices(AGENCY_TYPES, label="机构类型", field_name="shown_type")
    rank = Choices([*AdministrativeRank.choices, ("unknown", "级别未知")], label="行政级别", field_name="shown_rank")
    principal = Choices([("true", "主要机构"), ("false", "其他机构")], label="主要机构", field_name="shown_principal")
    name = Choices(
        lambda: in_use(AgencyStatus.objects, "organization__name"), label="机构名称", field_name="organization__name"
    )
    superior = Choices(lambda: in_use(AgencyStatus.objects, "superior"), label="隶属")

    searched = ("organization__name", "organization__short_name", "superior")


class LeadingGroupFilter(PlaceFilter):
    stage = Choices(GroupStage.choices, label="阶段")
    name = Choices(
        lambda: in_use(LeadingGroup.objects, "organization__name"), label="名称", field_name="organization__name"
    )

    searched = ("organization__name",)

    def matching(self, queryset, name, text):
        """Also by who sits in the group; a subquery, so that a group with two matches still counts once."""
        seated = Membership.objects.filter(label__icontains=text).values("leading_group")
        return super().matching(queryset, name, text) | queryset.filter(pk__in=seated)


class CompanyFilter(PlaceFilter):
    kind = Choices(MandateKind.choices, label="种类")
    stage = Choices(MandateStage.choices, label="阶段")
    name = Choices(lambda: in_use(OperatingMandate.objects, "company__name"), label="公司", field_name="company__name")

    searched = ("company__name", "role", "serves__name")


class ShareholdingFilter(django_filters.FilterSet):
    q = search("matching")
    collective = Choices(TRUE_OR_FALSE, label="合计持有", field_name="collective_code")
    company = Choices(lambda: in_use(Shareholding.objects, "company__name"), label="公司", field_name="company__name")
    holder = Choices(lambda: in_use(Shareholding.objects, "holder__name"), label="股东", field_name="holder__name")

    def matching(self, queryset, name, text):
        return queryset.filter(Q(company__name__icontains=text) | Q(holder__name__icontains=text))


class DocumentFilter(PlaceFilter):
    kind = Choices(lambda: in_use(PolicyDocument.objects, "kind"), label="文种")
    stage = Choices(DocumentStage.choices, label="状态")
    number = Choices(lambda: in_use(PolicyDocument.objects, "number"), label="文号")
    period = Choices(lambda: in_use(PolicyDocument.objects, "period"), label="规划期")

    searched = ("title", "number", "kind")


class ScoreFilter(PlaceFilter):
    evaluation = Choices(
        lambda: in_use(Evaluation.objects, "name"), label="评估", field_name="indicator__edition__evaluation__name"
    )
    publisher = Choices(
        lambda: in_use(Evaluation.objects, "publisher__name"), label="评估主体",
        field_name="indicator__edition__evaluation__publisher__name",
    )  # fmt: skip
    edition = Choices(lambda: in_use(Edition.objects, "label"), label="版本", field_name="indicator__edition__label")
    indicator = Choices(lambda: in_use(Indicator.objects, "name"), label="指标", field_name="indicator__name")
    rank = Choices(lambda: in_use(Score.objects, "rank"), label="排名")
    band = Choices(lambda: in_use(Score.objects, "band"), label="档次")

    searched = ("indicator__name", "indicator__edition__evaluation__name")


class RegionalModelFilter(PlaceFilter):
    name = Choices(lambda: in_use(RegionalModel.objects, "name"), label="模式")

    searched = ("name", "slogan")
