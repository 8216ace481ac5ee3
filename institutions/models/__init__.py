from .agencies import AgencyEvidence, AgencyStatus
from .companies import MandateEvidence, OperatingMandate, SeparatedOperation, Shareholding, ShareholdingEvidence
from .definitions import Definition
from .documents import DocumentEvidence, PolicyDocument
from .evaluations import Edition, Evaluation, Indicator, Score
from .explanations import Explanation
from .leading_groups import LeadingGroup, LeadingGroupEvidence, Membership
from .left_out import LeftOut
from .national import BodyName, NationalFunction
from .organizations import Organization
from .platforms import Platform, PlatformEvidence
from .regional_models import RegionalModel
from .statistics import Statistic, StatisticEvidence, StatisticMember
from .tasks import Task, TaskEvidence, TaskUnit, UnitName

__all__ = [
    "AgencyEvidence",
    "AgencyStatus",
    "BodyName",
    "Definition",
    "DocumentEvidence",
    "Edition",
    "Evaluation",
    "Explanation",
    "Indicator",
    "LeadingGroup",
    "LeadingGroupEvidence",
    "LeftOut",
    "MandateEvidence",
    "Membership",
    "NationalFunction",
    "OperatingMandate",
    "Organization",
    "Platform",
    "PlatformEvidence",
    "PolicyDocument",
    "RegionalModel",
    "Score",
    "SeparatedOperation",
    "Shareholding",
    "ShareholdingEvidence",
    "Statistic",
    "StatisticEvidence",
    "StatisticMember",
    "Task",
    "TaskEvidence",
    "TaskUnit",
    "UnitName",
]
