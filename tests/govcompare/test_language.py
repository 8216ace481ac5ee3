"""Two languages: which one a page speaks, and how each writes dates, lists, names and refusals."""

import csv
import io
import re
from unicodedata import combining, normalize

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from govcompare import language, wording
from govcompare.as_of import AsOf
from govcompare.language_dates import shown_date
from govcompare.pinyin import pinyin
from govcompare.query import link
from govcompare.tables import DateColumn, FactColumn, FactTable
from govcompare.wording import HAN

# Which language


@pytest.mark.parametrize(
    ("path", "spoken"),
    [
        ("/", "zh-hans"),
        ("/regions/", "zh-hans"),
        ("/en", "en"),
        ("/en/", "en"),
        ("/en/agencies.csv", "en"),
        ("/english/", "zh-hans"),
        ("/regions/en/", "zh-hans"),
    ],
)
def test_path_decides(path, spoken):
    assert language.of_path(path) == spoken


@pytest.mark.parametrize("path", ["/", "/regions/", "/agencies.json", "/charts/tier-scores.svg"])
def test_an_address_in_a_language_stays_as_it_is_in_that_language(path):
    english = language.localized(path, "en")
    assert english == f"/en{path}"
    assert language.localized(english, "en") == english
    assert language.localized(english, "zh-hans") == language.bare(english) == language.bare(path) == path


@pytest.mark.parametrize("path", ["//example.org/", "/en//example.org/", "/en///example.org/"])
def test_no_address_leads_to_another_host(path):
    assert language.bare(path) == language.localized(path, "zh-hans") == "/example.org/"
    assert language.localized(path, "en") == "/en/example.org/"


def test_links_are_in_the_language_of_the_page():
    with override("en"):
        assert link("/regions/", {"q": "gd"}) == link("/en/regions/", {"q": "gd"}) == "/en/regions/?q=gd"
    assert link("/en/regions/", {}) == link("/regions/", {}) == "/regions/"


def test_outside_any_page_it_is_chinese():
    with override(None, deactivate=True):
        assert language.current() == "zh-hans"


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "tag"), [("/sources/", "zh-CN"), ("/en/sources/", "en")])
@pytest.mark.parametrize("preferred", ["en", "zh-CN", "fr", "*"])
def test_page_is_the_same_whatever_the_browser_prefers(client, path, tag, preferred):
    plain = client.get(path)
    asked = client.get(path, headers={"Accept-Language": preferred}, cookies={"django_language": preferred})
    assert asked.content == plain.content and f'<html lang="{tag}"' in plain.text
    assert asked["Content-Language"] == tag
    assert "Accept-Language" not in plain.get("Vary", "") and "Cookie" not in plain.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_files_say_their_language(client, suffix):
    assert client.get(f"/sources.{suffix}")["Content-Language"] == "zh-CN"
    assert client.get(f"/en/sources.{suffix}")["Content-Language"] == "en"


def test_english_without_its_slash_leads_there(client):
    response = client.get("/en")
    assert (response.status_code, response["Location"]) == (301, "/en/")


# How each writes


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("2019-06-30", "2019年6月30日", "30 June 2019"),
        ("2019-06-03", "2019年6月3日", "3 June 2019"),
        ("2019-06", "2019年6月", "June 2019"),
        ("2019", "2019年", "2019"),
        ("2019-02-30", "2019-02-30", "2019-02-30"),
        ("第三季度", "第三季度", "第三季度"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_dates_stay_as_partial_as_they_are(written, chinese, english):
    assert shown_date(written) == chinese
    with override("en"):
        assert shown_date(written) == english


@pytest.mark.parametrize(
    ("join", "chinese", "english"),
    [
        (lambda: language.enumerated(["a", "b"]), "a、b", "a, b"),
        (lambda: language.clauses(["a", "b"]), "a；b", "a; b"),
        (lambda: language.phrases(["a", "b"]), "a，b", "a, b"),
        (lambda: language.bracketed("a", "b"), "a（b）", "a (b)"),
        (lambda: language.headed("a", "b"), "a：b", "a: b"),
        (lambda: language.enumerated([]), "", ""),
    ],
)
def test_each_language_joins_words_its_own_way(join, chinese, english):
    assert join() == chinese
    with override("en"):
        assert join() == english


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("浙江省大数据发展管理局", "Zhèjiāng Shěng Dàshùjù Fāzhǎn Guǎnlǐ Jú"),
        ("陕西省政务数据服务局", "Shǎnxī Shěng Zhèngwù Shùjù Fúwù Jú"),
        ("山西省大数据局", "Shānxī Shěng Dàshùjù Jú"),
        ("重庆市", "Chóngqìng Shì"),
        ("深圳市", "Shēnzhèn Shì"),
        ("芜湖市数据资源管理局", "Wúhú Shì Shùjù Zīyuán Guǎnlǐ Jú"),
        ("数字广东", "Shùzì Guǎngdōng"),
        ("“数字吉林”建设领导小组", "“Shùzì Jílín” Jiànshè Lǐngdǎo Xiǎozǔ"),
        ("西安市", "Xī’ān Shì"),
        ("国家发展和改革委员会", "Guójiā Fāzhǎn hé Gǎigé Wěiyuánhuì"),
        ("国家信息中心（国家电子政务外网管理中心）",
         "Guójiā Xìnxī Zhōngxīn (Guójiā Diànzi Zhèngwù Wàiwǎng Guǎnlǐ Zhōngxīn)"),
        ("中国电子政务网（echinagov）", "Zhōngguó Diànzi Zhèngwù Wǎng (echinagov)"),
        ("杨媛；李强治", "Yáng Yuàn; Lǐ Qiángzhì"),
    ],
)  # fmt: skip
def test_names_are_read_as_their_people_read_them(name, said):
    assert pinyin(name) == said


def test_places_are_one_word_and_read_as_the_table_of_regions_writes_them(raw):
    """The table says Shaanxi, where only the tones tell it from Shanxi."""
    wrong = {}
    for row in raw("regions"):
        written = row["pinyin"].replace(" ", "").replace("shaan", "shan").replace("ü", "u")
        said = "".join(one for one in normalize("NFD", pinyin(row["short_name"])) if not combining(one))
        if (
            row["code"] != "100000"
            and row["short_name"] not in ("吉林市", "兵团")
            and said.lower().replace("’", "") != written
        ):
            wrong[row["short_name"]] = said
    assert wrong == {}


# Text of the dataset on a page


def test_chinese_pages_show_text_as_it_stands():
    for show in (wording.prose, wording.mixed, wording.name):
        assert show("甲<b>") == "甲&lt;b&gt;"


def test_english_pages_mark_chinese():
    with override("en"):
        assert wording.prose("甲乙") == '<span lang="zh-Hans">甲乙</span>'
        assert wording.prose("2019") == wording.name("2019") == "2019"
        assert (
            wording.name("山西")
            == '<span lang="zh-Hans">山西</span> <span class="pinyin" lang="zh-Latn">Shānxī</span>'
        )
        assert wording.mixed("“省<b>” and 《市》") == (
            '“<span lang="zh-Hans">省</span>&lt;b&gt;” and <span lang="zh-Hans">《市》</span>'
        )


def test_a_text_with_a_rendering_is_shown_in_english():
    assert wording.plain("31个省份") == "31个省份"
    with override("en"):
        assert wording.plain("31个省份") == wording.prose("31个省份") == "31 provinces"


def test_columns_show_names_lists_and_dates_in_the_language_of_the_page():
    class Table(FactTable):
        name, plates, begun = FactColumn("", proper=True), FactColumn("", proper=True), DateColumn("")
        note, size = FactColumn(""), FactColumn("")

    row = {"name": "山西", "plates": ["甲", "乙"], "begun": "2019-06", "note": "丙", "size": 3, "missing": {}}

    def cells():
        shown = Table([row], as_of=AsOf.today()).rows[0]
        return {name: str(shown.get_cell(name)) for name in ("name", "plates", "begun", "note", "size")}

    assert cells() == {
        "name": "山西",
        "plates": '<ul class="plain"><li>甲</li><li>乙</li></ul>',
        "begun": '<time datetime="2019-06">2019年6月</time>',
        "note": "丙",
        "size": "3",
    }
    with override("en"):
        english = cells()
    assert english["begun"] == '<time datetime="2019-06">June 2019</time>'
    assert english["note"] == '<span lang="zh-Hans">丙</span>'
    assert english["name"].endswith('lang="zh-Latn">Shānxī</span>') and english["plates"].count("zh-Latn") == 2


# Lists


@pytest.mark.django_db
def test_filters_in_force_are_a_sentence_in_english(client):
    text = client.get("/en/regions/?level=province&economic_region=东部&economic_region=中部").text
    assert "16 regions (Level: Provincial; Economic region: East or Central)" in text
    assert "All 369 regions" in client.get("/en/regions/").text
    assert "1 region (" in client.get("/en/regions/?q=440000").text


@pytest.mark.django_db
def test_json_has_labels_in_the_language_of_its_path_and_the_same_values(get_json):
    chinese, english = get_json("/sources.json?size=20"), get_json("/en/sources.json?size=20")
    assert english["next_url"].startswith("/en/sources.json?")
    for one, other in zip(chinese["rows"], english["rows"], strict=True):
        assert list(one) == list(other)
        assert HAN.search(one["kind_label"]) and not HAN.search(other["kind_label"])
        same = {name for name in one if not name.endswith("_label")}
        assert {name: one[name] for name in same} == {name: other[name] for name in same}


@pytest.mark.django_db
def test_csv_header_is_the_same_and_xlsx_speaks_the_language(client):
    headers = [
        next(csv.reader(io.StringIO(client.get(path).content.decode("utf-8-sig"))))
        for path in ("/agencies.csv", "/en/agencies.csv")
    ]
    assert headers[0] == headers[1]
    chinese, english = (
        load_workbook(io.BytesIO(client.get(path).content)) for path in ("/agencies.xlsx", "/en/agencies.xlsx")
    )
    assert chinese.sheetnames == ["数据", "说明", "来源"] and english.sheetnames == ["Data", "Notes", "Sources"]
    words = [cell.value for cell in english.worksheets[0][1]]
    words += [cell.value for row in english["Notes"] for cell in row] + [cell.value for cell in english["Sources"][1]]
    assert not [word for word in words if HAN.search(word)]
    assert chinese.worksheets[0].max_row == english.worksheets[0].max_row


# Refusals

REFUSALS = [
    ("/en/nothing/here/", 404, "There is nothing at this address"),
    ("/en/sources/nothing/", 404, "There is no source with the ID nothing"),
    ("/en/agencies.pdf", 404, "There is no format .pdf"),
    ("/en/nothing.csv", 404, "/en/regions/440000.csv"),
    ("/en/?as_of=2019-02-30", 400, "is not a date"),
    ("/en/?as_of=0001", 400, "between 1949 and 2099"),
    ("/en/?as_of=2019&as_of=2020", 400, "as_of may be given only once"),
    ("/en/?denominator=all", 400, "There is no denominator “all”"),
    ("/en/agencies/?sort=size", 400, "Sorting by “size” is not possible"),
    ("/en/agencies/?page=99", 404, "There is no page 99"),
    ("/en/agencies/?page=-1", 400, "must be a whole number"),
    ("/en/regions/?q=%00", 400, "invisible characters"),
    ("/en/regions/?q=" + "x" * 5000, 400, "the most is 4096"),
    ("/en/agencies.json?colour=red", 400, "Unknown parameter: colour."),
    ("/en/agencies.csv?colour=red&size=1", 400, "Unknown parameter: colour."),
    ("/en/agencies.xlsx?colour=red&shape=round", 400, "Unknown parameters: colour, shape."),
    ("/en/sources.json?page=x", 400, "page must be a whole number"),
    ("/en/regions/?q=" + "x" * 101, 400, "100"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "status", "words"), REFUSALS, ids=lambda value: str(value)[:50])
def test_refusals_under_en_are_in_english(client, url, status, words):
    response = client.get(url)
    assert (response.status_code, response["Content-Language"]) == (status, "en")
    if url.split("?")[0].endswith(".json"):
        said = response.json()["error"]
    elif "text/plain" in response["Content-Type"]:
        said = response.text
    else:
        assert '<html lang="en">' in response.text
        said = response.context["message"]
        assert not HAN.search(re.search("<h1>(.+)</h1>", response.text)[1])
    assert words in said and not HAN.search(said)


def test_what_cannot_be_submitted_is_said_in_english(client):
    response = client.post("/en/agencies/")
    assert response.status_code == 405 and "takes no submissions" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "words"), [("", "服务器没有完成这个请求"), ("/en", "The server did not complete")])
def test_faults_of_ours_are_said_in_the_language_of_the_page(client, monkeypatch, prefix, words):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("govcompare.views.read_source", fail)
    client.raise_request_exception = False
    response = client.get(f"{prefix}/sources/gb-t-2260/")
    assert response.status_code == 500 and words in response.text


@pytest.mark.django_db
def test_what_was_typed_in_chinese_is_marked_in_an_english_refusal(client):
    response = client.get("/en/agencies/?sort=名称")
    assert response.status_code == 400 and 'Sorting by “<span lang="zh-Hans">名称</span>”' in response.text
