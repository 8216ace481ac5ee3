"""Who has an agency, of which type, since when: the pictures, recounted from data/*.csv by a second road."""

from collections import Counter
from datetime import date

import pytest

from govcompare.as_of import AsOf
from govcompare.partial_dates import first_day, last_day
from institutions.charts.catalogue import CHARTS
from institutions.overview import provinces, tally, turning_points
from regions.models import Region
from tests.conftest import JUNE_2019, TODAY

pytestmark = pytest.mark.django_db

TABLE = TODAY.isoformat()
SICHUAN, GUIZHOU, SHANGHAI, GUANGDONG, SHENZHEN = "510000", "520000", "310000", "440000", "440300"
SLUGS = ("agency-types-by-economic-region", "agencies-over-time", "coverage")


@pytest.fixture
def draw():
    def chart(slug, *codes, as_of=TABLE):
        entry = CHARTS[slug]
        return entry.chart(entry.ask(AsOf.parse(as_of), list(codes)))

    return chart


@pytest.fixture
def june_2019_by_hand(raw):
    """yes, none, unknown in June 2019: the list of 18, the other provinces, those whose body may have begun by then."""
    counted = {row["code"] for row in raw("regions") if row["counted_in_31"] == "true"}
    listed = {
        row["region_code"]
        for row in raw("statistic_members")
        if row["statistic"] == "provinces-with-data-agency-2019-06"
    }
    open_question = {
        row["region_code"]
        for row in raw("agency_statuses")
        if row["valid_from"] and first_day(row["valid_from"]) <= JUNE_2019 < last_day(row["valid_from"])
    }
    rest = counted - listed
    return len(listed), len(rest - open_question), len(rest & open_question)


def counts(chart, **wanted) -> dict[str, int]:
    """presence -> count, of the rows with some values."""
    return {
        row["presence"]: row["count"]
        for row in chart.rows
        if all(row[name] == value for name, value in wanted.items())
    }


def on(chart, day: date) -> tuple[int, int, int]:
    """yes, none, unknown on a day, read off the steps."""
    started = max(row["day"] for row in chart.rows if row["day"] <= day.isoformat())
    found = counts(chart, day=started)
    return found["yes"], found["none"], found["unknown"]


def native_rows(chart) -> dict[tuple[str, str], float]:
    """(category, series) -> value, as a presentation program would draw it."""
    native = chart.native
    return {
        (category, series.name): value
        for series in native.series
        for category, value in zip(native.categories, series.values, strict=True)
    }


def test_june_2019_is_18_12_1_in_every_picture_and_by_hand(draw, june_2019_by_hand):
    assert june_2019_by_hand == (18, 12, 1)
    assert on(draw("agencies-over-time"), JUNE_2019) == june_2019_by_hand
    assert on(draw("agencies-over-time", as_of="2019-06"), JUNE_2019) == june_2019_by_hand
    bar = counts(draw("coverage", as_of="2019-06"), level="province", property="has_agency")
    assert (bar["yes"], bar["none"], bar["unknown"]) == june_2019_by_hand
    types = draw("agency-types-by-economic-region", as_of="2019-06").rows
    whole = Counter({row["category"]: row["count"] for row in types if row["group"] == "全部"})
    assert (31 - whole["none"] - whole["unknown"], whole["none"], whole["unknown"]) == june_2019_by_hand


def test_on_every_turning_point_the_steps_say_what_the_overview_says(draw):
    chart = draw("agencies-over-time")
    first = date.fromisoformat(chart.rows[0]["day"])
    asked = [day for text in turning_points() if first <= (day := last_day(text)) <= TODAY]
    assert len(asked) > 40
    for day in asked:
        seen = tally([region for region in provinces(day) if region.counted_in_31])
        assert on(chart, day) == (seen.yes, seen.none, seen.unknown), day


def test_before_the_first_step_nothing_was_known(draw):
    chart = draw("agencies-over-time")
    before = date.fromisoformat(chart.rows[0]["day"])
    earlier = tally(provinces(before.replace(year=before.year - 1)))
    assert (earlier.yes, earlier.none) == (0, 0)


def test_steps_end_with_the_date_shown_and_later_dates_are_not_in_them(draw):
    chart = draw("agencies-over-time", as_of="2019-06")
    assert max(row["day"] for row in chart.rows) <= "2019-06-30"
    assert "2019-06" in {row["written"] for row in chart.rows}


def test_partial_dates_are_named_as_they_are_written(draw):
    written = {row["day"]: row["written"] for row in draw("agencies-over-time").rows}
    assert written["2018-12-31"] == "2018" and written["2020-12-31"] == "2020-12"


def test_a_number_without_names_opens_the_question_again_and_the_picture_says_why(draw):
    chart = draw("agencies-over-time")
    assert on(chart, date(2020, 6, 30)) == (19, 12, 0) and on(chart, date(2020, 12, 31)) == (19, 0, 12)
    assert "2020年12月由无转为未知" in chart.figure["layout"]["meta"]["subtitle"]
    assert "由无转为未知" not in draw("agencies-over-time", as_of="2020-06").figure["layout"]["meta"]["subtitle"]


def test_steps_of_chosen_provinces_count_these_alone(draw):
    chart = draw("agencies-over-time", SICHUAN, GUIZHOU)
    assert {
        sum(row["count"] for row in chart.rows if row["day"] == day) for day in {r["day"] for r in chart.rows}
    } == {2}
    assert {row["regions"] for row in chart.rows if row["regions"]} <= {"四川", "贵州", "四川、贵州"}


def test_where_no_source_speaks_of_the_chosen_provinces_there_is_a_sentence(draw):
    chart = draw("agencies-over-time", SICHUAN, as_of="2015")
    assert chart.rows == [] and "没有来源" in chart.alt


def test_regions_of_each_economic_region_are_those_of_the_table(draw, raw):
    sizes = Counter(row["economic_region"] for row in raw("regions") if row["counted_in_31"] == "true")
    drawn = Counter()
    for row in draw("agency-types-by-economic-region").rows:
        drawn[row["group"]] += row["count"]
    assert drawn == sizes | {"全部": 31}


def test_types_of_june_2019_are_those_the_article_prints(draw, raw):
    printed = {
        row["subject"]: int(row["numerator"])
        for row in raw("statistics")
        if row["as_of"] == "2019-06" and row["numerator"]
    }
    rows = draw("agency-types-by-economic-region", as_of="2019-06").rows
    whole = {row["category"]: row["count"] for row in rows if row["group"] == "全部"}
    for kind in ("directly_under", "department_administered", "nameplate"):
        assert whole[kind] == printed[f"{kind}_agency"]
        assert whole[kind] == sum(row["count"] for row in rows if row["category"] == kind and row["group"] != "全部")


def test_chosen_provinces_have_a_bar_for_their_own_economic_regions_only(draw):
    groups = {row["group"] for row in draw("agency-types-by-economic-region", GUANGDONG, GUIZHOU).rows}
    assert groups == {"东部", "西部", "全部"}


def test_finding_of_the_types_is_computed(draw):
    assert "直属机构最多（6 个：" in draw("agency-types-by-economic-region", as_of="2019-06").title
    assert "都不可知" in draw("agency-types-by-economic-region", as_of="1999").title


@pytest.mark.parametrize(
    ("name", "table", "kept"),
    [
        ("has_leading_group", "leading_groups", {"stage": "in_place"}),
        ("has_operating_company", "operating_mandates", {"stage": "operating", "kind": "digital_government"}),
        ("separated_operation", "separated_operations", {}),
    ],
)
def test_what_is_known_to_exist_is_counted_as_by_hand(draw, raw, name, table, kept):
    levels = {row["code"]: row["level"] for row in raw("regions")}
    codes = {row["region_code"] for row in raw(table) if all(row[key] == value for key, value in kept.items())}
    by_hand = Counter(levels[code] for code in codes)
    chart = draw("coverage")
    for level in ("province", "prefecture"):
        assert counts(chart, level=level, property=name)["yes"] == by_hand[level]


def test_every_bar_of_the_coverage_holds_all_regions_of_its_level(draw, raw):
    sizes = {
        "province": sum(1 for row in raw("regions") if row["counted_in_31"] == "true"),
        "prefecture": sum(1 for row in raw("regions") if row["level"] == "prefecture"),
    }
    chart = draw("coverage")
    for level, size in sizes.items():
        for name in ("has_agency", "has_leading_group", "has_operating_company", "separated_operation"):
            assert sum(counts(chart, level=level, property=name).values()) == size
        assert f"n = {size}）" in str(chart.figure["layout"]["annotations"])


def test_nobody_is_said_to_have_no_company_for_want_of_a_source(draw):
    bar = counts(draw("coverage"), level="province", property="has_operating_company")
    assert bar["none"] == 0 and bar["unknown"] == 31 - bar["yes"]


def test_coverage_of_a_municipality_has_no_prefectures(draw):
    assert {row["level"] for row in draw("coverage", SHANGHAI).rows} == {"province"}


def test_coverage_of_a_province_holds_the_prefectures_within_it(draw):
    chart = draw("coverage", GUANGDONG)
    within = Region.objects.filter(parent=GUANGDONG, level="prefecture").count()
    assert sum(counts(chart, level="prefecture", property="has_agency").values()) == within > 20
    assert sum(counts(chart, level="province", property="has_agency").values()) == 1


def test_coverage_of_a_time_without_sources_is_a_sentence(draw):
    chart = draw("coverage", as_of="1999")
    assert chart.rows == [] and chart.title == "没有一项确知"


def test_numbers_without_a_source_of_their_own_rest_on_the_regions_counted(draw):
    unknown = [
        row
        for row in draw("coverage").rows
        if row["property"] == "separated_operation" and row["presence"] == "unknown"
    ]
    assert all(row["source"] and row["as_of"] for row in unknown)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("as_of", ["2015", "2019-06", "2021", TABLE])
def test_native_chart_holds_the_numbers_of_the_table(draw, slug, as_of):
    chart = draw(slug, as_of=as_of)
    native = native_rows(chart)
    for row in chart.rows:
        if slug == "agency-types-by-economic-region":
            total = sum(one["count"] for one in chart.rows if one["group"] == row["group"])
            key = f"{row['group']}（{total}）", row["category_label"]
        elif slug == "coverage":
            key = f"{row['group']}：{row['thing']}", row["presence_label"]
        else:
            key = row["written"], row["presence_label"]
        assert native.pop(key, 0) == row["count"], key
    assert not any(native.values())


@pytest.mark.parametrize("slug", SLUGS)
def test_drawing_takes_a_bounded_number_of_queries(draw, slug, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        draw(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_cities_are_not_drawn_among_provinces(client, slug):
    response = client.get(f"/charts/{slug}/?r={SHENZHEN}")
    assert response.status_code == 400 and "31 个省份" in response.text
