"""Who operates digital government for whom, and who owns the operators (BODS: shareholding)."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from govcompare.models import Dated, DatedQuerySet, Sourced
from regions.models import Region

from ..vocabularies import MandateKind, MandateStage
from .evidence import Evidence
from .organizations import Organization


class OperatingMandateQuerySet(DatedQuerySet):
    def operating(self):
        """Companies that operate digital government now, not those planned, nor data groups at large."""
        return self.filter(stage=MandateStage.OPERATING, kind=MandateKind.DIGITAL_GOVERNMENT)


class OperatingMandate(Dated, Sourced):
    """What a company runs, and for whom."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    company = models.ForeignKey(Organization, models.PROTECT, related_name="mandates", verbose_name=_("公司"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="mandates", verbose_name=_("地区"))
    role = models.TextField(_("职责"), blank=True)
    controller = models.CharField(_("控制方"), max_length=120, blank=True)
    serves = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("服务的机构")
    )
    stage = models.CharField(_("阶段"), max_length=12, choices=MandateStage)
    kind = models.CharField(_("种类"), max_length=24, choices=MandateKind)

    objects = OperatingMandateQuerySet.as_manager()

    class Meta:
        ordering = ["region_id", "id"]

    def __str__(self):
        return str(self.company)

    @property
    def is_operating(self) -> bool:
        """`OperatingMandateQuerySet.operating` on a row already read."""
        return self.stage == MandateStage.OPERATING and self.kind == MandateKind.DIGITAL_GOVERNMENT


class SeparatedOperation(Dated, Sourced):
    """管运分离 as a property of a region, whether or not the source names a company."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="separated_operations", verbose_name=_("地区"))

    class Meta:
        ordering = ["region_id"]

    def __str__(self):
        return str(self.region)


class Shareholding(Dated, Sourced):
    """A share in percent: exact, or within bounds; `collective` where several hold one share together."""

    id = models.SlugField("编号", primary_key=True, max_length=120)
    company = models.ForeignKey(Organization, models.PROTECT, related_name="shareholdings", verbose_name=_("公司"))
    holder = models.ForeignKey(Organization, models.PROTECT, related_name="holdings", verbose_name=_("股东"))
    share_exact = models.DecimalField(_("持股比例（%）"), max_digits=7, decimal_places=4, null=True, blank=True)
    share_minimum = models.DecimalField(_("持股下限（%）"), max_digits=7, decimal_places=4, null=True, blank=True)
    share_maximum = models.DecimalField(_("持股上限（%）"), max_digits=7, decimal_places=4, null=True, blank=True)
    collective = models.BooleanField(_("合计持有"))

    class Meta:
        ordering = ["company_id", "-share_exact", "id"]
        constraints = [
            CheckConstraint(
                name="shareholding_between_0_and_100",
                violation_error_code="share_exact",
                violation_error_message="持股比例须在 0 与 100 之间",
                condition=(Q(share_exact__isnull=True) | Q(share_exact__range=(0, 100)))
                & (Q(share_minimum__isnull=True) | Q(share_minimum__range=(0, 100)))
                & (Q(share_maximum__isnull=True) | Q(share_maximum__range=(0, 100))),
            ),
            CheckConstraint(
                name="shareholding_exact_or_bounds",
                violation_error_code="share_minimum",
                violation_error_message="已有确切比例，不能又写上下限",
                condition=Q(share_exact__isnull=True)
                | (Q(share_minimum__isnull=True) & Q(share_maximum__isnull=True)),
            ),
            CheckConstraint(
                name="shareholding_not_of_itself",
                violation_error_code="holder",
                violation_error_message="公司不能是自己的股东",
                condition=~Q(company=F("holder")),
            ),
        ]

    def __str__(self):
        return f"{self.holder} → {self.company}"


class MandateEvidence(Evidence):
    mandate = models.ForeignKey(OperatingMandate, models.CASCADE, related_name="evidence", verbose_name="运营职责")


class ShareholdingEvidence(Evidence):
    shareholding = models.ForeignKey(Shareholding, models.CASCADE, related_name="evidence", verbose_name="股权")
