"""Chinese names in pinyin, as GB/T 16159 groups them: a word a group, tone marks, the first letter of each word large."""

import re
from functools import cache, lru_cache
from itertools import islice
from unicodedata import normalize

# Words that stand together in names of bodies and documents.
WORDS = """
    人工智能 生产建设 红十字会 经济特区 计算机报 阿里巴巴 一体化 云计算 互联网 产业园 信息办 信息化
    公积金 副市长 副省长 办事处 办公厅 办公室 区块链 县政府 发改委 哈萨克 团市委 团省委 国务院
    国资委 土家族 大数据 委员会 实验室 工商联 市政府 布依族 常委会 开发区 总工会 政务办
    政府办 数字办 数字化 朝鲜族 标准化 检察院 民宗委 现代化 白皮书 省政府 研究院 秘书长 管委会
    维吾尔 网信办 自治区 自治州 蒙古族 试验区 进一步 透明度 银保监 高新区 一网 专家 专项 中国
    中央 中心 主任 主席 乡村 书记 事务 云上 交换 交易 交通 产业 产权 人力 人大 人民 企业 优化
    住房 体育 侗族 促进 保密 保障 信息 信访 健康 傣族 储备 党委 全国 全面 公众 公共 公司 公安
    公开 共享 关于 兵团 军人 农业 农村 决定 分行 创新 前海 办公 办法 加强 加快 区委 医保 医疗
    华为 协会 协同 协调 单位 卫生 厅长 县域 发展 司法 周刊 咨询 商业 商务 商界 回族 园区 国务
    国家 国资 地方 地级 地震 城乡 城市 基地 壮族 处长 外网 大学 妇联 委员 学会 学院 安全 宗教
    官方 实施 审批 审计 宣传 密码 小组 局长 州委 工业 工会 工作 市场 市委 市直 市长 平台 年度
    应急 应用 建设 开放 强治 强省 彝族 总体 总队 意见 扶贫 技术 投资 报告 指南 指数 振兴 控股
    推动 推进 提升 支行 支队 改革 政务 政协 政府 政法 救援 教育 数字 数据 数智 数林 数治 数联
    文化 新区 新闻 方案 旅游 日报 时代 时报 春飞 晚报 智慧 智能 有关 有限 服务 机关 杂志 条例
    林业 标准 档案 榜单 残联 民政 民族 气象 水利 治理 法院 浦东 浪潮 海洋 消防 深化 渔业 滨海
    特区 环境 理政 生态 电信 电子 畜牧 监督 监管 直属 相关 省域 省委 省直 省级 省长 知识 研究
    示范 社会 科创 科学 科技 移动 税务 章程 管理 粮食 系统 纲要 组织 细则 经济 统筹 统管 统计
    综合 编办 编委 网信 网站 网络 羌族 职能 职责 联盟 联通 股份 能力 能源 腾讯 自然 苗族 药品
    营商 蒙古 藏族 行业 行动 行政 要点 规划 规定 计划 论坛 证监 评价 评估 评论 试点 调查 财政
    责任 质量 资产 资本 资源 转变 转型 运营 运行 运输 退役 通信 通办 通知 部门 重点 金融 银行
    门户 阿里 雄安 集团 领导 食品 首席 驱动 高级 园
"""
# The short names of regions; test_language holds them against the table.
PLACES = """
    北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北
    湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门
    石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州
    晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
    兴安 锡林郭勒 阿拉善 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳
    葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春
    佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州
    镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南
    马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州
    漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛
    淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳
    平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰
    宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德
    张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆
    惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港
    钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳
    绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 贵阳
    六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄
    红河 文山 西双版纳 大理 德宏 怒江 迪庆 拉萨 日喀则 昌都 林芝 山南 那曲 阿里 西安 铜川 宝鸡
    咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳
    定西 陇南 临夏 甘南 西宁 海东 海北 黄南 果洛 玉树 海西 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐
    克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰
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
    words = sorted({*WORDS.split(), *PLACES.split(), *READINGS}, key=len, reverse=True)
    return re.compile("|".join([*words, r"[!-~]+", "."]), re.DOTALL)


# Chinese punctuation as it stands among Latin letters: a mark and the spaces that it needs.
MARKS = str.maketrans({
    "（": " (", "）": ") ", "〔": " [", "〕": "] ", "【": " [", "】": "] ", "《": " “", "》": "” ", "“": " “", "”": "” ",
    "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ". ", "！": "! ", "？": "? ", "·": " · ", "／": "/",
})  # fmt: skip
# Words that join names stay small.
SMALL = {"de", "hé", "yǔ", "jí", "zhī", "guānyú"}


@lru_cache(maxsize=4096)
def pinyin(text: str) -> str:
    """A name in pinyin: 浙江省大数据发展管理局 -> Zhèjiāng Shěng Dàshùjù Fāzhǎn Guǎnlǐ Jú."""
    # read as a whole, for 长 of 长沙 is not that of 市长; what is no Chinese counts character by character too
    sounds, groups = iter(reader().lazy_pinyin(text, style=reader().Style.TONE, errors=list)), []
    for group in _groups().findall(text):
        said = [one.translate(MARKS) for one in islice(sounds, len(group))]
        groups.append(group if group.isascii() else _word(said))
    line = re.sub(r"\s+", " ", " ".join(groups)).strip()
    line = re.sub(r"(?<=[“(\[/]) | (?=[”)\],.;:!?/])", "", line)
    return line[:1].upper() + line[1:]


def _word(syllables: list[str]) -> str:
    """Syllables as one word: xī, ān -> Xī’ān, where ’ stands before a vowel."""
    first, *rest = syllables
    word = first + "".join(f"’{one}" if normalize("NFD", one)[0] in "aoe" else one for one in rest)
    return word if word in SMALL else word[:1].upper() + word[1:]
