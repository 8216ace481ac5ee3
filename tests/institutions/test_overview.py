"""The headline counts: printed beside computed, and the computed ones by a second road."""

import pytest
from django.utils.translation import override

from institutions.headlines import headlines
from institutions.overview import behind_types, names_in_front, provinces, turning_points
from tests.conftest import JUNE_2019, TODAY

pytestmark = pytest.mark.django_db


def by_metric(day=TODAY):
    return {line.metric: line for line in headlines(day)}


@pytest.mark.parametrize(
    ("metric", "printed", "computed", "verdict"),
    [
        ("设有省级大数据管理机构的省级行政区", "18 / 31（58%）", 18, "agrees"),
        ("设为行政机构的省级大数据局", "11 / 31", 11, "agrees"),
        ("设为省级政府直属机构的大数据局", "6 / 11", 6, "agrees"),
        ("设为部门管理机构的大数据局", "4 / 11", 4, "agrees"),
        ("设为挂牌机构的大数据局", "1 / 11", 1, "agrees"),
        ("设有大数据管理机构的地级行政单位", "208 / 333（62.5%）", 31, "short"),
        ("设立大数据管理机构的省级地方", "至少 19 个", 19, "agrees"),
        ("形成专门数字政府建设方案的省级行政区", "至少 9 个", 8, "short"),
    ],
)
def test_headline(metric, printed, computed, verdict):
    line = by_metric()[metric]
    assert (line.printed, line.computed, line.verdict) == (printed, computed, verdict)


def test_eleven_is_the_sum_of_its_parts():
    assert by_metric()["设为行政机构的省级大数据局"].parts == "直属机构 6 + 部门管理机构 4 + 挂牌机构 1"


def test_eighteen_of_31_is_58_percent_by_hand(raw):
    members = [row for row in raw("statistic_members") if row["statistic"] == "provinces-with-data-agency-2019-06"]
    counted = [row for row in raw("regions") if row["counted_in_31"] == "true"]
    assert round(100 * len(members) / len(counted)) == 58


def test_headlines_of_a_day_are_those_known_by_then():
    assert all(line.home["as_of"] <= "2019-06" for line in headlines(JUNE_2019))


def test_overview_of_a_day_names_the_later_evidence_of_its_types_and_says_so(client):
    """海南's type of 2019 is told by a source of January 2024: shown, dated, and said to be later."""
    behind = behind_types(provinces(JUNE_2019), JUNE_2019)
    assert max(behind.dates) == "2024-01" and behind.is_later_than(JUNE_2019)
    assert "出自所示日期之后的资料" in client.get("/?as_of=2019-06").content.decode()


def test_field_told_later_than_the_date_is_marked_in_the_list(client, get_json):
    hainan = next(
        row for row in get_json("/agencies.json?as_of=2019-06&region_code=460000")["rows"] if row["principal"]
    )
    assert "type" in hainan["later_fields"] and "valid_from" in hainan["later_fields"]
    page = client.get("/agencies/?as_of=2019-06&region_code=460000").content.decode()
    assert "依据晚于所示日期" in page


def test_turning_points_are_the_written_dates_in_order():
    points = turning_points()
    assert "2019-06" in points and "2020-12" in points and points == sorted(points)


def test_headlines_in_english_say_the_same_numbers():
    chinese = [(line.statistic.pk, line.computed, line.shown, line.verdict) for line in headlines(TODAY)]
    with override("en"):
        english = headlines(TODAY)
        eleven = next(line for line in english if line.statistic.pk == "administrative-data-agencies-2019-06")
        assert (eleven.printed, eleven.verdict_label) == ("11 / 31", "Agrees with the entries")
        assert eleven.parts.count(": ") == 3 and eleven.parts.endswith(": 1")
    assert [(line.statistic.pk, line.computed, line.shown, line.verdict) for line in english] == chinese


def test_names_in_front_have_their_type_in_the_language_of_the_page():
    regions = provinces(JUNE_2019)
    assert names_in_front(regions)["440000"] == "广东省政务服务数据管理局（部门管理机构）"
    with override("en"):
        assert names_in_front(regions)["440000"].endswith(" (Agency administered by a department)")
