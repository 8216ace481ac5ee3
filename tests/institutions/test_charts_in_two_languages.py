"""Every chart in Chinese and in English: the same data in other words, and no word of one in the other."""

import gettext
import re

import pytest
from django.conf import settings
from django.utils import translation

from govcompare.as_of import AsOf
from govcompare.charts import Chart
from govcompare.errors import InvalidQuery
from govcompare.language import CHINESE, ENGLISH
from govcompare.wording import HAN
from institutions.charts.catalogue import CHARTS
from institutions.charts.entry import Entry
from institutions.charts.marks import letters, names_of
from regions.models import Region

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _ in settings.LANGUAGES]
# Each chart as it stands in the catalogue, and what else may be asked of it: codes, date, parameters.
ASKED = [
    *((slug, [], "2024-06", {}) for slug in CHARTS),
    *((slug, ["440000"], "2026-11-22", {}) for slug in CHARTS if slug != "responsibilities"),
    *((slug, [], "1999", {}) for slug in CHARTS if CHARTS[slug].parameters == ()),
    ("ranking", [], "2026-11-22", {"indicator": "ccid-economy-province-foundation"}),
    ("ranking", ["440000", "620000", "710000"], "2026-11-22", {"indicator": "tsinghua-2020-province-total"}),
    ("type-against-score", ["440000"], "2026-11-22", {"indicator": "online-government-service-capability-2020-city-total"}),
    ("dimension-profile", [f"{code}0000" for code in (11, 12, 13, 31, 32, 33, 44, 52, 61)], "2024-06", {}),
    ("dimension-profile", ["440300", "330100"], "2024-06", {}),
    ("responsibilities", ["440300", "370000"], "2024-06", {}),
    ("responsibilities", ["370000"], "2024-06", {}),
    ("equity", ["440000"], "2020-12", {}),
    ("ownership-flow", ["440000"], "2020-12", {}),
    ("models", ["440000", "440300"], "2024-06", {}),
]  # fmt: skip
# What Chinese charts said before there was English, numbers and dates as #.
CHINESE_WORDS = {
    "agencies-over-time": (
        "# 个省份中确知设有大数据机构的，由#的 # 个增至#的 # 个",
        "# 个省份有无省级大数据机构；每一级从答案改变的那一天起，只写到年或月的日期从那一年、那一月的末日起；#由无转为未知，是因为有来源印出更大的数目而没有列名单，不是撤销；资料日期 #至#",
    ),
    "agency-type-map": (
        "# 个省份确知设有省级大数据机构",
        "省级大数据机构类型，资料日期 #至#；每格一个省级行政区，大小相同，不表示疆界",
    ),
    "agency-types": (
        "所选地区与总体的机构类型",
        "主要大数据机构的类型，格内为地区数；资料日期 #至#",
    ),
    "agency-types-by-economic-region": (
        "# 个省份的机构类型可知，直属机构最多（# 个：东部 #，中部 #，西部 #，东北 #）",
        "# 个省份主要大数据机构的类型，格内为省份数；括号内“最近已知”是前一机构的类型；经济区域按国家统计局的划分；资料日期 #至#",
    ),
    "coverage": (
        "确知有大数据机构的：省份 # / #，地级 # / #",
        "每条一件事，按有、无、未知划分；“无”须有来源为证，没有找到的是“未知”；地级含地级市、地区、自治州和盟；资料日期 #至#",
    ),
    "dimension-profile": (
        "广东、浙江、贵州：数字政府发展指数 #",
        "# 个参评地区中印出的排名；灰点为其他地区；没有点的是来源未公布排名；资料日期 #",
    ),
    "equity": (
        "运营公司的股权",
        "持股比例（%）；几家合计持有的按合计画出，不作拆分；资料日期 #至#",
    ),
    "models": (
        "广东模式、浙江模式、贵州模式：都有大数据机构；领导小组：广东、浙江有，贵州未知；运营公司：广东有，浙江、贵州未知",
        "上为来源对模式的概括和特征（资料日期 #），下为各地在#的架构（资料日期 #至#）；未知是没有找到，不是没有",
    ),
    "ownership-flow": (
        "# 家公司中，# 家只写明一部分，# 家只知股东、不知比例",
        "带宽为持股比例（%），斜线为没有来源写明的部分；虚线带的股东比例未知，带宽不代表比例；资料日期 #至#；另有 # 家公司没有来源写明股东，不在图上，在数据表中",
    ),
    "rank-over-editions": (
        "广东在中国开放数林指数各版中的排名",
        "第#在上，旁注“排名 / 参评数”；没有来源说明任何两版方法相同，各版之间不连线",
    ),
    "ranking": (
        "网上政务服务能力指数：浙江、广东并列第#",
        "网上政务服务能力指数 #（省级），# 个参评，印出 # 个；条长为印出的得分，自 # 起；资料日期 #至#",
    ),
    "responsibilities": (
        "深圳 # 项任务中，市政务服务数据管理局牵头 # 项，最多",
        "# 个单位，按牵头任务数排列；L 牵头、P 参与，数字为任务数，牵头的不再计入参与，空格为没有点到；资料日期 #",
    ),
    "type-against-score": (
        "网上政务服务能力指数：部门管理机构（最近已知）、直属机构的得分互相重叠，没有一类全部高于另一类",
        "网上政务服务能力指数 #（省级），# 个参评，印出 # 个，其中 # 个没有印出得分，未画，每点一个地区，n 为点数；机构类型为#的，与得分未必同时；类型与得分并列，不表示因果；得分的资料日期 #至#",
    ),
    "type-flow": (
        "# 个地区中，# 个的机构状况有变，# 个由未知变为已知",
        "主要大数据机构的类型，#之前与#之末；带宽为地区数。由未知变为已知，是有了资料，未必是改革",
    ),
}
MARKS = re.compile(r"[（）；：、，。《》]")


@pytest.fixture(
    scope="module",
    params=ASKED,
    ids=lambda asked: "-".join([asked[0], *asked[1][:2], asked[2], *asked[3].values()]),
)
def pair(request, django_db_setup, django_db_blocker) -> tuple[Chart, Chart]:
    """One chart in both languages, made once for all that is asked of it."""
    slug, codes, day, more = request.param
    with django_db_blocker.unblock():
        return tuple(drawn(CHARTS[slug], language, codes, day, **more) for language in (CHINESE, ENGLISH))


def drawn(entry: Entry, language: str, codes=(), day: str = "2024-06", **more: str) -> Chart:
    with translation.override(language):
        return entry.chart(entry.ask(AsOf.parse(day), list(codes), **more))


@pytest.fixture(scope="module")
def of_the_dataset():
    """All Chinese texts of data/*.csv, the longest first: cells, and the parts of lists in them; none that are words of ours."""
    texts = set()
    for path in settings.DATA_DIR.glob("*.csv"):
        for text in re.split(r'[,;；|"\n]', path.read_text(encoding="utf-8")):
            texts |= {text.strip()} if HAN.search(text) else set()
    ours = gettext.translation("django", settings.LOCALE_PATHS[0], languages=["en"])
    return sorted((text for text in texts if ours.gettext(text) == text), key=len, reverse=True)


def texts(value, key: str = ""):
    """(key, text) of all that is written in a figure, rows or words; addresses, ids and colours are without Chinese."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from texts(one, name)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts(one, key)


def chinese_left(text: str, known: list[str]) -> str:
    """What is Chinese in a text beside the texts of the dataset that stand in it."""
    left = re.sub(r"<br>|\s", "", text)
    if HAN.search(left):
        for part in known:
            compact = re.sub(r"\s", "", part)
            if compact in left:
                left = left.replace(compact, "")
    return "".join(HAN.findall(left)) + "".join(MARKS.findall(left) if not HAN.search(text) else [])


@pytest.mark.once
def test_english_figures_hold_no_chinese_but_texts_of_the_dataset(pair, of_the_dataset):
    _, english = pair
    said = {"figure": english.figure, "title": english.title, "alt": english.alt, "filters": english.filters,
            "columns": [label for _, label in english.columns], "table": english.native and
            [english.native.categories, english.native.value_title, english.native.note,
             [series.name for series in english.native.series]]}  # fmt: skip
    for key, text in texts(said):
        assert not chinese_left(text, of_the_dataset), (key, text)


@pytest.mark.once
def test_english_rows_hold_no_chinese_but_texts_of_the_dataset(pair, of_the_dataset):
    _, english = pair
    for key, text in texts(english.rows):
        # a unit may be called like the kind that it is of
        assert key == "unit" or not chinese_left(text, of_the_dataset), (key, text)


@pytest.mark.once
def test_chinese_figures_hold_no_english_words(pair):
    chinese, english = pair
    for text in (chinese.title, chinese.alt, chinese.filters, *(label for _, label in chinese.columns)):
        assert HAN.search(text)
    assert chinese.title != english.title and chinese.alt != english.alt


def test_both_languages_have_the_same_data(pair):
    chinese, english = pair
    assert [key for key, _ in chinese.columns] == [key for key, _ in english.columns]
    assert len(chinese.rows) == len(english.rows)
    numbers = [
        [[value for value in row.values() if isinstance(value, (int, float))] for row in chart.rows] for chart in pair
    ]
    assert numbers[0] == numbers[1]
    assert list(chinese.sources) == list(english.sources)
    assert chinese.name == english.name and chinese.file_name == english.file_name


def test_both_languages_draw_the_same_marks(pair):
    chinese, english = pair
    for one, other in zip(chinese.figure["data"], english.figure["data"], strict=True):
        assert (one["type"], one.get("marker", {}).get("color")) == (
            other["type"],
            other.get("marker", {}).get("color"),
        )
        if one.get("orientation") == "h":
            assert one["x"] == other["x"]


@pytest.mark.once
def test_no_placeholder_is_left_open(pair):
    for chart in pair:
        for key, text in texts([chart.figure, chart.rows, chart.title, chart.alt, chart.filters]):
            assert "%(" not in text and "%%" not in text, (key, text)


@pytest.mark.once
def test_english_titles_begin_with_a_capital_and_have_no_wide_marks(pair):
    _, english = pair
    first = english.title[0]
    assert not first.islower(), english.title
    assert not MARKS.search(re.sub(rf"{HAN.pattern}+[^A-Za-z]*", "", english.title)), english.title


@pytest.mark.once
def test_links_of_an_english_chart_stay_english(pair):
    _, english = pair
    assert english.address.startswith("/en/charts/") and english.live.startswith("/en/charts/")
    for row in english.rows:
        assert row.get("url", "/en/").startswith("/en/")


@pytest.mark.parametrize("slug", CHARTS)
def test_a_chart_drawn_in_one_language_does_not_speak_it_in_the_other(slug):
    first, between, again = (drawn(CHARTS[slug], language) for language in (CHINESE, ENGLISH, CHINESE))
    assert first == again and first != between


@pytest.mark.parametrize("slug", CHARTS)
def test_how_to_read_a_chart_is_said_in_a_few_sentences_in_both_languages(slug):
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = [str(sentence) for sentence in CHARTS[slug].reading]
        assert 2 <= len(said[language]) <= 4
    assert all(HAN.search(sentence) and sentence.endswith("。") for sentence in said[CHINESE])
    assert not any(HAN.search(sentence) for sentence in said[ENGLISH])
    assert all(sentence.endswith(".") for sentence in said[ENGLISH])


@pytest.mark.parametrize("slug", CHARTS)
def test_catalogue_and_forms_speak_both_languages(slug):
    entry = CHARTS[slug]
    for language in LANGUAGES:
        with translation.override(language):
            asked = entry.ask(AsOf.parse("2024-06"))
            words = [
                entry.title,
                entry.lead,
                entry.places.role,
                entry.places.in_words,
                *(one.label for one in entry.parameters),
            ]
            assert all(bool(HAN.search(str(text))) == (language == CHINESE) for text in words), words
            said = " ".join(entry.defaults(asked))
        assert ("地区" in said) == (language == CHINESE)


@pytest.mark.parametrize(
    ("slug", "query", "words"),
    [
        ("rank-over-editions", {"codes": ["440000", "330000"]}, "must name 1 region"),
        ("models", {"codes": ["650000"]}, "Not in this chart: Xinjiang."),
        ("ranking", {"indicator": "nonsense"}, "has no option"),
        ("equity", {"codes": ["999999"]}, "999999"),
    ],
)
def test_refusals_are_english_sentences(slug, query, words):
    codes, more = query.pop("codes", []), query
    with translation.override(ENGLISH), pytest.raises(InvalidQuery) as refused:
        CHARTS[slug].ask(AsOf.parse("2024-06"), codes, **more)
    assert words in str(refused.value) and not HAN.search(str(refused.value))


def test_tiles_have_names_where_there_is_room_and_letters_where_there_is_not():
    english, chinese = (drawn(CHARTS["agency-type-map"], language) for language in (ENGLISH, CHINESE))
    whole = [text for trace in english.figure["data"] for text in trace["text"]]
    short = [text for several in english.figure["layout"]["meta"]["short"]["texts"] for text in several]
    assert any(text.startswith("Guangdong<br>") for text in whole)
    assert {text.partition("<br>")[0] for text in short} >= {"GD", "SN", "SX", "HL", "NM"}
    assert len({text.partition("<br>")[0] for text in short}) == len(whole) == 34
    assert "short" not in chinese.figure["layout"]["meta"]


def test_cities_written_alike_in_english_are_told_apart():
    regions = list(Region.objects.filter(code__in=["321200", "331000", "440300"]))
    with translation.override(ENGLISH):
        assert names_of(regions) == {"321200": "Taizhou (泰州)", "331000": "Taizhou (台州)", "440300": "Shenzhen"}
    assert names_of(regions) == {"321200": "泰州", "331000": "台州", "440300": "深圳"}


def test_letters_of_the_provinces_are_all_different():
    regions = list(Region.objects.provinces_and_corps())
    assert len({letters(region) for region in regions}) == len(regions) == 35


@pytest.mark.parametrize("slug", CHARTS)
def test_chinese_is_what_it_was(slug):
    chart = drawn(CHARTS[slug], CHINESE)
    words = chart.title, chart.figure["layout"]["meta"]["subtitle"]
    assert (
        tuple(re.sub(r"\d+(?:[-.]\d+)*(?:年(?:\d+月)?(?:\d+日)?)?", "#", text) for text in words)
        == CHINESE_WORDS[slug]
    )
