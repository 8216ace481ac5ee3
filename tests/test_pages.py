"""Every page and file: answers, agrees with its twins, costs a fixed number of queries."""

import csv
import io
import re

import pandas
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from govcompare.vocabularies import MissingReason
from institutions.catalogue import LISTINGS

pytestmark = pytest.mark.django_db

LISTS = [listing.key for listing in LISTINGS]
PAGES = [
    "/",
    "/?as_of=2019-06",
    "/about/",
    "/sources/",
    "/sources/provincial-bureaus-article/",
    "/compare/",
    "/compare/?r=440000",
    "/compare/?r=440000~330000~520000",
    "/compare/?r=440000&r=440300",
    "/regions/440000/",
    "/regions/440000/?as_of=2016",
    "/regions/100000/",
    "/regions/710000/",
    "/regions/540100/",
    "/regions/650100/",
    *(f"/{key}/" for key in LISTS),
    *(f"/{key}/?as_of=1999" for key in LISTS),
]
FILES = [*(f"/{key}" for key in [*LISTS, "sources"]), "/regions/440000", "/compare"]
QUERY = {"/compare": "?r=440000~330000~520000"}

# The fields the contract names, in its order; rows may carry more.
FIELDS = {
    "regions": "code name short_name name_en pinyin iso_code abbreviation level parent_code economic_region "
    "counted_in_31 has_agency agency_types has_leading_group has_operating_company separated_operation",
    "agencies": "region_code region name principal type type_label last_known_type last_known_as_of rank rank_label "
    "rank_confidence superior predecessor plates functions valid_from valid_to",
    "leading-groups": "region_code region name heads deputies office advisory_bodies established",
    "companies": "region_code region name role serves",
    "shareholdings": "company holder share_exact share_minimum share_maximum collective",
    "documents": "region_code region title number kind issued_on effective_from period",
    "scores": "evaluation publisher edition indicator region_code region value rank band",
    "models": "region_code region name slogan features",
    "tasks": "region_code region document number area title lead leads participants lead_basis",
    "functions": "body internal_body area function role",
    "platforms": "region_code region name description owner",
    "statistics": "metric numerator denominator value unit scope members",
    "agency-types": "category term type definition usual_rank powers independence coordination function_focus",
    "left-out": "kind subject reason",
}
# What was read and not entered is no fact: it has a source at the most.
NO_FACTS = {"left-out"}
# Lists whose rows name further sources of the whole row (source -> place), not of one field (field -> place).
BY_SOURCE = {"tasks", "platforms", "statistics"}
LIST_FIELDS = set(
    "heads deputies advisory_bodies features leads participants members agency_types serves plates functions "
    "powers breakdown issuers".split()
)


@pytest.mark.parametrize("url", PAGES)
def test_page_answers(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert 'lang="zh-CN"' in response.text and ">None<" not in response.text


@pytest.mark.parametrize("key", LISTS)
def test_json_rows_have_the_fields_of_the_contract(get_json, key):
    body = get_json(f"/{key}.json")
    assert {"count", "as_of", "filters", "rows", "sources"} <= set(body)
    wanted = FIELDS[key].split()
    for row in body["rows"]:
        assert [name for name in row if name in wanted] == wanted
        assert {"as_of", "source", "locator", "confidence"} <= set(row) or key in NO_FACTS


@pytest.mark.parametrize("key", LISTS)
def test_every_null_says_why(get_json, key):
    for row in get_json(f"/{key}.json")["rows"]:
        for name, value in row.items():
            if value is None:
                assert row["missing"][name] in MissingReason.values, (name, row)
        assert not [name for name in row["missing"] if row[name] not in (None, [])]


@pytest.mark.parametrize("key", LISTS)
def test_json_types_are_plain(get_json, key):
    for row in get_json(f"/{key}.json")["rows"]:
        for name in LIST_FIELDS & set(row):
            assert isinstance(row[name], list)
        for name in {"value", "rank", "share_exact", "numerator", "denominator"} & set(row):
            assert row[name] is None or key == "agencies" or isinstance(row[name], int | float)


@pytest.mark.parametrize("key", LISTS)
def test_every_row_names_a_source_of_the_list(get_json, key):
    body = get_json(f"/{key}.json")
    listed = {source["id"] for source in body["sources"]}
    named = {row["source"] for row in body["rows"] if key not in NO_FACTS or row["source"]}
    assert named <= listed
    if key in BY_SOURCE:
        elsewhere = {source for row in body["rows"] for source in row["other_sources"]}
    else:
        elsewhere = {place.split()[0] for row in body["rows"] for place in row.get("evidence", {}).values()}
    assert key == "regions" or named | elsewhere == listed


@pytest.mark.parametrize("stem", FILES)
def test_csv_xlsx_and_json_hold_the_same_rows(client, stem):
    query = QUERY.get(stem, "")
    rows = client.get(f"{stem}.json{query}").json()["rows"]
    frame = pandas.read_csv(io.BytesIO(client.get(f"{stem}.csv{query}").content), dtype=str, keep_default_na=False)
    book = load_workbook(io.BytesIO(client.get(f"{stem}.xlsx{query}").content))
    assert len(rows) == len(frame) == book.worksheets[0].max_row - 1 > 0
    assert list(frame) == [name for name in rows[0] if name in list(frame)] or set(frame) == set(rows[0])
    for name in ("name", "title", "region", "source", "property"):
        if name in frame:
            assert list(frame[name]) == [row[name] or "" for row in rows]


@pytest.mark.parametrize("stem", FILES)
def test_files_have_a_name_and_a_type(client, stem):
    for suffix, content_type in (("csv", "text/csv"), ("xlsx", "spreadsheetml")):
        response = client.get(f"{stem}.{suffix}{QUERY.get(stem, '')}")
        assert content_type in response["Content-Type"]
        assert re.search(rf'attachment; filename="govcompare_[\w.-]+\.{suffix}"', response["Content-Disposition"])


def test_file_holds_the_rows_in_view_on_all_pages(client):
    page = client.get("/scores/?level=prefecture&size=5")
    rows = list(
        csv.DictReader(io.StringIO(client.get("/scores.csv?level=prefecture&size=5").content.decode("utf-8-sig")))
    )
    assert f"：{len(rows)} 条得分" in page.text and len(rows) > 5


def test_json_pages_by_next_url(get_json):
    first = get_json("/regions.json?size=200")
    second = get_json(first["next_url"])
    assert (len(first["rows"]), len(second["rows"]), second["next_url"]) == (200, 169, None)
    assert first["count"] == second["count"] == 369
    assert not {row["code"] for row in first["rows"]} & {row["code"] for row in second["rows"]}


def test_long_profile_file_has_the_columns_of_the_contract(client):
    header = client.get("/regions/440000.csv").content.decode("utf-8-sig").splitlines()[0].split(",")
    wanted = "region_code region kind property value value_label status as_of source locator".split()
    assert [name for name in header if name in wanted] == wanted


@pytest.mark.parametrize("key", LISTS)
def test_every_sort_works_in_both_directions(get_json, key):
    listing = next(listing for listing in LISTINGS if listing.key == key)
    for name in listing.sorts:
        up = [row.get("id") or row["code"] for row in get_json(f"/{key}.json?sort={name}")["rows"]]
        down = [row.get("id") or row["code"] for row in get_json(f"/{key}.json?sort=-{name}")["rows"]]
        assert sorted(up) == sorted(down)


def test_empty_values_sort_last_in_both_directions(get_json):
    for sort in ("value", "-value"):
        values = [row["value"] for row in get_json(f"/scores.json?sort={sort}")["rows"]]
        filled = [value for value in values if value is not None]
        assert values[: len(filled)] == filled and filled == sorted(filled, reverse=sort.startswith("-"))


@pytest.mark.parametrize(
    "name", ["level", "agency_type", "has_agency", "has_leading_group", "economic_region", "model"]
)
def test_facet_counts_are_what_each_choice_gives(client, get_json, name):
    text = client.get("/regions/?as_of=2019-06").text
    shown = re.findall(
        rf'name="{name}" value="([^"]+)"[^>]*> <span>[^<]*</span> <span class="count">(\d+)</span>', text
    )
    assert shown
    for value, count in shown:
        assert get_json(f"/regions.json?as_of=2019-06&{name}={value}")["count"] == int(count)


def test_repeating_a_filter_means_or(get_json):
    one = get_json("/regions.json?economic_region=东部&level=province")["count"]
    two = get_json("/regions.json?economic_region=中部&level=province")["count"]
    assert (
        get_json("/regions.json?economic_region=东部&economic_region=中部&level=province")["count"] == one + two == 16
    )


def test_filters_are_said_in_words_and_can_be_dropped(client):
    text = client.get("/regions/?level=province&economic_region=东部").text
    assert "层级为省级，且经济区域为东部：10 个地区" in text
    assert 'href="/regions/?level=province"' in text and 'href="/regions/"' in text


@pytest.mark.parametrize(
    "text", ["广东", "广东省", "粤", "guangdong", "guang dong", "gd", "Guangdong", "440000", "CN-GD"]
)
def test_region_is_found_by_any_of_its_names(get_json, text):
    assert "440000" in {row["code"] for row in get_json(f"/regions.json?q={text}")["rows"]}


def test_search_for_a_mark_finds_nothing_rather_than_everything(get_json):
    assert get_json("/regions.json?q='")["count"] == 0


def test_full_width_letters_mean_the_usual_ones(get_json):
    assert "440000" in {row["code"] for row in get_json("/regions.json?q=ｇｄ")["rows"]}


def test_lists_find_their_rows_by_any_name_of_the_region(get_json):
    assert {row["region"] for row in get_json("/models.json?q=粤")["rows"]} == {"广东"}
    assert get_json("/scores.json?q=440000")["count"] > 0


def test_search_through_members_counts_each_group_once(client, get_json):
    rows = get_json("/leading-groups.json?q=省")["rows"]
    text = client.get("/leading-groups/?q=省").text
    counts = re.findall(r'name="level" value="[^"]+"[^>]*> <span>[^<]*</span> <span class="count">(\d+)</span>', text)
    assert sum(map(int, counts)) == len(rows) == len({row["id"] for row in rows})


def test_tiers_sort_by_their_numeral(get_json):
    bands = [row["band"] for row in get_json("/scores.json?sort=band")["rows"] if (row["band"] or "").endswith("梯队")]
    assert list(dict.fromkeys(bands)) == ["第一梯队", "第二梯队", "第三梯队", "第四梯队"]


def test_search_in_characters_keeps_homonyms_apart(get_json):
    assert [row["code"] for row in get_json("/regions.json?q=陕西")["rows"]] == ["610000"]


def test_as_of_is_kept_in_the_links_of_a_page(client):
    text = client.get("/regions/440000/?as_of=2019-06").text
    links = re.findall(r'href="(/(?:regions|agencies|compare)[^"]*)"', text)
    here = [link for link in links if link.split("?")[0] == "/regions/440000/"]  # back to today, or to another date
    assert all(re.fullmatch(r"/regions/440000/(\?as_of=[\d-]+)?", link) for link in here)
    elsewhere = [link for link in links if link not in here]
    assert elsewhere and all("as_of=2019-06" in link for link in elsewhere)


def test_defaults_stay_out_of_links(client):
    links = re.findall(r'href="([^"]*)"', client.get("/agencies/?sort=region_code&page=1").text)
    assert links and not [
        link for link in links if "sort=region_code" in link or "page=1" in link or "size=50" in link
    ]


@pytest.mark.parametrize("as_of", ["2019-06", "2020-12", "2023", "2025"])
def test_home_counts_are_those_of_the_json(client, get_json, as_of):
    text = client.get(f"/?as_of={as_of}").text
    count = get_json(f"/regions.json?level=province&has_agency=yes&as_of={as_of}")["count"]
    assert f"31个省份中，{count} 个确知设有省级大数据机构" in text


def test_ready_sets_are_those_of_the_date(client):
    text = client.get("/compare/?as_of=2019-06").text
    for label in (
        "有省级机构的省份（18）",
        "设行政机构的省份（11）",
        "广东·浙江·贵州（3）",
        "直属机构（6）",
        "东北省份（3）",
    ):
        assert label in text


def test_comparison_can_grow_and_shrink(client):
    text = client.get("/compare/?r=440000~330000~520000").text
    assert 'href="/compare/?r=440000~520000"' in text
    assert '<input type="hidden" name="r" value="440000~330000~520000">' in text


def test_one_region_offers_others(client):
    assert "/compare/?r=440000~330000" in client.get("/compare/?r=440000").text


def test_scores_page_says_what_the_indices_are(client):
    text = client.get("/scores/").text
    for words in ("清华大学数据治理研究中心", "参评 31 个", "全国平均 32", "安全与保障"):
        assert words in text


def test_every_source_page_lists_as_many_facts_as_its_row_says(client, get_json):
    for row in get_json("/sources.json")["rows"]:
        assert f"{row['facts']} 条事实以它为据" in client.get(f"/sources/{row['id']}/").text


# Number of queries of each page, fixed however many rows there are.
# Pictures that nobody has drawn yet are asked for together: once a page, by whoever sees it first;
# and once a second a page asks which load is shown.
WANTED = 7
QUERIES = {
    "/": 32 + WANTED,
    "/about/": 1,
    "/regions/": 27,
    "/agencies/": 13,
    "/leading-groups/": 9,
    "/companies/": 9,
    "/shareholdings/": 6,
    "/documents/": 11,
    "/scores/": 18,
    "/models/": 7,
    "/tasks/": 15,
    "/functions/": 11,
    "/platforms/": 11,
    "/statistics/": 26,
    "/agency-types/": 6,
    "/left-out/": 6,
    "/tasks.json": 6,
    "/statistics.json": 19,
    "/sources/": 8,
    "/regions/440000/": 43 + WANTED,
    "/compare/?r=440000~330000~520000": 52 + WANTED,
    "/scores.csv": 7,
    "/regions/440000.json": 34,
}


@pytest.mark.parametrize(("url", "most"), QUERIES.items())
def test_queries_of_a_page_are_few(client, url, most):
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) <= most


@pytest.mark.parametrize(
    ("few", "many"),
    [
        ("/regions/?size=1", "/regions/?size=300"),
        ("/agencies/?size=1", "/agencies/?size=300"),
        ("/scores/?size=1", "/scores/?size=300"),
        ("/documents/?size=1", "/documents/?size=300"),
        ("/tasks/?size=1", "/tasks/?size=300"),
        ("/functions/?size=1", "/functions/?size=300"),
        ("/platforms/?size=1", "/platforms/?size=300"),
        ("/statistics/?size=1", "/statistics/?size=300"),
        ("/left-out/?size=1", "/left-out/?size=300"),
        ("/compare/?r=440000~330000", "/compare/?r=440000~330000~410000~350000~340000~310000~110000~120000"),
        ("/regions/410000/", "/regions/440000/"),
    ],
)
def test_no_page_grows_with_its_rows(client, few, many):
    def count(url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    assert count(many) <= count(few) + 2


@pytest.mark.parametrize("path", ["/", "/agencies/", "/agencies.csv", "/charts/models.json", "/nothing/"])
def test_head_is_answered_with_the_headers_alone(client, path):
    whole, head = client.get(path), client.head(path)
    assert head.status_code == whole.status_code
    assert b"".join(head) == b""
    assert head["Content-Length"] == whole["Content-Length"]
    assert head["Content-Type"] == whole["Content-Type"]
