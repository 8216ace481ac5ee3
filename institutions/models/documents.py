"""Policy documents: who issued what, under which number, when."""

from django.db import models

from govcompare.models import Sourced
from govcompare.partial_dates import PartialDateField
from regions.models import Region

from ..vocabularies import DocumentStage


class PolicyDocument(Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    title = models.TextField("标题")
    number = models.CharField("文号", max_length=60, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="documents", verbose_name="地区")
    kind = models.CharField("文种", max_length=40)
    issuers = models.JSONField("发文机关", default=list, blank=True)
    issued_on = PartialDateField("发布日期")
    effective_from = PartialDateField("施行日期")
    period = models.CharField("规划期", max_length=9, blank=True)
    stage = models.CharField("状态", max_length=10, choices=DocumentStage)
    legal_force = models.CharField("效力等级", max_length=40, blank=True)
    # Known to the public by the last day of this date: written when issued, else when a source names it.
    known_from = models.DateField("可知日期")

    class Meta:
        ordering = ["region_id", "id"]

    def __str__(self):
        return self.title
