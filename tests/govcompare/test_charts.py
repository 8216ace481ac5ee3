"""Charts: what they mean, not how plotly spells it."""

import json

import pytest

from govcompare.charts import composition_bars, rank_strips, score_matrix, share_bars, tile_map
from govcompare.charts.palette import FILLS

WORDS = {"slug": "s", "title": "题", "subtitle": "副题", "alt": "说明", "sources": {"a": "来源甲"}, "as_of": "2019-06"}


def traces(chart) -> dict[str, dict]:
    return {trace["name"]: trace for trace in chart.figure["data"]}


def tile(code="440000", category="directly_under", label="直属机构", **extra):
    return {"code": code, "region": "广东", "row": 6, "column": 5, "category": category, "category_label": label,
            "is_last_known": False, "word": "直属", "detail": "", "url": f"/regions/{code}/"} | extra  # fmt: skip


def score(code="440000", indicator="总", rank=None, value=None, band=None, tied=None, missing="not_published"):
    return {
        "indicator": indicator,
        "code": code,
        "region": code,
        "mark": "粤",
        "rank": rank,
        "value": value,
        "band": band,
        "tied": tied,
        "missing": {"rank": missing},
    }


CHARTS = {
    "tiles": tile_map([tile()], **WORDS),
    "composition": composition_bars(
        [{"group": "甲", "category": "none", "category_label": "无", "is_last_known": False, "count": 2}],
        unit="地区",
        **WORDS,
    ),
    "shares": share_bars([{"company": "公司", "holder": "腾讯", "share": 49, "collective": False}], **WORDS),
    "strips": rank_strips([score(rank=1)], picked={"440000": "广东"}, **WORDS),
    "matrix": score_matrix([score(rank=1)], **WORDS),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_every_chart_carries_title_alt_data_sources_and_date(chart):
    assert chart.figure["layout"]["title"]["text"] == "题"
    source = next(note["text"] for note in chart.figure["layout"]["annotations"] if note.get("name") == "source")
    assert "所示日期 2019-06" in source and "来源甲" in source
    assert chart.alt and chart.rows and chart.columns and chart.sources


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_every_chart_stays_within_the_basic_bundle(chart):
    assert {trace["type"] for trace in chart.figure["data"]} <= {"bar", "scatter"}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_figures_travel_without_the_template(chart):
    assert "template" not in chart.figure["layout"]
    assert len(json.dumps(chart.figure)) < 8000


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_no_text_needs_an_inline_style(chart):
    """Plotly writes <b> as a style attribute, which the Content-Security-Policy forbids."""
    assert "<b>" not in json.dumps(chart.figure)


def test_tilemap_has_one_trace_a_category_and_counts_it():
    chart = tile_map([tile(), tile("520000"), tile("510000", "none", "无机构")], **WORDS)
    assert set(traces(chart)) == {"直属机构 2", "无机构 1"}


def test_tilemap_draws_last_known_types_apart():
    last = tile("500000", label="直属机构（最近已知）", is_last_known=True)
    marks = traces(tile_map([last, tile()], **WORDS))
    assert not marks["直属机构 1"]["marker"].get("pattern")
    assert marks["直属机构（最近已知） 1"]["marker"]["pattern"]["shape"] == "\\"


def test_tilemap_tells_types_by_word_not_by_colour_alone():
    assert "直属" in CHARTS["tiles"].figure["data"][0]["text"][0]


def test_composition_lengths_are_percent_of_the_group_and_labels_are_counts():
    rows = [
        {
            "group": "所选",
            "category": "directly_under",
            "category_label": "直属机构",
            "is_last_known": False,
            "count": 1,
        },
        {"group": "所选", "category": "none", "category_label": "无机构", "is_last_known": False, "count": 3},
    ]
    chart = composition_bars(rows, unit="地区", **WORDS)
    assert traces(chart)["直属机构"]["x"] == [25.0] and traces(chart)["直属机构"]["text"] == ["1"]


def test_shares_what_no_source_states_stays_unknown():
    bars = traces(CHARTS["shares"])
    assert bars["腾讯"]["x"] == [49] and bars["未知"]["x"] == [51]


def test_shares_known_in_full_leave_nothing_unknown():
    rows = [
        {"company": "公司", "holder": "腾讯", "share": 49, "collective": False},
        {"company": "公司", "holder": "三大运营商", "share": 51, "collective": True},
    ]
    bars = traces(share_bars(rows, **WORDS))
    assert "未知" not in bars and "三大运营商（合计）" in bars


def test_strips_region_without_a_rank_has_no_dot():
    chart = rank_strips([score(rank=1), score("330000")], picked={"440000": "广东", "330000": "浙江"}, **WORDS)
    assert traces(chart)["浙江"]["x"] == [None]


def test_strips_band_without_rank_stands_in_words():
    chart = rank_strips([score(band="得分最高")], picked={"440000": "广东"}, **WORDS)
    assert any("得分最高" in note["text"] for note in chart.figure["layout"]["annotations"])


def test_strips_ties_stand_on_one_another():
    chart = rank_strips([score(rank=1), score("330000", rank=1)], picked={"440000": "广东", "330000": "浙江"}, **WORDS)
    bars = traces(chart)
    assert bars["广东"]["x"] == bars["浙江"]["x"] and bars["广东"]["y"] != bars["浙江"]["y"]


def test_strips_ties_never_reach_the_next_strip():
    rows = [score(str(code), rank=1) for code in range(9)] + [score("9", "下", rank=1)]
    dots = traces(rank_strips(rows, picked={}, **WORDS))["其他地区"]
    assert max(y for y in dots["y"]) < 2 and sorted(y for y in dots["y"] if y < 1) == [0]


def test_strips_printed_value_stands_beside_its_dot():
    chart = rank_strips([score(rank=2, value=13.1)], picked={"440000": "广东"}, **WORDS)
    assert any("13.1分" in text for trace in chart.figure["data"] for text in trace.get("text") or [])


def test_matrix_gap_is_a_gap_not_zero():
    chart = score_matrix([score(rank=2, tied=True), score("330000")], **WORDS)
    assert traces(chart)["未公布"]["text"] == [""] and traces(chart)["第2—3"]["text"] == ["2="]


def test_matrix_tells_unknown_from_not_published():
    chart = score_matrix([score("330000"), score("520000", missing="unknown")], **WORDS)
    assert set(traces(chart)) == {"未公布", "未知"}


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two hex colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("fill", FILLS.values())
def test_white_text_is_readable_on_every_fill(fill):
    assert contrast("#ffffff", fill) >= 4.5
