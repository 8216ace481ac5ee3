"""Every answer has strict headers: every route in every format and language, refusals, faults, static files."""

import re

import pytest
from django.conf import settings as project
from django.db import OperationalError
from django.test import Client

from govcompare import rate_limits, views
from govcompare.models import ExportJob

from .addresses import addresses

pytestmark = pytest.mark.django_db

# What a stranger need not know: where things lie, what they are made of, and in which version.
TELLING = re.compile(
    r"Traceback|File \"|site-packages|\.py\b|/usr/|/srv/|/tmp/|django|gunicorn|python|werkzeug|\bsqlite3?\b|psycopg|celery",
    re.I,
)
ADDRESSES = sorted(set(addresses()))


@pytest.fixture(autouse=True)
def no_worker(settings):
    """Nobody draws here: who asks for a picture is sent to the page of its job at once."""
    settings.EXPORT_WAIT = 0


def strict(response, *, framed: bool = False) -> None:
    """What must stand on each answer."""
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    alone = "sandbox" in policy  # a drawing opened by itself: nothing in it runs, and it may paint itself
    assert policy["default-src"] == ("'none'" if alone else "'self'")
    assert policy["frame-ancestors"] == ("*" if framed else "'none'")
    assert alone or "unsafe" not in response["Content-Security-Policy"]
    assert "script-src" not in policy and (alone or policy["object-src"] == "'none'")
    assert response.get("X-Frame-Options") == (None if framed else "DENY")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "X-Powered-By" not in response and "Access-Control-Allow-Origin" not in response
    assert not response.cookies


def test_routes_are_found():
    assert len(ADDRESSES) > 70 and {"/", "/metrics", "/healthz/", "/agencies.csv", "/embed/agency-type-map/"} <= set(
        ADDRESSES
    )


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_route_in_every_format_is_strict(client, language):
    outside = ("/s/", "/healthz", "/readyz", "/metrics", "/robots", "/sitemap", "/favicon")
    for address in ADDRESSES:
        if language and (address.startswith(outside) or not address.endswith(("/", ".json"))):
            continue  # files are the same in kind
        response = client.get(language + address)
        assert response.status_code < 500 or address.startswith(("/readyz", "/healthz/export")), address
        strict(response, framed=address.startswith("/embed/"))


@pytest.mark.parametrize(
    "address, status",
    [
        ("/agencies/?sort=x", 400), ("/agencies.json?x=1", 400), ("/agencies.csv?x=1", 400), ("/charts/agency-type-map.svg?x=1", 400),
        ("/nothing/", 404), ("/nothing.json", 404), ("/static/nothing.js", 404), ("/embed/nothing/", 404),
        ("/charts/agency-type-map/?v=0.0.0", 410), ("/agencies", 301), ("/%00", 400), ("/\u202e/", 400),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["", "/en"])
def test_refusals_are_strict_and_tell_nothing(client, language, address, status):
    response = client.get(language + address)
    assert response.status_code == status
    strict(response, framed=address.startswith("/embed/"))
    assert not TELLING.search(response.text)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_strict(client, method):
    for address in ("/", "/agencies.csv", "/embed/agency-type-map/", "/healthz/", "/sitemap.xml", "/robots.txt"):
        strict(getattr(client, method)(address), framed=address.startswith("/embed/"))


@pytest.mark.parametrize(
    "address",
    ["/", "/agencies.json", "/embed/agency-type-map/", "/charts/agency-type-map.svg", "/sources/gb-t-2260.bib"],
)
def test_foreign_host_is_refused_strictly(client, address):
    response = client.get(address, HTTP_HOST="evil.example")
    assert response.status_code == 400 and "evil" not in response.text
    strict(response, framed=address.startswith("/embed/"))


def test_too_many_is_strict(client, settings):
    settings.SEARCH_LIMIT = 1
    rate_limits._limiter.cache_clear()
    answers = [client.get("/search/?q=a") for _ in range(2)]
    rate_limits._limiter.cache_clear()
    assert answers[1].status_code == 429
    strict(answers[1])


@pytest.mark.parametrize(
    "fault, status", [(RuntimeError("/srv/secret.py"), 500), (OperationalError("password=x"), 503)]
)
@pytest.mark.parametrize("address", ["/about/", "/en/about/"])
def test_fault_is_strict_and_tells_nothing(monkeypatch, address, fault, status):
    def fail(*args, **kwargs):
        raise fault

    monkeypatch.setattr(views.About, "get", fail)
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    strict(response)
    assert not TELLING.search(response.text) and "secret" not in response.text and "password" not in response.text


@pytest.mark.parametrize(
    "address", ["/static/css/site.css", "/static/js/site.js", "/static/icon.svg", "/static/vendor/README.md"]
)
def test_static_files_are_strict(client, address):
    response = client.get(address)
    response.close()
    assert response.status_code == 200
    strict(response)


@pytest.mark.parametrize("address", ["/", "/static/css/site.css", "/agencies.csv", "/nothing/"])
def test_https_is_asked_for_and_remembered(settings, address):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    response = Client().get(address)
    assert response.status_code == 301 and response["Location"] == f"https://testserver{address}"
    strict(response)
    response = Client().get(address, secure=True)
    response.close()
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    # a header that only a trusted proxy may send changes nothing
    assert Client().get(address, HTTP_X_FORWARDED_PROTO="https").status_code == 301


def test_unchanged_page_puts_no_headers_in_the_place_of_those_kept(settings):
    settings.KEEP_PAGES = True
    browser = Client()
    first = browser.get("/about/")
    again = browser.get("/about/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304
    assert not {"Content-Security-Policy", "X-Frame-Options", "Permissions-Policy"} & set(again.headers)


def test_job_page_is_for_nobody_else(client):
    job = ExportJob.objects.create(
        key="0" * 64, format="png", address="/charts/agency-type-map.png", file_name="m.png", content_type="image/png"
    )
    response = client.get(f"/exports/{job.pk}/")
    assert response.status_code == 200 and response["Cache-Control"] == "no-store"
    strict(response)
    assert Client(REMOTE_ADDR="192.0.2.9").post(f"/exports/{job.pk}/").status_code == 403


def test_no_product_is_named(client):
    assert project.DEBUG is False
    for address in ("/", "/nothing/", "/agencies.csv"):
        assert "Server" not in client.get(address)  # the web server's own: see test_web_server.py
