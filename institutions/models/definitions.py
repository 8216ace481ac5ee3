"""What the terms mean: agency types, other classifications, the powers of data agencies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from govcompare.models import Sourced
from govcompare.sort_keys import SortKeyField

from ..vocabularies import AgencyType, DefinitionCategory


class Definition(Sourced):
    id = models.SlugField("编号", primary_key=True, max_length=120)
    category = models.CharField(_("类别"), max_length=20, choices=DefinitionCategory)
    term = models.CharField(_("术语"), max_length=60)
    term_key = SortKeyField("term")
    type = models.CharField(_("机构类型"), max_length=30, choices=AgencyType, blank=True)
    definition = models.TextField(_("定义"), blank=True)
    usual_rank = models.CharField(_("通常规格"), max_length=60, blank=True)
    powers = models.JSONField(_("权限"), default=list, blank=True)
    independence = models.TextField(_("独立性"), blank=True)
    coordination = models.TextField(_("统筹协调"), blank=True)
    function_focus = models.TextField(_("职能侧重"), blank=True)
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.term
