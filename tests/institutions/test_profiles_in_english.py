"""Profiles, comparisons and facts in English: the same facts, the words of another language, Chinese marked as such."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from govcompare.wording import HAN
from institutions.cards import cards
from institutions.comparisons import sections
from institutions.display import original
from institutions.portrait import identity_line, portrait
from institutions.profiles import profiles
from institutions.sentences import summary, summary_html
from regions.models import Region
from tests.conftest import END_OF_2020, JUNE_2019, TODAY

pytestmark = pytest.mark.django_db

MARKED = re.compile(r'<span lang="zh-Hans">[^<]*</span>')
PINYIN = re.compile(r' <span class="pinyin" lang="zh-Latn">[^<]*</span>')
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def in_english():
    with override("en"):
        yield


def profile(code, day=TODAY):
    return profiles([code], day)[0]


def unmarked(html) -> str:
    """What of a text is not marked as Chinese."""
    return MARKED.sub("", str(html))


def everywhere(day):
    return profiles(Region.objects.exclude(level="prefecture").values_list("code", flat=True), day)


def test_profile_of_guangdong_in_one_english_sentence(in_english):
    told = summary(profile("440000", END_OF_2020))
    assert told.startswith(
        "Guangdong: 广东省政务服务数据管理局 is an agency administered by a department, "
        "of deputy-department level, under 广东省政府办公厅; its leading group is "
    )
    assert told.endswith("; administration and operation are separated.")


@pytest.mark.parametrize(
    ("code", "day", "words"),
    [
        ("140000", JUNE_2019, "no big-data agency as of June 2019, for the source lists all 18"),
        ("540100", JUNE_2019, "says that this place is not among them"),
        (
            "130000",
            END_OF_2020,
            "it is unknown whether there is a big-data agency, for the complete list of June 2019",
        ),
        ("640000", TODAY, "Ningxia: as of April 2024, there is a big-data agency, of unknown name and type."),
        ("440000", date(2022, 12, 31), "Guangdong, as of December 2020: 广东省政务服务数据管理局 is an agency"),
        ("350000", TODAY, "as of December 2022, its operating company is 福建省大数据集团, and administration"),
        ("440000", TODAY, "and another that is planned, of unknown name (as of June 2023); as of December 2020, "),
        ("100000", JUNE_2019, "China: no source mentions a big-data agency of the national level."),
        ("440000", TODAY, "of unknown type (last known: an agency administered by a department, June 2019)"),
        ("310000", TODAY, " and another of unknown name."),
        ("710000", TODAY, "Taiwan: outside the scope of all counts."),
    ],
)
def test_first_sentence_in_english(in_english, code, day, words):
    assert words in summary(profile(code, day))


@pytest.mark.parametrize("day", [JUNE_2019, END_OF_2020, TODAY])
def test_sentence_on_a_page_is_the_plain_one_with_its_chinese_marked(in_english, day):
    for one in everywhere(day):
        html = summary_html(one)
        assert not HAN.search(unmarked(html)), html
        if "original" not in html:
            words = TAG.sub("", PINYIN.sub("", html)).replace("&quot;", '"').replace("&#x27;", "'")
            assert words == summary(one)


def test_sentence_in_chinese_has_no_mark_up():
    for one in everywhere(TODAY):
        assert summary_html(one) == summary(one).replace('"', "&quot;")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_text_of_the_dataset_is_escaped_in_the_sentence(language):
    with override(language):
        guangdong = profile("440000", END_OF_2020)
        (front,) = [row for row in guangdong.agencies if row["principal"]]
        html = summary_html(replace(guangdong, agencies=[front | {"name": "<script>数据</script>"}]))
    assert "<script" not in html and "&lt;script&gt;" in html


def test_facts_keep_their_values_and_change_their_words(get_json):
    ours, theirs = get_json("/regions/440000.json")["rows"], get_json("/en/regions/440000.json")["rows"]
    kept = ("region_code", "kind", "property", "value", "status", "as_of", "source", "locator", "missing")
    assert [[row[name] for name in kept] for row in ours] == [[row[name] for name in kept] for row in theirs]
    assert not [
        row["property_label"] for row in theirs if row["kind"] != "score" and HAN.search(row["property_label"])
    ]
    labels = {row["value_label"] for row in theirs if row["kind"] == "region"}
    assert {"yes"} <= labels and not [label for label in labels if label and HAN.search(label)]


@pytest.mark.parametrize("day", [JUNE_2019, TODAY])
def test_every_fact_on_a_page_has_its_chinese_marked(in_english, day):
    for one in everywhere(day):
        for fact in one.facts:
            for html in (fact.html, fact.note_html, fact.subject_html):
                assert not HAN.search(unmarked(html)), html


def test_equal_and_different_are_the_same_in_both_languages():
    def found():
        chosen = profiles(["440000", "330000", "520000", "410000", "540000"], TODAY)
        return [
            (attribute.name, attribute.is_equal, [cell.differs for cell in attribute.cells])
            for section in sections(chosen)
            for attribute in section.attributes
        ]

    ours = found()
    with override("en"):
        assert found() == ours


def test_sections_and_attributes_of_a_comparison_speak_english(in_english):
    for section in sections(profiles(["440000", "330000"], TODAY)):
        assert not HAN.search(section.title)
        for attribute in section.attributes:
            assert not HAN.search(unmarked(attribute.label_html)), attribute.label_html


def test_files_of_a_comparison_have_english_headers(client):
    book = load_workbook(io.BytesIO(client.get("/en/compare.xlsx?r=440000~330000").content))
    header = [cell.value for cell in book.worksheets[0][1]]
    assert header[:2] == ["Region code", "Region"] and not HAN.search("".join(header))
    assert book.worksheets[0]["B2"].value == "Guangdong"


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("/en/compare.json?r=999999", 400, "No regions have these codes: 999999."),
        ("/en/compare.json", 400, "Name the regions to compare with r"),
        ("/en/regions/999999.json", 404, "No region has the code “999999”."),
        ("/en/facts/nonsense/a.json", 404, "There is no fact nonsense / a."),
    ],
)
def test_errors_speak_english(client, url, status, words):
    response = client.get(url)
    assert response.status_code == status
    assert words in response.json()["error"]


def test_field_of_a_fact_shows_the_original_and_its_rendering(in_english, monkeypatch):
    monkeypatch.setattr("institutions.display.rendering", {"统筹": "Coordination"}.get)
    assert original("functions", "统筹") == (
        '<span lang="zh-Hans">统筹</span> <span class="rendering">Coordination</span>'
    )
    assert original("functions", "协调") == '<span lang="zh-Hans">协调</span>'
    assert original("valid_from", "2019-06") == '<time datetime="2019-06">June 2019</time>'


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_portrait_is_short_and_every_feature_has_its_way_home(language):
    with override(language):
        for one in everywhere(TODAY):
            features = portrait(one, [])
            assert 3 <= len(features) <= 6
            for feature in features:
                assert feature.homes or "absent" in feature.value or feature.details, feature
                if language == "en":
                    for html in (feature.label, feature.value, *feature.details):
                        assert not HAN.search(unmarked(html)), html


def test_identity_of_a_region_names_it_in_the_other_language_too():
    assert identity_line(Region.objects.get(pk="440000")) == (
        '代码 440000 · CN-GD · 简称粤 · Guangdong · <span lang="zh-Latn">guang dong</span> · 东部 · 计入 31 个省级行政区'
    )
    with override("en"):
        line = identity_line(Region.objects.get(pk="440000"))
    assert line.startswith('<span lang="zh-Hans">广东省</span> ') and not HAN.search(unmarked(line))
    assert line.endswith(" · East · counted among the 31 provinces")


def test_what_is_not_known_of_a_body_is_said_in_one_line():
    agency = next(card for card in cards(profile("120000")) if card.kind == "agency")
    (tianjin,) = agency.subjects
    words = dict(tianjin.absent)["unknown"]
    assert "机构类型、行政级别" in words
    assert {fact.property_label for fact in tianjin.known}.isdisjoint(words.split("、"))


def test_portrait_of_guangdong(in_english):
    inside = Region.objects.filter(parent="440000").values_list("code", flat=True)
    guangdong, *cities = profiles(["440000", *inside], TODAY)
    features = {feature.kind: feature for feature in portrait(guangdong, cities)}
    assert list(features) == ["agency", "leading_group", "company", "model", "score", "cities"]
    having = sum(city.presence("has_agency").is_known for city in cities)
    assert features["cities"].value == f"{having} / {len(cities)}"
    assert "32.92%" in features["company"].details[1]
    assert features["score"].value.endswith(" / 31")
    # the type is unknown today; the last one known stands beside it, with its date
    assert "Department-administered" in features["agency"].details[1]


def test_portrait_tells_type_rank_and_superior():
    features = {feature.kind: feature for feature in portrait(profile("440000", END_OF_2020), [])}
    assert features["agency"].value == "广东省政务服务数据管理局"
    assert features["agency"].details == [
        '<span class="type type-department_administered">部门管理机构</span>',
        "副厅级",
        "由广东省政府办公厅管理",
    ]


def test_ready_sets_speak_english(client):
    text = client.get("/en/compare/?as_of=2019-06").text
    for label in (
        "Provinces with a provincial agency (18)",
        "Guangdong · Zhejiang · Guizhou (3)",
        "Directly under government (6)",
    ):
        assert label in text
    assert "/en/compare/?r=" in text
