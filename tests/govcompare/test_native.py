"""What a presentation program is given to draw: the same numbers, gaps as gaps."""

from govcompare.charts import edition_points, rank_strips, share_bars
from tests.govcompare.test_charts import CHARTS, WORDS, score


def test_native_composition_holds_counts_stretched_to_the_whole():
    native = CHARTS["composition"].native
    assert (native.form, native.stretched, native.series[0].values) == ("stacked_bar", True, [2])


def test_native_shares_say_what_is_unknown():
    native = CHARTS["shares"].native
    assert {series.name: series.values for series in native.series} == {"腾讯": [49], "未知": [51]}
    assert native.percent


def test_native_strips_have_a_gap_where_no_rank_is_printed():
    rows = [score(rank=3), score(indicator="分", band="高")]
    native = rank_strips(rows, picked={"440000": "广东"}, **WORDS).native
    assert (native.form, native.categories, native.reversed_values) == ("line", ["总", "分"], True)
    assert native.series[0].values == [3, None]
    assert native.markers_only, "indicators have nothing between them"


def test_native_swarm_has_every_point_where_it_stands_in_the_picture():
    chart = CHARTS["swarm"]
    drawn = sorted((x, y) for trace in chart.figure["data"] for x, y in zip(trace["x"], trace["y"], strict=True))
    assert sorted((x, y) for series in chart.native.series for x, y, _ in series.points) == drawn
    assert len(drawn) == len(chart.rows)


def test_native_shares_name_the_companies_in_the_order_of_the_picture():
    rows = [
        {"company": "甲", "holder": "某", "share": None, "collective": False},
        {"company": "乙", "holder": "某", "share": 100, "collective": False},
    ]
    chart = share_bars(rows, **WORDS)
    assert chart.native.categories == ["乙", "甲"] == [trace["y"][0] for trace in chart.figure["data"]]


def test_native_editions_are_joined_only_where_their_method_is_the_same():
    rows = [
        {
            "edition_id": key,
            "edition": key,
            "indicator": "总",
            "rank": rank,
            "rank_label": "",
            "value": None,
            "band": None,
        }
        for key, rank in (("2018", 3), ("2019", 2), ("2020", 1))
    ]
    native = edition_points(rows, joined={("2018", "2019")}, **WORDS).native
    assert {series.name: series.values for series in native.series} == {
        "总 2018": [3, 2, None],
        "总 2020": [None, None, 1],
    }
