"""The database refuses bad rows, whoever writes them."""

import pytest
from django.db import IntegrityError, transaction

from institutions.models import AgencyStatus, Score, Shareholding, StatisticMember
from regions.models import Region

pytestmark = pytest.mark.django_db


def refused(queryset, name: str, **values) -> bool:
    """Whether an update runs into the named constraint (SQLite names checks, PostgreSQL names all)."""
    try:
        with transaction.atomic():
            queryset.update(**values)
    except IntegrityError as error:
        return name in str(error)
    return False


TENCENT = {"pk": "digital-guangdong-tencent"}


@pytest.mark.parametrize(
    ("model", "row", "name", "values"),
    [
        (Region, {"pk": "440300"}, "region_level_matches_code", {"level": "province"}),
        (Region, {"pk": "440300"}, "region_only_provinces_count_in_31", {"counted_in_31": True}),
        (AgencyStatus, {"pk": "jilin-agency-2019"}, "agency_status_rank_says_its_basis", {"rank_confidence": ""}),
        (
            AgencyStatus,
            {"pk": "jilin-agency-2019"},
            "agency_status_does_not_supersede_itself",
            {"supersedes": "jilin-agency-2019"},
        ),
        (Shareholding, TENCENT, "shareholding_between_0_and_100", {"share_exact": 101}),
        (Shareholding, TENCENT, "shareholding_exact_or_bounds", {"share_minimum": 10}),
        (Shareholding, TENCENT, "shareholding_not_of_itself", {"holder": "digital-guangdong"}),
        (Score, {"pk": "tsinghua-2020-province-total-310000"}, "score_has_value_rank_or_band", {"rank": None}),
    ],
)
def test_row_that_cannot_be_is_refused(model, row, name, values):
    assert refused(model.objects.filter(**row), name, **values)


def test_region_code_is_six_digits():
    region = Region.objects.get(pk="440300")
    region.pk = "44030x"
    with pytest.raises(IntegrityError, match="region_code_is_six_digits"), transaction.atomic():
        region.save(force_insert=True)


def test_one_score_per_indicator_region_and_source():
    score = Score.objects.first()
    score.pk = "again"
    with pytest.raises(IntegrityError), transaction.atomic():
        score.save(force_insert=True)


def test_region_is_counted_once_in_a_statistic():
    member = StatisticMember.objects.first()
    member.pk = "again"
    with pytest.raises(IntegrityError), transaction.atomic():
        member.save(force_insert=True)
