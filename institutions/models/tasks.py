"""Who leads which task: the division of labour that documents print (org:Role of a body in a task)."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from govcompare.models import Sourced
from govcompare.sort_keys import SortKeyField
from regions.models import Region

from ..vocabularies import LeadBasis, PolicyTopic, UnitRole
from .documents import PolicyDocument


class Task(Sourced):
    """One task as one document sets it."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="tasks", verbose_name=_("地区"))
    document = models.ForeignKey(
        PolicyDocument, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("文件")
    )
    number = models.CharField(pgettext_lazy("in a document", "编号"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField("顺序")
    area = models.CharField(_("领域"), max_length=120, blank=True)
    area_key = SortKeyField("area")
    title = models.CharField(_("任务"), max_length=200)
    title_key = SortKeyField("title")
    # ours, so that tasks of different documents can stand side by side
    topic = models.CharField(_("主题"), max_length=30, choices=PolicyTopic)
    lead_basis = models.CharField(_("牵头依据"), max_length=12, choices=LeadBasis)

    class Meta:
        ordering = ["region_id", "document_id", "position"]

    def __str__(self):
        return self.title


class TaskUnit(models.Model):
    """A unit that a task names, by its official name, in the order of the document."""

    id = models.SlugField("编号", primary_key=True, max_length=140)
    task = models.ForeignKey(Task, models.CASCADE, related_name="units", verbose_name="任务")
    role = models.CharField("角色", max_length=12, choices=UnitRole)
    position = models.PositiveSmallIntegerField("顺序")
    unit = models.CharField("单位", max_length=120, db_index=True)
    unit_key = SortKeyField("unit")
    duty = models.CharField("分工", max_length=200, blank=True)

    class Meta:
        ordering = ["task_id", "role", "position"]
        constraints = [
            models.UniqueConstraint(
                name="task_unit_once_in_a_role",
                violation_error_code="unit",
                violation_error_message="同一任务的同一角色中，同一单位只能有一行",
                fields=["task", "role", "unit"],
            ),
            CheckConstraint(
                name="task_unit_is_named",
                violation_error_code="unit",
                violation_error_message="单位名称不能为空",
                condition=~Q(unit=""),
            ),
        ]

    def __str__(self):
        return self.unit


class TaskEvidence(Sourced):
    """A second source of the same task, with the units that it names; blank lists where it names none."""

    id = models.SlugField("编号", primary_key=True, max_length=140)
    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence", verbose_name="任务")
    title = models.CharField("该来源的说法", max_length=200, blank=True)
    leads = models.JSONField("牵头单位", default=list, blank=True)
    participants = models.JSONField("参与单位", default=list, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.pk


class UnitName(Sourced):
    """Another name by which a source calls a unit (Popolo: other_names)."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("地区"))
    unit = models.CharField(_("单位"), max_length=120)
    other_name = models.CharField(_("又称"), max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.other_name} = {self.unit}"
