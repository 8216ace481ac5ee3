"""Leading groups and who sits in them, in what role (Popolo: Membership)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from govcompare.models import Dated, Sourced
from govcompare.partial_dates import PartialDateField
from regions.models import Region

from ..vocabularies import GroupStage, MembershipRole
from .evidence import Evidence
from .organizations import Organization


class LeadingGroup(Dated, Sourced):
    """A deliberative and coordinating body for digital government, over one period."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name=_("机构"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="leading_groups", verbose_name=_("地区"))
    stage = models.CharField(_("阶段"), max_length=12, choices=GroupStage)
    established = PartialDateField(_("成立时间"))
    functions = models.JSONField(_("职责"), default=list, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")

    class Meta:
        ordering = ["region_id", "id"]

    def __str__(self):
        return str(self.organization)

    @property
    def is_in_place(self) -> bool:
        """Whether a source says that the group exists, not only that it is to be set up."""
        return self.stage == GroupStage.IN_PLACE


class Membership(Dated, Sourced):
    """One role in a leading group, held by a post or a body."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    leading_group = models.ForeignKey(LeadingGroup, models.PROTECT, related_name="memberships")
    role = models.CharField(_("角色"), max_length=20, choices=MembershipRole)
    member = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("成员机构")
    )
    label = models.CharField(pgettext_lazy("one of a group", "成员"), max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.get_role_display()} {self.label}"


class LeadingGroupEvidence(Evidence):
    leading_group = models.ForeignKey(LeadingGroup, models.CASCADE, related_name="evidence", verbose_name="领导小组")
