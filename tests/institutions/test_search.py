"""Finding: every region by every one of its names, everything else by its own, and a calm answer to anything."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cached_property
from urllib.parse import quote, urlencode

import opencc
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcompare.models import DatasetLoad
from institutions.search import index as search_index
from institutions.search.asked import Query
from institutions.search.finding import Search
from institutions.search.index import Index, current
from institutions.search.kinds import KINDS
from institutions.search.matching import Grade
from institutions.search.tables import Tables

from ..conftest import TODAY

pytestmark = pytest.mark.django_db

HOMONYMS = ["苏州 宿州", "福州 抚州", "宜春 伊春", "榆林 玉林", "台州 泰州"]


@pytest.fixture
def index():
    return current(DatasetLoad.latest_or_none())


@pytest.fixture
def look(index):
    """look(text) -> what is found today, best first."""

    def look(text: str, day: date = TODAY):
        return Search(index, Query.read(text)).outcome(day)

    return look


@pytest.fixture
def first(look):
    """first(text) -> (kind, id) of the best result."""

    def first(text: str):
        results = look(text).results
        return results[0].entry.ref if results else None

    return first


@pytest.fixture
def named(get_json):
    """named(text) -> rows of the JSON, best first."""

    def named(text: str, **more) -> list[dict]:
        return get_json(f"/search.json?{urlencode({'q': text, **more})}")["rows"]

    return named


# Regions, by all their names.


def traditional(scheme: str, column: str = "short_name"):
    convert = opencc.OpenCC(scheme).convert
    return lambda row: convert(row[column])


def counted(rows, column) -> dict[str, int]:
    values = [row[column] for row in rows]
    return {value: values.count(value) for value in values}


FORMS = {
    "name": lambda row: row["name"],
    "short name": lambda row: row["short_name"],
    "traditional": traditional("s2t"),
    "traditional of taiwan": traditional("s2twp"),
    "traditional of hong kong": traditional("s2hk"),
    "full name, traditional": traditional("s2t", "name"),
    "code": lambda row: row["code"],
    "iso code": lambda row: row["iso_code"],
    "iso code, small": lambda row: row["iso_code"].lower(),
    "one character": lambda row: row["abbreviation"],
    "full-width code": lambda row: "".join(chr(ord(digit) + 0xFEE0) for digit in row["code"]),
}
SOUNDS = {
    "pinyin": lambda row: row["pinyin"].replace(" ", ""),
    "pinyin, syllables apart": lambda row: row["pinyin"],
    "pinyin, v for ü": lambda row: row["pinyin"].replace("ü", "v"),
    "pinyin, u for ü": lambda row: row["pinyin"].replace("ü", "u"),
    "English": lambda row: row["name_en"],
    "English, small": lambda row: row["name_en"].lower(),
    "full-width": lambda row: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in row["name_en"]),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_region_is_found_first_by_what_is_its_own(raw, first, form):
    rows = [row for row in raw("regions") if row["short_name"] != "海南" or row["level"] == "province"]
    wrong = {
        text: first(text) for row in rows if (text := FORMS[form](row)) and first(text) != ("region", row["code"])
    }
    assert wrong == {}


@pytest.mark.parametrize("form", SOUNDS)
def test_every_region_is_found_first_by_its_sound_but_for_those_that_share_it(raw, look, form):
    rows = raw("regions")
    wrong = {}
    for row in rows:
        text = SOUNDS[form](row)
        same = {one["code"] for one in rows if SOUNDS[form](one).lower() == text.lower()}
        found = [result.entry.ref for result in look(text).results[: len(same)]]
        if ("region", row["code"]) not in found:
            wrong[text] = found
    assert wrong == {}


def test_every_region_is_found_first_by_initials_that_are_its_own(raw, first):
    rows = raw("regions")
    often = counted(rows, "initials")
    own = [row for row in rows if often[row["initials"]] == 1]
    assert len(own) > 100
    wrong = {
        row["initials"]: first(row["initials"]) for row in own if first(row["initials"]) != ("region", row["code"])
    }
    assert wrong == {}


def test_shared_initials_find_all_that_share_them_the_provinces_first(look):
    found = [result.entry.id for result in look("gz").results[:3]]
    assert found[0] == "520000" and {"440100", "360700"} == set(found[1:])


def test_cities_of_the_same_initials_stand_by_how_much_is_told_of_them(look):
    assert [str(result.entry.name) for result in look("sz").results[:3]] == ["深圳市", "苏州市", "朔州市"]


@pytest.mark.parametrize(
    "text",
    ["guangdong shujuju", "shujuju guangdong", "gd shujuju", "shujuju gd", "guangdongshujuju", "广东 shujuju",
     "数据局 guangdong", "shujuju guangdnog", "guandong shujuju"],
)  # fmt: skip
def test_each_word_is_read_by_itself_and_found_with_gaps(look, text):
    def named(outcome):
        return {result.entry.ref for result in outcome.results}

    outcome = look(text)
    assert outcome.results[0].entry.ref == ("agency", "guangdong-data-bureau")
    assert named(outcome) == named(look("广东 数据局"))


@pytest.mark.parametrize("text", ["guangdong", "广东", "gd", "Guangdong"])
@pytest.mark.parametrize("thing", ["shujuju", "数据局", "sjj", "data bureau"])
def test_place_and_thing_are_found_in_either_order(look, text, thing):
    def first(*words):
        return look(" ".join(words)).results[0].entry

    assert first(text, thing) is first(thing, text) and first(text, thing).region == "440000"


def test_syllables_are_found_apart_in_their_order_only(look):
    assert look("zheshuju").results[0].entry.ref == ("agency", "zhejiang-data-bureau")
    assert not look("jushuzhe").results


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_english_words_that_are_all_of_a_short_name_come_first(get_json, prefix):
    row = get_json(f"{prefix}/search.json?q=Digital Guangdong")["rows"][0]
    assert (row["kind"], row["id"]) == ("company", "digital-guangdong")


@pytest.mark.parametrize("text", ["广东", "广东省", "粤", "廣東", "guangdong", "gd", "Guangdong", "440000", "CN-GD",
                                  "guang dong", "Ｇｕａｎｇｄｏｎｇ", "ｇｄ", "Guǎngdōng", "GUANGDONG", "广 东", "广东。"])  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_guangdong_has_many_names(get_json, prefix, text):
    row = get_json(f"{prefix}/search.json?q={quote(text)}")["rows"][0]
    assert (row["kind"], row["id"], row["name"]) == ("region", "440000", "广东省")
    assert row["url"] == f"{prefix}/regions/440000/"


@pytest.mark.parametrize("pair", HOMONYMS)
def test_what_is_typed_in_characters_comes_first_and_what_sounds_so_last(look, pair):
    for typed, other in (pair.split(), reversed(pair.split())):
        names = [str(result.entry.name) for result in look(typed).results if result.entry.kind == "region"]
        assert names[0].startswith(typed)
        assert names[-1].startswith(other)
        assert [str(entry.name)[:2] for entry in look(typed).alike] == [other]


def test_shanxi_and_shaanxi(look):
    def regions(text):
        return [result.entry.id for result in look(text).results if result.entry.kind == "region"]

    assert regions("山西") == ["140000", "610000"]
    assert regions("陕西") == ["610000", "140000"]
    assert regions("shanxi") == ["140000", "610000"]
    assert regions("shaanxi") == ["610000"]
    assert regions("陝西")[0] == regions("陜西")[0] == "610000"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("gaungdong", "440000"), ("zhejang", "330000"), ("guizou", "520000"), ("beijng", "110000"), ("shnaghai", "310000"),
     ("xinjang", "650000"), ("heilongjaing", "230000"), ("shenzen", "440300"), ("chonqqing", "500000"), ("贵洲", "520000")],
)  # fmt: skip
def test_slips_of_the_finger_are_forgiven_and_said(look, client, typed, code):
    outcome = look(typed)
    assert outcome.results[0].entry.ref == ("region", code)
    assert list(outcome.taken_for) == [typed]
    assert f"没有“{typed}”" in client.get("/search/", {"q": typed}).text


def test_pinyin_of_a_place_is_not_found_in_the_midst_of_other_words(look):
    """政府建设 has fu jian in it."""
    results = [result for result in look("fujian").results if result.grade < Grade.MENTION]
    assert 5 < len(results) < 40
    assert all("福建" in "".join(name.key.text for name in result.entry.names) for result in results)


def test_a_slip_never_outranks_what_is_written_so(look):
    for text in ("suzhou", "huzhou", "jinan", "henan", "hunan", "hainan"):
        outcome = look(text)
        assert outcome.taken_for == {}
        assert all(text in name.key.sound for result in outcome.results[:1] for name in result.entry.names[:1])


# Everything else.


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("广东省政务服务数据管理局", ("agency", "guangdong-data-agency")),
        ("廣東省政務服務數據管理局", ("agency", "guangdong-data-agency")),
        ("吉林省软环境建设办公室", ("agency", "jilin-data-agency")),
        ("国家数据局", ("agency", "national-data-administration")),
        ("National Data Administration", ("agency", "national-data-administration")),
        ("gjsjj", ("agency", "national-data-administration")),
        ("guojiashujuju", ("agency", "national-data-administration")),
        ("浙江数据局", ("agency", "zhejiang-data-bureau")),
        ("浙数局", ("agency", "zhejiang-data-bureau")),
        ("数据 浙江 局", ("agency", "zhejiang-data-bureau")),
        ("局 浙江 数据", ("agency", "zhejiang-data-bureau")),
        ("data zhejiang", ("agency", "zhejiang-data-bureau")),
        ("zhejiang data bureau", ("agency", "zhejiang-data-bureau")),
        ("数字广东", ("company", "digital-guangdong")),
        ("szgd", ("company", "digital-guangdong")),
        ("shuziguangdong", ("company", "digital-guangdong")),
        ("腾讯", ("company", "tencent")),
        ("騰訊", ("company", "tencent")),
        ("tengxun", ("company", "tencent")),
        ("深圳市智慧城市和数字政府建设领导小组", ("leading_group", "shenzhen-leading-group")),
        ("发改委", ("body", "国家发展改革委员会")),
        ("工信部", ("body", "工业和信息化部")),
        ("清华大学数据治理研究中心", ("body", "tsinghua-data-governance-centre")),
        ("深府〔2020〕89号", ("document", "shenzhen-smart-city-digital-government-opinions-2020")),
        ("深府[2020]89号", ("document", "shenzhen-smart-city-digital-government-opinions-2020")),
        ("深府【2020】89號", ("document", "shenzhen-smart-city-digital-government-opinions-2020")),
        ("深府(2020)89", ("document", "shenzhen-smart-city-digital-government-opinions-2020")),
        ("推动通信网络全面提速", ("task", "shenzhen-opinions-2020-task-03")),
        ("通信网络 提速", ("task", "shenzhen-opinions-2020-task-03")),
        ("全国一体化在线政务服务平台", ("platform", "national-service-platform")),
        ("数字政府发展指数", ("index", "tsinghua-digital-government-index")),
        ("Digital Government Development Index", ("index", "tsinghua-digital-government-index")),
        ("中国开放数林", ("index", "fudan-open-data-index")),
        ("广东模式", ("model", "guangdong-model")),
        ("直属机构", ("term", "directly-under")),
        ("zhishujigou", ("term", "directly-under")),
        ("股权", ("page", "shareholdings")),
        ("变化", ("page", "changes")),
        ("GB/T 2260", ("source", "gb-t-2260")),
        ("河南省数字政府建设总体规划（2020—2022年）", ("document", "henan-digital-government-master-plan-2020-2022")),
        ("大数据机构类型方格图", ("chart", "agency-type-map")),
    ],
)
def test_things_are_found_by_their_names(first, text, ref):
    assert first(text) == ref


def test_every_name_in_the_dataset_finds_its_thing_first(raw, look):
    """Names that several things share lead to all of them, before anything else."""
    tables = {"organizations": "name", "documents": "title", "tasks": "title", "platforms": "name", "evaluations": "name",
              "regional_models": "name", "definitions": "term", "sources": "title"}  # fmt: skip
    wrong = []
    for table, column in tables.items():
        for row in raw(table):
            if not row[column]:
                continue
            best = [result for result in look(row[column][:100]).results if result.grade <= Grade.START]
            if row["id"] not in {result.entry.id for result in best}:
                wrong.append((table, row["id"], [result.entry.id for result in best[:3]]))
    # a body that is also listed among the national bodies is found as one of these
    assert [one for one in wrong if one[1] not in {"state-council-general-office"}] == []


def test_kinds_are_all_in_use(index):
    assert {entry.kind for entry in index.entries} == set(KINDS)


def test_region_and_a_word_find_what_belongs_there(look):
    kinds = {result.entry.kind for result in look("广东 规划").results[:2]}
    assert kinds == {"document"}
    assert {result.entry.region for result in look("浙江 平台").results[:3]} == {"330000"}


# What results say.


def relation(row: dict, role: str) -> dict:
    return next(one for one in row["relations"] if one["role"] == role)


def test_holder_leads_to_its_companies_and_company_to_holders_and_region(named):
    holder = named("腾讯产投")[0]
    assert [(one["name"], one["note"]) for one in relation(holder, "holding")["items"]] == [
        ("数字广东网络建设有限公司", "16.74%")
    ]
    assert relation(named("腾讯")[0], "holding")["items"][0]["note"] == "49%，至 2021年12月"
    assert relation(named("腾讯", as_of="2021-06")[0], "holding")["items"][0]["note"] == "49%"
    company = named("数字广东")[0]
    assert company["region"] == "广东"
    assert "腾讯产投" in {one["name"] for one in relation(company, "holder")["items"]}


def test_task_leads_to_its_lead_unit_and_document(named):
    row = named("推动通信网络全面提速")[0]
    assert [one["name"] for one in relation(row, "lead")["items"]] == ["市工业和信息化局"]
    assert "深圳市人民政府关于" in relation(row, "document")["items"][0]["name"]


def test_index_leads_to_its_publisher_and_scores(named, get_json):
    row = named("数字政府发展指数")[0]
    assert [one["name"] for one in relation(row, "publisher")["items"]] == ["清华大学数据治理研究中心"]
    scores = relation(row, "scores")
    assert get_json(scores["url"].replace("/scores/", "/scores.json"))["count"] == scores["count"]


def test_document_says_its_region_and_number_of_tasks(named, get_json):
    row = named("深府〔2020〕89号")[0]
    assert row["region"] == "深圳"
    tasks = relation(row, "tasks_of_document")
    assert tasks["count"] == get_json(tasks["url"].replace("/tasks/", "/tasks.json"))["count"] > 10


@pytest.mark.parametrize("code", ["440000", "330000", "440300"])
def test_counts_of_a_region_are_those_of_its_lists(named, get_json, code):
    row = named(code)[0]
    for one in row["relations"]:
        if one["url"]:
            path, _, query = one["url"].partition("/?")
            assert get_json(f"{path}.json?{query}")["count"] == one["count"], one


def test_agency_says_its_type_and_date(client, named):
    row = named("广东省政务服务数据管理局", as_of="2020")[0]
    assert (row["agency_type"], row["is_over"]) == ("department_administered", False)
    assert named("广东省政务服务数据管理局")[0]["is_over"] is True
    text = client.get("/search/", {"q": "广东省政务服务数据管理局", "as_of": "2020"}).text
    assert '<span class="type type-department_administered">部门管理机构</span>' in text
    assert "自 2018年" in text


def test_body_leads_to_its_predecessor_and_successor(named):
    row = named("广东省政务服务和数据管理局")[0]
    assert relation(row, "predecessor")["items"][0]["id"] == "guangdong-data-agency"
    assert relation(named("广东省政务服务数据管理局")[0], "successor")["items"][0]["id"] == "guangdong-data-bureau"


def test_every_link_of_every_result_leads_somewhere(client, index):
    """The first entry of each kind, and all that it leads to."""
    seen = set()
    for kind in KINDS:
        entry = next(entry for entry in index.entries if entry.kind == kind and index.links.get(entry.ref, True))
        for row in client.get("/search.json", {"q": str(entry.name), "kind": kind}).json()["rows"][:2]:
            seen.add(row["url"])
            for one in row["relations"]:
                seen |= {item["url"] for item in one["items"] if item["url"]} | ({one["url"]} if one["url"] else set())
    assert len(seen) > len(KINDS)
    assert {url: status for url in seen if (status := client.get(url).status_code) != 200} == {}


def test_what_matched_is_marked(client):
    assert "<mark>广东</mark>省" in client.get("/search/?q=gd").text
    assert "<mark>浙江</mark>省<mark>数据</mark>" in client.get("/search/", {"q": "浙江 数据"}).text.replace(
        "</mark><mark>", ""
    )
    text = client.get("/search/", {"q": "政数局"}).text
    assert '<span class="label">又称</span> <mark>政数局</mark>' in text


# Dates.


def test_what_is_known_later_is_left_out_and_counted(client, get_json):
    then, now = get_json("/search.json?q=数字广东&as_of=2018"), get_json("/search.json?q=数字广东")
    assert then["count"] + then["later"] == now["count"] and then["later"] > 0
    text = client.get("/search/?q=数字广东&as_of=2018").text
    assert f"另有 {then['later']} 个结果在所示日期（2018年）之后才见于来源。" in text
    assert f'<a href="/search/?q={quote("数字广东")}">看今天</a>' in text


def test_date_is_carried_into_every_link(client):
    text = client.get("/search/?q=广东&as_of=2020-12").text
    main = re.sub(r'<div class="time.*?</form>.*?</div>', "", text, flags=re.S)
    links = re.findall(r'href="(/(?:regions|facts|search|documents)/[^"]*)"', main)
    assert len(links) > 10
    assert [link for link in links if "as_of=2020-12" not in link and not link.startswith("/search/?q=")] == []


# Kinds and pages.


def test_kinds_filter_with_or_and_count(get_json):
    everything = get_json("/search.json?q=广东")
    assert sum(everything["kinds"].values()) == everything["count"]
    some = get_json("/search.json?q=广东&kind=agency&kind=company")
    assert {row["kind"] for row in some["rows"]} == {"agency", "company"}
    assert some["count"] == everything["kinds"]["agency"] + everything["kinds"]["company"]
    assert some["kinds"] == everything["kinds"]


def test_pages_of_twenty_lead_to_all_results_once(get_json):
    url, seen, pages = "/search.json?q=数据", [], 0
    while url:
        body = get_json(url)
        assert len(body["rows"]) <= 20
        seen += [(row["kind"], row["id"]) for row in body["rows"]]
        url, pages = body["next_url"], pages + 1
    assert len(seen) == len(set(seen)) == body["count"] > 40 and pages > 2


# Bad input.

ODD = ["😀", "👍🏽🎉", "???", "，。！", "' OR 1=1 --", '"; DROP TABLE regions; --', "<script>alert(1)</script>", "%", "_", "\\",
       "☃", "ｱ", "éß", "中" * 90, "a" * 100, "१२३", "a b c d e f g h i j", "的", "the of", "0", "-", "..", "〇", "㐀", "𠮷"]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("path", ["/search/", "/en/search/", "/search.json", "/search/suggest/"])
def test_odd_queries_get_a_calm_answer(client, path, text):
    response = client.get(path, {"q": text})
    assert response.status_code == 200
    if path != "/search.json":
        assert "<script>alert" not in response.text


@pytest.mark.parametrize("path", ["/search/", "/en/search/"])
def test_nothing_to_look_for_gives_examples(client, path):
    for text in ("", " ", "😀", "!!!"):
        response = client.get(path, {"q": text})
        assert response.status_code == 200 and response.text.count('class="chip"') >= 5


def test_long_query_is_cut_with_notice_on_a_page_and_refused_in_json(client):
    long = "广东" + "长" * 200
    assert "只按前 100 个字符查找" in client.get("/search/", {"q": long}).text
    refused = client.get("/search.json", {"q": long})
    assert refused.status_code == 400 and "100" in refused.json()["error"]


@pytest.mark.parametrize("text", ["x" * 5000, "中" * 5000])
def test_a_query_of_thousands_is_refused_in_words(client, text):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 400 and '<p class="lead" id="fault">' in response.text


@pytest.mark.parametrize("text", ["广\x00东", "\u202e广东", "广\u200b东", "👨\u200d👩\u200d👧 广东"])
def test_what_cannot_be_seen_in_pasted_words_is_passed_over(client, text):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200 and "/regions/440000/" in response.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=120), st.text("广东gd数据局 -〔1", max_size=30)))
def test_no_query_breaks_the_search(client, text):
    try:
        assert client.get("/search/", {"q": text}).status_code in (200, 400)
    except UnicodeEncodeError:
        return  # lone surrogates cannot be sent at all


@pytest.mark.parametrize(
    ("url", "status", "named"),
    [
        ("/search/?q=a&kind=animal", 400, "animal"),
        ("/search/?q=a&q=b", 400, "q"),
        ("/search/?q=广东&page=99", 404, "99"),
        ("/search/?q=广东&page=x", 400, "page"),
        ("/search/?q=广东&as_of=never", 400, "never"),
        ("/search.json?q=广东&colour=red", 400, "colour"),
        ("/search.json", 400, "q"),
        ("/search.csv?q=广东", 404, "文件"),
    ],
)
def test_refusals_name_the_fault(client, url, status, named):
    response = client.get(url)
    assert response.status_code == status
    assert named in (response.json()["error"] if ".json" in url else response.text)


def test_nothing_found_offers_its_words_and_the_nearest_places(client):
    text = client.get("/search/", {"q": "浙江 qqqqq"}).text
    assert f'href="/search/?q={quote("浙江")}"' in text and 'href="/regions/"' in text
    assert "没有找到“浙江 qqqqq”" in text
    assert "贵州" in client.get("/search/", {"q": "gviizhu"}).text


# The page itself.


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_search_box_stands_on_every_page_and_keeps_the_date(client, prefix):
    for path in ("/", "/regions/440000/?as_of=2019-06", "/about/", "/search/?q=gd&as_of=2019-06", "/nothing/"):
        text = client.get(prefix + path).text
        form = re.search(r'<form class="find".*?</form>', text, re.S)[0]
        assert f'action="{prefix}/search/"' in form and 'role="search"' in form
        assert ('value="2019-06"' in form) == ("as_of" in path)


def test_english_page_marks_every_chinese_character_as_chinese(client):
    for query in ("广东", "腾讯", "政数局", "最多跑一次", "台州", "qqqqq 浙江", "贵洲", ""):
        text = client.get("/en/search/", {"q": query}).text
        main = re.search(r"<main.*?</main>", text, re.S)[0]
        bare = re.sub(r'<span lang="zh[^"]*">.*?</span>|<[^>]*>', "", main, flags=re.S)
        assert re.findall(r"[\u4e00-\u9fff]+", bare) == [], query


def test_labels_are_in_the_language_of_the_page(get_json):
    chinese, english = get_json("/search.json?q=gd"), get_json("/en/search.json?q=gd")
    assert [row["id"] for row in chinese["rows"]] == [row["id"] for row in english["rows"]]
    assert (chinese["rows"][1]["kind_label"], english["rows"][1]["kind_label"]) == ("大数据机构", "Data agency")
    assert english["rows"][0]["region"] == "Guangdong" and english["rows"][1]["url"].startswith("/en/facts/")


def test_index_made_by_an_english_visitor_serves_chinese_ones_alike():
    with override("en"):
        english = search_index.build()
    chinese = search_index.build()
    for one, other in zip(english.entries, chinese.entries, strict=True):
        assert one.ref == other.ref
        assert [name.key.text for name in one.names] == [name.key.text for name in other.names]


def test_index_is_made_anew_for_another_load_only(monkeypatch, index):
    load = DatasetLoad.latest_or_none()
    assert current(load) is index and index.load == load
    other = DatasetLoad.objects.create(version="9", label="9", sha256="9" * 64, loaded_at=timezone.now())
    monkeypatch.setattr(search_index, "_current", index)
    assert current(other).load == other
    assert current(other) is current(load), "who read the load before it was replaced is shown what is there now"


@pytest.fixture
def loads(monkeypatch):
    """Two loads, the later of which is shown, and an index that takes a while to make; says of which load it was made."""
    moment = timezone.now()
    earlier, later = (DatasetLoad(pk=pk, label=str(pk), sha256=str(pk), loaded_at=moment) for pk in (1, 2))
    made = []

    def build():
        made.append(later)
        time.sleep(0.05)
        return Index(load=later)

    monkeypatch.setattr(search_index, "_current", Index(load=earlier))
    monkeypatch.setattr(search_index, "build", build)
    monkeypatch.setattr(DatasetLoad, "latest_or_none", lambda: later)
    return earlier, later, made


def test_index_is_made_once_however_many_ask_at_the_same_time(loads):
    _, later, made = loads
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(current, [later] * 8))
    assert {id(one) for one in found} == {id(found[0])} and found[0].load == later and made == [later]


def test_threads_that_ask_for_two_loads_do_not_make_their_indices_in_turns(loads):
    earlier, later, made = loads
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(current, [later, earlier] * 8))
    assert made == [later] and all(one.load == later for one in found[::2])
    assert current(earlier).load == later, "the tables hold the earlier load no longer"


def test_index_of_a_load_that_was_replaced_while_it_was_made_is_made_again(monkeypatch):
    now = DatasetLoad.latest_or_none()
    before = DatasetLoad(pk=0, label="0", sha256="0", loaded_at=now.loaded_at)
    seen = iter([before, now, now, now])
    monkeypatch.setattr(DatasetLoad, "latest_or_none", lambda: next(seen))
    assert search_index.build().load == now and not list(seen)


def test_nothing_loaded_finds_pages_charts_and_terms(client, monkeypatch):
    for name, part in vars(Tables).items():
        if isinstance(part, cached_property):
            monkeypatch.setattr(Tables, name, {} if "dict" in str(part.func.__annotations__["return"]) else [])
    empty = search_index.build()
    assert {entry.kind for entry in empty.entries} == {"page", "chart", "term"}
    monkeypatch.setattr("institutions.search.state.current", lambda load: empty)
    assert client.get("/search/?q=广东").status_code == 200
    assert client.get("/search.json?q=平台").json()["rows"][0]["id"] == "platforms"


@pytest.mark.parametrize("url", ["/search/?q=广东", "/search/?q=数据&page=2", "/search/?q=", "/search.json?q=gd", "/en/search/?q=gd",
                                 "/search/suggest/?q=gd"])  # fmt: skip
def test_a_query_asks_the_database_once(client, index, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) == 1


# Suggestions.


def test_suggestions_are_options_of_a_list(client):
    response = client.get("/search/suggest/?q=guang")
    options = re.findall(r'<li role="option" id="([^"]+)" aria-selected="false" data-href="([^"]+)">', response.text)
    assert 1 < len(options) <= 8 and len(set(options)) == len(options)
    assert options[0][1] == "/regions/440000/"
    assert "条建议" in response.text and "<mark>广</mark>" in response.text
    assert "max-age" in response["Cache-Control"]
    assert "<html" not in response.text


def test_suggestions_keep_language_and_date(client):
    text = client.get("/en/search/suggest/?q=zhe&as_of=2020").text
    assert 'data-href="/en/regions/330000/?as_of=2020"' in text and "suggestions" in text
