"""Which regions have none, and when that is no longer known."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from institutions.coverage import absences
from institutions.models import AgencyStatus
from institutions.overview import provinces, tally
from institutions.region_facts import with_facts
from institutions.vocabularies import StatisticSubject
from regions.models import Region
from tests.conftest import END_OF_2020, JUNE_2019, TODAY

pytestmark = pytest.mark.django_db

# 张克: the 18 provinces with an agency in June 2019, by name.
EIGHTEEN = set("北京 天津 内蒙古 吉林 上海 江苏 浙江 安徽 福建 江西 山东 河南 广东 广西 重庆 贵州 陕西 海南".split())


def counted(day):
    return [region for region in provinces(day) if region.counted_in_31]


def test_june_2019_has_the_eighteen_by_name():
    assert {region.short_name for region in counted(JUNE_2019) if region.has_agency == "yes"} == EIGHTEEN


def test_june_2019_the_other_thirteen_have_none():
    counts = tally(counted(JUNE_2019))
    assert (counts.total, counts.yes, counts.none, counts.unknown) == (31, 18, 13, 0)


def test_before_the_list_nobody_is_known_to_have_none():
    counts = tally(counted(date(2019, 6, 29)))
    assert counts.none == 0 and counts.yes < 18


def test_larger_count_without_names_reopens_the_question():
    counts = tally(counted(END_OF_2020))
    assert (counts.yes, counts.none, counts.unknown) == (18, 0, 13)


def test_region_a_count_leaves_out_has_none():
    lhasa = absences(StatisticSubject.DATA_AGENCY, JUNE_2019).by_code["540100"]
    assert lhasa.id == "major-cities-with-data-agency-2019-06"


def test_outside_the_denominator_nothing_applies():
    outside = [region for region in provinces(TODAY) if not region.counted_in_31]
    assert {region.short_name for region in outside} == {"台湾", "香港", "澳门"}
    assert {region.has_agency for region in outside} == {"not_applicable"}


def test_types_of_june_2019_are_six_four_one_and_one_institution():
    types = [region.agency_type for region in counted(JUNE_2019)]
    wanted = {"directly_under": 6, "department_administered": 4, "nameplate": 1, "public_institution": 1, "unknown": 6}
    assert {name: types.count(name) for name in wanted} == wanted


@pytest.mark.parametrize("name", ["has_agency", "has_leading_group", "has_operating_company", "separated_operation"])
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2010, 1, 1), date(2027, 1, 1)))
def test_yes_none_and_unknown_add_up_to_the_denominator_on_any_day(name, day):
    counts = tally(counted(day), name)
    assert counts.yes + counts.none + counts.unknown == counts.total == 31


@hypothesis_settings(max_examples=15, deadline=None)
@given(day=st.dates(date(2014, 1, 1), date(2024, 12, 31)))
def test_counting_in_python_agrees_with_counting_in_sql(day):
    timeline = Timeline()
    regions = counted(day)
    yes = sum(region.has_agency == "yes" for region in regions)
    assert timeline.count("data_agency", "province", day) == yes
    groups = sum(region.has_leading_group == "yes" for region in regions)
    assert timeline.count("leading_group", "province", day) == groups
    for region, statuses in timeline.statuses.items():
        held = [status for status in statuses if status.holds(day)]
        front = in_front(held)
        in_sql = AgencyStatus.objects.in_front(day).filter(region=region).first()
        assert (front and front.pk) == (in_sql and in_sql.pk)


def test_body_of_which_only_the_year_of_founding_is_known_forbids_none(source_row):
    """四川 founds a centre some time in 2019: in June 2019 it is unknown, not one of the none."""
    source_row("510000", valid_from="2019", as_of="2021")
    sichuan = with_facts(Region.objects.filter(code="510000"), JUNE_2019).get()
    assert sichuan.has_agency == "unknown"
    assert with_facts(Region.objects.filter(code="510000"), date(2019, 12, 31)).get().has_agency == "yes"


def test_body_observed_later_says_nothing_against_an_earlier_none(source_row):
    source_row("510000", valid_from=None, as_of="2021")
    assert with_facts(Region.objects.filter(code="510000"), JUNE_2019).get().has_agency == "none"
