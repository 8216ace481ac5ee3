"""The words of the field and of this site, as readers meet them. Agency types are not here: their definitions are data."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Term:
    """A word and what this site means by it; `anchor` is where tables and charts lead to."""

    anchor: str
    word: Promise
    meaning: Promise


@dataclass(frozen=True)
class Section:
    """Words that belong together."""

    anchor: str
    title: Promise
    terms: tuple[Term, ...]


BODIES = Section("bodies", pgettext_lazy("section", "机构"), (
    Term("data-agency", _("大数据机构"), _("主管大数据、政务数据或数字政府的机构，不论叫数据局、大数据局、政务服务和数据管理局还是大数据中心。")),
    Term("principal", _("主要机构"), _("一个地区同时有几个机构时放在前面的那一个：文献计数的那一个，没有则为行政机构，再没有则写未知。地图、筛选和计数都用它，列表照样列出全部。")),
    Term("leading-group", _("领导小组"), _("由党政领导牵头、统筹数字政府或大数据工作的议事协调机构，有组长、副组长、成员单位和办公室。只是提出要成立的不计。")),
    Term("operating-company", _("运营公司"), _("为政府建设、运营数字政府平台的公司。数据集团和只经营公共数据的公司另记，不使一个地区成为“有”。")),
    Term("separated-operation", _("管运分离"), _("行政机构管理，公司建设和运营，两者分开的做法。")),
    Term("regional-model", _("建设模式"), _("文献以地区命名的数字政府建设方式，如广东模式、浙江模式、贵州模式。")),
    Term("superior", _("隶属"), _("机构由谁设立或管理；挂牌机构写它挂在哪个部门。")),
    Term("plates", _("加挂牌子"), _("同一机构另有的名称。")),
))  # fmt: skip
RANKS = Section("ranks", pgettext_lazy("section", "行政级别"), (
    Term("provincial_department", _("正厅级"), _("文献称直属机构一般为此级，见机构类型的定义。")),
    Term("deputy_department", _("副厅级"), _("低于正厅级；文献称部门管理机构一般为此级。")),
    Term("division", _("正处级"), _("低于副厅级。")),
    Term("deputy_division", _("副处级"), _("低于正处级。")),
    Term("usual-rank", _("按该类机构一般规格"), _("来源只说某类机构一般是什么级别，没有明言这一个；与明言的分开写。")),
))  # fmt: skip
ABSENCES = Section("absences", _("空值的四种写法"), (
    Term("none", _("无"), _("来源说明没有，或列出了全部而不在其中。")),
    Term("unknown", _("未知"), _("没有找到。不等于没有。")),
    Term("not-applicable", _("不适用"), _("这一项不涉及它。")),
    Term("not-published", _("未公布"), _("有，但没有公布。")),
))  # fmt: skip
EVIDENCE = Section("evidence", _("日期与出处"), (
    Term("as-of", _("截至"), _("来源为这条事实作证的日期，照来源所写，可能只到年或月。")),
    Term("date-shown", _("所示日期"), _("页面回答的是哪一天的情形；写成 2019 或 2019-06 时，问的是那一年、那个月结束时。")),
    Term("stated", _("来源明言"), _("来源直接写明。")),
    Term("inferred", _("推出"), _("来源没有明言，由其内容推出；或所据的资料晚于所示日期。")),
    Term("last-known", _("最近已知"), _("现机构的类型未知时，它的前身或它自己较早的类型，连同日期另列，用 * 或斜纹标出。")),
    Term("disagreement", _("分歧"), _("两个来源对同一对象同一属性所载不同，或印出的数与本站各行算出的不同；各方并列。")),
    Term("locator", _("出处位置"), _("事实在来源的哪一章、哪一段、哪一页。")),
))  # fmt: skip
NUMBERS = Section("numbers", _("指数与分工"), (
    Term("edition", _("版本"), _("指数的一次发布：一个年度和一套方法。方法不同的版本之间不连线、不比高低，除非来源说明方法相同。")),
    Term("tier", _("档次"), _("评估按得分或排名分的档，如第一梯队；有的评估只公布档次。")),
    Term("denominator", _("分母"), _("比例以多少个地区为全体：31 个省份，或连同新疆生产建设兵团 32 个。")),
    Term("lead", _("牵头"), _("任务由谁负总责；原文写明的、责任单位中排在首位的、没有写的，分别标明。")),
    Term("topic", _("主题"), _("本站为把不同文件的任务并排而作的归类，不是来源的说法。")),
))  # fmt: skip

SECTIONS = (BODIES, RANKS, ABSENCES, EVIDENCE, NUMBERS)
