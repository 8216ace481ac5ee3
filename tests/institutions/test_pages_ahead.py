"""Pages that a worker makes before anybody asks for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govcompare import pages_ahead, shared_cache, sitemaps
from govcompare.charts.boards import MIDDLE, NARROW, WIDE
from govcompare.exporting import ahead, page_pictures, tasks, worker
from govcompare.models import DatasetLoad, DrawnAhead, ExportJob

pytestmark = pytest.mark.django_db

PAGES = ["/about/", "/en/about/", "/agencies/", "/regions/440000/"]


@pytest.fixture(autouse=True)
def kept(settings, tmp_path, monkeypatch):
    """A site that keeps its pages in a folder of the test, and four pages to be made."""
    settings.KEEP_PAGES, settings.SITES = True, ["http://testserver"]
    settings.CACHES = {"default": {"BACKEND": "govcompare.file_cache.PlainFileCache", "LOCATION": tmp_path / "cache"}}
    settings.PAGES_AHEAD = "tests.institutions.test_pages_ahead.pages"
    monkeypatch.setattr(shared_cache._health, "until", 0)
    monkeypatch.setattr(pages_ahead, "TURN", 3600)  # a turn ends by its work, however slow the machine


@pytest.fixture
def maker():
    return pages_ahead.Maker()


def pages(most: int) -> list[str]:
    return PAGES


def profile(most: int) -> list[str]:
    return ["/regions/440000/"]


def test_a_visitor_gets_a_page_that_was_made_ahead_without_a_query(client, maker):
    assert maker.take_turn() == len(PAGES)
    for page in PAGES[:3]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
        assert answer.status_code == 200 and len(queries) == 0, page


def test_it_is_the_page_that_a_visitor_would_have_made(client, maker):
    made_by_visitor = client.get("/agencies/")
    shared_cache.cache.clear()
    maker.take_turn()
    assert client.get("/agencies/").content == made_by_visitor.content


def test_the_first_visitor_has_the_pictures_of_a_page_drawn(client, maker, monkeypatch, settings):
    monkeypatch.setattr(page_pictures.queue, "is_up", lambda: True)
    page_pictures._memory.forget()
    settings.PAGES_AHEAD = "tests.institutions.test_pages_ahead.profile"
    maker.take_turn()
    assert not DrawnAhead.objects.exists()
    first = client.get("/regions/440000/")
    wanted = DrawnAhead.objects.count()
    assert wanted > 3
    second = client.get("/regions/440000/")
    assert second.content == first.content and DrawnAhead.objects.count() == wanted


def test_with_its_pictures_a_page_has_another_validator(client, maker, monkeypatch):
    monkeypatch.setattr(page_pictures.queue, "is_up", lambda: True)
    page_pictures._memory.forget()
    maker.take_turn()
    etag = client.get("/regions/440000/")["ETag"]
    assert client.get("/regions/440000/", headers={"if-none-match": etag}).status_code == 304
    sizes = {str(width): {"light": "x", "dark": "x", "height": 400} for width in (NARROW, MIDDLE, WIDE)}
    DrawnAhead.objects.update(pictures=sizes)
    shared_cache.cache.clear()
    page_pictures._memory.forget()
    drawn = client.get("/regions/440000/", headers={"if-none-match": etag})
    assert drawn.status_code == 200 and drawn["ETag"] != etag


def test_behind_a_proxy_pages_are_made_for_https(settings, client, maker):
    settings.SITES, settings.SECURE_PROXY_SSL_HEADER = ["https://testserver"], ("HTTP_X_FORWARDED_PROTO", "https")
    maker.take_turn()
    with CaptureQueriesContext(connection) as queries:
        text = client.get("/about/", headers={"x-forwarded-proto": "https", "host": "testserver"}).text
    assert '<link rel="canonical" href="https://testserver/about/">' in text and len(queries) == 0


def test_what_is_there_is_not_made_again_until_the_data_change(maker):
    maker.take_turn()
    assert maker.take_turn() == 0
    latest = DatasetLoad.latest_or_none()
    DatasetLoad.objects.create(version="9", label="9", sha256="0" * 64, loaded_at=latest.loaded_at.replace(year=2100))
    shared_cache.cache.clear()
    assert maker.take_turn() == len(PAGES)


def test_a_page_that_cannot_be_kept_is_not_made_again_and_again(settings, maker, monkeypatch):
    monkeypatch.setattr(pages_ahead.page_cache, "LONGEST", 10)
    assert maker.take_turn() == len(PAGES)
    assert maker.take_turn() == 0


def test_a_visitor_who_waits_for_a_file_comes_first(maker):
    ExportJob.objects.create(key="k", kind="image", format="svg", address="/charts/models/")
    assert maker.take_turn() == 0
    ExportJob.objects.all().delete()
    assert maker.take_turn() > 0


def test_a_turn_ends(maker, monkeypatch):
    monkeypatch.setattr(pages_ahead, "TURN", -1)
    assert maker.take_turn() == 0


def test_where_pages_are_not_kept_none_is_made(settings, maker):
    settings.KEEP_PAGES = False
    assert maker.take_turn() == 0


def test_pages_wait_for_their_pictures(monkeypatch):
    turns = []
    monkeypatch.setattr(worker, "has_problem", lambda: "")
    monkeypatch.setattr(ahead, "take_turn", lambda *arguments, **named: turns.append("pictures"))
    monkeypatch.setattr(tasks.maker, "take_turn", lambda: turns.append("pages"))
    row = DrawnAhead.objects.create(asked="a", site="http://testserver", address="/charts/models/", is_default=True)
    tasks.draw_ahead()
    assert turns == ["pictures"]
    row.delete()
    tasks.draw_ahead()
    assert turns == ["pictures", "pictures", "pages"]


def test_all_pages_of_the_site_map_are_wanted_in_both_languages():
    addresses = sitemaps.made_ahead(3000)
    assert addresses[:2] == ["/", "/en/"]
    assert {"/regions/440000/", "/en/regions/440000/", "/charts/ranking/"} <= set(addresses)
    assert len(addresses) == len(set(addresses))
    assert sitemaps.made_ahead(4) == addresses[:4] and sitemaps.made_ahead(0) == []
