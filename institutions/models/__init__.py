from .agencies import AgencyEvidence, AgencyStatus
from .companies import OperatingMandate, SeparatedOperation, Shareholding
from .documents import PolicyDocument
from .evaluations import Edition, Evaluation, Indicator, Score
from .leading_groups import LeadingGroup, Membership
from .organizations import Organization
from .regional_models import RegionalModel
from .statistics import Statistic, StatisticMember

__all__ = [
    "AgencyEvidence",
    "AgencyStatus",
    "Edition",
    "Evaluation",
    "Indicator",
    "LeadingGroup",
    "Membership",
    "OperatingMandate",
    "Organization",
    "PolicyDocument",
    "RegionalModel",
    "Score",
    "SeparatedOperation",
    "Shareholding",
    "Statistic",
    "StatisticMember",
]
