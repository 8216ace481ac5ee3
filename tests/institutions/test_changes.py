"""What changed between two dates: derived from the rows, in a list and a flow that agree."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.changes import Span, changes
from institutions.charts.catalogue import CHARTS
from institutions.charts.type_flow import agency_type_flow
from institutions.overview import Behind
from institutions.region_facts import with_facts
from regions.models import Region
from tests.marks import unmarked

pytestmark = pytest.mark.django_db
REFORM = Span("2018-01", "2024-04")


def test_body_with_a_written_day_is_set_up_on_it():
    jilin = [one for one in changes(REFORM, "220000") if one.kind == "set_up" and one.body == "agency"]
    assert [(one.when, one.within) for one in jilin] == [("2018-11-16", "certain")]


def test_jiangsu_is_renamed_for_a_source_says_so_and_sichuan_is_replaced():
    assert "renamed" in {one.kind for one in changes(REFORM, "320000")}
    assert "replaced" in {one.kind for one in changes(REFORM, "510000")}


def test_body_first_seen_on_a_day_is_no_change():
    """安徽's bureau is first seen in June 2019; nobody says when it began."""
    assert [one for one in changes(Span("2019-01", "2019-12"), "340000") if one.kind == "set_up"] == []


def test_year_alone_is_only_possibly_within_half_of_it():
    centre = next(one for one in changes(Span("2019-01", "2019-06"), "510000"))
    assert (centre.when, centre.within) == ("2019", "possible")
    assert next(one for one in changes(Span("2019", "2019"), "510000")).within == "certain"


def test_change_rests_on_the_source_of_the_field_that_changed():
    shandong = next(one for one in changes(REFORM, "370000") if one.kind == "set_up" and one.body == "agency")
    assert shandong.when == "2018" and shandong.home["source"] != "provincial-bureaus-article"


def test_type_unknown_on_either_side_is_no_change_of_type():
    retyped = [one for one in changes(Span("1949", "2026")) if one.kind == "retyped"]
    assert retyped and all(one.before and one.after and one.before != one.after for one in retyped)


@pytest.mark.parametrize(("made", "kind"), [("abolished", "abolished"), ("merged", "merged_into")])
def test_body_that_ends_is_abolished_or_merged_into_another(source_row, made, kind):
    source_row("540000", valid_from="2019", valid_to="2021-05-01", end_kind=made, as_of="2021")
    kinds = {one.kind for one in changes(Span("2021", "2021"), "540000")}
    assert kinds == {kind}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.dates(date(2014, 1, 1), date(2024, 12, 31)), length=st.integers(0, 2000))
def test_flow_holds_every_region_once_and_equals_the_two_pictures(first, length):
    last = first + timedelta(days=length)
    before, after = (list(with_facts(Region.objects.counted(), day)) for day in (first, last))
    chart = agency_type_flow(before, after, Span(first.isoformat(), last.isoformat()), Behind({}))
    assert sum(row["count"] for row in chart.rows) == 31
    names = [name for row in chart.rows for name in row["regions"].split("、")]
    assert sorted(names) == sorted(region.short_name for region in before)


def test_reversed_range_is_400_in_every_form_and_offers_it_turned(client):
    for suffix in ("/", ".json", ".csv", ".xlsx"):
        response = client.get(f"/changes{suffix}?from=2024-04&to=2018-01")
        assert response.status_code == 400 and "对调" in response.content.decode()


def test_one_day_is_a_range(client):
    assert client.get("/changes/?from=2018-11-16&to=2018-11-16").status_code == 200


@pytest.mark.parametrize("query", ["from=x", "from=2018-13", "to=1800", "r=999999", "kind=nonsense", "body=nonsense"])
def test_nonsense_is_refused(client, query):
    assert client.get(f"/changes/?{query}").status_code == 400


def test_files_hold_the_rows_of_the_page(client, get_json):
    body = get_json("/changes.json?from=2018-01&to=2024-04")
    page = client.get("/changes/?from=2018-01&to=2024-04").content.decode()
    assert f"{body['count']} 处变化" in page
    assert all(row["source"] and row["locator"] and row["as_of"] for row in body["rows"])
    assert {"region_code", "region", "name", "kind", "date", "before", "after", "source"} <= set(body["rows"][0])


def test_range_before_the_data_says_that_nothing_is_known(client):
    assert "没有来源写明" in client.get("/changes/?from=1950&to=1951").content.decode()


@pytest.mark.parametrize("date", ["2017", "2014-06", "1949"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_date_before_the_reform_is_a_range_of_its_own(client, get_json, prefix, date):
    assert client.get(f"{prefix}/changes/?as_of={date}").status_code == 200
    assert get_json(f"{prefix}/changes.json?as_of={date}")["from"] == date
    assert client.get(f"{prefix}/charts/type-flow/?as_of={date}").status_code == 200


def test_flow_before_the_first_source_says_that_nothing_is_known(client):
    page = client.get("/charts/type-flow/?as_of=1990").content.decode()
    assert "1990年及以前没有来源说明这 31 个地区的机构状况" in page and "个有变" not in page
    assert "没有来源说明" not in client.get("/charts/type-flow/?as_of=2017").content.decode()


@pytest.mark.parametrize("date", ["1949", "2017"])
def test_gallery_of_an_early_date_leads_to_charts_that_can_be_drawn(client, date):
    links = set(re.findall(rf'href="(/charts/[^"]+/\?as_of={date})"', client.get(f"/charts/?as_of={date}").text))
    assert len(links) == len(CHARTS)
    assert {link: status for link in links if (status := client.get(link).status_code) != 200} == {}


def test_english_files_hold_the_same_changes_under_english_labels(get_json):
    query = "from=2018-01&to=2024-04"
    chinese, english = get_json(f"/changes.json?{query}")["rows"], get_json(f"/en/changes.json?{query}")["rows"]
    same = ("id", "region_code", "name", "kind", "date", "within", "source", "earlier_source", "missing")
    assert [[row[name] for name in same] for row in english] == [[row[name] for name in same] for row in chinese]
    jilin = next(row for row in english if row["id"] == "jilin-agency-2019-set-up")
    assert (jilin["region"], jilin["kind_label"], jilin["body_label"]) == ("Jilin", "Established", "Data agency")
    assert jilin["after"] == "吉林省政务服务和数字化建设管理局"


@pytest.mark.parametrize("query", ["", "?from=2018-01&to=2024-04", "?from=1950&to=1951", "?r=320000&as_of=2024-03"])
def test_english_page_speaks_english(client, query):
    page = client.get(f"/en/changes/{query}").content.decode()
    assert "Changes of bodies from" in page or "changes of bodies from" in page
    assert unmarked(page) == []


def test_english_page_counts_what_its_files_hold_and_writes_dates_out(client, get_json):
    count = get_json("/en/changes.json?from=2018-01&to=2024-04")["count"]
    page = client.get("/en/changes/?from=2018-01&to=2024-04").content.decode()
    assert f"{count} changes" in page and "16 November 2018" in page and "no later than" in page


def test_reversed_range_is_told_in_english(client):
    response = client.get("/en/changes.json?from=2024-04&to=2018-01")
    assert response.status_code == 400 and "swap the two dates" in response.json()["error"]
    assert "/en/changes/?from=2018-01&amp;to=2024-04" in client.get("/en/changes/?from=2024-04&to=2018-01").text
