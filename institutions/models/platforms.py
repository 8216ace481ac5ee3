"""Platforms and apps by which digital government is delivered."""

from django.db import models

from govcompare.models import Sourced
from govcompare.partial_dates import PartialDateField
from regions.models import Region

from ..vocabularies import PlatformStage
from .evidence import Evidence


class Platform(Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="platforms", verbose_name="地区")
    name = models.CharField("名称", max_length=120)
    description = models.TextField("说明", blank=True)
    owner = models.CharField("主办单位", max_length=200, blank=True)
    stage = models.CharField("状态", max_length=12, choices=PlatformStage, blank=True)
    launched = PartialDateField("上线时间")

    class Meta:
        ordering = ["region_id", "id"]

    def __str__(self):
        return self.name


class PlatformEvidence(Evidence):
    platform = models.ForeignKey(Platform, models.CASCADE, related_name="evidence", verbose_name="平台")
