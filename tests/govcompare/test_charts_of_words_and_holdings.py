"""The shapes of tables of words and of holdings: nothing cut off, nothing added up that may not be."""

import pytest

from govcompare.charts import Cell, Tone, edition_points, holdings_flow, text_table
from govcompare.charts.fit import fitted
from govcompare.charts.stakes import bands_of, stated
from govcompare.charts.words import breadth, broken, capital, small

WORDS = {"slug": "s", "title": "题", "subtitle": "副题", "alt": "说明", "sources": {"a": "来源甲"}, "as_of": "2019-06"}


def holding(holder="甲", share=None, company="公司", collective=False, **bounds):
    return {"company": company, "holder": holder, "share": share, "collective": collective, **bounds}


def thick(*rows) -> dict[str, float]:
    return {band.holder: band.thickness for band in bands_of(rows)}


def test_bands_are_as_thick_as_the_shares():
    assert thick(holding("甲", 49), holding("乙", 51)) == {"甲": 49, "乙": 51}


def test_two_sources_for_one_holding_are_one_band_and_both_are_said():
    rows = [holding("甲", 60), holding("甲", 55), holding("乙", 40)]
    assert stated(rows) == 100 and thick(*rows) == {"甲": 60, "乙": 40}
    assert bands_of(rows)[0].said == "60%（另有来源：55%）"


def test_shares_that_contradict_each_other_never_fill_more_than_the_whole():
    rows = [holding("甲", 80), holding("乙", 40)]
    assert sum(thick(*rows).values()) == pytest.approx(100)
    labels = [text for trace in holdings_flow(rows, **WORDS).figure["data"] for text in trace.get("text", ())]
    assert any("不能同时成立" in text.replace("<br>", "") for text in labels)


def test_holders_of_unknown_share_fit_into_what_is_not_stated():
    rows = [holding("甲", 99), holding("乙"), holding("丙")]
    found = thick(*rows)
    assert found["乙"] + found["丙"] < 1 and [band.is_known for band in bands_of(rows)] == [True, False, False]


def test_bounds_of_a_share_are_said_not_drawn_as_its_width():
    band = bands_of([holding("甲", share_minimum=51)])[0]
    assert band.said == "51% 以上" and not band.is_known


def test_a_collective_share_says_so():
    data = holdings_flow([holding("三家", 51, collective=True)], **WORDS).figure["data"]
    assert any("三家（合计） 51%" in trace.get("text", ()) for trace in data)


def table(*cells, heads=("列",), labels=("行",), **more):
    look = {"tones": {"told": Tone("说法", "#e4eef8")}, "per_line": 8, "rows": [], "columns": [], **WORDS, **more}
    return text_table(list(cells), heads=list(heads), labels=list(labels), **look)


def test_a_row_is_as_high_as_its_longest_cell():
    low = table(Cell(0, 0, "told", ["短"]))
    high = table(Cell(0, 0, "told", ["很长的一句话，要分成好几行才能放得下"]))
    assert high.figure["layout"]["height"] > low.figure["layout"]["height"] + 30


def test_cells_of_a_row_are_equally_high_and_rows_do_not_overlap():
    chart = table(
        Cell(0, 0, "told", ["短"]), Cell(0, 1, "told", ["长" * 20]), Cell(1, 0, "told", ["短"]), Cell(1, 1, "unknown", ["未知"]),
        heads=("左", "右"), labels=("上", "下"),
    )  # fmt: skip
    boxes = {
        (trace["customdata"][index][1], x): (base, base + height)
        for trace in chart.figure["data"] if "customdata" in trace
        for index, (x, base, height) in enumerate(zip(trace["x"], trace["base"], trace["y"], strict=True))
    }  # fmt: skip
    assert boxes["上", 0] == boxes["上", 1] and boxes["下", 0] == boxes["下", 1]
    assert boxes["下", 0][1] < boxes["上", 0][0]


def test_absences_look_different_and_stand_in_the_legend():
    reasons = ("unknown", "none", "not_applicable", "not_published")
    chart = table(*(Cell(0, column, reason, ["词"]) for column, reason in enumerate(reasons)), heads=reasons)
    looks = {trace["name"]: (trace["marker"]["color"], bool(trace["marker"].get("pattern"))) for trace in chart.figure["data"] if trace.get("name")}  # fmt: skip
    assert set(looks) == {"未知", "无", "不适用", "未公布"} and len(set(looks.values())) == 4


def test_every_word_of_a_cell_has_room_at_the_narrowest():
    chart = table(Cell(0, 0, "told", ["自上而下统筹建设，机构改革先行，ABC 32.92%"]), heads=("一个很长的列名要分行",))
    widest = max(breadth(line) for trace in chart.figure["data"] for text in trace.get("text", ()) for line in text.split("<br>"))  # fmt: skip
    assert widest * 12 < chart.figure["layout"]["meta"]["min_width"]


@pytest.mark.parametrize("width", [5, 8, 11])
def test_broken_lines_keep_every_character_and_good_manners(width):
    text = "按“整体政府”思路推进；撤并内设信息化机构、统一权责（2020—2022年），中国电子 32.92%"
    lines = broken(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in "，。；、）”%" for line in lines) and not any(line[-1] in "（“" for line in lines)
    assert any("2020" in line for line in lines) and any("32.92%" in line for line in lines)


@pytest.mark.parametrize("width", [5, 9, 14])
def test_english_lines_break_between_words_or_behind_the_hyphen_of_a_compound(width):
    text = "Department-administered agencies (last known) of e-services, seen 2018-11-16: see https://a-long-name.example/x-y"
    lines = broken(text, width)
    assert " ".join(lines).replace("- ", "-") == text
    assert not any(line != line.strip() for line in lines)
    words = " ".join(lines).split(" ")
    assert {"e-services,", "2018-11-16:", "https://a-long-name.example/x-y"} <= set(words)
    assert all(breadth(line) <= width or " " not in line for line in lines)


@pytest.mark.parametrize("width", [2, 3, 4, 5, 6])
def test_marks_of_the_latin_keyboard_keep_to_the_chinese_beside_them(width):
    lines = broken("来源甲; 来源乙, 31个省(区、市)", width)
    assert not any(line[0] in ";,)" or line[-1] == "(" for line in lines)


def test_what_stands_within_a_sentence_has_no_capital_unless_it_is_an_abbreviation():
    assert (small("Nameplate"), small("XLSX file"), small("直属机构")) == ("nameplate", "XLSX file", "直属机构")
    assert (capital("unknown"), capital("未知"), capital("")) == ("Unknown", "未知", "")


def test_words_use_the_whole_width_of_a_wide_cell():
    chart = table(Cell(0, 0, "told", ["很长的一句话，要分成好几行才能放得下"]))
    narrow, wide = (fitted(chart, width).figure["data"][-1]["text"] for width in (560, 1200))
    assert "<br>" not in wide[0] and len(narrow[0]) >= len(wide[0])
    assert "<br>" in chart.figure["data"][-1]["text"][0], "the chart itself is not changed"


def placed(indicator: str, rank: int | None, edition="2020"):
    return {"edition_id": edition, "edition": edition, "indicator": indicator, "rank": rank, "rank_label": f"{rank} / 31",
            "value": None, "band": None}  # fmt: skip


def test_equal_ranks_of_one_edition_stand_side_by_side_and_are_said_once():
    chart = edition_points([placed("总", 1), placed("分", 1), placed("总", None, "2021")], joined=set(), **WORDS)
    first, second = chart.figure["data"]
    assert first["x"] != second["x"] and first["y"] == second["y"]
    assert sorted(first["text"] + second["text"]) == ["", "1 / 31"]
    assert chart.figure["layout"]["xaxis"]["ticktext"] == ["2020", "2021<br>未印排名"]
