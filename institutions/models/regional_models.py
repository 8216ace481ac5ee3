"""Ways of building digital government that the literature names after a region."""

from django.db import models

from govcompare.models import Dated, Sourced
from regions.models import Region


class RegionalModel(Dated, Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="regional_models", verbose_name="地区")
    name = models.CharField("名称", max_length=60)
    slogan = models.CharField("概括", max_length=120, blank=True)
    features = models.JSONField("特征", default=list, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name
