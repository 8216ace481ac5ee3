"""Files in English: their own words are English; Chinese are only text of the dataset and the titles of its sources."""

import io
import json
import re
import zipfile

import frictionless
import pytest
from django.utils.translation import override
from lxml import etree, html
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from govcompare.charts.fit import fitted
from govcompare.charts.native import Native, NativeSeries
from govcompare.exporting.archive import Part, many, zip_bytes
from govcompare.exporting.files import csv_bytes, html_bytes, json_body, sha256, xlsx_bytes
from govcompare.exporting.held_data import held_data
from govcompare.exporting.reading import origin_of
from govcompare.exporting.slides import presentation
from govcompare.exporting.spec import Spec, make
from govcompare.exporting.stamp import stamped
from govcompare.wording import HAN

from .samples import CITATIONS, ORGANISATION, SOURCES, SVG, fact, in_english, origin_of_chart, pdf, png, tiles

CHART = in_english()
ORIGIN = origin_of_chart(CHART)
# What may be Chinese: names, titles, places within sources.
OF_THE_DATASET = sorted(
    [ORGANISATION, fact()["locator"], *SOURCES.values(), *(row["citation"] for row in CITATIONS)],
    key=len,
    reverse=True,
)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def chinese_in(*texts: str) -> list[str]:
    """Texts with Chinese in them that is not of the dataset."""
    found = []
    for text in texts:
        for known in OF_THE_DATASET:
            text = text.replace(known, "")
        found += [text] if HAN.search(text) else []
    return found


def written(content: bytes, tmp_path):
    (tmp_path / "file").write_bytes(content)
    return tmp_path / "file"


def test_png_is_described_in_english():
    texts = Image.open(io.BytesIO(stamped("png", png(), ORIGIN))).text
    assert texts["Description"] == (
        "Filters: Type: directly under. Date shown: 2019-06. Sources: 省级大数据局的设置; 开放数林指数报告；2021年度."
    )
    assert texts["Link"] == "https://data.example/en/charts/agency-type-map/?r=440000~330000&as_of=2019-06"
    assert chinese_in(*texts.values()) == []


def test_svg_and_pdf_name_their_language():
    root = etree.fromstring(stamped("svg", SVG, ORIGIN))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert chinese_in(root[0].text, root[1].text, *root[2].itertext()) == []
    read = PdfReader(io.BytesIO(stamped("pdf", pdf(), ORIGIN)))
    assert read.trailer["/Root"]["/Lang"] == "en" and read.metadata["/Subject"] == ORIGIN.description
    assert chinese_in(*map(str, read.metadata.values())) == []


def test_workbook_speaks_english_and_is_still_found_whole(tmp_path):
    content = xlsx_bytes(CHART, ORIGIN, CITATIONS)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Data", "Notes", "Sources"] and book.properties.language == "en"
    assert [cell.value for cell in book["Data"][1]][:4] == ["Region", "Code", "Status", "Agency"]
    found = dict(tuple(cell.value for cell in row) for row in book["Notes"])
    assert found["Date shown"] == "2019-06" and found["Filters"] == "Type: directly under"
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert chinese_in(*cells) == []
    path = written(content, tmp_path)
    assert origin_of(path) == ORIGIN and held_data(path) == [ORIGIN.csv_sha256]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_data_of_a_workbook_are_found_whichever_language_is_spoken(language, tmp_path):
    path = written(xlsx_bytes(CHART, ORIGIN), tmp_path)
    with override(language):
        assert held_data(path) == [sha256(csv_bytes(CHART))]


def test_json_titles_its_columns_in_english():
    body = json.loads(json.dumps(json_body(CHART, ORIGIN, CITATIONS)))
    assert [column["title"] for column in body["columns"]][:2] == ["Region", "Code"]
    assert chinese_in(*(column["title"] for column in body["columns"]), body["alt"], body["filters"]) == []
    layout = body["figure"]["layout"]["meta"]
    assert chinese_in(layout["title"], layout["source"]) == []


def test_presentation_speaks_english():
    deck = Presentation(io.BytesIO(presentation(CHART, ORIGIN, png())))
    words = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    words += [shape.name for slide in deck.slides for shape in slide.shapes]
    words += [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    words += [cell.text for table in tables for cell in table.iter_cells()]
    assert chinese_in(*words) == []
    assert "Rows 1–2 of 2." in words and "Types of data agencies: data" in words
    assert any("· govcompare: https://data.example/s/" in text for text in words)
    assert tables[0].cell(2, 3).text == "not published"


def test_words_of_a_slide_name_their_language():
    content = presentation(CHART, ORIGIN, png())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        slide = etree.fromstring(archive.read("ppt/slides/slide2.xml"))
    for run in slide.xpath("//*[local-name()='r']"):
        text, language = run.xpath("string(*[local-name()='t'])"), run.xpath("string(*[local-name()='rPr']/@lang)")
        assert language == ("zh-CN" if HAN.search(text) else "en-GB"), text


def test_a_chart_that_powerpoint_draws_says_in_english_that_gaps_are_no_zeros():
    ranks = Native("line", ["2019", "2020"], [NativeSeries("Guangdong", [1, None], "#1f5fa8")])
    chart = in_english(native=ranks)
    deck = Presentation(io.BytesIO(presentation(chart, origin_of_chart(chart))))
    words = " ".join(shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)
    assert "Where there is a gap there is no value; it is not 0." in words


def test_archive_explains_itself_in_english(tmp_path):
    content = zip_bytes(CHART, ORIGIN, png(), CITATIONS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    readme = (tmp_path / "readme.md").read_text(encoding="utf-8")
    assert readme.startswith("# Types of data agencies\n")
    for words in ("## Files", "| `none` | none | the source says there is none |", "## Sources", "sha256sum"):
        assert words in readme
    assert chinese_in(*readme.splitlines()) == []
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    fields = package["resources"][0]["schema"]["fields"]
    assert (
        chinese_in(package["title"], package["description"], *(text for field in fields for text in field.values()))
        == []
    )
    assert held_data(written(content, tmp_path)) == [ORIGIN.csv_sha256]


def test_archive_of_many_is_described_in_english():
    charts = [
        in_english(address=f"/en/charts/agency-type-map/?r={code}&as_of=2019-06") for code in ("440000", "330000")
    ]
    parts = [Part(str(number), chart, origin_of_chart(chart), png()) for number, chart in enumerate(charts)]
    with zipfile.ZipFile(io.BytesIO(many(parts, ORIGIN, CITATIONS))) as archive:
        assert chinese_in(*archive.read("readme.md").decode().splitlines()) == []


def test_page_marks_what_is_chinese():
    tree = html.fromstring(html_bytes(CHART, None, ORIGIN, CITATIONS).decode())
    assert tree.get("lang") == "en"
    assert tree.xpath("//td[1]/a/@href")[0] == "https://data.example/en/regions/440000/"
    texts = tree.xpath("//body//text()[not(ancestor::script) and not(ancestor-or-self::*[starts-with(@lang, 'zh')])]")
    assert [text for text in texts if HAN.search(text)] == []
    assert chinese_in(*tree.xpath("//body//text()[not(ancestor::script)]")) == []
    assert chinese_in(*tree.xpath("//head//text() | //@content | //@aria-label | //@title")) == []
    assert ORGANISATION in tree.xpath("//td//*[@lang='zh-Hans']/text()")


def test_a_worker_speaks_the_language_of_the_chart_wherever_it_is():
    def draw(figure, format, width, height, scale):
        return png((round(width * scale), round(height * scale)))

    for chart, said in ((CHART, "Date shown: 2019-06."), (tiles(), "所示日期 2019-06。")):
        spec = Spec(chart, fitted(chart, 600, 400), origin_of_chart(chart), "png", 1, [])
        for outside in ("en", "zh-hans"):
            with override(outside):
                picture = Image.open(io.BytesIO(make(json.loads(json.dumps(spec.packed())), draw)))
                assert said in picture.text["Description"]


def test_two_languages_have_two_keys():
    other = tiles(many=2, address=CHART.address.removeprefix("/en"))
    same = in_english(address=CHART.address.removeprefix("/en"))

    def key(chart):
        return Spec(chart, fitted(chart, 600, 400), ORIGIN, "png", 1, []).key()

    assert len({key(CHART), key(same), key(other)}) == 3


def test_source_of_csv_is_its_english_address(tmp_path):
    path = written(csv_bytes(CHART), tmp_path)
    assert origin_of(path).link == CHART.address and held_data(path) == [ORIGIN.csv_sha256]
    header = re.split(r"\r\n", csv_bytes(CHART).decode("utf-8-sig"))[0]
    assert header == "region,code,category_label,detail,missing,as_of,source,locator,chart"
