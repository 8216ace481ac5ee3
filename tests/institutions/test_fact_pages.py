"""From any fact to its sources and back: forty facts followed, and what the page says of each source."""

import random
from functools import cache

import pytest
from django.utils.translation import override

from govcompare.as_of import AsOf
from govcompare.language_dates import shown_date
from institutions.records import fields_of
from institutions.sourced import KINDS, page_of, with_a_text
from tests.marks import unmarked

pytestmark = pytest.mark.django_db


def forty():
    chance = random.Random(20240401)
    rows = [
        (kind, row)
        for kind in KINDS
        for row in with_a_text(kind.model).select_related("source", *kind.beside).order_by("pk")
    ]
    return chance.sample(rows, 40)


def test_forty_facts_are_followed_from_their_page_to_their_source_and_back(client):
    @cache  # several facts rest on one source
    def page_of_source(key: str) -> str:
        return client.get(f"/sources/{key}/").content.decode()

    for kind, row in forty():
        url = page_of(kind, row, AsOf.today())
        page = client.get(url)
        assert page.status_code == 200, url
        text = page.content.decode()
        assert f"/sources/{row.source_id}/" in text, url
        assert row.locator.split("；")[0][:12].replace('"', "&quot;") in text.replace("&#x27;", "'"), url
        assert shown_date(row.as_of) in text, url
        assert url in page_of_source(row.source_id), (row.source_id, url)


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_fact_with_an_absent_field_is_a_file_in_both_languages(client, language, format):
    url = f"{language}/facts/scores/digital-government-construction-index-2019-total-440000.{format}"
    assert client.get(url).status_code == 200


def test_page_of_a_fact_tells_sources_that_agree_from_those_that_do_not(client, get_json):
    rows = get_json("/facts/agency_statuses/jiangsu-agency-2024.json")["rows"]
    assert {row["verdict"] for row in rows} >= {"own", "differs"}
    assert "不一致" in client.get("/facts/agency_statuses/jiangsu-agency-2024/").content.decode()


def test_second_source_of_a_task_is_shown_with_its_units(get_json):
    rows = get_json("/facts/tasks/shenzhen-opinions-2020-task-17.json")["rows"]
    assert [row["verdict"] for row in rows] == ["own", "differs"]
    assert get_json("/facts/tasks/shenzhen-opinions-2020-task-03.json")["rows"][1]["verdict"] == "agrees"


def test_fact_later_than_the_date_shown_says_so(client):
    assert "晚于所示日期" in client.get("/facts/agency_statuses/jiangsu-agency-2024/?as_of=2019").content.decode()


@pytest.mark.parametrize(
    "url", ["/facts/nonsense/a/", "/facts/agency_statuses/nonsense/", "/facts/agency_evidence/x/"]
)
def test_fact_that_does_not_exist_is_404(client, url):
    assert client.get(url).status_code == 404


def test_source_counts_only_what_is_known_by_the_date_and_says_how_many_there_are(client):
    page = client.get("/sources/caict-governance-report-2021/?as_of=2019").content.decode()
    assert "都晚于这个日期" in page or "全部日期共" in page


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_facts_of_every_kind_are_told_in_english(client, kind):
    row = with_a_text(kind.model).select_related(*kind.beside).order_by("pk").first()
    with override("en"):
        assert str(kind.label).isascii()
        told = [] if kind.belongs_to else fields_of(row)  # of evidence the row that it speaks of has the page
        assert [one.label for one in told if not one.label.isascii()] == []
        url = page_of(kind, row, AsOf.today())
    page = client.get(url)
    assert url.startswith("/en/facts/") and page.status_code == 200
    assert unmarked(page.content.decode()) == []


def test_fact_page_says_in_english_whether_its_sources_agree(client, get_json):
    page = client.get("/en/facts/agency_statuses/jiangsu-agency-2024/").content.decode()
    assert "The sources differ in places" in page and "5 January 2024" in page and 'href="/en/sources/' in page
    chinese, english = (get_json(f"{one}/facts/tasks/shenzhen-opinions-2020-task-17.json") for one in ("", "/en"))
    assert [row["verdict"] for row in english["rows"]] == [row["verdict"] for row in chinese["rows"]]
    assert (
        english["rows"][1]["says"]
        == "Leads: 市委组织部, 市委政法委; participate: 市规划和自然资源局, 市民政局, 市政务服务数据管理局, 各区"
    )


@pytest.mark.parametrize("query", ["", "?as_of=2019"])
def test_page_of_a_source_in_english(client, query):
    page = client.get(f"/en/sources/caict-governance-report-2021/{query}").content.decode()
    assert "facts rest on it" in page and "December 2020" in page and unmarked(page) == []
