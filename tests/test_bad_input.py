"""Nonsense in: a clear answer out, never a 500, never silently another answer."""

import re
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.catalogue import LISTINGS

pytestmark = pytest.mark.django_db

LISTS = [listing.key for listing in LISTINGS]

REFUSED = [
    ("/regions/999999/", 404, "999999"),
    ("/regions/440000-guangdong/", 404, "440000-guangdong"),
    ("/regions/999999.json", 404, "999999"),
    ("/agencies.pdf", 404, ".csv"),
    ("/nothing/here/", 404, "网址"),
    ("/sources/nothing/", 404, "nothing"),
    ("/agencies/?sort=size", 400, "size"),
    ("/agencies/?agency_type=giant", 400, "giant"),
    ("/regions/?level=planet", 400, "planet"),
    ("/regions/?parent_code=999999", 400, "999999"),
    ("/?as_of=2019-02-30", 400, "2019-02-30"),
    ("/agencies/?as_of=yesterday", 400, "yesterday"),
    ("/agencies/?as_of=0000", 400, "0000"),
    ("/agencies/?page=99", 404, "第 99 页"),
    ("/agencies/?page=-1", 400, "page"),
    ("/agencies/?page=１", 400, "page"),
    ("/agencies/?size=0", 400, "size"),
    ("/agencies/?size=99999999999999999999", 400, "size"),
    ("/regions/?q=" + "长" * 101, 400, "100"),
    ("/compare/?r=999999~440000", 400, "999999"),
    ("/compare/?r=440000~" + "~".join(f"{code}00" for code in range(1000, 1040)), 400, "31"),
    ("/compare.json", 400, "r"),
    ("/compare.csv?r=abc", 400, "abc"),
    ("/agencies.json?colour=red", 400, "colour"),
    ("/agencies.csv?colour=red", 400, "colour"),
    ("/regions/440000.json?sort=name", 400, "sort"),
    ("/regions/?q=%00", 400, "不可见"),
    ("/regions/%00/", 400, "不可见"),
    ("/regions.xlsx?q=%EF%BF%BE", 400, "不可见"),
    ("/agencies/?sort=name&sort=rank", 400, "sort"),
    ("/regions/?q=a&q=b", 400, "q"),
    ("/?as_of=2019&as_of=2020", 400, "as_of"),
    ("/?as_of=2019-00", 400, "2019-00"),
    ("/?as_of=2019-06-00", 400, "2019-06-00"),
    ("/scores/?rank=77", 400, "77"),
    ("/regions/?" + "a=1&" * 1100, 400, "字符"),
]


@pytest.mark.parametrize(("url", "status", "named"), REFUSED, ids=lambda value: str(value)[:50])
def test_refusal_has_the_right_status_and_names_the_fault(client, url, status, named):
    response = client.get(url)
    assert response.status_code == status
    body = response.json()["error"] if url.split("?")[0].endswith(".json") else response.content.decode()
    assert named in body


@pytest.mark.parametrize("url", ["/agencies.json?colour=red", "/regions/999999.json", "/compare.json?r=1~2"])
def test_json_errors_have_one_shape(client, url):
    response = client.get(url)
    body = response.json()
    assert set(body) == {"ok", "error", "status"}
    assert (body["ok"], body["status"]) == (False, response.status_code)


def test_unknown_code_in_a_comparison_offers_the_rest(client):
    assert 'href="/compare/?r=440000"' in client.get("/compare/?r=440000~999999").text


@pytest.mark.parametrize(("language", "today"), [("", "同一页，今天"), ("/en", "The same page, today")])
def test_mistyped_date_can_be_corrected_in_place(client, language, today):
    response = client.get(f"{language}/regions/?as_of=2019-13&level=province")
    page = response.text
    assert response.status_code == 400
    assert f'action="{language}/regions/" method="get"' in page
    assert '<input type="hidden" name="level" value="province">' in page
    field = re.search(r'<input id="slip"[^>]*>', page)[0]
    assert 'name="as_of" value="2019-13"' in field and 'aria-describedby="fault"' in field and 'id="fault"' in page
    assert '<label for="slip">' in page and f'href="{language}/regions/?level=province">{today}</a>' in page


def test_page_beyond_the_last_leads_to_the_ends(client):
    page = client.get("/agencies/?page=99&sort=-name").text
    assert 'href="/agencies/?sort=-name">第一页</a>' in page
    assert 'href="/agencies/?sort=-name&amp;page=2">最后一页</a>' in page
    assert "最后一页" not in client.get("/models/?page=99").text


def test_page_names_an_unknown_parameter_and_goes_on(client):
    response = client.get("/agencies/?colour=red")
    assert response.status_code == 200 and "<code>colour</code>" in response.text


def test_ten_kilobyte_query_gets_a_page_that_says_so(client):
    response = client.get("/regions/?q=" + "x" * 10_240)
    assert response.status_code == 400 and "最多 4096 个" in response.text


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
@pytest.mark.parametrize(
    "url", ["/regions/?q={}", "/agencies/?sort={}", "/?as_of={}", "/compare/?r={}", "/?{}=1", "/regions/{}/"]
)
def test_markup_is_never_reflected(client, url, markup):
    assert markup not in client.get(url.format(markup)).content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, method):
    response = getattr(client, method)("/agencies/")
    assert response.status_code == 405 and "只供查看" in response.content.decode()


def test_strict_headers_stand_on_pages_files_and_errors(client):
    for url in ("/", "/agencies.json", "/agencies.csv", "/regions/999999/"):
        response = client.get(url)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"


NAMES = st.sampled_from(
    ["as_of", "sort", "page", "size", "q", "r", "level", "agency_type", "has_agency", "economic_region", "region_code",
     "model", "principal", "rank", "kind", "evaluation", "stage", "confidence", "collective", "parent_code", "x",
     "topic", "lead", "unit", "lead_basis", "document", "area", "body", "role", "basis", "scope", "subject", "owner",
     "category", "name"]
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=40),
    st.text(string.printable, max_size=40),
    st.sampled_from(["", "0", "-1", "1e9", "2019", "2019-06", "9999-12-31", "440000", "440000~330000", "yes", "none", "省", "%", "' OR 1=1 --",
                     "../../etc/passwd", "\u202e", "💥", "true", "null", "-name", "directly_under", "NaN", "999999999999"]),
    st.integers().map(str),
)  # fmt: skip
PATHS = st.one_of(
    st.sampled_from(
        ["/", "/about/", "/compare/", "/compare.json", "/compare.csv", "/regions/440000/", "/regions/440000.xlsx",
         "/sources/", "/sources.json", "/sources/gb-t-2260/", *(f"/{key}{end}" for key in LISTS for end in ("/", ".json", ".csv", ".xlsx"))]
    ),
    st.text(string.ascii_letters + string.digits + "./-_~%贵", max_size=20).map(lambda text: f"/regions/{text}/"),
    st.text(max_size=20).map(lambda text: f"/sources/{text}/"),
    st.text(string.printable, max_size=20).map(lambda text: "/" + text.lstrip("/")),  # after two slashes a client reads a host
)  # fmt: skip


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(language=st.sampled_from(["", "/en"]), path=PATHS, parameters=st.lists(st.tuples(NAMES, VALUES), max_size=4))
def test_no_request_ever_breaks_the_site(client, language, path, parameters):
    path = language + path
    query: dict[str, list[str]] = {}
    for name, value in parameters:
        query.setdefault(name, []).append(value)
    try:
        response = client.get(path, query)
    except UnicodeEncodeError:
        return  # lone surrogates cannot be sent at all
    assert response.status_code in (200, 301, 400, 404), (path, query, response.status_code)
    if response.status_code in (400, 404) and path.endswith(".json"):
        assert response.json()["ok"] is False
