"""Any body that can act or own (W3C ORG: org:Organization; Popolo: Organization)."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.models import Sourced
from govcompare.sort_keys import SortKeyField
from regions.models import Region

from ..vocabularies import OrganizationKind


class Organization(Sourced):
    """Identity only: what changes over time hangs off it as dated rows."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    name = models.CharField(_("名称"), max_length=200, blank=True, help_text="空：有此机构，但没有来源写出名称")
    name_key = SortKeyField("name")
    short_name = models.CharField(_("简称"), max_length=100, blank=True)
    kind = models.CharField(_("性质"), max_length=30, choices=OrganizationKind)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("地区")
    )
    predecessor = models.JSONField(_("前身"), default=list, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name or gettext("名称未知的机构")
