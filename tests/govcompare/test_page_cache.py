"""Pages that were made before: what is sent again, to whom, and until when."""

import gzip
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from django.test.signals import template_rendered

from govcompare import shared_cache, shown_version, software
from govcompare.exporting import page_pictures, queue
from govcompare.models import DatasetLoad
from govcompare.operations import metrics

pytestmark = pytest.mark.django_db

PAGES = ["/facts/agency_statuses/jiangsu-agency-2024/", "/agencies/", "/en/agencies/?agency_type=directly_under", "/agencies.csv", "/agencies.json",
         "/search/?q=guangdong", "/about/", "/sitemap.xml"]  # fmt: skip


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    """Pages are kept in a folder of the test."""
    settings.KEEP_PAGES = True
    settings.CACHES = {"default": {"BACKEND": "govcompare.file_cache.PlainFileCache", "LOCATION": tmp_path / "cache"}}
    shared_cache._health.until = 0


def loaded(**changes) -> DatasetLoad:
    """Another load, shown from now on."""
    latest = DatasetLoad.latest_or_none()
    load = DatasetLoad.objects.create(
        version="9", label="9", sha256="0" * 64, loaded_at=latest.loaded_at.replace(year=2100), **changes
    )
    shown_version.announce(load)
    return load


@pytest.mark.parametrize("path", PAGES)
def test_second_visit_asks_the_database_nothing_and_gets_the_same(client, path, django_assert_num_queries):
    first = client.get(path)
    with django_assert_num_queries(0):
        second = client.get(path)
    assert second.content == first.content
    assert second.headers == first.headers


@pytest.mark.parametrize("path", PAGES)
def test_who_has_the_page_is_told_so_without_a_query(client, path, django_assert_num_queries):
    etag = client.get(path)["ETag"]
    assert not etag.startswith("W/")
    with django_assert_num_queries(0):
        again = client.get(path, headers={"if-none-match": etag})
    assert again.status_code == 304 and again["ETag"] == etag and not again.content


def test_who_has_the_page_is_told_so_even_where_nothing_is_kept(client, django_assert_num_queries):
    etag = client.get("/facts/agency_statuses/jiangsu-agency-2024/")["ETag"]
    version = cache.get(shown_version.KEY)
    cache.clear()
    cache.set(shown_version.KEY, version)
    with django_assert_num_queries(0):
        assert (
            client.get("/facts/agency_statuses/jiangsu-agency-2024/", headers={"if-none-match": etag}).status_code
            == 304
        )


def test_another_load_gives_another_page_at_once(client):
    etag = client.get("/agencies/")["ETag"]
    loaded(turning_points=["2001-01"])
    after = client.get("/agencies/", headers={"if-none-match": etag})
    assert after.status_code == 200 and after["ETag"] != etag
    assert "2001-01" in after.content.decode()


def test_load_that_did_not_reach_the_cache_is_shown_some_seconds_later(client):
    assert "2001-01" not in client.get("/agencies/").content.decode()
    loaded(turning_points=["2001-01"])
    cache.delete(shown_version.KEY)  # as after some seconds
    assert "2001-01" in client.get("/agencies/").content.decode()


def test_page_that_a_load_overtakes_is_made_again_of_the_new_data(client, monkeypatch):
    """The half of it that was made before would be old."""
    loads = iter([lambda: loaded(turning_points=["2001-01"])])

    def while_it_is_made(**kwargs):
        next(loads, lambda: None)()

    template_rendered.connect(while_it_is_made)
    try:
        during = client.get("/agencies/")
    finally:
        template_rendered.disconnect(while_it_is_made)
    assert "2001-01" in during.content.decode()
    after = client.get("/agencies/")
    assert after["ETag"] == during["ETag"] and after.content == during.content


def test_data_that_never_stand_still_give_a_page_that_is_not_kept(client):
    template_rendered.connect(loaded_again)
    try:
        answer = client.get("/about/")
    finally:
        template_rendered.disconnect(loaded_again)
    assert answer.status_code == 200 and "ETag" not in answer


def loaded_again(**kwargs) -> None:
    load = DatasetLoad.latest_or_none()
    label = f"{load.pk}+"
    DatasetLoad.objects.create(
        version="9", label=label, sha256="0" * 64, loaded_at=load.loaded_at + timedelta(days=1), turning_points=[]
    )


def test_while_the_database_is_gone_what_was_made_goes_on_being_sent(client, monkeypatch):
    page = client.get("/agencies/")
    cache.delete(shown_version.KEY)  # as after some seconds
    monkeypatch.setattr(shown_version, "latest", gone)
    assert client.get("/agencies/").content == page.content
    assert client.get("/agencies/", headers={"if-none-match": page["ETag"]}).status_code == 304


def gone():
    raise DatabaseError("gone")


def test_process_says_that_it_is_alive_without_asking_anybody(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("govcompare.shared_cache.cache", None)
    with django_assert_num_queries(0):
        assert client.get("/healthz/").status_code == 200


@pytest.mark.parametrize(
    "origin, ask",
    [
        ("made", {}),
        ("kept", {}),
        ("unchanged", {"if-none-match": "…"}),
        ("other", {}),
    ],
)
def test_answers_are_counted_by_where_they_came_from(client, origin, ask):
    path = "/nowhere/" if origin == "other" else "/agencies/"
    if origin in ("kept", "unchanged"):
        etag = client.get(path)["ETag"]
        ask = dict.fromkeys(ask, etag)
    before = {name: metrics.PAGES.labels(name)._value.get() for name in ("unchanged", "kept", "made", "other")}
    client.get(path, headers=ask)
    after = {name: metrics.PAGES.labels(name)._value.get() for name in before}
    assert {name for name in before if after[name] == before[name] + 1} == {origin}


def test_next_day_has_pages_of_its_own(client, monkeypatch):
    from datetime import date

    today = client.get("/agencies/")["ETag"]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2031, 1, 1))
    assert client.get("/agencies/")["ETag"] != today


def test_other_software_has_pages_of_its_own(client, monkeypatch):
    before = client.get("/agencies/")["ETag"]
    monkeypatch.setattr(software, "stamp", lambda: "other")
    assert client.get("/agencies/")["ETag"] != before


def test_each_host_scheme_language_and_part_of_a_page_is_kept_by_itself(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    ways = [
        client.get("/agencies/"),
        client.get("/en/agencies/"),
        client.get("/agencies/", headers={"host": "other.example"}),
        client.get("/agencies/", headers={"hx-request": "true"}),
        client.get("/agencies/", secure=True),
    ]
    assert len({way["ETag"] for way in ways}) == len(ways)
    assert "other.example" in ways[2].content.decode() and "other.example" not in ways[0].content.decode()
    assert "HX-Push-Url" in ways[3] and "HX-Push-Url" not in client.get("/agencies/")
    assert all(word in ways[0]["Vary"] for word in ("HX-Request", "Accept-Encoding"))


def test_compressed_page_is_the_same_page_under_another_validator(client):
    plain = client.get("/agencies/")
    packed = client.get("/agencies/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    again = client.get("/agencies/", headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]})
    assert again.status_code == 304
    crossed = client.get("/agencies/", headers={"if-none-match": packed["ETag"]})
    assert crossed.status_code == 200 and crossed.content == plain.content


def test_what_is_compressed_already_is_sent_as_it_is(client, monkeypatch):
    """A drawing is kept as a file, compressed by itself."""
    packed = gzip.compress(b"<svg/>")

    def drawing(*_, **__):
        return HttpResponse(
            packed, content_type="image/svg+xml", headers={"Content-Encoding": "gzip", "ETag": '"own"'}
        )

    monkeypatch.setattr("institutions.views.chart_files.ChartFile.get", drawing)
    for _ in range(2):
        response = client.get("/charts/models.svg", headers={"accept-encoding": "gzip"})
        assert response.content == packed and response["ETag"] == '"own"'


def test_head_of_a_kept_page_has_its_headers(client):
    whole = client.get("/agencies/")
    assert client.head("/agencies/").headers == whole.headers


@pytest.mark.parametrize("path", ["/nothing/", "/agencies/?sort=nonsense", "/regions/999999/"])
def test_refusals_are_never_kept_and_an_asterisk_is_no_page(client, path):
    for _ in range(2):
        response = client.get(path, headers={"if-none-match": "*"})
        assert response.status_code in (400, 404) and "ETag" not in response


def test_page_that_waits_for_a_picture_is_made_anew(client, monkeypatch):
    monkeypatch.setattr(queue, "is_up", lambda: False)
    response = client.get("/regions/330100/")
    assert page_pictures.BLANK.split("%3C")[0] in response.content.decode()
    assert "ETag" not in response


def test_state_of_the_queue_is_never_kept(client, django_assert_num_queries):
    assert "ETag" not in client.get("/healthz/export")


def test_cache_that_is_down_costs_time_and_nothing_else(client, monkeypatch, caplog):
    class Down:
        def __getattr__(self, name):
            raise ConnectionError("nobody listens")

    monkeypatch.setattr(shared_cache, "cache", Down())
    for _ in range(3):
        response = client.get("/agencies/")
        assert response.status_code == 200 and response["ETag"]
    assert len([one for one in caplog.records if "does not answer" in one.message]) == 1


def test_database_that_is_down_leaves_kept_pages_standing(client, monkeypatch):
    first = client.get("/about/")

    def down(*_):
        raise DatabaseError("no connection")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", down)
    assert client.get("/about/").content == first.content


def test_valkey_is_given_and_gives_bytes_alone():
    plain = shared_cache.PlainBytes()
    assert plain.loads(plain.dumps(b"page")) == b"page"
    assert plain.loads(str(plain.dumps(7)).encode()) == 7
    with pytest.raises(TypeError):
        plain.dumps({"an": "object"})


def test_pages_are_not_kept_where_the_settings_say_so(settings):
    settings.KEEP_PAGES = False
    assert "ETag" not in Client().get("/about/")
