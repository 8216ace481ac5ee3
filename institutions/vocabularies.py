"""Closed lists about institutions; the Chinese term is the label (the glossary in code)."""

from django.db.models import TextChoices


class OrganizationKind(TextChoices):
    DATA_AGENCY = "data_agency", "大数据管理机构"
    GOVERNMENT_BODY = "government_body", "政府部门"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    RESEARCH_BODY = "research_body", "研究机构"
    LEADING_GROUP = "leading_group", "领导小组"
    ADVISORY_BODY = "advisory_body", "咨询机构"
    COMPANY = "company", "企业"
    PUBLISHER = "publisher", "评估主体"


class AgencyType(TextChoices):
    """机构类型, in the order of independence that the literature gives them."""

    CONSTITUENT_DEPARTMENT = "constituent_department", "政府组成部门"
    DIRECTLY_UNDER = "directly_under", "直属机构"
    DEPARTMENT_ADMINISTERED = "department_administered", "部门管理机构"
    NAMEPLATE = "nameplate", "挂牌机构"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    INTERNAL_DIVISION = "internal_division", "内设机构"
    STATUTORY_BODY = "statutory_body", "法定机构"


# The three kinds of administrative agency that the 2018 reform produced.
ADMINISTRATIVE_TYPES = (AgencyType.DIRECTLY_UNDER, AgencyType.DEPARTMENT_ADMINISTERED, AgencyType.NAMEPLATE)


class AdministrativeRank(TextChoices):
    PROVINCIAL_DEPARTMENT = "provincial_department", "正厅级"
    DEPUTY_DEPARTMENT = "deputy_department", "副厅级"
    DIVISION = "division", "正处级"
    DEPUTY_DIVISION = "deputy_division", "副处级"


class MembershipRole(TextChoices):
    HEAD = "head", "组长"
    DEPUTY_HEAD = "deputy_head", "副组长"
    OFFICE_HOST = "office_host", "办公室所在单位"
    MEMBER_UNIT = "member_unit", "成员单位"
    ADVISORY_BODY = "advisory_body", "咨询机构"
    LEAD_UNIT = "lead_unit", "牵头单位"


class MandateStage(TextChoices):
    PLANNED = "planned", "拟组建"
    OPERATING = "operating", "运营中"


class MandateKind(TextChoices):
    """What a company is charged with: only the first makes it an operating company of digital government."""

    DIGITAL_GOVERNMENT = "digital_government", "数字政府建设运营"
    PUBLIC_DATA_OPERATION = "public_data_operation", "公共数据运营"
    DATA_GROUP = "data_group", "数据集团和其他数据企业"


class GroupStage(TextChoices):
    PROPOSED = "proposed", "提出成立"
    IN_PLACE = "in_place", "已设立"


class DocumentStage(TextChoices):
    ISSUED = "issued", "已发布"
    PLANNED = "planned", "拟制定"


class EvidenceField(TextChoices):
    """The fields of an agency for which a second source may stand."""

    EXISTENCE = "existence", "机构存在"
    NAME = "name", "名称"
    TYPE = "type", "机构类型"
    RANK = "rank", "行政级别"
    SUPERIOR = "superior", "隶属"
    PLATES = "plates", "加挂牌子"
    FUNCTIONS = "functions", "职能"
    PREDECESSOR = "predecessor", "前身"
    VALID_FROM = "valid_from", "设立时间"


class LeadBasis(TextChoices):
    """On what a task's lead rests."""

    STATED = "stated", "原文写明牵头"
    FIRST_NAMED = "first_named", "责任单位中排在首位"
    NONE = "none", "没有牵头单位"


class UnitRole(TextChoices):
    LEAD = "lead", "牵头"
    PARTICIPATE = "participate", "参与"


class PolicyTopic(TextChoices):
    """Our own grouping of tasks, so that those of different documents stand side by side."""

    COORDINATION = "coordination", "统筹机制"
    INFRASTRUCTURE = "infrastructure", "云网与算力"
    DATA_RESOURCES = "data_resources", "数据资源"
    COMMON_PLATFORMS = "common_platforms", "公共支撑平台"
    SECURITY = "security", "安全"
    STANDARDS = "standards", "标准与制度"
    GOVERNMENT_SERVICES = "government_services", "政务服务"
    BUSINESS_ENVIRONMENT = "business_environment", "营商环境"
    REGULATION = "regulation", "监管与执法"
    SOCIAL_GOVERNANCE = "social_governance", "社会治理与应急"
    ECOLOGY = "ecology", "生态与自然资源"
    INTERNAL_OPERATION = "internal_operation", "机关运行"
    DECISION_SUPPORT = "decision_support", "经济运行与决策"
    LIVELIHOOD = "livelihood", "民生服务"
    DIGITAL_ECONOMY = "digital_economy", "数字经济"
    CITY_AND_COUNTRYSIDE = "city_and_countryside", "城市与乡村"
    DATA_MARKET = "data_market", "数据要素市场"
    TALENT_AND_FUNDING = "talent_and_funding", "人才、资金与考核"


class PlatformStage(TextChoices):
    IN_USE = "in_use", "已在使用"
    BEING_BUILT = "being_built", "建设中"
    PLANNED = "planned", "拟建"


class FunctionBasis(TextChoices):
    TEXT = "text", "正文"
    SUMMARY_MATRIX = "summary_matrix", "作者的归纳"


class DefinitionCategory(TextChoices):
    AGENCY_TYPE = "agency_type", "机构类型"
    CLASSIFICATION = "classification", "其他分类"
    POWER = "power", "职能目录"


class LeftOutKind(TextChoices):
    """What kind of fact it would have been."""

    AGENCY = "agency", "大数据机构"
    LEADING_GROUP = "leading_group", "领导小组"
    COMPANY = "company", "运营公司"
    SHAREHOLDING = "shareholding", "股权"
    DOCUMENT = "document", "政策文件"
    TASK = "task", "任务"
    PLATFORM = "platform", "平台"
    STATISTIC = "statistic", "统计"
    SCORE = "score", "评估得分"
    SOURCE = "source", "来源"


class Succession(TextChoices):
    """How a body in front came to follow the earlier one."""

    RENAMED = "renamed", "更名或改组"
    MERGED = "merged", "合并"
    REPLACED = "replaced", "接替（承接关系未见来源）"


class EndKind(TextChoices):
    ABOLISHED = "abolished", "撤销"
    MERGED = "merged", "并入"


class StatisticStage(TextChoices):
    ACTUAL = "actual", "实际"
    TARGET = "target", "目标"
    FORECAST = "forecast", "预测"


class StatisticSubject(TextChoices):
    """What a headline count counts."""

    DATA_AGENCY = "data_agency", "大数据管理机构"
    ADMINISTRATIVE_DATA_AGENCY = "administrative_data_agency", "大数据局行政机构"
    DIRECTLY_UNDER_AGENCY = "directly_under_agency", "直属机构"
    DEPARTMENT_ADMINISTERED_AGENCY = "department_administered_agency", "部门管理机构"
    NAMEPLATE_AGENCY = "nameplate_agency", "挂牌机构"
    INDEPENDENT_AGENCY = "independent_agency", "独立设置的机构"
    LEADING_GROUP = "leading_group", "领导小组"
    DIGITAL_GOVERNMENT_PLAN = "digital_government_plan", "数字政府专门规划"
    DOCUMENT_TASKS = "document_tasks", "文件的任务"
    LED_TASKS = "led_tasks", "主导的任务"
    NAMED_TASKS = "named_tasks", "参与的任务（含主导）"
    EVALUATED_PROVINCES = "evaluated_provinces", "参评省份"
    EVALUATED_CITIES = "evaluated_cities", "参评城市"
    SERVICE_CAPABILITY_VERY_HIGH = "service_capability_very_high", "服务能力“非常高”的省份"
    SERVICE_CAPABILITY_HIGH = "service_capability_high", "服务能力“高”的省份"
    SERVICE_CAPABILITY_LOW = "service_capability_low", "服务能力“低”的省份"
    DATA_GROUP = "data_group", "数据集团和其他数据企业"
    PUBLIC_DATA_PLATFORM = "public_data_platform", "公共数据开放平台"


class StatisticScope(TextChoices):
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    MAJOR_CITY = "major_city", "省会、首府和副省级城市"
    BELOW_PROVINCE = "below_province", "省级以下"
    COUNTRY = "country", "全国"
    REGION = "region", "某一地区"
