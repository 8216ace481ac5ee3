"""What leads a visitor: glossary, method, addresses for search engines, the description of the dataset."""

import json
import re

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
