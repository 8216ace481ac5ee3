"""What national bodies do in digital government, area by area."""

from django.db import models

from govcompare.models import Sourced

from ..vocabularies import FunctionBasis, UnitRole


class NationalFunction(Sourced):
    """A body's function in an area, by one of its internal bodies where the source names it."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    body = models.CharField("机构", max_length=120)
    internal_body = models.CharField("内设机构", max_length=80, blank=True)
    area = models.CharField("领域", max_length=80)
    function = models.TextField("职能")
    role = models.CharField("角色", max_length=12, choices=UnitRole, blank=True)
    body_kind = models.CharField("机构性质", max_length=80, blank=True)
    basis = models.CharField("依据", max_length=16, choices=FunctionBasis)
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.body}：{self.area}"


class BodyName(Sourced):
    """Another name by which a source calls a national body (Popolo: other_names)."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    body = models.CharField("机构", max_length=120)
    other_name = models.CharField("又称", max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.other_name} = {self.body}"
