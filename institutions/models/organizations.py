"""Any body that can act or own (W3C ORG: org:Organization; Popolo: Organization)."""

from django.db import models

from govcompare.models import Sourced
from regions.models import Region

from ..vocabularies import OrganizationKind


class Organization(Sourced):
    """Identity only: what changes over time hangs off it as dated rows."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    name = models.CharField("名称", max_length=200, blank=True, help_text="空：有此机构，但没有来源写出名称")
    short_name = models.CharField("简称", max_length=100, blank=True)
    kind = models.CharField("性质", max_length=30, choices=OrganizationKind)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name="地区"
    )
    predecessor = models.JSONField("前身", default=list, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name or "名称未知的机构"
