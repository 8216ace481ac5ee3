"""Policy documents: who issued what, under which number, when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from govcompare.models import Sourced
from govcompare.partial_dates import PartialDateField
from govcompare.sort_keys import SortKeyField
from regions.models import Region

from ..vocabularies import DocumentStage
from .evidence import Evidence


class PolicyDocument(Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    title = models.TextField(_("标题"))
    title_key = SortKeyField("title")
    number = models.CharField(_("文号"), max_length=60, blank=True)
    number_key = SortKeyField("number")
    region = models.ForeignKey(Region, models.PROTECT, related_name="documents", verbose_name=_("地区"))
    kind = models.CharField(_("文种"), max_length=40)
    kind_key = SortKeyField("kind")
    issuers = models.JSONField(_("发文机关"), default=list, blank=True)
    issued_on = PartialDateField(_("发布日期"))
    effective_from = PartialDateField(_("施行日期"))
    period = models.CharField(_("规划期"), max_length=9, blank=True)
    stage = models.CharField(_("状态"), max_length=10, choices=DocumentStage)
    legal_force = models.CharField(_("效力等级"), max_length=40, blank=True)

    class Meta:
        ordering = ["region_id", "id"]

    def __str__(self):
        return self.title


class DocumentEvidence(Evidence):
    document = models.ForeignKey(PolicyDocument, models.CASCADE, related_name="evidence", verbose_name="文件")
