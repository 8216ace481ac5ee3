"""Platforms and apps by which digital government is delivered."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from govcompare.models import Sourced
from govcompare.partial_dates import PartialDateField
from govcompare.sort_keys import SortKeyField
from regions.models import Region

from ..vocabularies import PlatformStage
from .evidence import Evidence


class Platform(Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="platforms", verbose_name=_("地区"))
    name = models.CharField(_("名称"), max_length=120)
    name_key = SortKeyField("name")
    description = models.TextField(pgettext_lazy("description", "说明"), blank=True)
    owner = models.CharField(_("主办单位"), max_length=200, blank=True)
    owner_key = SortKeyField("owner")
    stage = models.CharField(_("状态"), max_length=12, choices=PlatformStage, blank=True)
    launched = PartialDateField(_("上线时间"))

    class Meta:
        ordering = ["region_id", "id"]

    def __str__(self):
        return self.name


class PlatformEvidence(Evidence):
    platform = models.ForeignKey(Platform, models.CASCADE, related_name="evidence", verbose_name="平台")
