"""Headline counts as printed, and which regions they count."""

from django.db import models

from govcompare.models import Sourced
from regions.models import Region

from ..vocabularies import StatisticScope, StatisticSubject


class Statistic(Sourced):
    """A printed count. Where every member is listed, the others of the denominator are 无 on its date."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    metric = models.CharField("指标", max_length=120)
    subject = models.CharField("对象", max_length=40, choices=StatisticSubject)
    scope = models.CharField("范围", max_length=20, choices=StatisticScope)
    numerator = models.PositiveIntegerField("分子", null=True, blank=True)
    is_minimum = models.BooleanField("至少")
    denominator = models.PositiveIntegerField("分母", null=True, blank=True)
    value = models.DecimalField("数值", max_digits=10, decimal_places=3, null=True, blank=True)
    unit = models.CharField("单位", max_length=10)
    is_complete = models.BooleanField("成员已全部列出")
    known_from = models.DateField("可知日期")

    class Meta:
        ordering = ["known_from", "id"]

    def __str__(self):
        return self.metric


class StatisticMember(models.Model):
    """That a region belongs to a count, or is said not to."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    statistic = models.ForeignKey(Statistic, models.PROTECT, related_name="members")
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
