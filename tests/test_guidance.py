"""What leads a visitor: glossary, method, addresses for search engines, the description of the dataset."""

import json
import re
from html import unescape

import pytest
from django.contrib.staticfiles import finders

from govcompare.explained import ANCHORS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_explanation_stands_in_the_glossary(client, language):
    ids = set(re.findall(r'id="([^"]+)"', client.get(f"{language}/glossary/").text))
    assert set(ANCHORS.values()) <= ids


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("/agencies/", "agency-types"),
        ("/regions/520000/", "superior"),
        ("/en/compare/?r=520000~370000", "ranks"),
        ("/scores/", "indices"),
        ("/regions/440000/", "agency-types"),
        ("/regions/440000/", "leading-group"),
        ("/regions/440000/", "operating-company"),
        ("/regions/440000/", "separated-operation"),
        ("/changes/", "bodies"),
        ("/en/responsibilities/?r=440300", "lead"),
        ("/responsibilities/?r=440300~370000", "topic"),
        ("/indices/tsinghua-digital-government-index/", "edition"),
        ("/sources/provincial-bureaus-article/", "locator"),
        ("/companies/", "date-shown"),
    ],
)
def test_terms_lead_to_the_glossary_where_they_stand(client, path, anchor):
    assert f'/glossary/#{anchor}"' in client.get(path).text


def test_a_rank_in_an_index_is_not_explained_as_a_rank_of_a_body(client):
    page = client.get("/regions/520000/").text
    assert "/glossary/#ranks" in page[page.index('id="agency"') : page.index('id="leading_group"')]
    assert "/glossary/#ranks" not in page[page.index('id="score"') :]


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/agencies/?agency_type=nameplate&as_of=2019-06", "/en/regions/440000/"]
)
def test_a_page_names_its_address_and_that_in_the_other_language(client, path):
    page = client.get(path).text
    own = re.search(r'<link rel="canonical" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert own == f"http://testserver{path}"
    alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page))
    assert set(alternates) == {"zh-CN", "en", "x-default"} and alternates["x-default"] == alternates["zh-CN"]
    for address in alternates.values():
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_the_switch_of_language_keeps_page_filters_and_date(client):
    page = client.get("/agencies/?agency_type=nameplate&as_of=2019-06&sort=-name").text
    other = re.search(r'<a href="([^"]+)" hreflang="en"', page)[1].replace("&amp;", "&")
    assert other == "/en/agencies/?agency_type=nameplate&sort=-name&as_of=2019-06"


def test_the_sitemap_has_every_region_in_both_languages(client):
    sitemap = client.get("/sitemap.xml").text
    for path in ("/", "/en/", "/regions/440000/", "/en/regions/660000/", "/en/charts/ranking/", "/glossary/"):
        assert f"<loc>http://testserver{path}</loc>" in sitemap
    assert sitemap.count("/regions/") > 2 * 369
    assert set(re.findall(r'hreflang="([^"]+)"', sitemap)) == {"zh-CN", "en", "x-default"}, "as the pages say"
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


def head_of(client, path) -> dict[str, str]:
    page = client.get(path).text
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return dict(found) | {"title": re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]}


DESCRIBED = [
    "/", "/agencies/", "/agencies/?page=2", "/agencies/?agency_type=nameplate", "/changes/", "/changes/?r=440000",
    "/conflicts/", "/indices/tsinghua-digital-government-index/", "/sources/provincial-bureaus-article/",
    "/facts/agency_statuses/jiangsu-agency-2024/", "/responsibilities/", "/responsibilities/?r=440300", "/regions/440000/",
    "/compare/?r=440000~330000", "/glossary/", "/nothing/here/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["", "/en"])
def test_each_page_describes_itself(client, language):
    heads = {path: head_of(client, language + path) for path in DESCRIBED}
    assert len({head["description"] for head in heads.values()}) == len(DESCRIBED)
    for path, head in heads.items():
        assert 0 < len(unescape(head["description"])) <= 160, path
        if path != "/nothing/here/":
            assert head["og:description"] == head["description"]
            assert head["title"] == f"{head['og:title']} · govcompare"


def test_title_of_a_list_tells_filter_and_page(client):
    assert head_of(client, "/agencies/?agency_type=nameplate")["title"] == "大数据机构 · 挂牌机构 · govcompare"
    assert head_of(client, "/agencies/?page=2")["title"] == "大数据机构 · 第 2 页 · govcompare"


@pytest.mark.parametrize("path", ["/tasks/", "/en/regions/"])
def test_a_list_can_be_skipped_by_keyboard(client, path):
    page = client.get(path).text
    for target in ("results", "after-table"):
        assert f'class="skip-on" href="#{target}"' in page and f'id="{target}" tabindex="-1"' in page
    assert page.index('href="#after-table"') < page.index("<table") < page.index('id="after-table"')


def test_regions_to_add_stand_under_their_province_by_name(client):
    groups = {
        path: re.findall(r'<optgroup label="([^"]+)">', client.get(path).text)
        for path in ("/compare/", "/en/compare/")
    }
    assert len(groups["/compare/"]) == 35
    assert groups["/compare/"][:3] == ["安徽", "澳门", "北京"]
    assert groups["/en/compare/"] == sorted(groups["/en/compare/"])
    guangdong = (
        client.get("/en/compare/").text.partition('<optgroup label="Guangdong">')[2].partition("</optgroup>")[0]
    )
    names = re.findall(r">([^<·]+) ·", guangdong)
    assert names[0] == "Guangdong" and names[1:] == sorted(names[1:]) and len(names) == 22


def test_a_document_in_a_profile_says_its_title_once(client):
    page = client.get("/regions/440000/").text
    section = page[page.index('id="document"') :].partition("</section>")[0]
    heads, first = (
        section.partition("</thead>")[0].count("<th "),
        section.partition("<tbody>")[2].partition("</tr>")[0],
    )
    assert "标题" not in section and first.count("<td") + 1 == heads


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_dataset_is_described_for_search_engines(client, path):
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text, re.DOTALL)[1]
    described = json.loads(text)
    assert described["@type"] == "Dataset" and described["version"]
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    for one in described["distribution"]:
        assert client.get(one["contentUrl"]).status_code == 200, one


def test_icons_exist():
    for name in ("icon.svg", "icon-180.png", "card.png", "card-en.png"):
        assert finders.find(name)
