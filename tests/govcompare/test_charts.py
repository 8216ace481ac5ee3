"""Charts: what they mean, not how plotly spells it."""

import json
from datetime import date

import pytest

from govcompare.charts import (
    composition_bars,
    presence_bars,
    presence_steps,
    rank_dots,
    rank_strips,
    score_matrix,
    share_bars,
    swarm,
    tier_tiles,
    tile_map,
    value_bars,
)
from govcompare.charts.palette import FILLS, PRESENCES, SERIES, words_on
from govcompare.charts.swarm import beside

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


def presence(key="yes", count=1, **extra):
    labels = {"yes": "有", "none": "无", "unknown": "未知"}
    return {"group": "省份", "thing": "机构", "presence": key, "presence_label": labels[key], "count": count} | extra


def step(day, **counts):
    return [
        presence(key, counts.get(key, 0), day=day, written=str(day), regions=None)
        for key in ("yes", "none", "unknown")
    ]


def placed(name="广东", value=None, rank=None, band=None, picked=None, code="440000"):
    told = f"{value or ''}{rank or ''}{band or ''}"
    return {"code": code, "region": name, "name": name, "value": value, "rank": rank, "band": band, "told": told,
            "picked": picked}  # fmt: skip


def point(y=1.0, name="广东", mark="粤", group="directly_under", label="直属机构", picked=None):
    return {"group": group, "group_label": label, "is_last_known": False, "name": name, "mark": mark, "y": y, "told": "",
            "picked": picked}  # fmt: skip


SWARM = {"value_title": "得分", "group_title": "类型", "reversed_values": False, "columns": [("name", "地区")]}
CHARTS = {
    "presence_bars": presence_bars([presence(), presence("unknown", 3)], **WORDS),
    "presence_steps": presence_steps(
        [*step(date(2019, 6, 30), yes=18, none=12, unknown=1), *step(date(2019, 12, 31), yes=19, none=12)],
        until=date(2020, 6, 30),
        value_title="省份数",
        **WORDS,
    ),
    "values": value_bars([placed(value=80)], **WORDS),
    "dots": rank_dots([placed(rank=1)], **WORDS),
    "tiers": tier_tiles([placed(band="第一梯队")], **WORDS),
    "swarm": swarm([point()], **SWARM, **WORDS),
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
    assert "所示日期 2019年6月" in source and "来源甲" in source
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
    for picked in ({}, {str(code): str(code) for code in range(6)}):
        chart = rank_strips([*rows, *(score(str(code), "下", rank=2) for code in range(9))], picked=picked, **WORDS)
        axis = chart.figure["layout"]["yaxis"]
        levels = [0, axis["tickvals"][0], axis["range"][1]]
        heights = [y for trace in chart.figure["data"] if trace["name"] != "得分" for y in trace["y"] if y is not None]
        lower, upper = ([y for y in heights if from_ <= y < to] for from_, to in zip(levels, levels[1:], strict=False))
        assert axis["tickvals"][1] == 0 and len(lower) == 10 and len(upper) == 9
        assert levels[1] - max(lower) > 0.2, "the stack touches the next strip"


def test_strips_printed_value_stands_beside_its_dot():
    chart = rank_strips([score(rank=2, value=13.1)], picked={"440000": "广东"}, **WORDS)
    assert any("13.1分" in text for trace in chart.figure["data"] for text in trace.get("text") or [])


def test_matrix_gap_is_a_gap_not_zero():
    chart = score_matrix([score(rank=2, tied=True), score("330000")], **WORDS)
    assert traces(chart)["未公布"]["text"] == [""] and traces(chart)["第2—3"]["text"] == ["2="]


def test_matrix_tells_unknown_from_not_published():
    chart = score_matrix([score("330000"), score("520000", missing="unknown")], **WORDS)
    assert set(traces(chart)) == {"未公布", "未知"}


def test_presences_are_told_in_words_over_each_bar_the_smallest_too():
    chart = presence_bars([presence("yes", 1), presence("none", 0), presence("unknown", 332)], **WORDS)
    said = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert "机构：有 1，未知 332（n = 333）" in said


def test_steps_last_as_long_as_their_answer():
    bar = traces(CHARTS["presence_steps"])["有"]
    assert bar["x"] == ["2019-06-30", "2019-12-31"]
    assert [width / 86_400_000 for width in bar["width"]] == [184, 183]


def test_last_step_is_seen_even_on_its_own_day():
    chart = presence_steps(
        [*step(date(2014, 1, 1), yes=1), *step(date(2019, 6, 30), yes=2)],
        until=date(2019, 6, 30),
        value_title="n",
        **WORDS,
    )
    first, last = traces(chart)["有"]["width"]
    assert last > first * 0.02


def test_thin_steps_keep_their_number():
    words = [trace["text"] for trace in CHARTS["presence_steps"].figure["data"] if trace.get("mode") == "text"]
    assert words == [["1"]]


def test_bars_of_values_start_at_zero_and_a_region_without_a_value_has_none():
    chart = value_bars([placed(value=80), placed("贵州", rank=2)], **WORDS)
    assert chart.figure["layout"]["xaxis"]["range"][0] == 0
    assert chart.figure["data"][0]["x"] == [80] and chart.native.categories == ["广东", "贵州（2）"]
    assert chart.native.series[0].values == [80, None]
    assert chart.figure["layout"]["yaxis"]["ticktext"] == ["广东", "贵州"]


def test_tier_without_a_rank_has_words_not_a_dot():
    chart = rank_dots([placed(rank=1), placed("贵州", band="紧随其后")], **WORDS)
    assert chart.figure["data"][0]["x"] == [1] and "紧随其后" in chart.figure["data"][1]["text"][0]


def test_tiles_of_a_tier_are_in_the_order_of_their_codes():
    rows = [placed("贵州", band="甲", code="520000"), placed("北京", band="甲", code="110000")]
    tiles = tier_tiles(rows, **WORDS).figure["data"][0]
    assert dict(zip((words[0] for words in tiles["customdata"]), tiles["x"], strict=True)) == {"贵州": 1, "北京": 0}


@pytest.mark.parametrize("values", [[1.0] * 9, [1, 1.05, 1.1, 3], [5.0], [float(n) for n in range(30)]])
def test_no_point_hides_another(values):
    near = 0.4
    points = list(zip(values, beside(values, near), strict=True))
    for index, (y, x) in enumerate(points):
        assert all(abs(y - other) >= near or abs(x - across) >= 1 for other, across in points[:index])


def test_points_are_named_where_a_character_does_not_name_them():
    chart = swarm([point(name="深圳", mark=""), point(name="广州", mark="")], **SWARM, **WORDS)
    assert chart.figure["data"][0]["text"] == ["深圳", "广州"]


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two hex colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("fill", [*FILLS.values(), *SERIES, *PRESENCES.values()])
def test_words_are_readable_on_every_fill(fill):
    assert contrast(words_on(fill), fill) >= 4.5
