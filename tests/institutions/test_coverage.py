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
from institutions.timeline import Timeline, in_front
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


def test_june_2019_the_other_thirteen_have_none_but_sichuan_whose_month_is_unknown():
    counts = tally(counted(JUNE_2019))
    assert (counts.total, counts.yes, counts.none, counts.unknown) == (31, 18, 12, 1)
    assert [region.short_name for region in counted(JUNE_2019) if region.has_agency == "unknown"] == ["四川"]


def test_before_the_list_nobody_is_known_to_have_none():
    counts = tally(counted(date(2019, 6, 29)))
    assert counts.none == 0 and counts.yes < 18


def test_larger_count_without_names_reopens_the_question():
    counts = tally(counted(END_OF_2020))
    assert (counts.yes, counts.none, counts.unknown) == (19, 0, 12)
    assert {region.short_name for region in counted(END_OF_2020) if region.has_agency == "yes"} == EIGHTEEN | {"四川"}


def test_count_of_all_with_the_corps_leaves_nobody_out():
    counts = tally(provinces(TODAY))
    assert (counts.total, counts.yes, counts.none, counts.unknown) == (32, 32, 0, 0)


def test_region_a_count_leaves_out_has_none():
    lhasa = absences(StatisticSubject.DATA_AGENCY, JUNE_2019).by_code["540100"]
    assert lhasa.id == "major-cities-with-data-agency-2019-06"


def test_outside_the_denominator_nothing_applies():
    outside = {region.short_name: region.has_agency for region in provinces(TODAY) if not region.counted_in_31}
    assert outside.pop("兵团") == "yes"  # in the denominator of 32
    assert outside == dict.fromkeys(("台湾", "香港", "澳门"), "not_applicable")


def test_count_over_31_says_nothing_of_the_corps():
    corps = with_facts(Region.objects.filter(code="660000"), JUNE_2019).get()
    assert corps.has_agency == "unknown"


def test_types_of_june_2019_are_six_four_one_one_institution_and_one_statutory_body():
    types = [region.agency_type for region in counted(JUNE_2019)]
    wanted = {"directly_under": 6, "department_administered": 4, "nameplate": 1, "public_institution": 1,
              "statutory_body": 1, "unknown": 5}  # fmt: skip
    assert {name: types.count(name) for name in wanted} == wanted
    assert sum(wanted.values()) == len(EIGHTEEN)


@pytest.mark.parametrize("name", ["has_agency", "has_leading_group", "has_operating_company", "separated_operation"])
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2010, 1, 1), date(2027, 1, 1)))
def test_yes_none_and_unknown_add_up_to_the_denominator_on_any_day(name, day):
    counts = tally(counted(day), name)
    assert counts.yes + counts.none + counts.unknown == counts.total == 31


@hypothesis_settings(max_examples=15, deadline=None)
@given(day=st.dates(date(2014, 1, 1), date(2027, 1, 1)))
def test_counting_in_python_agrees_with_counting_in_sql(day):
    timeline = Timeline()
    units = [region for region in provinces(day) if region.has_agency != "not_applicable"]
    for size, regions in ((31, [region for region in units if region.counted_in_31]), (32, units)):
        assert len(regions) == size
        for subject, column in (("data_agency", "has_agency"), ("leading_group", "has_leading_group")):
            yes = sum(getattr(region, column) == "yes" for region in regions)
            assert timeline.shown(subject, ("province", size), day) == yes
            assert timeline.count(subject, ("province", size), day) <= yes
    for region, statuses in timeline.statuses.items():
        held = [status for status in statuses if status.holds(day)]
        front = in_front(held)
        in_sql = AgencyStatus.objects.in_front(day).filter(region=region).first()
        assert (front and front.pk) == (in_sql and in_sql.pk)


def test_body_of_which_only_the_year_of_founding_is_known_forbids_none(source_row):
    """湖北 founds a centre some time in 2019: in June 2019 it is unknown, not one of the none."""
    hubei = Region.objects.filter(code="420000")
    assert with_facts(hubei, JUNE_2019).get().has_agency == "none"
    source_row("420000", valid_from="2019", as_of="2021")
    assert with_facts(hubei, JUNE_2019).get().has_agency == "unknown"
    assert with_facts(hubei, date(2019, 12, 31)).get().has_agency == "yes"


def test_body_observed_later_says_nothing_against_an_earlier_none(source_row):
    source_row("420000", valid_from=None, as_of="2021")
    assert with_facts(Region.objects.filter(code="420000"), JUNE_2019).get().has_agency == "none"
