"""Denominators are data: 31 provinces, or 32 with the Corps; on any day everything adds up to them."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcompare.partial_dates import last_day
from institutions.overview import detail, provinces, tally
from regions.models import Denominator
from tests.conftest import JUNE_2019

pytestmark = pytest.mark.django_db
APRIL_2024 = last_day("2024-04")


def over(denominator: str, day: date):
    codes = set(Denominator.objects.get(pk=denominator).members.values_list("region", flat=True))
    return [region for region in provinces(day) if region.code in codes]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(1949, 1, 1), date(2099, 12, 31)))
def test_yes_none_and_unknown_add_up_to_each_denominator_on_any_day(db, day):
    for denominator in Denominator.objects.all():
        regions = over(denominator.pk, day)
        for name in ("has_agency", "has_leading_group", "has_operating_company", "separated_operation"):
            counts = tally(regions, name)
            assert counts.yes + counts.none + counts.unknown == counts.total == denominator.size, name


def test_members_are_31_provinces_and_the_same_with_the_corps(raw):
    members = {}
    for row in raw("denominator_members"):
        members.setdefault(row["denominator"], set()).add(row["region_code"])
    counted = {row["code"] for row in raw("regions") if row["counted_in_31"] == "true"}
    assert members["provinces"] == counted and len(counted) == 31
    assert members["provinces-and-corps"] == counted | {"660000"}


def test_june_2019_is_18_and_13_others_with_sichuan_unknown():
    regions = over("provinces", JUNE_2019)
    assert tally(regions) == type(tally(regions))(31, 18, 12, 1)
    assert [region.short_name for region in regions if region.has_agency == "unknown"] == ["四川"]


def test_before_june_2019_the_others_are_unknown_not_none():
    regions = over("provinces", last_day("2018"))
    assert tally(regions).none == 0 and {region.has_agency for region in regions} == {"yes", "unknown"}


def test_april_2024_is_all_and_says_how_many_are_known_by_name_and_type(client):
    for denominator, size in (("provinces", 31), ("provinces-and-corps", 32)):
        regions = over(denominator, APRIL_2024)
        known = detail(regions, APRIL_2024)
        assert tally(regions).yes == size
        page = client.get(f"/?as_of=2024-04&denominator={denominator}").content.decode()
        assert f"{known.named} 个知道机构名称，{known.typed} 个知道机构类型" in re.sub(r"\s+", " ", page)
        assert known.named < size and known.typed < known.named


def test_region_known_only_from_a_statement_about_all_has_neither_name_nor_type(get_json):
    rows = {
        row["property"]: row
        for row in get_json("/regions/640000.json?as_of=2024-04")["rows"]
        if row["kind"] == "region" and row["region_code"] == "640000"
    }
    assert rows["has_agency"]["value"] == "yes" and "名称和类型未载" in rows["has_agency"]["note"]
    region = next(row for row in get_json("/regions.json?code=640000&as_of=2024-04")["rows"])
    assert region["agency_type"] is None and region["missing"]["agency_type"] == "unknown"


def test_unknown_denominator_is_refused_by_name(client):
    response = client.get("/?denominator=33")
    assert response.status_code == 400 and "provinces-and-corps" in response.content.decode()
