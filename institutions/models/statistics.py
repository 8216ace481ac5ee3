"""Headline counts as printed, and which regions they count."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from govcompare.models import Sourced
from govcompare.sort_keys import SortKeyField
from regions.models import Region

from ..vocabularies import StatisticScope, StatisticStage, StatisticSubject
from .documents import PolicyDocument


class Statistic(Sourced):
    """A printed figure. Of a count that lists every member, the others of its denominator are 无 on its date."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    metric = models.CharField(_("指标"), max_length=120)
    metric_key = SortKeyField("metric")
    subject = models.CharField(pgettext_lazy("counted", "对象"), max_length=40, choices=StatisticSubject, blank=True)
    scope = models.CharField(_("范围"), max_length=20, choices=StatisticScope)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="statistics", verbose_name=_("地区")
    )
    # for a count of tasks: the document whose tasks are counted
    document = models.ForeignKey(
        PolicyDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文件")
    )
    numerator = models.DecimalField(_("分子"), max_digits=14, decimal_places=3, null=True, blank=True)
    is_minimum = models.BooleanField(_("至少"))
    denominator = models.DecimalField(_("分母"), max_digits=14, decimal_places=3, null=True, blank=True)
    value = models.DecimalField(_("数值"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    qualifier = models.CharField(_("限定"), max_length=20, blank=True)
    is_complete = models.BooleanField(_("成员已全部列出"))
    stage = models.CharField(_("性质"), max_length=10, choices=StatisticStage)
    # names as printed, of anything that is counted
    members = models.JSONField(_("成员"), default=list, blank=True)
    breakdown = models.JSONField(_("构成"), default=list, blank=True)

    class Meta:
        ordering = ["known_from", "id"]

    def __str__(self):
        return self.metric


class StatisticMember(models.Model):
    """That a region belongs to a count, or is said not to."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    statistic = models.ForeignKey(Statistic, models.PROTECT, related_name="member_regions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    is_member = models.BooleanField("属于")
    confidence = models.CharField("可信度", max_length=10)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="statistic_member_once",
                violation_error_code="region_code",
                violation_error_message="同一统计中同一地区只能有一行",
                fields=["statistic", "region"],
            ),
        ]

    def __str__(self):
        return f"{self.statistic_id} {self.region_id}"


class StatisticEvidence(Sourced):
    """A second source of the same figure; `value` is the number that it prints."""

    id = models.SlugField("编号", primary_key=True, max_length=140)
    statistic = models.ForeignKey(Statistic, models.CASCADE, related_name="evidence", verbose_name="统计")
    value = models.DecimalField("该来源所载", max_digits=14, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.pk
