"""Rankings, and types beside scores: what is printed, by a second road from data/*.csv."""

from collections import Counter

import pytest

from govcompare.as_of import AsOf
from institutions.charts.catalogue import CHARTS
from institutions.charts.indicators import indicators, most_ranked, numbered
from institutions.models import Score
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db

NOW = TODAY.isoformat()
GUANGDONG, GUIZHOU, GANSU, TAIWAN, CORPS, SHENZHEN = "440000", "520000", "620000", "710000", "660000", "440300"
SERVICE = "online-government-service-capability-2020-total"
TSINGHUA = "tsinghua-2020-province-total"
TIERS = "ccid-economy-province-foundation"
CITIES = "online-government-service-capability-2020-city-total"


@pytest.fixture
def draw():
    def chart(slug, *codes, as_of=NOW, **more):
        entry = CHARTS[slug]
        return entry.chart(entry.ask(AsOf.parse(as_of), list(codes), **more))

    return chart


@pytest.fixture
def by_hand(raw):
    """The rows of scores.csv of one indicator."""

    def rows(indicator: str) -> list[dict[str, str]]:
        return [row for row in raw("scores") if row["indicator"] == indicator]

    return rows


@pytest.fixture
def second_source():
    """Another source that prints something for a region."""

    def make(region: str, **values) -> Score:
        first = Score.objects.get(indicator=TSINGHUA, region=region, source="tsinghua-index-2020")
        given = {"value": None, "rank": None, "tied": None, "band": "", "locator": "1", "as_of": "2021",
                 "known_from": "2021-12-31", "confidence": "stated", "missing": {}}  # fmt: skip
        return Score.objects.create(
            id=f"made-{region}", indicator_id=first.indicator_id, region_id=region,
            source_id="provincial-bureaus-article", **given | values,
        )  # fmt: skip

    return make


def subtitle(chart) -> str:
    return chart.figure["layout"]["meta"]["subtitle"]


def bars(chart) -> dict[str, float]:
    """name -> length, as drawn."""
    return {
        words[0]: length
        for trace in chart.figure["data"]
        if trace["type"] == "bar"
        for words, length in zip(trace["customdata"], trace["x"], strict=True)
    }


def dots(chart) -> dict[str, float]:
    """name -> place on the lying axis of dots of ranks."""
    return {
        words[0]: x
        for words, x in zip(chart.figure["data"][0]["customdata"], chart.figure["data"][0]["x"], strict=True)
    }


def test_default_is_the_indicator_with_most_printed_ranks(draw, raw):
    ranks = Counter(row["indicator"] for row in raw("scores") if row["rank"])
    assert ranks[most_ranked(AsOf.parse(NOW))] == max(ranks.values())
    assert "网上政务服务能力指数" in draw("ranking").title


def test_choices_are_the_indicators_printed_by_the_date(raw):
    printed = {row["indicator"] for row in raw("scores")}
    assert {choice.value for choice in indicators(AsOf.parse(NOW))} == printed
    earlier = {row["indicator"] for row in raw("scores") if row["as_of"] <= "2019-12"}
    assert {choice.value for choice in indicators(AsOf.parse("2019-12"))} <= earlier | {
        row["indicator"] for row in raw("scores") if row["as_of"] == "2019"
    }
    assert all(choice.group and " · " in choice.label for choice in indicators(AsOf.parse(NOW)))


def test_types_are_set_against_indicators_with_numbers_only(raw):
    with_numbers = {row["indicator"] for row in raw("scores") if row["rank"] or row["value"]}
    assert {choice.value for choice in numbered(AsOf.parse(NOW))} == with_numbers


def test_bars_are_the_printed_values_from_zero(draw, by_hand):
    chart = draw("ranking", indicator=SERVICE)
    printed = {row["region_code"]: float(row["value"]) for row in by_hand(SERVICE) if row["value"]}
    names = {row["name"]: row["code"] for row in chart.rows}
    assert {names[name]: length for name, length in bars(chart).items()} == printed
    assert chart.figure["layout"]["xaxis"]["range"][0] == 0


def test_regions_stand_in_the_order_of_their_printed_rank(draw, by_hand):
    ranks = {row["region_code"]: int(row["rank"]) for row in by_hand(SERVICE)}
    order = [ranks[row["code"]] for row in draw("ranking", indicator=SERVICE).rows]
    assert order == sorted(order)


def test_a_rank_without_a_value_has_a_line_and_no_bar(draw):
    chart = draw("ranking", indicator=SERVICE)
    assert "兵团" not in bars(chart)
    assert any("第28，得分未知" in str(trace.get("text")) for trace in chart.figure["data"])
    row = next(row for row in chart.rows if row["code"] == CORPS)
    assert row["value"] is None and row["missing"]["value"] == "unknown"


def test_where_only_ranks_are_printed_they_are_dots(draw, by_hand):
    chart = draw("ranking", indicator=TSINGHUA)
    ranks = {row["region_code"]: int(row["rank"]) for row in by_hand(TSINGHUA)}
    names = {row["name"]: row["code"] for row in chart.rows}
    assert {names[name]: x for name, x in dots(chart).items()} == ranks
    assert {trace["type"] for trace in chart.figure["data"]} == {"scatter"}


def test_those_not_printed_are_counted_not_drawn(draw, by_hand):
    printed = len({row["region_code"] for row in by_hand(TSINGHUA)})
    chart = draw("ranking", indicator=TSINGHUA)
    assert f"31 个参评，印出 {printed} 个，其余 {31 - printed} 个未公布" in subtitle(chart)
    assert len(chart.rows) == printed


def test_tiers_are_groups_without_an_order_inside(draw, by_hand):
    chart = draw("ranking", indicator=TIERS)
    tiers: dict[str, list[str]] = {}
    for row in chart.rows:
        tiers.setdefault(row["band"], []).append(row["code"])
    assert list(tiers) == ["第一梯队", "第二梯队", "第三梯队", "第四梯队"]
    assert all(codes == sorted(codes) for codes in tiers.values())
    assert {name: len(codes) for name, codes in tiers.items()} == Counter(row["band"] for row in by_hand(TIERS))
    assert chart.native is None and "不分先后" in subtitle(chart)
    assert f"第一梯队 {len(tiers['第一梯队'])} 个" in chart.title


def test_chosen_regions_stand_out_and_the_others_are_grey(draw):
    colours = {
        words[0]: colour
        for trace in draw("ranking", GUANGDONG, indicator=SERVICE).figure["data"]
        if trace["type"] == "bar"
        for words, colour in zip(trace["customdata"], trace["marker"]["color"], strict=True)
    }
    strong = colours.pop("广东")
    assert strong not in colours.values() and len(set(colours.values())) == 1
    alone = draw("ranking", indicator=SERVICE).figure["data"][0]["marker"]["color"]
    assert len(set(alone)) == 1


def test_title_says_the_place_of_the_chosen_else_who_is_first(draw):
    assert "贵州 第7" in draw("ranking", GUIZHOU, indicator=TSINGHUA).title
    assert draw("ranking", indicator=SERVICE).title.endswith("浙江、广东并列第1")


def test_why_a_chosen_region_is_not_printed_is_told_apart(draw):
    chart = draw("ranking", GANSU, TAIWAN, SHENZHEN, indicator=TSINGHUA)
    reasons = {row["code"]: row["missing"]["rank"] for row in chart.rows if row["code"] in {GANSU, TAIWAN, SHENZHEN}}
    assert reasons == {GANSU: "not_published", TAIWAN: "unknown", SHENZHEN: "not_applicable"}
    for words in ("甘肃：未公布", "台湾：是否参评未知", "深圳：不适用"):
        assert words in subtitle(chart)
    assert not {"甘肃", "台湾", "深圳"} & set(dots(chart))


def test_sources_that_print_the_same_are_one_line_with_both(draw):
    [row] = [row for row in draw("ranking", indicator=TSINGHUA).rows if row["code"] == GUANGDONG]
    assert set(row["source"]) == {"caict-governance-report-2021", "tsinghua-index-2020"}


def test_sources_that_differ_are_both_shown(draw, second_source):
    second_source(GUIZHOU, rank=9)
    chart = draw("ranking", indicator=TSINGHUA)
    assert {name: x for name, x in dots(chart).items() if name.startswith("贵州")} == {
        "贵州（来源1）": 7,
        "贵州（来源2）": 9,
    }
    assert all(row["told_by"] for row in chart.rows if row["code"] == GUIZHOU)
    points = draw("type-against-score", indicator=TSINGHUA).rows
    assert sorted(row["y"] for row in points if row["code"] == GUIZHOU) == [7, 9]


def test_a_source_that_adds_a_value_is_the_same_line(draw, second_source):
    second_source(GUIZHOU, rank=7, value=80)
    [row] = [row for row in draw("ranking", indicator=TSINGHUA).rows if row["code"] == GUIZHOU]
    assert (row["rank"], row["value"], len(row["source"])) == (7, 80, 2) and "value" not in row["missing"]


def test_what_is_printed_later_is_not_known_earlier(draw, second_source):
    second_source(GUIZHOU, rank=9)
    rows = draw("ranking", indicator=TSINGHUA, as_of="2020-12").rows
    assert [row["rank"] for row in rows if row["code"] == GUIZHOU] == [7]


@pytest.mark.parametrize("slug", ["ranking", "type-against-score"])
def test_before_the_first_index_there_is_a_sentence(draw, slug):
    chart = draw(slug, as_of="2010")
    assert chart.rows == [] and "没有来源印出" in chart.alt


@pytest.mark.parametrize("slug", ["ranking", "type-against-score"])
def test_an_indicator_that_is_not_there_is_refused(client, slug):
    assert client.get(f"/charts/{slug}/?indicator=nonsense").status_code == 400
    # not known yet on the day
    assert client.get(f"/charts/{slug}/?indicator={SERVICE}&as_of=2018").status_code == 400


def test_every_printed_value_is_a_point_at_the_type_of_the_day(draw, by_hand, get_json):
    chart = draw("type-against-score", indicator=SERVICE, as_of="2021")
    printed = {row["region_code"]: float(row["value"]) for row in by_hand(SERVICE) if row["value"]}
    points = [row for row in chart.rows if "y" in row]
    assert {row["code"]: row["y"] for row in points} == printed
    types = {
        row["code"]: row["agency_type"] for row in get_json("/regions.json?as_of=2021&level=province&size=100")["rows"]
    }
    for row in points:
        if row["group"] not in {"none", "unknown", "unknown_type"}:
            assert types[row["code"]] == row["group"] or row["is_last_known"]
    ticks = chart.figure["layout"]["xaxis"]["ticktext"]
    assert (
        sum(int(words.rsplit("n = ", 1)[1]) for words in ticks)
        == len(points)
        == sum(len(trace["x"]) for trace in chart.figure["data"])
    )


def test_ranks_are_drawn_with_the_first_on_top(draw):
    low, high = draw("type-against-score", indicator=TSINGHUA).figure["layout"]["yaxis"]["range"]
    assert low > high


def test_no_cause_is_claimed_and_nothing_is_averaged(draw):
    chart = draw("type-against-score", indicator=SERVICE)
    assert "不表示因果" in subtitle(chart) and "不表示因果" in chart.alt
    assert all("lines" not in trace["mode"] for trace in chart.figure["data"])


def test_what_has_no_number_is_in_the_table_and_said(draw):
    chart = draw("type-against-score", indicator=SERVICE)
    corps = next(row for row in chart.rows if row["code"] == CORPS)
    assert "y" not in corps and "1 个没有印出得分，未画" in subtitle(chart)


def test_few_points_are_not_compared(draw):
    assert "不作高低的比较" in draw("type-against-score", indicator=CITIES).title


def test_chosen_regions_are_named_among_the_points(draw):
    chart = draw("type-against-score", GUANGDONG, SHENZHEN, indicator=SERVICE)
    assert [trace["name"] for trace in chart.figure["data"]] == ["其他地区", "广东"]
    assert "深圳：不适用" in subtitle(chart)


def test_native_bars_hold_the_printed_numbers(draw):
    for indicator, key in ((SERVICE, "value"), (TSINGHUA, "rank")):
        for codes in ((), (GUANGDONG, GUIZHOU)):
            chart = draw("ranking", *codes, indicator=indicator)
            drawn = {}
            for series in chart.native.series:
                pairs = zip(chart.native.categories, series.values, strict=True)
                drawn |= {name: value for name, value in pairs if value is not None}
            assert drawn == {row["name"]: row[key] for row in chart.rows if row[key] is not None}


def test_tier_of_the_first_stands_above_the_others(draw):
    chart = draw("ranking", indicator="key-city-big-data-index-2021-total")
    assert list(dict.fromkeys(row["band"] for row in chart.rows)) == ["90以上", "80以上"]


def test_native_points_hold_the_printed_numbers(draw):
    chart = draw("type-against-score", indicator=SERVICE)
    points = {(series.name, name): y for series in chart.native.series for _, y, name in series.points}
    assert points == {(row["group_label"], row["mark"]): row["y"] for row in chart.rows if "y" in row}


def test_drawing_takes_a_bounded_number_of_queries(draw, django_assert_max_num_queries):
    for slug, bound in (("ranking", 10), ("type-against-score", 22)):
        with django_assert_max_num_queries(bound):
            draw(slug, GUANGDONG, GANSU, TAIWAN)
