"""What is typed into the search field of a list: by Traditional characters, pinyin and English as by what is written."""

import opencc
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from govcompare.source_listing import Sources
from institutions.catalogue import LISTINGS
from institutions.models import AgencyStatus, Membership, Task
from institutions.typed import Typed, sort_key_of, toneless

from ..conftest import TODAY

pytestmark = pytest.mark.django_db


LISTS = {listing.key: listing() for listing in (*LISTINGS, Sources)}


def found(key: str, text: str, language: str = "zh-hans") -> list[str]:
    """The rows in which a list finds a text."""
    with override(language):
        return sorted(
            LISTS[key]
            .filterset_class({"q": text}, queryset=LISTS[key].queryset(TODAY))
            .qs.values_list("pk", flat=True)
        )


@pytest.mark.parametrize("key", LISTS)
def test_traditional_characters_find_what_simplified_ones_find(key):
    for text in ("广东", "数字政府", "领导小组", "陕西", "发展改革"):
        for scheme in ("s2t", "s2twp"):
            assert found(key, opencc.OpenCC(scheme).convert(text)) == found(key, text)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("text", ["廣東", "guangdong", "Guangdong", "guang dong", "Guǎngdōng", "GUANGDONG"])
def test_a_place_is_found_by_all_its_names(language, text):
    for key in ("agencies", "scores", "documents", "models", "statistics", "left-out", "shareholdings"):
        assert found(key, text, language) == found(key, "广东") != []
    assert found("regions", text, language) == ["440000"]


@pytest.mark.parametrize(
    ("key", "text", "language"),
    [
        ("agencies", "广东 政务服务", "zh-hans"),
        ("agencies", "政务服务 广东", "zh-hans"),
        ("agencies", "guangdong 数据", "zh-hans"),
        ("documents", "Zhejiang digital government", "en"),
        ("tasks", "深圳 数据", "zh-hans"),
        ("scores", "贵州 清华", "zh-hans"),
    ],
)
def test_words_are_found_wherever_each_stands(key, text, language):
    """A row that has all of them, in one column or in several, and no row that lacks one."""
    each = [set(found(key, word, language)) for word in text.split()]
    assert set(found(key, text, language)) == set.intersection(*each) != set()
    assert any(one - each[0] for one in each[1:]) or any(one - each[-1] for one in each[:-1])


def test_words_of_a_disagreement_are_found_wherever_each_stands(get_json):
    ids = {
        word: {row["id"] for row in get_json(f"/conflicts.json?q={word}")["rows"]}
        for word in ("广东", "得分", "广东 得分")
    }
    assert ids["广东 得分"] == ids["广东"] & ids["得分"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("/agencies.json?q=廣東", "/agencies.json?q=广东"),
        ("/agencies.json?q=guangdong", "/agencies.json?q=广东"),
        ("/agencies.json?q=ＧＵＡＮＧＤＯＮＧ", "/agencies.json?q=广东"),
        ("/en/regions.json?q=Guangdong", "/en/regions.json?q=广东"),
        ("/documents.json?q=數字政府", "/documents.json?q=数字政府"),
    ],
)
def test_address_with_a_search_lists_what_is_found(get_json, typed, written):
    assert get_json(typed)["rows"] == get_json(written)["rows"] != []


@pytest.mark.parametrize(
    ("key", "typed", "written"),
    [
        ("agencies", "dashuju", "大数据"),
        ("agencies", "Dà shùjù", "大数据"),
        ("agencies", "National Data Administration", "国家数据局"),
        ("documents", "shuzizhengfu", "数字政府"),
        ("documents", "shuzi zhengfu", "数字政府"),
        ("platforms", "yueshengshi", "粤省事"),
        ("agency-types", "guapaijigou", "挂牌机构"),
        ("agency-types", "nameplate agency", "挂牌机构"),
        ("tasks", "market regulation", "市场监管"),
        ("companies", "shuziguangdong", "数字广东"),
    ],
)
def test_names_are_found_by_pinyin_and_by_their_english(key, typed, written):
    assert set(found(key, typed)) & set(found(key, written)) and found(key, typed, "en") == found(key, typed)


def test_what_sounds_like_a_place_means_the_place():
    """政府建设 has fu jian in it."""
    assert found("tasks", "fujian") == found("tasks", "福建")
    assert found("documents", "fujian") == found("documents", "福建") != []
    assert len(found("documents", "zhengfujianshe")) > len(found("documents", "fujian"))


def test_words_of_english_begin_where_they_are_typed():
    assert found("functions", "inistry") == [] != found("functions", "Ministry of Industry")


def test_short_pinyin_is_looked_for_as_it_stands_only():
    assert found("agencies", "ju") == [] != found("agencies", "shuju")


def test_a_search_asks_as_much_for_many_rows_as_for_few(client):
    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    for key in ("agencies", "tasks", "documents"):
        asked(f"/{key}.json?q=shuju&size=20")
        assert asked(f"/{key}.json?q=shuju&size=20") == asked(f"/{key}.json?q=shuju&size=1000")
    assert asked("/agencies.json?q=shuju") == asked("/agencies.json?level=province") + 1, "which places are called so"


@pytest.mark.parametrize(
    ("text", "plain"), [("Guǎngdōng", "Guangdong"), ("Lǚ liáng", "Lv liang"), ("Xī'ān", "Xi'an"), ("广東", "广東")]
)
def test_tone_marks_are_left_out(text, plain):
    assert toneless(text) == plain


def test_forms_and_sound_of_what_is_typed():
    assert Typed(" 廣東 ").forms == ["廣東", "广东"] and Typed("廣東").sound == ""
    assert Typed("Xī'ān").sound == "xian" and Typed("Lüliang").sound == "lvliang"
    assert Typed("2020").sound == "" == Typed("a/b").sound
    assert set(Typed("suzhou").places.values()) == {"苏州", "宿州"}


def test_sort_key_of_a_field_is_found_over_relations():
    assert sort_key_of(AgencyStatus, "organization__name") == "organization__name_key"
    assert sort_key_of(Task, "title") == "title_key"
    assert sort_key_of(Membership, "label") is None


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("companies", "广东 数字"),
        ("companies", "數字 廣東"),
        ("companies", "guangdong 数字"),
        ("documents", "Guangdong plan"),
        ("tasks", "market 监管"),
    ],
)
def test_each_of_several_words_must_be_there_in_any_order_and_any_column(key, words):
    first, second = words.split()
    both = set(found(key, first)) & set(found(key, second))
    assert set(found(key, words)) == set(found(key, f"{second}　{first}")) == both != set()


def test_words_that_are_one_name_are_not_parted():
    assert Typed("guang dong").words == [] == Typed("Inner Mongolia").words, "a place"
    assert Typed("gui zhou shu ju ju").words == [] == Typed("shù jù jú").words, "pinyin in syllables"
    assert [word.text for word in Typed("Inner  Mongolia plan plan").words] == ["Inner", "Mongolia", "plan"]


def test_more_words_than_a_list_looks_for_are_found_where_they_stand_together():
    many = " ".join("abcdefghijk"[:7])
    assert Typed(many).words == [] and len(Typed(many[:11]).words) == 6


def test_disagreements_are_searched_by_words_as_lists_are(get_json):
    def names(text: str) -> list[str]:
        return [row["id"] for row in get_json(f"/conflicts.json?q={text}")["rows"]]

    place = names("深圳")
    assert place and set(names("深圳 任务")) == set(names("任务 深圳")) == set(place) & set(names("任务")) != set()


@pytest.mark.parametrize("key", LISTS)
def test_search_field_says_what_it_looks_in(client, key):
    assert str(LISTS[key].filterset_class.looks_in) in client.get(f"/{key}/").text
    with override("en"):
        english = str(LISTS[key].filterset_class.looks_in)
    assert english.isascii() and f"Looks in: {english}." in client.get(f"/en/{key}/").text


def test_search_that_is_too_long_is_refused_in_words_of_the_site(client):
    long = "字" * 101
    assert "最多 100 个字，收到 101 个。" in client.get(f"/agencies/?q={long}").text
    refused = client.get(f"/en/agencies.json?q={long}")
    assert refused.status_code == 400 and "At most 100 characters; 101 were given." in refused.json()["error"]
