"""The sizes of pictures on pages, and what a phone gets."""

from dataclasses import replace

import pytest

from govcompare.charts import rank_strips
from govcompare.charts.boards import NARROW, WIDTHS, mounted, widths
from govcompare.charts.fit import fitted
from govcompare.charts.narrow import DOT, PLOT, ROOMY, SMALL

from .test_charts import CHARTS, WORDS, score


@pytest.fixture(params=CHARTS)
def chart(request):
    return CHARTS[request.param]


def with_least(chart, width: int):
    layout = chart.figure["layout"]
    return replace(chart, figure=chart.figure | {"layout": layout | {"meta": layout["meta"] | {"min_width": width}}})


def test_chart_is_as_wide_as_it_must_be(chart):
    assert widths(with_least(chart, 0)) == list(WIDTHS)
    assert widths(with_least(chart, 900)) == [900, 1120]
    assert widths(with_least(chart, 1500)) == [1500]


def test_pictures_of_pages_are_not_made_smaller(chart):
    for width in widths(chart):
        picture = fitted(chart, width)
        assert picture.layout_width == picture.width == width and picture.layout_height == picture.height


def test_phone_has_smaller_words_and_the_chart_itself_does_not_change(chart):
    before = repr(chart.figure)
    narrow = fitted(with_least(chart, 0), NARROW).figure
    assert repr(chart.figure) == before
    for trace in narrow["data"]:
        if trace["type"] == "bar" and "textfont" in trace:
            assert trace["textfont"]["size"] == SMALL
        if trace.get("mode") == "text":
            assert trace["visible"] is False
        if trace.get("mode") == "markers+text":
            assert trace["marker"]["size"] == DOT


def test_column_of_tiers_gets_room_on_a_phone():
    chart = rank_strips([score(band="得分最高")], picked={"440000": "广东"}, **WORDS)
    layout = fitted(with_least(chart, 0), NARROW).figure["layout"]
    assert layout["xaxis"]["domain"] == [0, PLOT]
    assert fitted(chart, ROOMY).figure["layout"]["xaxis"].get("domain") != [0, PLOT]


def test_figure_of_a_page_has_the_last_line_of_its_picture(chart):
    words = mounted(chart, "http://x/s/abc/")["layout"]["meta"]
    assert words["source"].endswith("govcompare http://x/s/abc/")
    assert words["rooms"]["narrow"] <= words["rooms"]["wide"]
    assert fitted(chart, 740, None, "http://x/s/abc/").figure["layout"]["meta"]["title"] == words["title"]
