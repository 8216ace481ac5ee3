"""From when to when a fact certainly holds."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from govcompare.partial_dates import first_day, last_day
from govcompare.validity import settle, supersede


def settled(**row) -> dict:
    row = {"id": "a", "as_of": "2021", "valid_from": None, "valid_to": None, "supersedes": None} | row
    settle(row)
    return row


def test_fact_observed_on_a_date_says_nothing_before_it():
    row = settled(as_of="2019-06")
    assert (row["certain_from"], row["possible_from"]) == (date(2019, 6, 30), None)


def test_fact_begun_within_a_year_is_certain_when_the_year_is_over():
    row = settled(valid_from="2019")
    assert (row["possible_from"], row["certain_from"]) == (date(2019, 1, 1), date(2019, 12, 31))


def test_fact_ended_within_a_month_is_uncertain_in_that_month():
    row = settled(valid_from="2015", valid_to="2019-06")
    assert (row["certain_until"], row["gone_from"]) == (date(2019, 6, 1), date(2019, 6, 30))


def test_fact_without_end_has_none():
    assert settled()["certain_until"] is None


def test_superseded_row_ends_when_its_successor_is_certain():
    earlier, later = settled(id="a", as_of="2018"), settled(id="b", as_of="2019-06", supersedes="a")
    supersede([earlier, later])
    assert earlier["superseded_from"] == date(2019, 6, 30)
    assert later["superseded_from"] is None


def test_first_of_two_successors_ends_a_row():
    rows = [
        settled(id="a", as_of="2018"),
        settled(id="b", as_of="2020", supersedes="a"),
        settled(id="c", as_of="2019", supersedes="a"),
    ]
    supersede(rows)
    assert rows[0]["superseded_from"] == date(2019, 12, 31)


partial_dates = st.dates(date(1990, 1, 1), date(2030, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
)


@given(partial_dates)
def test_period_contains_its_bounds(text):
    assert first_day(text) <= last_day(text)
    assert first_day(text).isoformat().startswith(text) and last_day(text).isoformat().startswith(text)


@given(partial_dates)
def test_fact_is_possible_before_it_is_certain(text):
    row = settled(valid_from=text)
    assert row["possible_from"] <= row["certain_from"]
