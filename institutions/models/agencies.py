"""How a region's data agency is set up, from when to when: the heart of the comparison."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from govcompare.models import Dated, Sourced
from govcompare.sort_keys import SortKeyField
from govcompare.vocabularies import Confidence
from regions.models import Region

from ..querysets import AgencyStatusQuerySet
from ..vocabularies import AdministrativeRank, AgencyType, EndKind, EvidenceField, Succession
from .evidence import Evidence
from .organizations import Organization


class AgencyStatus(Dated, Sourced):
    """The state of one body over one period: type, rank, superior, plates, functions.

    A nameplate agency keeps its own organisation; its host is `superior`.
    """

    id = models.SlugField("编号", primary_key=True, max_length=120)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="statuses", verbose_name=_("机构"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="agency_statuses", verbose_name=_("地区"))
    type = models.CharField(_("机构类型"), max_length=30, choices=AgencyType, blank=True)
    # The type of this row or of the nearest earlier one it supersedes: shown apart, never inherited.
    last_known_type = models.CharField(_("最近已知类型"), max_length=30, choices=AgencyType, blank=True)
    last_known_as_of = models.CharField(_("最近已知类型截至"), max_length=10, blank=True)
    rank = models.CharField(_("行政级别"), max_length=30, choices=AdministrativeRank, blank=True)
    rank_confidence = models.CharField(_("级别依据"), max_length=10, choices=Confidence, blank=True)
    superior = models.CharField(_("隶属"), max_length=200, blank=True)
    superior_key = SortKeyField("superior")
    plates = models.JSONField(_("加挂牌子"), default=list, blank=True)
    functions = models.JSONField(_("职能"), default=list, blank=True)
    principal = models.BooleanField(_("主要机构"), null=True, blank=True)
    succession = models.CharField(_("承接"), max_length=12, choices=Succession, blank=True)
    end_kind = models.CharField(_("终止方式"), max_length=12, choices=EndKind, blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("取代")
    )

    objects = AgencyStatusQuerySet.as_manager()

    class Meta:
        ordering = ["region_id", "id"]
        constraints = [
            CheckConstraint(
                name="agency_status_does_not_supersede_itself",
                violation_error_code="supersedes",
                violation_error_message="不能取代自身",
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
            ),
            CheckConstraint(
                name="agency_status_rank_says_its_basis",
                violation_error_code="rank_confidence",
                violation_error_message="有级别须写依据，无级别不写依据",
                condition=(Q(rank="") & Q(rank_confidence="")) | (~Q(rank="") & ~Q(rank_confidence="")),
            ),
        ]

    def __str__(self):
        return f"{self.region} {self.organization}"


class AgencyEvidence(Evidence):
    """A further source for one field of an agency's state."""

    status = models.ForeignKey(AgencyStatus, models.CASCADE, related_name="evidence", verbose_name="机构状态")
    field = models.CharField("字段", max_length=20, choices=EvidenceField)
