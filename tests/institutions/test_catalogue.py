"""The catalogue of charts: each has all that a chart must have, on its page and in its files."""

import csv
import io

import pytest
from django.conf import settings
from django.utils import translation

from govcompare.as_of import AsOf
from govcompare.charts.chart import MOST_NAMED
from govcompare.charts.fit import fitted
from govcompare.charts.words import plain
from govcompare.language import CHINESE, ENGLISH
from institutions.charts.catalogue import CHARTS

pytestmark = pytest.mark.django_db

WANTED = """agency-type-map agency-types-by-economic-region agencies-over-time coverage ranking dimension-profile
    rank-over-editions equity ownership-flow responsibilities type-against-score models type-flow""".split()
ADDRESSES = [f"/charts/{slug}/" for slug in CHARTS]


@pytest.fixture(params=CHARTS)
def entry(request):
    return CHARTS[request.param]


@pytest.fixture
def chart(entry):
    return entry.chart(entry.ask(AsOf.parse("2024-06")))


def test_every_chart_that_was_promised_is_there():
    assert set(WANTED) <= set(CHARTS)


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_chart_has_title_words_data_and_sources_in_every_language(entry, language):
    with translation.override(language):
        chart = entry.chart(entry.ask(AsOf.parse("2024-06")))
    assert chart.slug == entry.slug and entry.title and entry.lead
    assert chart.title and chart.alt and chart.columns and chart.rows and chart.sources and chart.filters
    assert chart.figure["data"], "nothing is drawn"
    words = chart.figure["layout"]["meta"]
    assert words["title"] == chart.title and chart.filters in words["source"]
    with translation.override(language):
        named = [plain(title) for title in list(chart.sources.values())[:MOST_NAMED]]
    assert all(title in words["source"] for title in named)
    counted = {CHINESE: f"等 {len(chart.sources)} 种", ENGLISH: f"; {len(chart.sources)} in all"}[language]
    assert (counted in words["source"]) == (len(chart.sources) > MOST_NAMED)


def test_every_row_says_where_it_comes_from(chart):
    for row in chart.rows:
        named = row["source"] if isinstance(row["source"], list) else [row["source"]]
        assert set(named) <= set(chart.sources), row
        assert {"as_of", "locator"} <= set(row)


def test_every_empty_cell_has_its_reason(chart):
    for row in chart.rows:
        for key, _ in chart.columns:
            if row.get(key) is None:
                assert row["missing"][key] in {"unknown", "none", "not_applicable", "not_published"}, (key, row)


def test_no_reason_is_given_for_a_cell_that_is_filled(chart):
    for row in chart.rows:
        for key, reason in row.get("missing", {}).items():
            assert row.get(key) is None, (key, row)
            assert reason in {"unknown", "none", "not_applicable", "not_published"}, (key, row)


def test_no_chart_needs_more_than_the_partial_bundle(chart):
    assert {trace["type"] for trace in chart.figure["data"]} <= {"bar", "scatter"}


def test_no_text_of_a_chart_is_markup_but_line_breaks(chart):
    """plotly would turn other tags into style attributes, which the policy of the pages forbids."""

    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, one in value.items():
                if key != "hovertemplate":
                    yield from texts(one)
        elif isinstance(value, list):
            for one in value:
                yield from texts(one)

    for text in texts(chart.figure):
        assert "<" not in text.replace("<br>", ""), text


def test_address_of_a_chart_asks_for_the_same_chart(chart, client):
    body = client.get(chart.address.replace("/?", ".json?")).json()
    assert body["title"] == chart.title and len(body["rows"]) == len(chart.rows)
    assert "as_of=2024-06" in chart.address


def test_page_of_a_chart_shows_data_menu_and_sources(client, entry):
    page = client.get(f"/charts/{entry.slug}/?as_of=2024-06").text
    assert "导出与引用" in page and "本页的来源" in page and str(entry.title) in page
    for key, label in entry.chart(entry.ask(AsOf.parse("2024-06"))).columns:
        assert f"<code>{key}</code>" in page and label in page


@pytest.mark.once
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("size", [(320, 240), (1200, 675), (850, 600), (2000, 400)])
def test_picture_has_the_size_that_was_asked_for_and_room_for_all(entry, size, language):
    with translation.override(language):
        picture = fitted(entry.chart(entry.ask(AsOf.parse("2024-06"))), *size)
    assert (picture.width, picture.height) == size
    assert picture.layout_width / picture.layout_height == pytest.approx(size[0] / size[1], rel=0.01)
    assert picture.figure["layout"]["height"] == picture.layout_height


def test_high_charts_are_made_smaller_as_a_whole_not_cut():
    entry = CHARTS["dimension-profile"]
    codes = [f"{code}0000" for code in (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44)]
    chart = entry.chart(entry.ask(AsOf.today(), codes))
    picture = fitted(chart, 600, 300)
    assert picture.factor < 0.5 and picture.layout_height >= chart.figure["layout"]["height"]


def test_csv_of_a_chart_names_the_chart_in_every_row(chart, client):
    response = client.get(chart.address.replace("/?", ".csv?"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {row["chart"] for row in rows} == {chart.address}
    assert all(row["source"] for row in rows)


WRONG = ["r=999999", "r=abc", "as_of=yesterday", "w=1", "h=99999", "scale=4", "v=nothing"]
# each mistake at two charts, each chart with one mistake
PAIRS = [(address, WRONG[number % len(WRONG)]) for number, address in enumerate(ADDRESSES)]


@pytest.mark.parametrize(("address", "wrong"), PAIRS)
def test_what_no_chart_has_is_refused_with_a_sentence(client, address, wrong):
    response = client.get(f"{address}?{wrong}")
    assert response.status_code == (410 if wrong.startswith("v=") else 400)
    assert "。" in response.text


def test_too_many_regions_are_refused_with_the_bound(client):
    response = client.get("/charts/rank-over-editions/?r=440000~330000")
    assert response.status_code == 400 and "须是 1 个地区" in response.text


@pytest.mark.parametrize(
    ("address", "status"), [("/charts/nonsense/", 404), ("/charts/nonsense.png", 404), ("/charts/equity.gif", 400)]
)
def test_unknown_charts_and_formats_are_refused_with_those_there_are(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert "agency-type-map" in response.text or ".pptx" in response.text


def test_a_chart_on_another_page_is_the_one_of_the_catalogue(client):
    page = client.get("/compare/?r=440000~330000&as_of=2021").text
    assert (
        "/charts/dimension-profile/?r=440000~330000&amp;edition=tsinghua-digital-government-index-2020&amp;as_of=2021"
        in page
    )
