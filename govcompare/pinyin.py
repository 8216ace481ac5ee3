"""Chinese names in pinyin, as GB/T 16159 groups them: a word a group, tone marks, the first letter large."""

import re
from functools import cache, lru_cache
from itertools import islice

# Words that stand together in names of bodies and documents, and the names of the provinces.
WORDS = """
    人民政府 有限公司 行动计划 领导小组 云时代 信息化 内蒙古 办公厅 办公室 国资委 大数据 委员会 实验室
    数字化 标准化 研究院 自治区 自治州 黑龙江 上海 专家 专项 中国 中心 云南 交换 交易 产业
    信息 全国 公共 公司 共享 兵团 办法 加快 北京 协调 发展 台湾 吉林 商业 四川 国家 城市 大学 天津
    宁夏 安徽 实施 审批 小组 山东 山西 工作 平台 广东 广西 应用 建设 总体 意见 技术 投资 报告 指数
    控股 推进 改革 政务 政府 数字 数据 新疆 方案 智慧 有限 服务 条例 江苏 江西 河北 河南 治理 浙江
    海南 湖北 湖南 澳门 甘肃 电子 监管 省级 研究 福建 科技 管理 系统 经济 统筹 网站 网络 职能 股份
    西藏 规划 计划 评估 贵州 资产 资源 转变 转型 辽宁 运营 通信 通知 重庆 金融 门户 陕西 集团 青海
    领导 香港
"""
# Words that pypinyin reads otherwise than people do, most of them places: the table of regions has these right.
READINGS = {
    "陕西": "shǎn xī",
    "长治": "cháng zhì",
    "朝阳": "cháo yáng",
    "漯河": "luò hé",
    "昌都": "chāng dū",
    "全省": "quán shěng",
    "阿勒泰": "ā lè tài",
    "锡林郭勒": "xī lín guō lè",
    "克孜勒苏": "kè zī lè sū",
}


@cache
def reader():
    """pypinyin with these readings; it is large, so that only pages that need it load it."""
    import pypinyin

    pypinyin.load_phrases_dict({word: [[one] for one in said.split()] for word, said in READINGS.items()})
    return pypinyin


@cache
def _groups() -> re.Pattern:
    words = sorted({*WORDS.split(), *READINGS}, key=len, reverse=True)
    return re.compile("|".join([*words, r"[!-~]+", "."]), re.DOTALL)


@lru_cache(maxsize=4096)
def pinyin(text: str) -> str:
    """A name in pinyin: 浙江省大数据发展管理局 -> Zhèjiāng shěng dàshùjù fāzhǎn guǎnlǐ jú."""
    # read as a whole, for 长 of 长沙 is not that of 市长; what is no Chinese counts character by character too
    sounds, groups = iter(reader().lazy_pinyin(text, style=reader().Style.TONE, errors=list)), []
    for group in _groups().findall(text):
        groups.append("".join(islice(sounds, len(group))))
    line = re.sub(r"\s+", " ", " ".join(groups)).strip()
    line = re.sub(r"(?<=[“‘（《(]) | (?=[”’）》),，。])", "", line)
    return line[:1].upper() + line[1:]
