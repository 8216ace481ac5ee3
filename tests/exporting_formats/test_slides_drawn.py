"""What is drawn natively on a slide, in forms that LibreOffice shows as well as PowerPoint."""

import io
from dataclasses import replace

from openpyxl import load_workbook

from govcompare.charts.native import Native, NativeSeries
from govcompare.exporting.native_charts import has_gaps

from .samples import shares
from .test_slides import POINTS, RANKS, SCORES, drawn, opened, texts

COLUMNS = Native(
    "scatter",
    ["直属机构\nn = 1", "挂牌机构\nn = 2"],
    [
        NativeSeries("直属机构", points=[(2.0, 83.5, "粤")]),
        NativeSeries("挂牌机构", colour="#e3e8ed", points=[(5.5, 91.2, "陕"), (6.5, 90, "浙")]),
    ],
    places=[2.0, 6.0],
    inside=True,
    legend=False,
)


def xs(series) -> list[float]:
    return [float(value) for value in series._element.xpath("c:xVal//c:pt/c:v/text()")]


def test_points_carry_what_they_are():
    series = drawn(POINTS).plots[0].series[0]
    assert series.points[0].data_label.text_frame.text == "粤"
    assert tuple(series.values) == (2.5, 4)


def test_all_points_share_their_x_so_that_no_series_is_lost():
    first, second, headings = drawn(COLUMNS).plots[0].series
    assert xs(first) == xs(second) == xs(headings) == [2, 5.5, 6.5, 2, 6]
    assert tuple(first.values) == (83.5, None, None, None, None)
    assert tuple(second.values) == (None, 91.2, 90, None, None)
    assert second.points[2].data_label.text_frame.text == "浙"


def test_sheet_behind_the_points_has_one_column_of_x_and_one_for_each_series():
    blob = drawn(COLUMNS).part.chart_workbook.xlsx_part.blob
    rows = list(load_workbook(io.BytesIO(blob)).active.values)
    assert rows[0][1:3] == ("直属机构", "挂牌机构")
    assert [row[:3] for row in rows[1:4]] == [(2, 83.5, None), (5.5, None, 91.2), (6.5, None, 90)]
    assert [row[4] for row in rows[1:4]] == ["粤", "陕", "浙"]


def test_columns_are_named_over_the_points_and_the_scale_is_that_of_the_points():
    chart = drawn(COLUMNS)
    headings = chart.plots[0].series[2]
    assert [headings.points[index].data_label.text_frame.text for index in (3, 4)] == COLUMNS.categories
    axis = chart.value_axis
    assert 70 < axis.minimum_scale < 83.5 and 91.2 < headings.values[3] == axis.maximum_scale
    assert not chart.has_legend


def test_unseen_points_are_not_in_the_legend():
    chart = drawn(replace(COLUMNS, legend=True))
    assert chart.legend._element.xpath("c:legendEntry[c:delete/@val='1']/c:idx/@val") == ["2"]


def test_points_of_equal_ranks_have_a_scale_too():
    points = [NativeSeries("直属机构", points=[(1, 1, "粤"), (2, 1, "浙")])]
    axis = drawn(replace(COLUMNS, series=points, reversed_values=True)).value_axis
    assert axis.reverse_order and (axis.minimum_scale, axis.maximum_scale) == (0, 2)


def test_what_has_nothing_between_is_not_joined():
    chart = drawn(replace(RANKS, markers_only=True))
    assert chart._chartSpace.xpath("//c:lineChart/c:ser/c:spPr/a:ln/a:noFill")
    assert not drawn(RANKS)._chartSpace.xpath("//c:lineChart/c:ser/c:spPr/a:ln/a:noFill")


def test_words_for_the_native_chart_stand_in_place_of_those_of_the_picture():
    chart = shares(native=replace(RANKS, note="点为所选地区"))
    words = " ".join(texts(opened(chart).slides[0]))
    assert "点为所选地区" in words and chart.figure["layout"]["meta"]["subtitle"] not in words


def test_many_bars_have_small_letters_and_all_their_names():
    names = [f"省{number}" for number in range(31)]
    chart = drawn(Native("bar", names, [NativeSeries("得分", list(range(31)))]))
    assert chart.plots[0].data_labels.font.size == chart.category_axis.tick_labels.font.size
    assert chart.category_axis.tick_labels.font.size.pt <= 8
    assert chart._chartSpace.xpath("//c:catAx/c:txPr/a:bodyPr/@rot") == ["0"]
    assert chart._chartSpace.xpath("//c:plotArea/c:layout/c:manualLayout")


def test_bars_of_those_picked_out_take_the_place_of_the_others():
    picked = replace(SCORES, series=[NativeSeries("所选", [3, None]), NativeSeries("其他", [None, 2])])
    assert drawn(picked).plots[0].overlap == 100
    assert not has_gaps(picked) and has_gaps(SCORES)
