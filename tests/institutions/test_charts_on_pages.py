"""Charts as they stand on the pages of others: only where they show something, with the words that go with them."""

import re
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.utils import translation

from govcompare.as_of import AsOf
from govcompare.charts.words import broken
from govcompare.templatetags.charts import cell
from institutions.charts.catalogue import CHARTS
from institutions.charts.reading import chart_at

pytestmark = pytest.mark.django_db

CAICT = "caict-digital-economy-competitiveness-index-2020"


def drawn(slug: str, *codes: str, as_of: str = "2026-06", **more: str):
    return CHARTS[slug].chart(CHARTS[slug].ask(AsOf.parse(as_of), list(codes), **more))


@pytest.mark.parametrize(
    "path",
    [f"/regions/{code}/" for code in ("110000", "120000", "310000", "500000", "440300", "660000")]
    + ["/compare/?r=110000~310000", "/compare/?r=440300~110000", "/en/regions/110000/"],
)
def test_every_chart_of_scores_has_something_of_each_region_that_it_names(client, path):
    response = client.get(path)
    charts = [chart for chart in response.context["charts"] if chart.slug == "dimension-profile"]
    asked = re.findall(r"\d{6}", path)
    assert len({chart.title for chart in charts}) == len(charts)
    for chart in charts:
        assert not chart.title.startswith(("：", ":")) and chart.rows and not chart.why
        assert {row["code"] for row in chart.rows} & set(asked), chart.title
        assert not chart.filters.startswith(("地区 全部", "Regions: All"))
    assert not re.search(r'aria-label="\s*[：:]', response.content.decode())


@pytest.mark.parametrize("code", ["110000", "310000"])
def test_a_municipality_ranked_among_cities_stands_among_cities(client, raw, code):
    charts = {chart.name: chart for chart in client.get(f"/regions/{code}/").context["score_charts"]}
    chart = charts[f"dimension-profile-prefecture-{CAICT}"]
    assert "地级" in chart.title and "地级" not in charts[f"dimension-profile-province-{CAICT}"].title
    levels = {row["id"]: row["level"] for row in raw("indicators")}
    printed = [row for row in raw("scores") if row["region_code"] == code and row["indicator"].startswith("caict")]
    places = sorted(int(row["rank"]) for row in printed if row["rank"] and levels[row["indicator"]] == "prefecture")
    own = [row for row in chart.rows if row["code"] == code]
    assert places and sorted(row["rank"] for row in own if row["rank"]) == places
    # the page of the chart shows the same
    parts = urlsplit(chart.live)
    assert chart_at(parts.path, QueryDict(parts.query)).rows == chart.rows


def test_a_region_that_an_edition_ranks_only_among_others_is_found_without_saying_so():
    chart = drawn("dimension-profile", "110000", edition="fudan-open-data-index-2025")
    assert not chart.why and "110000" in {row["code"] for row in chart.rows}


def test_a_level_at_which_nothing_is_printed_is_said_to_be_empty():
    chart = drawn("dimension-profile", "440000", edition=CAICT, level="prefecture")
    assert chart.why and chart.title.startswith("广东：")


def test_how_to_read_is_said_once_for_each_kind_and_led_to_from_the_others(client):
    html = client.get("/regions/440000/").content.decode()
    assert html.count(str(CHARTS["dimension-profile"].reading[0])) == 1
    assert html.count(str(CHARTS["equity"].reading[0])) == 1
    charts = client.get("/regions/440000/").context["score_charts"]
    assert html.count("#reading-title") == len(charts) - 1 > 0


@pytest.mark.parametrize(
    ("path", "slug"),
    [("/", "agency-type-map"), ("/changes/", "type-flow"), ("/embed/responsibilities/", "responsibilities"),
     ("/indices/fudan-open-data-index/?r=440000", "rank-over-editions"),
     ("/charts/ranking/", "ranking"), ("/compare/?r=440000~330000", "agency-types")],
)  # fmt: skip
def test_how_to_read_stands_at_every_chart(client, path, slug):
    assert client.get(path).content.decode().count(str(CHARTS[slug].reading[0])) == 1


@pytest.mark.parametrize(
    "path", ["/charts/zzz/", "/charts/zzz.svg", "/charts/zzz.json", "/embed/zzz/", "/en/charts/zzz/"]
)
def test_a_chart_that_is_none_is_not_found(client, path):
    response = client.get(path)
    assert response.status_code == 404 and "agency-type-map" in response.content.decode()


@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_before_any_source_a_page_says_so_and_promises_no_picture(client, slug, language):
    page = client.get(f"{language}/charts/{slug}/?as_of=1990").content.decode()
    assert "没有可选的" not in page and "nothing to choose from" not in page
    chart = client.get(f"{language}/charts/{slug}/?as_of=1990").context["chart"]
    assert not chart.title.startswith(("：", ":")) and "在没有" not in chart.title
    if chart.why:
        assert 'class="empty"' in page and 'class="in-making"' not in page and "<noscript><p" not in page


def test_dates_are_written_as_readers_write_them():
    chart = drawn("agencies-over-time", as_of="2024-06")
    assert re.search(r"由20\d\d年\d+月的 \d+ 个增至20\d\d年\d+月的 \d+ 个", chart.title)
    footer = next(note["text"] for note in chart.figure["layout"]["annotations"] if note.get("name") == "source")
    assert footer.startswith("所示日期 2024年6月。") and chart.as_of == "2024-06"
    assert all(re.match(r"\d{4}(-\d\d)*", row["written"]) for row in chart.rows)
    with translation.override("en"):
        english = drawn("agency-type-map", as_of="2024-06")
        said = f"{english.alt} {english.figure['layout']['meta']['source']}"
    assert "as of June 2024" in said and "Date shown: June 2024." in said and not re.search(r"\d{4}-\d\d", said)


def test_names_have_their_pinyin_in_english_pictures_and_tables():
    with translation.override("en"):
        chart = drawn("responsibilities")
        labels = chart.figure["layout"]["yaxis"]["ticktext"]
        cells = [str(cell(value)) for _url, row, _homes in chart.table for value, _why in row]
        owners = drawn("ownership-flow").figure["data"]
        note = str(cell("北京市大数据管理局 (Nameplate agency)"))
    assert "市公安局<br>Shì Gōng'ān Jú" in labels and "Shì Zhèngwù Fúwù Shùjù" in chart.title
    assert any('<span lang="zh-Hans">市公安局</span> <span class="pinyin" lang="zh-Latn">' in text for text in cells)
    assert "(Nameplate agency)" in note and 'class="pinyin"' in note
    assert any("杭钢股份<br>Háng" in text for trace in owners for text in trace.get("text") or [] if "<br>" in text)
    assert drawn("responsibilities").title.isascii() is False and "pinyin" not in str(cell("市公安局"))


def test_pinyin_is_not_broken_within_a_word():
    assert broken("Zhèngwù Fúwù Shùjù Guǎnlǐ Jú", 9) == ["Zhèngwù Fúwù", "Shùjù Guǎnlǐ Jú"]
