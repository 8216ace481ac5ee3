"""What a visitor sends reaches neither other visitors nor places of their choice: hosts, redirects, caches, headers."""

import pytest
from django.test import Client

from govcompare import page_cache

pytestmark = pytest.mark.django_db

FORGED = {
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_PORT": "666",
    "HTTP_X_FORWARDED_FOR": "192.0.2.66",
    "HTTP_FORWARDED": "host=evil.example;proto=https",
    "HTTP_X_ORIGINAL_URL": "/evil/",
    "HTTP_X_REWRITE_URL": "/evil/",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    "HTTP_X_HOST": "evil.example",
    "HTTP_ORIGIN": "https://evil.example",
    "HTTP_REFERER": "https://evil.example/",
    "HTTP_ACCEPT_LANGUAGE": "en",
    "HTTP_COOKIE": "session=evil; django_language=en",
    "HTTP_HX_TARGET": "evil",
    "HTTP_HX_CURRENT_URL": "https://evil.example/",
    "HTTP_HX_PROMPT": "evil",
    "HTTP_USER_AGENT": "evil",
}
PAGES = [
    "/",
    "/en/",
    "/agencies/",
    "/agencies.json",
    "/regions/440000/",
    "/sitemap.xml",
    "/robots.txt",
    "/charts/agency-type-map/",
    "/search/?q=gd",
]


@pytest.fixture
def kept(settings, monkeypatch):
    """A shared cache: what is kept in it by name."""
    found = {}
    monkeypatch.setattr(page_cache.shared_cache, "put", lambda name, value, seconds: found.setdefault(name, value))
    monkeypatch.setattr(page_cache.shared_cache, "get", found.get)
    settings.KEEP_PAGES = True
    return found


@pytest.mark.parametrize("address", PAGES)
def test_forged_headers_change_nothing_and_poison_nobody(kept, address):
    clean = Client().get(address)
    kept.clear()
    forged = Client().get(address, **FORGED)
    after = Client().get(address)
    assert clean.status_code == forged.status_code == after.status_code == 200
    assert clean.content == forged.content == after.content and b"evil" not in forged.content
    assert not any("evil" in value for value in forged.headers.values())


def test_host_of_another_is_refused_and_its_page_kept_for_nobody(kept):
    for host in (
        "evil.example",
        "localhost.evil.example",
        "localhost@evil.example",
        "localhost:80@evil",
        "evil.example#localhost",
        "",
    ):
        assert Client().get("/", HTTP_HOST=host).status_code == 400, host
    assert b"evil" not in Client().get("/").content


def test_pages_of_two_hosts_are_kept_apart(kept):
    for host in ("localhost", "127.0.0.1"):
        other = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}[host]
        page = Client().get("/sitemap.xml", HTTP_HOST=host).text
        assert f"http://{host}/" in page and other not in page


def test_answer_to_a_script_and_to_a_person_are_kept_apart(kept):
    """An empty header is no script: what it is answered must not reach those that are."""
    Client().get("/agencies/", HTTP_HX_REQUEST="")
    script, person = Client().get("/agencies/", HTTP_HX_REQUEST="true"), Client().get("/agencies/")
    assert "HX-Push-Url" in script and "HX-Push-Url" not in person
    assert "HX-Request" in script["Vary"] and "HX-Request" in person["Vary"]


def test_body_of_a_request_decides_nothing(kept):
    plain = Client().get("/agencies.json")
    kept.clear()
    client = Client()
    fat = client.generic(
        "GET", "/agencies.json", b"as_of=2019&sort=evil", content_type="application/x-www-form-urlencoded"
    )
    assert fat.content == plain.content == Client().get("/agencies.json").content


def test_head_leaves_no_empty_page_behind(kept):
    assert Client().head("/about/").content == b"" and len(Client().get("/about/").content) > 1000


@pytest.mark.parametrize("header", ["bytes=0-10", "bytes=0-0,5-9", "bytes=999999-", "lines=1-2"])
def test_range_leaves_no_torn_page_behind(kept, header):
    Client().get("/about/", HTTP_RANGE=header)
    assert Client().get("/about/").text.rstrip().endswith("</html>")


@pytest.mark.parametrize("given", ["*", '"x"', 'W/"x"', '"x", "y"', '"', "a\tb", '"' + "a" * 8000 + '"'])
def test_validator_that_is_not_ours_gets_the_page(kept, given):
    response = Client().get("/about/", HTTP_IF_NONE_MATCH=given)
    assert response.status_code == 200 or given == "*"
    assert Client().get("/nothing/", HTTP_IF_NONE_MATCH="*").status_code == 404


@pytest.mark.parametrize("query", ["utm_source=evil", "callback=evil", "_=evil", "x=%22%3E%3Cscript%3Eevil"])
def test_parameter_of_one_visitor_is_shown_to_no_other(kept, query):
    Client().get(f"/agencies/?{query}")
    assert b"evil" not in Client().get("/agencies/").content


LINES = [
    "a%0d%0aX-Evil:%201",
    "a%0aX-Evil:%201",
    "a%0dX-Evil:%201",
    "a%E5%98%8D%E5%98%8AX-Evil:%201",
    "%00",
    "a%22;%20filename=%22evil.exe",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    "address", ["/agencies.csv?q={}", "/agencies.csv?as_of={}", "/compare.csv?r={}", "/charts/agency-type-map.csv?v={}", "/charts/{}.csv",
                "/charts/agency-type-map.{}", "/sources/{}.bib", "/sources/{}/", "/regions/{}.xlsx", "/s/{}/", "/agencies?x={}",
                "/facts/agency_statuses/{}.json", "/search/?q={}", "/exports/{}/", "/agencies/?next={}", "/{}", "/charts/agency-type-map.png?w={}"]
)  # fmt: skip
def test_no_line_is_smuggled_into_the_headers(client, address, line):
    response = client.get(address.format(line))
    assert response.status_code < 500
    assert "X-Evil" not in response
    for value in response.headers.values():
        assert "\r" not in value and "\n" not in value
    assert 'filename="evil.exe' not in response.get("Content-Disposition", "")


ELSEWHERE = ["//evil.example", "//evil.example/agencies", "/\\evil.example", "/%5cevil.example", "//evil.example/%2e%2e", "///evil.example",
             "/en//evil.example", "/en/\\evil.example", "/http://evil.example", "/https:evil.example", "/%2f%2fevil.example"]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_address_leads_to_another_site(client, address):
    response = client.generic("GET", address)
    target = response.get("Location", "/")
    assert target.startswith("/") and not target.startswith(("//", "/\\"))
    for link in ('href="//', 'href="http://evil', 'href="https://evil', 'href="/\\', 'action="//'):
        assert link not in response.text


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\t//evil.example",
    ],
)
def test_login_leads_to_no_other_site(keeper, log_in, next):
    response = log_in(code=keeper.code(), next=next)
    assert response.status_code == 302 and response["Location"] == "/office/"
