"""Where in a source something stands, in English: by rule, for sources are parted alike. Numbering stays as printed."""

import re
from functools import lru_cache

NUMBERS = "一二三四五六七八九十"
# 二（三）1, 四（一）4（2）, 02（二）, 4.2.4: as sources number their chapters
NUMBERING = rf"(?:[{NUMBERS}]+|[0-9]+(?:[.-][0-9]+)*)(?:（[{NUMBERS}0-9]+）)*[0-9]*(?:（[0-9]+）)?"
SPAN = rf"{NUMBERING}(?:[—、至]{NUMBERING})*"
UNITS = {"段": ("paragraph", "paragraphs"), "项": ("item", "items"), "行": ("row", "rows"), "组": ("group", "groups")}
ORDINALS = dict(zip(NUMBERS, ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), strict=True))  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WORDS = {
    "首段": "first paragraph", "末段": "last paragraph", "末几段": "last paragraphs", "首句": "first sentence",
    "末句": "last sentence", "首行": "first line", "首部": "head", "引言": "introduction", "前言": "preface",
    "导语": "lead", "摘要": "abstract", "摘要末句": "last sentence of the abstract", "封面": "cover", "标题": "title",
    "题头": "heading", "题注": "caption", "图片说明": "caption of the picture", "基本介绍": "basic introduction",
    "落款": "signature", "落款名单": "list in the signature", "落款单位名单": "list of the signing units",
    "通知首部": "head of the notice", "通知落款": "signature of the notice", "通知标题": "title of the notice",
    "通知首部和落款": "head and signature of the notice", "通知标题和首部": "title and head of the notice",
    "标题及正文首段": "title and first paragraph of the text", "正文": "text", "全文": "whole text", "全页": "whole page",
    "页首": "top of the page", "文首": "beginning of the text", "文末": "end of the text",
    "文首信息": "details at the head of the text", "页面日期": "date of the page", "页面路径日期": "date in the address of the page",
    "名单": "list", "等级": "grades", "各维度最高": "highest of each dimension", "组成人员": "members",
    "文章属性": "details of the article", "文件属性": "details of the document", "规划期一句": "sentence on the planning period",
    "规划期限一句": "sentence on the planning period", "总体目标": "general aim", "要点": "main points",
    "要点一段": "paragraph of main points", "起草背景": "background of the draft", "起草过程": "course of drafting",
    "省级代码": "codes of provinces", "省级字母代码": "letter codes of provinces", "地级代码": "codes of prefectures",
    "全国代码": "code of the country", "四大经济地区": "four economic regions", "国家层面": "national level",
    "省级层面": "provincial level", "省级层面句": "sentence on the provincial level",
    "城市层面句": "sentence on the level of cities", "地级市层面段": "paragraph on the level of prefecture-level cities",
    "省级层面（河南规划一例）": "provincial level (example: Henan plan)", "河南一例": "example of Henan",
    "海南一段": "paragraph on Hainan", "地方城市数字化部门分工": "division of labour among departments of cities",
    "合计": "total", "研究发现": "findings", "总体评估分析": "overall assessment", "总体指数": "overall index",
    "省级排名段": "paragraph on the ranking of provinces", "数据治理指数段": "paragraph on the data governance index",
    "发展梯度段": "paragraph on the grades of development", "平均得分段": "paragraph on the average scores",
    "2019重点城市榜单": "2019 ranking of key cities", "2019省级政府榜单": "2019 ranking of provincial governments",
    "2019政务服务好差评榜解读": "explanation of the 2019 ranking of service reviews", "第二阶段": "second stage",
    "依据文件名单": "list of the documents relied on", "权威数据来源确认": "confirmation of the sources of data",
    "第一部分所列依据文件": "documents relied on, listed in part one", "方案之源": "origin of the plan",
    "交易概述": "outline of the transaction",
}  # fmt: skip


def _of_units(match: re.Match) -> str:
    """第2—4段 -> paragraphs 2–4."""
    one, several = UNITS[match["unit"]]
    number = re.sub("段?[—至]第?", "–", match["number"]).replace("、", " and ")
    return f"{one if number.isdigit() else several} {number}"


# What a part of a locator may be, tried in this order where the one before ends.
RULES = [
    (re.compile(r"第(?P<number>[0-9]+(?:段?[—、至]第?[0-9]+)*)(?P<unit>[段项行组])"), _of_units),
    (re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))), lambda match: WORDS[match[0]]),
    (re.compile(r"([0-9.]+)表"), lambda match: f"table {match[1]}"),
    (re.compile(r"专栏([0-9—]+)"), lambda match: f"box {match[1]}"),
    (re.compile(r"注([0-9]+)"), lambda match: f"note {match[1]}"),
    (re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日条"),
     lambda match: f"entry of {match[3]} {MONTHS[int(match[2]) - 1]} {match[1]}"),
    (re.compile(rf"（?([{NUMBERS}])是）?"), lambda match: f"{ORDINALS[match[1]]} point"),
    (re.compile(r"“([^“”]+)”一?(段|节)"),
     lambda match: f"{'paragraph' if match[2] == '段' else 'section'} “{match[1]}”"),
    (re.compile(rf"{SPAN}"), lambda match: match[0]),
]  # fmt: skip
BETWEEN = re.compile(r"[ 、：]*")


@lru_cache(maxsize=2048)
def in_english(locator: str) -> str | None:
    """第2段名单 -> paragraph 2, list; None where a part of it follows no rule, or where it is numbering alone."""
    parts = [_part(part) for part in locator.split("；")]
    if None in parts or re.fullmatch(rf"(?:{SPAN}；?)*", locator):
        return None
    return "; ".join(parts)


def _part(text: str) -> str | None:
    """One part in English, rule after rule from its beginning."""
    said, place = [], 0
    while place < len(text):
        found = ((rule.match(text, place), words) for rule, words in RULES)
        match, words = next(((match, words) for match, words in found if match), (None, None))
        if match is None:
            return None
        said.append(words(match))
        place = BETWEEN.match(text, match.end()).end()
    return ", ".join(said) or None
