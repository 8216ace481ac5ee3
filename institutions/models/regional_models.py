"""Ways of building digital government that the literature names after a region."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from govcompare.models import Dated, Sourced
from govcompare.sort_keys import SortKeyField
from regions.models import Region


class RegionalModel(Dated, Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="regional_models", verbose_name=_("地区"))
    name = models.CharField(_("名称"), max_length=60)
    name_key = SortKeyField("name")
    slogan = models.CharField(_("概括"), max_length=120, blank=True)
    slogan_key = SortKeyField("slogan")
    features = models.JSONField(_("特征"), default=list, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name
