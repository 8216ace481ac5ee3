"""Closed lists about institutions; the Chinese term is the label, and English has that of the glossary."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext


class OrganizationKind(TextChoices):
    DATA_AGENCY = "data_agency", _("大数据管理机构")
    GOVERNMENT_BODY = "government_body", _("政府部门")
    PUBLIC_INSTITUTION = "public_institution", _("事业单位")
    RESEARCH_BODY = "research_body", _("研究机构")
    LEADING_GROUP = "leading_group", _("领导小组")
    ADVISORY_BODY = "advisory_body", _("咨询机构")
    COMPANY = "company", _("企业")
    PUBLISHER = "publisher", _("评估主体")


class AgencyType(TextChoices):
    """机构类型, in the order of independence that the literature gives them."""

    CONSTITUENT_DEPARTMENT = "constituent_department", _("政府组成部门")
    DIRECTLY_UNDER = "directly_under", _("直属机构")
    DEPARTMENT_ADMINISTERED = "department_administered", _("部门管理机构")
    NAMEPLATE = "nameplate", _("挂牌机构")
    PUBLIC_INSTITUTION = "public_institution", _("事业单位")
    INTERNAL_DIVISION = "internal_division", _("内设机构")
    STATUTORY_BODY = "statutory_body", _("法定机构")

    @property
    def short(self):
        """The label for a badge, a filter or an axis; English labels are long."""
        return BADGES[self.value]


BADGES = {
    "constituent_department": pgettext("badge", "政府组成部门"),
    "directly_under": pgettext("badge", "直属机构"),
    "department_administered": pgettext("badge", "部门管理机构"),
    "nameplate": pgettext("badge", "挂牌机构"),
    "public_institution": pgettext("badge", "事业单位"),
    "internal_division": pgettext("badge", "内设机构"),
    "statutory_body": pgettext("badge", "法定机构"),
}


# The three kinds of administrative agency that the 2018 reform produced.
ADMINISTRATIVE_TYPES = (AgencyType.DIRECTLY_UNDER, AgencyType.DEPARTMENT_ADMINISTERED, AgencyType.NAMEPLATE)


class AdministrativeRank(TextChoices):
    PROVINCIAL_DEPARTMENT = "provincial_department", _("正厅级")
    DEPUTY_DEPARTMENT = "deputy_department", _("副厅级")
    DIVISION = "division", _("正处级")
    DEPUTY_DIVISION = "deputy_division", _("副处级")


class MembershipRole(TextChoices):
    HEAD = "head", _("组长")
    DEPUTY_HEAD = "deputy_head", _("副组长")
    OFFICE_HOST = "office_host", _("办公室所在单位")
    MEMBER_UNIT = "member_unit", _("成员单位")
    ADVISORY_BODY = "advisory_body", _("咨询机构")
    LEAD_UNIT = "lead_unit", _("牵头单位")


class MandateStage(TextChoices):
    PLANNED = "planned", _("拟组建")
    OPERATING = "operating", _("运营中")


class MandateKind(TextChoices):
    """What a company is charged with: only the first makes it an operating company of digital government."""

    DIGITAL_GOVERNMENT = "digital_government", _("数字政府建设运营")
    PUBLIC_DATA_OPERATION = "public_data_operation", _("公共数据运营")
    DATA_GROUP = "data_group", _("数据集团和其他数据企业")


class GroupStage(TextChoices):
    PROPOSED = "proposed", _("提出成立")
    IN_PLACE = "in_place", _("已设立")


class DocumentStage(TextChoices):
    ISSUED = "issued", _("已发布")
    PLANNED = "planned", _("拟制定")


class EvidenceField(TextChoices):
    """The fields of an agency for which a second source may stand."""

    EXISTENCE = "existence", _("机构存在")
    NAME = "name", _("名称")
    TYPE = "type", _("机构类型")
    RANK = "rank", _("行政级别")
    SUPERIOR = "superior", _("隶属")
    PLATES = "plates", _("加挂牌子")
    FUNCTIONS = "functions", _("职能")
    PREDECESSOR = "predecessor", _("前身")
    VALID_FROM = "valid_from", _("设立时间")


class LeadBasis(TextChoices):
    """On what a task's lead rests."""

    STATED = "stated", _("原文写明牵头")
    FIRST_NAMED = "first_named", _("责任单位中排在首位")
    NONE = "none", _("没有牵头单位")


class UnitRole(TextChoices):
    LEAD = "lead", pgettext("role", "牵头")
    PARTICIPATE = "participate", pgettext("role", "参与")


class PolicyTopic(TextChoices):
    """Our own grouping of tasks, so that those of different documents stand side by side."""

    COORDINATION = "coordination", _("统筹机制")
    INFRASTRUCTURE = "infrastructure", _("云网与算力")
    DATA_RESOURCES = "data_resources", _("数据资源")
    COMMON_PLATFORMS = "common_platforms", _("公共支撑平台")
    SECURITY = "security", _("安全")
    STANDARDS = "standards", _("标准与制度")
    GOVERNMENT_SERVICES = "government_services", _("政务服务")
    BUSINESS_ENVIRONMENT = "business_environment", _("营商环境")
    REGULATION = "regulation", _("监管与执法")
    SOCIAL_GOVERNANCE = "social_governance", _("社会治理与应急")
    ECOLOGY = "ecology", _("生态与自然资源")
    INTERNAL_OPERATION = "internal_operation", _("机关运行")
    DECISION_SUPPORT = "decision_support", _("经济运行与决策")
    LIVELIHOOD = "livelihood", _("民生服务")
    DIGITAL_ECONOMY = "digital_economy", _("数字经济")
    CITY_AND_COUNTRYSIDE = "city_and_countryside", _("城市与乡村")
    DATA_MARKET = "data_market", _("数据要素市场")
    TALENT_AND_FUNDING = "talent_and_funding", _("人才、资金与考核")


class PlatformStage(TextChoices):
    IN_USE = "in_use", _("已在使用")
    BEING_BUILT = "being_built", _("建设中")
    PLANNED = "planned", _("拟建")


class FunctionBasis(TextChoices):
    TEXT = "text", _("正文")
    SUMMARY_MATRIX = "summary_matrix", _("作者的归纳")


class DefinitionCategory(TextChoices):
    AGENCY_TYPE = "agency_type", _("机构类型")
    CLASSIFICATION = "classification", _("其他分类")
    POWER = "power", _("职能目录")


class LeftOutKind(TextChoices):
    """What kind of fact it would have been."""

    AGENCY = "agency", pgettext("left out", "大数据机构")
    LEADING_GROUP = "leading_group", pgettext("left out", "领导小组")
    COMPANY = "company", pgettext("left out", "运营公司")
    SHAREHOLDING = "shareholding", pgettext("left out", "股权")
    DOCUMENT = "document", pgettext("left out", "政策文件")
    TASK = "task", pgettext("left out", "任务")
    PLATFORM = "platform", pgettext("left out", "平台")
    STATISTIC = "statistic", pgettext("left out", "统计")
    SCORE = "score", pgettext("left out", "评估得分")
    SOURCE = "source", pgettext("left out", "来源")


class Succession(TextChoices):
    """How a body in front came to follow the earlier one."""

    RENAMED = "renamed", _("更名或改组")
    MERGED = "merged", _("合并")
    REPLACED = "replaced", _("接替（承接关系未见来源）")


class EndKind(TextChoices):
    ABOLISHED = "abolished", _("撤销")
    MERGED = "merged", _("并入")


class StatisticStage(TextChoices):
    ACTUAL = "actual", _("实际")
    TARGET = "target", _("目标")
    FORECAST = "forecast", _("预测")


class StatisticSubject(TextChoices):
    """What a headline count counts."""

    DATA_AGENCY = "data_agency", pgettext("counted", "大数据管理机构")
    ADMINISTRATIVE_DATA_AGENCY = "administrative_data_agency", pgettext("counted", "大数据局行政机构")
    DIRECTLY_UNDER_AGENCY = "directly_under_agency", pgettext("counted", "直属机构")
    DEPARTMENT_ADMINISTERED_AGENCY = "department_administered_agency", pgettext("counted", "部门管理机构")
    NAMEPLATE_AGENCY = "nameplate_agency", pgettext("counted", "挂牌机构")
    INDEPENDENT_AGENCY = "independent_agency", pgettext("counted", "独立设置的机构")
    LEADING_GROUP = "leading_group", pgettext("counted", "领导小组")
    DIGITAL_GOVERNMENT_PLAN = "digital_government_plan", pgettext("counted", "数字政府专门规划")
    DOCUMENT_TASKS = "document_tasks", pgettext("counted", "文件的任务")
    LED_TASKS = "led_tasks", pgettext("counted", "主导的任务")
    NAMED_TASKS = "named_tasks", pgettext("counted", "参与的任务（含主导）")
    EVALUATED_PROVINCES = "evaluated_provinces", pgettext("counted", "参评省份")
    EVALUATED_CITIES = "evaluated_cities", pgettext("counted", "参评城市")
    SERVICE_CAPABILITY_VERY_HIGH = "service_capability_very_high", pgettext("counted", "服务能力“非常高”的省份")
    SERVICE_CAPABILITY_HIGH = "service_capability_high", pgettext("counted", "服务能力“高”的省份")
    SERVICE_CAPABILITY_LOW = "service_capability_low", pgettext("counted", "服务能力“低”的省份")
    DATA_GROUP = "data_group", pgettext("counted", "数据集团和其他数据企业")
    PUBLIC_DATA_PLATFORM = "public_data_platform", pgettext("counted", "公共数据开放平台")


class StatisticScope(TextChoices):
    PROVINCE = "province", pgettext("scope", "省级")
    PREFECTURE = "prefecture", pgettext("scope", "地级")
    MAJOR_CITY = "major_city", pgettext("scope", "省会、首府和副省级城市")
    BELOW_PROVINCE = "below_province", pgettext("scope", "省级以下")
    COUNTRY = "country", pgettext("scope", "全国")
    REGION = "region", pgettext("scope", "某一地区")
