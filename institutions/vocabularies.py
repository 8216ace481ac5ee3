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


class StatisticSubject(TextChoices):
    """What a headline count counts."""

    DATA_AGENCY = "data_agency", "大数据管理机构"
    ADMINISTRATIVE_DATA_AGENCY = "administrative_data_agency", "大数据局行政机构"
    DIRECTLY_UNDER_AGENCY = "directly_under_agency", "直属机构"
    DEPARTMENT_ADMINISTERED_AGENCY = "department_administered_agency", "部门管理机构"
    NAMEPLATE_AGENCY = "nameplate_agency", "挂牌机构"
    LEADING_GROUP = "leading_group", "领导小组"
    DIGITAL_GOVERNMENT_PLAN = "digital_government_plan", "数字政府专门规划"


class StatisticScope(TextChoices):
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    MAJOR_CITY = "major_city", "省会、首府和副省级城市"
