"""Evaluation indices: who measures what, in which edition, with which scores."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from govcompare.models import Sourced
from govcompare.partial_dates import PartialDateField
from govcompare.sort_keys import SortKeyField
from regions.models import Region
from regions.vocabularies import RegionLevel

from .organizations import Organization


class Evaluation(Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    name = models.CharField(_("名称"), max_length=120)
    name_key = SortKeyField("name")
    publisher = models.ForeignKey(Organization, models.PROTECT, related_name="evaluations", verbose_name=_("评估主体"))

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name


class Edition(Sourced):
    """A year and a method: scores of different editions are not compared without saying so."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="editions", verbose_name=_("评估"))
    label = models.CharField(_("版本"), max_length=40)
    label_key = SortKeyField("label")
    released_on = PartialDateField(_("发布日期"))
    data_period = PartialDateField(_("数据时期"))
    method = models.TextField(_("方法"), blank=True)
    # an earlier edition whose method a source says is the same: only then may a line join the two
    same_method_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("与此版方法相同")
    )

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.evaluation} {self.label}"


class Indicator(Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="indicators", verbose_name=_("版本"))
    name = models.CharField(_("名称"), max_length=120)
    name_key = SortKeyField("name")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级指标")
    )
    level = models.CharField(pgettext_lazy("evaluated", "对象"), max_length=12, choices=RegionLevel)
    position = models.PositiveSmallIntegerField("顺序")
    n_evaluated = models.PositiveIntegerField(_("参评数"), null=True, blank=True)
    average = models.DecimalField(_("全国平均"), max_digits=8, decimal_places=3, null=True, blank=True)

    weight = models.DecimalField(_("权重（%）"), max_digits=6, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["edition_id", "position"]

    def __str__(self):
        return self.name


class Score(Sourced):
    """What is printed for one region: a value, a rank, a tier, or several of them."""

    id = models.SlugField("编号", primary_key=True, max_length=160)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="scores", verbose_name=_("指标"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="scores", verbose_name=_("地区"))
    value = models.DecimalField(_("得分"), max_digits=8, decimal_places=3, null=True, blank=True)
    rank = models.PositiveIntegerField(_("排名"), null=True, blank=True)
    tied = models.BooleanField(_("并列"), null=True, blank=True)
    band = models.CharField(_("档次"), max_length=40, blank=True)
    band_key = SortKeyField("band")

    class Meta:
        ordering = ["indicator_id", "rank", "region_id"]
        indexes = [
            models.Index(name="score_by_rank", fields=["indicator", "rank", "id"]),
            # how many rest on each source by a day, without a look at the rows
            models.Index(name="score_by_source", fields=["source", "known_from"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="score_one_per_indicator_region_source",
                violation_error_code="indicator",
                violation_error_message="同一来源对同一地区的同一指标只能有一行",
                fields=["indicator", "region", "source"],
            ),
            CheckConstraint(
                name="score_has_value_rank_or_band",
                violation_error_code="value",
                violation_error_message="得分、排名、档次至少要有一项",
                condition=Q(value__isnull=False) | Q(rank__isnull=False) | ~Q(band=""),
            ),
        ]

    def __str__(self):
        return f"{self.region} {self.indicator}"
