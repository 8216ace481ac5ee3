"""Pages of a dataset of any size: what grows is cut into pages, and read no further than it is shown."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govcompare import facets, sitemaps
from govcompare import views as house_views
from govcompare.as_of import AsOf
from institutions import sourced
from institutions.changes import Span, changes, outlines
from institutions.charts import equity, indicators, ownership_flow
from institutions.charts.catalogue import CHARTS
from institutions.conflicts import conflicts
from institutions.models import Score
from institutions.views import changes as changes_view
from institutions.views import conflicts as conflicts_view
from regions.models import Region
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
EVER = Span("1949", "2026")


def page_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def sql_of(client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        page_of(client, address)
    return [one["sql"] for one in queries]


def test_disagreements_about_a_row_are_those_of_which_it_says_a_side():
    everything = conflicts(TODAY)
    rows = {(one.sides[0].table, one.sides[0].key) for one in everything if one.sides[0].table}
    for row in sorted(rows)[::3]:
        having = [one.id for one in everything if any((side.table, side.key) == row for side in one.sides)]
        assert [one.id for one in conflicts(TODAY, about=[row])] == having, row


def test_disagreements_about_one_score_read_the_scores_of_its_place_only():
    score = Score.objects.first()
    with CaptureQueriesContext(connection) as queries:
        conflicts(TODAY, about=[("scores", score.pk)])
    assert len(queries) <= 5
    assert all("WHERE" in one["sql"] for one in queries if "institutions_score" in one["sql"])


def test_pages_of_disagreements_hold_each_of_them_once(client, monkeypatch):
    monkeypatch.setitem(conflicts_view.ConflictList.PAGED, "html", 7)
    expected, found, number = [one.id for one in conflicts(TODAY)], [], 1
    page = page_of(client, f"/conflicts/?as_of={TODAY}")
    while True:
        here = re.findall(r'<article class="conflict" id="([^"]+)"', page)
        assert len(here) <= 7
        found += here
        if 'rel="next"' not in page:
            break
        number += 1
        page = page_of(client, f"/conflicts/?as_of={TODAY}&page={number}")
    assert found == expected and number == -(-len(expected) // 7)
    assert client.get(f"/conflicts/?page={number + 1}").status_code == 404


def test_json_of_disagreements_leads_from_page_to_page(get_json, monkeypatch):
    whole = get_json("/conflicts.json")
    monkeypatch.setitem(conflicts_view.ConflictList.PAGED, "json", 10)
    body, rows = get_json("/conflicts.json"), []
    assert body["count"] == whole["count"] > 10
    while True:
        rows += body["rows"]
        if body["next_url"] is None:
            break
        body = get_json(body["next_url"])
    assert rows == whole["rows"]


def test_regions_offered_are_few_and_say_how_many_there_are_besides(client, monkeypatch):
    monkeypatch.setattr(conflicts_view, "LONGEST", 3)
    monkeypatch.setattr(changes_view, "LONGEST", 3)
    for address in ("/conflicts/?region_code=440300", "/changes/?r=440300"):
        page = page_of(client, address)
        options = re.findall(r'<option value="(\d{6})"( selected)?>', page)
        assert len(options) == 3 and ("440300", " selected") in options and "另有" in page


def test_pages_of_changes_hold_each_of_them_once(get_json, client, monkeypatch):
    expected = [one.id for one in changes(EVER)]
    assert [one.id for one in outlines(EVER)] == expected
    monkeypatch.setitem(changes_view.ChangesPage.PAGED, "html", 9)
    monkeypatch.setitem(changes_view.ChangesPage.PAGED, "json", 9)
    body, found = get_json("/changes.json?from=1949&to=2026"), []
    while True:
        assert len(body["rows"]) <= 9 and body["count"] == len(expected)
        found += [row["id"] for row in body["rows"]]
        if body["next_url"] is None:
            break
        body = get_json(body["next_url"])
    assert found == expected
    assert page_of(client, "/changes/?from=1949&to=2026&page=2").count('class="change ') == 9


def test_pages_of_a_source_hold_each_of_its_facts_once(client, monkeypatch):
    monkeypatch.setattr(house_views, "FACTS_ON_A_PAGE", 20)
    source, count = max(sourced.fact_counts(TODAY).items(), key=lambda one: one[1])
    found = []
    for number in range(1, -(-count // 20) + 1):
        page = page_of(client, f"/sources/{source}/?as_of={TODAY}&page={number}")
        found += (here := re.findall(r'<tr id="([^"]+)"', page))
        assert 0 < len(here) <= 20
    assert len(found) == len(set(found)) == count


def test_list_of_sources_counts_what_their_pages_count(get_json):
    told = {row["id"]: row["facts"] for row in get_json("/sources.json?sort=-facts")["rows"]}
    counts = sourced.fact_counts(AsOf.today().day)
    assert {source: number for source, number in told.items() if number} == dict(counts)
    assert list(told.values()) == sorted(told.values(), reverse=True)


def drawn(slug: str, *codes: str):
    """The chart, and all that its picture says, without the breaks of its lines."""
    entry = CHARTS[slug]
    chart = entry.chart(entry.ask(AsOf.today(), list(codes)))
    return chart, json.dumps(chart.figure, ensure_ascii=False, default=str).replace("<br>", "")


def test_ranking_draws_the_first_and_the_chosen_ones_and_says_so(monkeypatch):
    first = [row["region"] for row in drawn("ranking", "540000")[0].rows][:4]
    monkeypatch.setattr(indicators, "MOST_DRAWN", 5)
    chart, said = drawn("ranking", "540000")
    assert "最多画名次在前的 5 个地区" in said
    assert [row["region"] for row in chart.rows[:4]] == first and "西藏" in {row["region"] for row in chart.rows}
    assert len(chart.rows) <= 7


@pytest.mark.parametrize("slug", ["equity", "ownership-flow"])
def test_holders_are_drawn_of_a_few_companies_and_it_is_said(monkeypatch, slug):
    monkeypatch.setattr(equity, "MOST_DRAWN", 2)
    monkeypatch.setattr(ownership_flow, "MOST_DRAWN", 2)
    chart, said = drawn(slug)
    assert "最多画 2 家公司" in said
    assert len({row["company"] for row in chart.rows if row["holder"]}) == 2


@pytest.mark.parametrize(
    "address",
    [
        "/agencies/?region_code=440000",
        "/tasks/?region_code=440000&region_code=440300",
        "/platforms/",
        "/scores/?region_code=440300",
        "/regions/?parent_code=440000",
        "/charts/ranking/",
        "/charts/agency-types/",
        "/conflicts/",
        "/responsibilities/?r=440300",
    ],
)
def test_no_page_reads_all_regions(client, address):
    read = [sql for sql in sql_of(client, address) if 'FROM "regions_region"' in sql and sql.startswith("SELECT")]
    unbounded = [sql for sql in read if "WHERE" not in sql and "LIMIT" not in sql]
    assert unbounded == []


@pytest.mark.parametrize("address", ["/scores/?rank=3", "/scores/?rank=3&rank=4"])
def test_filter_by_rank_reads_the_ranks_asked_for_only(client, address):
    read = [sql for sql in sql_of(client, address) if sql.startswith('SELECT DISTINCT "institutions_score"."rank"')]
    assert read and all("WHERE" in sql and " IN (3" in sql for sql in read)


@pytest.mark.parametrize("value", ["0", "-1", "x", "١", "99999999999999999999"])
def test_rank_that_nobody_has_is_refused_and_some_are_named(client, value):
    response = client.get("/scores/", {"rank": value})
    assert response.status_code == 400 and "可用：1" in response.content.decode()


def test_open_facet_shows_the_most_frequent_regions_and_those_chosen(client, monkeypatch):
    monkeypatch.setattr(facets, "LONGEST", 2)
    page = page_of(client, "/platforms/?region_code=540000") if Region.objects.filter(pk="540000").exists() else ""
    shown = re.findall(r'name="region_code" value="(\d{6})"', page)
    assert "540000" in shown and len(set(shown)) == 2


def test_site_map_of_many_pages_comes_in_parts_that_hold_each_page_once(client, monkeypatch):
    whole = re.findall("<loc>([^<]+)</loc>", page_of(client, "/sitemap.xml"))
    monkeypatch.setattr(sitemaps.Pages, "limit", 100)
    parts = re.findall("<loc>([^<]+)</loc>", page_of(client, "/sitemap.xml"))
    assert len(parts) == -(-len(whole) // 100)
    found = []
    for part in parts:
        here = re.findall("<loc>([^<]+)</loc>", page_of(client, part.replace("http://testserver", "")))
        assert 0 < len(here) <= 100
        found += here
    assert found == whole
    assert client.get("/sitemap-nothing.xml").status_code == 404
