"""English words for what Chinese names are made of, so that "data zhejiang" finds 浙江省数据局.

They only find, and are never shown: proper names have no English of this site's making.
"""

import re
from collections.abc import Mapping

GLOSSES = {
    "大数据": "big data", "数据": "data", "数字政府": "digital government", "数字化": "digital", "数字": "digital",
    "数智": "digital intelligent", "智慧城市": "smart city", "智慧": "smart", "政务服务": "government services",
    "政务": "government affairs", "政府": "government", "人民政府": "people's government", "公共": "public",
    "信息化": "informatization", "信息中心": "information centre center", "信息": "information", "网信": "cyberspace",
    "网络": "network", "互联网": "internet", "网站": "website", "门户": "portal", "审批": "approval",
    "发展改革": "development reform", "发改": "development reform", "发展": "development", "改革": "reform",
    "工业和信息化": "industry information technology", "工信": "industry information technology", "科技": "science technology",
    "科学技术": "science technology", "公安": "public security", "财政": "finance", "市场监管": "market regulation",
    "市场监督管理": "market regulation", "自然资源": "natural resources", "生态环境": "ecology environment",
    "住房城乡建设": "housing construction", "交通": "transport", "农业农村": "agriculture rural", "商务": "commerce",
    "文化和旅游": "culture tourism", "卫生健康": "health", "医保": "medical insurance", "教育": "education",
    "民政": "civil affairs", "人力资源": "human resources", "应急": "emergency", "统计": "statistics", "税务": "tax",
    "司法": "justice", "通信": "communications", "电信": "telecom", "国资委": "state assets", "编办": "staffing office",
    "安全": "security", "档案": "archives", "领导小组": "leading group", "专家委员会": "expert committee",
    "委员会": "committee commission", "办公厅": "general office", "办公室": "office", "管理局": "administration bureau",
    "资源局": "resources bureau", "资源": "resources", "中心": "centre center", "研究院": "institute academy",
    "研究": "research study", "实验室": "laboratory", "大学": "university", "集团": "group", "有限公司": "company limited",
    "公司": "company", "运营": "operation", "资产": "assets", "投资": "investment", "控股": "holding", "交易": "trading",
    "产业": "industry", "经济": "economy", "管理": "management", "建设": "construction", "应用": "application",
    "总体规划": "master plan", "规划": "plan", "行动计划": "action plan", "计划": "plan", "实施方案": "implementation plan",
    "方案": "plan programme", "意见": "opinions", "办法": "measures", "条例": "regulations", "通知": "notice",
    "工作要点": "work points", "政府工作报告": "government work report", "报告": "report", "指南": "guide", "试点": "pilot",
    "十四五": "14th five-year", "十三五": "13th five-year", "平台": "platform", "系统": "system", "小程序": "mini program",
    "热线": "hotline", "开放": "open", "共享": "sharing", "服务": "service", "标准": "standard", "指数": "index",
    "评估": "assessment", "排名": "ranking", "模式": "model", "云": "cloud", "省": "provincial", "市": "municipal city",
    "局": "bureau", "厅": "department", "部": "ministry department", "全国": "national", "国家": "national",
    "北京": "beijing", "清华": "tsinghua", "复旦": "fudan", "腾讯": "tencent", "中国": "china",
}  # fmt: skip


class Glosses:
    """Names in English words, one by one. places: the names of regions and their English ones."""

    def __init__(self, places: Mapping[str, str]):
        self.words = {**GLOSSES, **places}
        self.pattern = re.compile("|".join(map(re.escape, sorted(self.words, key=len, reverse=True))))

    def of(self, text: str) -> str:
        """浙江省数据局 -> Zhejiang data bureau; nothing for a text of other words."""
        return " ".join(dict.fromkeys(self.words[part] for part in self.pattern.findall(text)))
