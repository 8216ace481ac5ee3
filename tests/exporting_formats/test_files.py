"""CSV, XLSX, JSON and HTML of a chart, as other programs read them."""

import hashlib
import io
import json
import re
from dataclasses import replace

import pandas
import pytest
from lxml import html
from openpyxl import load_workbook

from govcompare.exporting.files import csv_bytes, html_bytes, json_body, rows, xlsx_bytes

from .samples import CITATIONS, EVIL, origin_of_chart, shares, tiles


def table(chart) -> pandas.DataFrame:
    return pandas.read_csv(io.BytesIO(csv_bytes(chart)), dtype=str, keep_default_na=False)


def page(chart, **values) -> str:
    return html_bytes(chart, None, origin_of_chart(chart, **values), CITATIONS).decode()


def test_csv_has_the_columns_of_the_chart_then_where_each_row_comes_from():
    assert list(table(tiles())) == [
        "region", "code", "category_label", "detail", "missing", "as_of", "source", "locator", "chart",
    ]  # fmt: skip


def test_csv_names_no_column_twice():
    chart = tiles(columns=[("region", "地区"), ("as_of", "截至")])
    assert list(table(chart)) == ["region", "as_of", "missing", "source", "locator", "chart"]


def test_every_row_of_a_csv_says_which_chart_it_is_of():
    assert set(table(tiles())["chart"]) == {"/charts/agency-type-map/?r=440000~330000&as_of=2019-06"}


def test_csv_says_why_a_cell_is_empty_even_where_the_row_does_not():
    chart = shares()
    assert list(table(chart)["missing"]) == ["", "", "share:unknown"]
    assert rows(chart)[2]["missing"] == {"share": "unknown"}
    assert chart.rows[2]["missing"] == {}


def test_csv_is_the_same_bytes_for_the_same_data():
    assert csv_bytes(tiles()) == csv_bytes(tiles())


def test_csv_lists_several_sources_of_a_row():
    assert table(shares())["source"][2] == "article；report"


def test_csv_of_a_chart_without_rows_is_its_header():
    assert csv_bytes(tiles(rows=[])) == "\ufeffregion,code,category_label,detail,chart\r\n".encode()


@pytest.fixture(scope="module")
def book():
    chart = shares()
    return load_workbook(io.BytesIO(xlsx_bytes(chart, origin_of_chart(chart), CITATIONS)))


def test_workbook_has_data_notes_and_sources(book):
    assert book.sheetnames == ["数据", "说明", "来源"]
    assert [cell.value for cell in book["数据"][1]][:3] == ["公司", "股东", "持股比例（%）"]
    found = dict(tuple(cell.value for cell in row) for row in book["说明"])
    assert found["链接"].startswith("https://data.example/charts/equity/") and found["数据版本"] == "0.2.0"
    assert found["CSV 的 SHA-256"] == hashlib.sha256(csv_bytes(shares())).hexdigest()
    assert [tuple(cell.value for cell in row) for row in book["来源"]][1] == tuple(CITATIONS[0].values())


def test_workbook_text_from_data_is_text(book):
    assert [(cell.data_type, cell.value) for cell in book["数据"]["B"]][2] == ("s", "=1+1")


def test_workbook_properties_carry_the_origin(book):
    custom = {entry.name: entry.value for entry in book.custom_doc_props.props}
    assert custom["Link"] == book.properties.identifier == "https://data.example/charts/equity/?r=440000~330000&as_of=2019-06"  # fmt: skip
    assert custom["Source"].split("\n") == ["省级大数据局的设置", "开放数林指数报告；2021年度"]
    assert (book.properties.title, book.properties.version) == ("公司的股权结构", "0.2.0")


def test_workbook_is_the_same_bytes_for_the_same_data():
    chart = shares()
    assert xlsx_bytes(chart, origin_of_chart(chart)) == xlsx_bytes(chart, origin_of_chart(chart))


def test_json_holds_figure_rows_and_where_they_come_from():
    chart = tiles()
    body = json.loads(json.dumps(json_body(chart, origin_of_chart(chart), CITATIONS)))
    assert list(body) == [
        "slug", "title", "alt", "filters", "as_of", "link", "short_link", "dataset_version", "csv_sha256", "licence",
        "columns", "rows", "sources", "figure",
    ]  # fmt: skip
    assert len(body["rows"]) == 31 and body["figure"]["data"]
    assert body["sources"][0] == {"id": "article", "title": "省级大数据局的设置", "citation": CITATIONS[0]["citation"]}


def test_html_is_a_table_with_sources_and_link_where_there_is_no_script():
    chart = tiles()
    tree = html.fromstring(page(chart))
    assert tree.get("lang") == "zh-CN"
    assert len(tree.xpath("//tbody/tr")) == 31
    assert tree.xpath("//details/@open") and "未公布" in tree.xpath("string(//tbody/tr[3])")
    assert CITATIONS[0]["citation"] in tree.xpath("string(//ol[@class='sources'])")
    assert origin_of_chart(chart).link in tree.xpath("//a/@href")


def test_html_fetches_nothing():
    text = page(tiles())
    tree = html.fromstring(text)
    assert tree.xpath("//@src | //link[not(starts-with(@href, 'data:'))] | //iframe | //object | //@style") == []
    assert "url(" not in tree.xpath("string(//style)") and "@import" not in tree.xpath("string(//style)")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy


def test_html_carries_one_partial_plotly_bundle():
    assert page(tiles()).count("plotly.js (basic - minified)") == 1


def test_html_names_its_short_link_in_the_picture():
    figure = json.loads(html.fromstring(page(tiles())).xpath("//script[@id='figure-agency-type-map']/text()")[0])
    assert "https://data.example/s/abcdefghij/" in figure["layout"]["meta"]["source"]


def test_html_points_behind_the_picture_do_not_lead_into_the_file_system():
    figure = json.loads(html.fromstring(page(tiles())).xpath("//script[@id='figure-agency-type-map']/text()")[0])
    assert figure["data"][0]["customdata"][0][0] == "https://data.example/regions/110000/"


@pytest.mark.parametrize("where", ["title", "alt", "filters"])
def test_html_markup_in_words_stays_text(where):
    chart = tiles()
    chart = replace(chart, **{where: EVIL}, rows=[row | {"region": EVIL} for row in chart.rows])
    text = page(chart, dataset_version=EVIL, sources=(EVIL,))
    assert html.fromstring(text).xpath("//img") == []
    assert not re.search(r"</script><img", text)


def test_html_markup_in_citations_stays_text():
    chart = tiles()
    text = html_bytes(chart, None, origin_of_chart(chart), [{"id": "x", "citation": EVIL}]).decode()
    assert html.fromstring(text).xpath("//img") == []
