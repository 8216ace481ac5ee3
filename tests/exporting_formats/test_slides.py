"""Presentations, read again with python-pptx: what can be edited, what is said on every slide."""

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from govcompare.charts.native import Native, NativeSeries
from govcompare.exporting.slides import needs_picture, presentation

from .samples import EVIL, origin_of_chart, png, shares, tiles

RANKS = Native(
    "line",
    ["2019", "2020", "2021"],
    [NativeSeries("广东", [1, None, 2], "#1f5fa8"), NativeSeries("浙江", [2, 1, 1], "#a85600")],
    value_title="排名",
    category_title="版次",
    reversed_values=True,
)
POINTS = Native("scatter", [], [NativeSeries("直属机构", points=[(1, 2.5, "粤"), (3, 4, "")])], value_title="得分")
COUNTS = Native(
    "stacked_bar", ["东部"], [NativeSeries("有", [3]), NativeSeries("无", [2], "#ffffff")], value_title="数"
)
SCORES = Native("bar", ["粤", "浙"], [NativeSeries("得分", [3, None])])


def opened(chart, picture=None):
    return Presentation(io.BytesIO(presentation(chart, origin_of_chart(chart), picture)))


def drawn(native: Native):
    """The chart of the first slide."""
    return next(shape for shape in opened(shares(native=native)).slides[0].shapes if shape.has_chart).chart


def texts(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def tables(deck) -> list:
    return [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]


def test_presentation_is_wide():
    deck = opened(shares())
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))


@pytest.mark.parametrize(
    ("native", "kind"),
    [(SCORES, XL_CHART_TYPE.BAR_CLUSTERED), (COUNTS, XL_CHART_TYPE.BAR_STACKED), (RANKS, XL_CHART_TYPE.LINE_MARKERS),
     (POINTS, XL_CHART_TYPE.XY_SCATTER)],
)  # fmt: skip
def test_chart_can_be_edited_in_its_own_form(native, kind):
    assert drawn(native).chart_type == kind


def test_shares_of_a_whole_fill_the_bar():
    whole = Native("stacked_bar", ["甲"], [NativeSeries("a", [49]), NativeSeries("b", [51])], percent=True)
    assert drawn(whole).chart_type == XL_CHART_TYPE.BAR_STACKED_100


def test_a_bar_of_which_a_part_is_not_known_is_not_stretched_to_the_whole():
    chart = drawn(shares().native)
    assert chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (0, 100)


def test_a_missing_value_is_a_gap_and_never_zero():
    chart = drawn(RANKS)
    assert tuple(chart.plots[0].series[0].values) == (1, None, 2)
    assert chart._chartSpace.xpath("//c:dispBlanksAs/@val") == ["gap"]
    assert "空缺处没有数值" in " ".join(texts(opened(shares(native=RANKS)).slides[0]))


def test_rank_one_stands_on_top():
    axis = drawn(RANKS).value_axis
    assert axis.reverse_order and axis.minimum_scale == 1 and axis.major_unit == 1


def test_first_category_of_bars_stands_on_top_and_no_name_is_left_out():
    chart = drawn(SCORES)
    assert chart.category_axis.reverse_order
    assert chart._chartSpace.xpath("//c:catAx/c:tickLblSkip/@val") == ["1"]


def test_axes_are_titled_and_series_keep_their_colours():
    chart = drawn(RANKS)
    assert chart.value_axis.axis_title.text_frame.text == "排名"
    assert chart.category_axis.axis_title.text_frame.text == "版次"
    assert [str(series.format.line.color.rgb) for series in chart.plots[0].series] == ["1F5FA8", "A85600"]
    assert chart.has_legend


def test_words_name_a_chinese_font_for_both_scripts():
    with zipfile.ZipFile(io.BytesIO(presentation(shares(), origin_of_chart(shares())))) as archive:
        for name in ("ppt/slides/slide1.xml", "ppt/charts/chart1.xml" if "ppt/charts/chart1.xml" in archive.namelist()
                     else next(name for name in archive.namelist() if name.startswith("ppt/charts/chart"))):  # fmt: skip
            root = etree.fromstring(archive.read(name))
            latin = root.xpath("//*[local-name()='latin']/@typeface")
            assert latin and set(latin) == {"Microsoft YaHei"}, name
            assert root.xpath("//*[local-name()='ea']/@typeface") == latin


def test_text_in_the_sheet_behind_a_chart_is_neither_formula_nor_link():
    native = replace(shares().native, categories=["=1+1", "{=1+1}"])
    book = load_workbook(io.BytesIO(drawn(native).part.chart_workbook.xlsx_part.blob))
    cells = {cell.value: cell for row in book.active for cell in row if isinstance(cell.value, str)}
    assert {"=1+1", "{=1+1}", "http://evil.example/"} <= cells.keys()
    assert {cell.data_type for cell in cells.values()} == {"s"}
    assert not any(cell.hyperlink for cell in cells.values())


def test_the_short_link_is_the_only_thing_to_click_on():
    deck = opened(shares(title="http://evil.example/"))
    links = [
        run.hyperlink.address
        for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.hyperlink.address
    ]  # fmt: skip
    assert links == ["https://data.example/s/abcdefghij/"] * len(deck.slides)


def test_every_slide_says_date_sources_version_and_link():
    deck = opened(tiles(), png())
    assert len(deck.slides) == 4
    for slide in deck.slides:
        words, notes = " ".join(texts(slide)), slide.notes_slide.notes_text_frame.text
        assert "所示日期 2019-06" in words and "数据版本 0.2.0" in words and "省级大数据局的设置" in words
        origin = origin_of_chart(tiles())
        assert origin.link in notes and origin.csv_sha256 in notes and "类型=直属机构" in notes
        assert all(source in notes for source in origin.sources)


def test_many_sources_are_counted_and_all_of_them_in_the_notes():
    sources = {str(number): f"第{number}个来源的长长的题名" for number in range(40)}
    slide = opened(shares(sources=sources)).slides[0]
    assert "共 40 种，全部见备注" in " ".join(texts(slide))
    assert "40. 第39个来源" in slide.notes_slide.notes_text_frame.text


def test_what_powerpoint_cannot_draw_is_a_picture_with_its_description():
    picture = next(shape for shape in opened(tiles(), png((1200, 675))).slides[0].shapes if shape.shape_type == 13)
    assert picture._element.xpath(".//p:cNvPr/@descr") == [tiles().alt]
    assert round(picture.width / picture.height, 2) == round(1200 / 675, 2)
    assert picture.top + picture.height < Inches(6.76)


def test_a_chart_that_needs_a_picture_says_so():
    assert needs_picture(tiles()) and not needs_picture(shares())
    with pytest.raises(ValueError, match="picture"):
        presentation(tiles(), origin_of_chart(tiles()))


def test_a_native_chart_of_nothing_is_a_picture():
    assert needs_picture(shares(native=replace(SCORES, categories=[], series=[])))


def test_data_follow_as_tables_with_a_header_on_every_slide():
    found = tables(opened(tiles(), png()))
    assert [len(table.rows) for table in found] == [15, 15, 4]
    assert all(table.cell(0, 0).text == "地区" for table in found)
    assert [table.cell(1, 0).text for table in found] == ["地区0", "地区14", "地区28"]
    assert found[0].cell(3, 3).text == "未公布"


def test_long_texts_take_more_slides_not_more_room():
    chart = tiles()
    chart = replace(chart, rows=[row | {"detail": "很长的说明" * 40} for row in chart.rows])
    found = tables(opened(chart, png()))
    assert sum(len(table.rows) - 1 for table in found) == 31
    assert all(sum(row.height for row in table.rows) < Inches(5.2) for table in found)
    assert found[0].cell(1, 3).text.endswith("（全文见 CSV）")


def test_what_is_cut_is_said():
    chart = tiles()
    columns = [*chart.columns, *((f"c{number}", f"另列{number}") for number in range(6))]
    deck = opened(replace(chart, columns=columns, rows=chart.rows * 10), png())
    words = " ".join(text for slide in deck.slides for text in texts(slide))
    assert "共 310 行。这里只列前 168 行" in words and "另有 2 列未列出：另列4、另列5" in words


def test_words_that_xml_cannot_hold_do_no_harm():
    chart = tiles("题\x00目\x0b" + EVIL)
    deck = opened(replace(chart, rows=[row | {"region": "甲\x01"} for row in chart.rows]), png())
    assert deck.slides[0].shapes.title.text_frame.text == "题 目 " + EVIL


def test_presentation_is_the_same_bytes_for_the_same_chart():
    chart = shares()
    assert presentation(chart, origin_of_chart(chart)) == presentation(chart, origin_of_chart(chart))


def test_properties_carry_the_origin():
    properties = opened(shares()).core_properties
    assert properties.title == shares().title and properties.author == "govcompare"
    assert properties.identifier == origin_of_chart(shares()).link and properties.version == "0.2.0"
