"""Partial dates: kept as written, decided by whole periods."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.partial_dates import first_day, last_day, validate_partial_date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-06", date(2019, 6, 1), date(2019, 6, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-06-15", date(2019, 6, 15), date(2019, 6, 15)),
    ],
)
def test_period_has_its_first_and_last_day(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-13", "2019-02-30", "2019-6", "2019-00", "2019-06-00", "２０１９", "2019-06-15 ", "0000", "x"],
)
def test_anything_else_is_no_date(text):
    with pytest.raises(ValidationError):
        validate_partial_date(text)


def test_question_about_a_month_is_about_its_end():
    assert AsOf.parse("2019-06").day == date(2019, 6, 30)
    assert AsOf.parse("2019").day == date(2019, 12, 31)


@pytest.mark.parametrize("text", ["2019-02-30", "9999", "0001-01-01", "yesterday", "2019-00"])
def test_question_about_no_date_is_refused_in_words(text):
    with pytest.raises(InvalidQuery, match="as_of"):
        AsOf.parse(text)


def test_today_needs_no_parameter():
    assert AsOf.today().param == {}
    assert AsOf.parse("2019-06").param == {"as_of": "2019-06"}
