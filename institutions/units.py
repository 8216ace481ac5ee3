"""Units of government: which kind of department a name belongs to, and when two lists name the same ones. Pure."""

import re

from django.utils.translation import gettext_noop as _

# Kind of department -> what its name contains, first match wins: a data bureau of the economy department's name
# is a data bureau. Ours, so that units of different regions can stand side by side. Marked for translation, and
# translated where they are shown: the Chinese name is the code by which kinds are compared.
KINDS: dict[str, str] = {
    _("数据管理部门"): r"数据(?!集团|公司)|数字办|政数局|政务信息|信息化中心|数字政府",
    _("政务服务与审批部门"): r"政务服务|政务办|审批|审改办",
    _("网信部门"): r"网信|密码|保密|机要",
    _("党委综合部门"): r"省委办公厅|市委办公|政法委|组织部|宣传部|编办|党校|统战部|改革办",
    _("政府办公厅"): r"政府办公|秘书长|分管副市长",
    _("发展改革部门"): r"发展改革|发改委|信息中心|能源局|物价|粮食",
    _("工业和信息化部门"): r"工业和信息化|工信|通信管理|经济和信息化|无线电",
    _("科技部门"): r"科技|科学技术|科协",
    _("公安司法部门"): r"公安|司法|法院|检察|信访|监狱",
    _("财政金融部门"): r"财政|金融|银保监|证监|人行|人民银行|税务|审计|统计|国资委",
    _("市场监管部门"): r"市场监管|药监|知识产权",
    _("自然资源生态部门"): r"自然资源|生态环境|水利|林业|海洋|气象|地震|黄委|水文|测绘",
    _("住建交通部门"): r"住房城乡|住建|住房|城管|城市管理|交通|铁路|民航|邮政",
    _("农业农村部门"): r"农业|农村|畜牧|乡村振兴|扶贫",
    _("商务文旅部门"): r"商务|文化和旅游|文旅|广电|体育|文物|贸促|口岸|海关",
    _("民生部门"): r"卫生健康|卫健|医保|教育|(?<!人)民政|人力资源|人社|退役军人|残联|民委|民族|中医药|红十字|妇联|共青团",
    _("应急部门"): r"应急|消防|人防|粮食和物资",
    _("机关事务与档案部门"): r"机关事务|机关管理|档案|史志",
    _("企业"): r"集团|公司|电信|移动|联通|铁塔|银联|银行",
    _("下级政府"): r"各区|各市|各县|市政府|区政府|市人民政府|管委会|设区市|县级|市县|各地|示范区|开发区|乡镇",
    _("各有关部门"): r"各部门|有关部门|有关单位|相关部门|相关单位|各行业|主管部门|各单位|各级|省直|市直",
}  # fmt: skip
OTHER_KIND = _("其他部门")


def unit_kind(name: str) -> str:
    """The kind of department of a unit's name; 其他部门 where no pattern matches."""
    return next((kind for kind, pattern in KINDS.items() if re.search(pattern, name)), OTHER_KIND)


def same_units(some: list[str], others: list[str]) -> bool:
    """Whether two lists name the same units, in whatever order."""
    return set(some) == set(others)
