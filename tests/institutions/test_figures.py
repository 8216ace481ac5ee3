"""Printed figures: recounted where the rows allow it, said where they do not; indices across editions."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from govcompare.as_of import AsOf
from institutions.charts.rank_over_editions import across_editions
from institutions.figures import amount, printed
from institutions.headlines import VERDICTS, headlines, recounted
from institutions.models import Edition, Statistic
from tests.conftest import TODAY
from tests.marks import unmarked

pytestmark = pytest.mark.django_db


def line(key):
    return recounted(list(Statistic.objects.filter(pk=key).select_related("source")), TODAY)[0]


def test_overview_counts_bodies_and_plans_and_leaves_other_figures_to_their_list():
    subjects = {one.statistic.subject for one in headlines(TODAY)}
    assert "data_agency" in subjects and not subjects & {"led_tasks", "data_group", "service_capability_high", ""}


@pytest.mark.parametrize(
    ("unit", "led", "named"),
    [
        ("市政务服务数据管理局", (9, 9), (22, 21)),
        ("市发展改革委", (4, 4), (9, 9)),
        ("市工业和信息化局", (3, 3), (8, 8)),
        ("市委网信办", (3, 3), (5, 5)),
    ],
)
def test_printed_numbers_of_a_department_beside_the_computed_like_with_like(unit, led, named):
    for subject, pair in (("led_tasks", led), ("named_tasks", named)):
        figure = next(one for one in Statistic.objects.filter(subject=subject) if one.members == [unit])
        one = line(figure.pk)
        assert (one.statistic.numerator, one.computed) == pair
        assert one.verdict == ("agrees" if pair[0] == pair[1] else "differs")


def test_very_high_provinces_of_2019_are_recounted_from_the_scores(raw):
    scores = [
        Decimal(row["value"])
        for row in raw("scores")
        if row["indicator"] == "online-government-service-capability-2020-total" and row["value"] and row["region_code"] != "660000"
        and row["source"] == line("provinces-very-high-online-service-2019").home["source"]
    ]  # fmt: skip
    assert line("provinces-very-high-online-service-2019").computed == sum(value > 90 for value in scores)


def test_every_figure_says_whether_it_was_recounted(get_json):
    rows = get_json("/statistics.json?size=1000")["rows"]
    assert len(rows) == Statistic.objects.count()
    for row in rows:
        assert row["verdict"] in VERDICTS and row["verdict_label"]
        assert (row["computed"] is None) == (row["verdict"] == "not_recorded") or row["numerator"] is None


def test_vague_count_has_no_number_but_its_words(get_json):
    vague = [
        row
        for row in get_json("/statistics.json?size=1000")["rows"]
        if row["numerator"] is None and row["value"] is None
    ]
    assert vague and all(row["missing"]["value"] in ("not_published", "unknown", "not_applicable") for row in vague)


def test_index_page_shows_editions_methods_weights_and_how_many_were_ranked(client):
    page = client.get("/indices/tsinghua-digital-government-index/?r=440000").content.decode()
    assert "权重" in page and "参评数" in page and "4 / 31" in page and "不能直接比较" in page
    assert client.get("/indices/nonsense/").status_code == 404
    assert client.get("/indices/tsinghua-digital-government-index/?r=1").status_code == 400


def edition_rows(*editions):
    row = {"indicator": "总分", "rank": 3, "tied": False, "n_evaluated": 31, "value": None, "band": None, "missing": {},
           "region": "广东", "source": "s", "as_of": "2020", "locator": "1", "source_label": "甲", "indicator_level": "province"}  # fmt: skip
    return [row | {"id": key, "edition_id": key, "edition": key, "as_of": year} for key, year in editions]


def test_no_line_joins_editions_unless_a_source_says_that_the_method_is_the_same():
    rows = edition_rows(("a", "2020"), ("b", "2021"), ("c", "2022"))
    apart = across_editions(rows, {"a": None, "b": None, "c": None}, "某指数", AsOf.today())
    assert apart.figure["data"][0]["x"] == [0, None, 1, None, 2]
    assert apart.figure["data"][0]["connectgaps"] is False
    joined = across_editions(rows, {"a": None, "b": "a", "c": None}, "某指数", AsOf.today())
    assert joined.figure["data"][0]["x"] == [0, 1, None, 2]


def test_rank_is_printed_with_how_many_were_ranked():
    chart = across_editions(edition_rows(("a", "2020")), {"a": None}, "某指数", AsOf.today())
    assert chart.rows[0]["rank_label"] == "3 / 31"


def test_editions_of_the_dataset_join_only_to_earlier_ones_of_their_own_index():
    for edition in Edition.objects.filter(same_method_as__isnull=False):
        assert edition.same_method_as.evaluation_id == edition.evaluation_id


@pytest.mark.parametrize(
    ("key", "chinese", "english"),
    [
        ("provinces-with-data-agency-2019-06", "18 / 31（58%）", "18 / 31 (58%)"),
        ("provinces-with-data-agency-2020-12", "至少 19 个", "at least 19"),
        ("data-agencies-below-province-2018", "近百个", "nearly 100"),
        ("provinces-data-duties-elsewhere-2019-06", "超过一半", "more than half"),
        ("guizhou-data-centres", "20多个", "more than 20"),
        ("hefei-city-app-users", "12万余人", "more than 120,000 people"),
        ("henan-time-limit-cut-target", "70%以上", "70% or more"),
        ("shandong-2020-startup-teams-target", "100 个左右", "about 100"),
        ("digital-platform-value-2019", "2.35 万亿美元", "2.35 trillion US dollars"),
        ("internet-services-revenue-2019", "12061 亿元", "1.2061 trillion yuan"),
        ("guizhou-enterprises-cloud-2018", "1.3 万家", "13,000"),
        ("ipv6-addresses-2019", "50877 块/32", "50,877 blocks of /32"),
        ("services-digital-share-rise-2019", "1.9 个百分点", "1.9 percentage points"),
        ("digital-economy-pilot-zones-2019", "未公布", "not published"),
    ],
)
def test_figure_as_printed_in_both_languages(key, chinese, english):
    statistic = Statistic.objects.get(pk=key)
    assert printed(statistic) == chinese
    with override("en"):
        assert printed(statistic) == english


def test_every_figure_of_the_dataset_is_printed_in_english():
    with override("en"):
        said = {one.pk: printed(one) for one in Statistic.objects.all()}
    assert {key: words for key, words in said.items() if not words.isascii()} == {}


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (5, "个", "5"), (1.25, "%", "1.25%"), (1999, "项", "1,999"), (3, "万", "30,000"), (100, "万", "1 million"),
        (0.1, "亿个", "10 million"), (4.2, "亿", "420 million"), (10, "亿元", "1 billion yuan"), (7, "座", "7 座"),
    ],
)  # fmt: skip
def test_numbers_in_english_keep_their_digits(value, unit, words):
    with override("en"):
        assert amount(Decimal(str(value)), unit) == words


def test_verdicts_are_the_same_in_both_languages():
    figures = list(Statistic.objects.select_related("source"))
    chinese = [(one.statistic.pk, one.computed, one.verdict) for one in recounted(figures, TODAY)]
    with override("en"):
        english = recounted(figures, TODAY)
        assert all(one.verdict_label.isascii() for one in english)
    assert [(one.statistic.pk, one.computed, one.verdict) for one in english] == chinese


def test_index_page_in_english(client):
    page = client.get("/en/indices/tsinghua-digital-government-index/?r=440000").content.decode()
    assert "Weight (%)" in page and "Number evaluated" in page and "not directly comparable" in page
    assert "4 / 31" in page and "8 October 2020" in page and unmarked(page) == []
    error = client.get("/en/indices/nonsense/")
    assert error.status_code == 404 and "There is no index" in error.text
