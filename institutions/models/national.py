"""What national bodies do in digital government, area by area."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from govcompare.models import Sourced
from govcompare.sort_keys import SortKeyField

from ..vocabularies import FunctionBasis, UnitRole


class NationalFunction(Sourced):
    """A body's function in an area, by one of its internal bodies where the source names it."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    body = models.CharField(_("机构"), max_length=120)
    body_key = SortKeyField("body")
    internal_body = models.CharField(_("内设机构"), max_length=80, blank=True)
    internal_body_key = SortKeyField("internal_body")
    area = models.CharField(_("领域"), max_length=80)
    area_key = SortKeyField("area")
    function = models.TextField(_("职能"))
    role = models.CharField(_("角色"), max_length=12, choices=UnitRole, blank=True)
    body_kind = models.CharField(_("机构性质"), max_length=80, blank=True)
    basis = models.CharField(_("依据"), max_length=16, choices=FunctionBasis)
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.body}：{self.area}"


class BodyName(Sourced):
    """Another name by which a source calls a national body (Popolo: other_names)."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    body = models.CharField(_("机构"), max_length=120)
    other_name = models.CharField(_("又称"), max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.other_name} = {self.body}"
