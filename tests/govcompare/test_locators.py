"""Where in a source something stands, in English."""

import pytest
from django.utils.translation import override

from govcompare.locators import in_english
from govcompare.wording import plain, prose


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("第2段", "paragraph 2"),
        ("第1—2段", "paragraphs 1–2"),
        ("第2段至第4段", "paragraphs 2–4"),
        ("第1、3段", "paragraphs 1 and 3"),
        ("第2段名单", "paragraph 2, list"),
        ("前言第2段", "preface, paragraph 2"),
        ("首段", "first paragraph"),
        ("引言", "introduction"),
        ("落款", "signature"),
        ("全文", "whole text"),
        ("4.1表", "table 4.1"),
        ("4.1表；4.2等级", "table 4.1; 4.2, grades"),
        ("专栏8第3项", "box 8, item 3"),
        ("第49行", "row 49"),
        ("注5", "note 5"),
        ("二（三）首段", "二（三）, first paragraph"),
        ("二（三）二是", "二（三）, second point"),
        ("正文第8段（三是）", "text, paragraph 8, third point"),
        ("国家层面 一（三）第2段", "national level, 一（三）, paragraph 2"),
        ("通知首部和落款；规划期限一句", "head and signature of the notice; sentence on the planning period"),
        ("2024年1月5日条", "entry of 5 January 2024"),
        ("五（二）“数字教育”段", "五（二）, paragraph “数字教育”"),
        ("一、总体指数", "一, overall index"),
    ],
)
def test_parts_of_a_source_are_named_in_english(printed, english):
    assert in_english(printed) == english


@pytest.mark.parametrize(
    "printed",
    ["二（三）1", "01；02（一）；02（二）1", "4.2.3-4.2.6", "一（一）1—2", "", "五B类、C类表", "广东省", "2021-06"],
)
def test_numbering_and_what_follows_no_rule_stay_as_printed(printed):
    assert in_english(printed) is None


def test_nearly_all_locators_that_say_more_than_numbers_have_english_words(raw):
    tables = ("tasks", "agency_statuses", "documents", "scores", "platforms", "statistics", "regions", "organizations")
    words = {row["locator"] for table in tables for row in raw(table)}
    wordy = {one for one in words if set("段表落款引言标题首名") & set(one)}
    assert len(wordy) > 100
    assert len({one for one in wordy if not in_english(one)}) < 10


def test_page_marks_the_numbering_that_stays():
    assert prose("二（三）首段") == plain("二（三）首段") == "二（三）首段"
    with override("en"):
        assert prose("二（三）首段") == '<span lang="zh-Hans">二（三）</span>, first paragraph'
        assert prose("落款") == "signature"
