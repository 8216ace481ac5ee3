"""How much one client may ask for in a minute."""

import time

import pytest
from django.test import Client

from govcompare import rate_limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted(settings):
    """Two of each a minute, counted anew."""
    settings.SEARCH_LIMIT = settings.FILES_LIMIT = 2
    rate_limits._limiter.cache_clear()
    rate_limits._health.until = 0
    yield
    rate_limits._limiter.cache_clear()
    rate_limits._health.until = 0


@pytest.mark.parametrize(
    "path, kind",
    [
        ("/search/", "search"), ("/search.json", "search"), ("/search/suggest/", "search"), ("/agencies.csv", "files"),
        ("/charts/models.zip", "files"), ("/charts/models.html", "files"), ("/sources/a.bib", "files"), ("/agencies/", None),
        ("/charts/models.svg", None), ("/research/", None), ("/", None),
    ],
)  # fmt: skip
def test_searches_and_files_are_limited_and_pages_are_not(path, kind):
    assert rate_limits.kind_of(path) == kind


@pytest.mark.parametrize("path", ["/search/?q=gd", "/en/search/suggest/?q=gd", "/agencies.json", "/en/agencies.csv"])
def test_who_asks_too_much_is_told_when_to_come_back(client, path):
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get(path)
    assert 1 <= int(refused["Retry-After"]) <= 61 and refused["Cache-Control"] == "no-store"
    assert refused["Retry-After"] in refused.content.decode()


def test_another_client_is_not_kept_waiting(client):
    assert [client.get("/search/?q=gd").status_code for _ in range(3)][-1] == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get("/search/?q=gd").status_code == 200


def test_searches_and_files_are_counted_apart(client):
    assert [client.get("/search/?q=gd").status_code for _ in range(3)][-1] == 429
    assert client.get("/agencies.csv").status_code == 200


def test_processes_count_together_in_the_shared_cache(settings, valkey):
    settings.CACHE_URL = f"{valkey.connection_url}/3"
    assert rate_limits.seconds_to_wait("search", "somebody") == 0
    rate_limits._limiter.cache_clear()  # as another process
    assert rate_limits.seconds_to_wait("search", "somebody") == 0
    rate_limits._limiter.cache_clear()
    assert rate_limits.seconds_to_wait("search", "somebody") > 0


def test_cache_that_is_down_limits_nobody(settings, client, caplog):
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    assert [client.get("/search/?q=gd").status_code for _ in range(3)] == [200] * 3
    assert "limits cannot be counted" in caplog.text


def test_what_a_clock_counted_that_was_ahead_keeps_nobody_waiting_once_it_is_right(monkeypatch):
    with monkeypatch.context() as ahead:
        ahead.setattr("time.time", lambda now=time.time: now() + 24 * 3600)
        assert [rate_limits.seconds_to_wait("search", "somebody") > 0 for _ in range(3)] == [False, False, True]
    assert rate_limits.seconds_to_wait("search", "somebody") == 0


def test_cache_that_was_down_a_moment_ago_is_not_asked_again_at_once(settings, monkeypatch):
    asked = []
    monkeypatch.setattr(rate_limits, "_count", lambda *given: asked.append(given) or 1 / 0)
    assert [rate_limits.seconds_to_wait("search", "somebody") for _ in range(3)] == [0, 0, 0]
    assert len(asked) == 1
