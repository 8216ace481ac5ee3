"""The lists in both languages: the same rows, values and order; words of the site in the language of the page."""

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from govcompare.rows import PROVENANCE_LABELS
from govcompare.sort_keys import sort_key
from govcompare.source_listing import Sources
from govcompare.wording import HAN, rendering
from institutions.catalogue import LISTINGS
from institutions.categories import LABELS, Category
from institutions.lists.scores import rank_label, score_title
from institutions.vocabularies import AgencyType

pytestmark = pytest.mark.django_db

ALL = (*LISTINGS, Sources)
# What rows say in words of the site; all else is data, the same in every language.
WORDS = {"region", "printed", "members", "other_sources"}
# Sort name -> the column of the rows, for every column of Chinese text by which a list sorts.
BY_SOUND = {
    "agencies": {"name": "name", "superior": "superior"},
    "leading-groups": {"name": "name"},
    "companies": {"name": "name"},
    "shareholdings": {"company": "company", "holder": "holder"},
    "documents": {"title": "title", "number": "number", "kind": "kind"},
    "tasks": {"title": "title", "lead": "lead", "document": "document"},
    "functions": {"body": "body", "internal_body": "internal_body", "area": "area"},
    "platforms": {"name": "name", "owner": "owner"},
    "scores": {"edition": "edition", "indicator": "indicator", "evaluation": "evaluation"},
    "statistics": {"metric": "metric"},
    "models": {"name": "name", "slogan": "slogan"},
    "agency-types": {"term": "term"},
    "left-out": {"subject": "subject", "source_label": "source_title"},
    "sources": {"title": "title", "publisher": "publisher"},
}
PROVINCES = """安徽 澳门 北京 重庆 福建 甘肃 广东 广西 贵州 海南 河北 黑龙江 河南 湖北 湖南 江苏 江西 吉林 辽宁 内蒙古
    宁夏 青海 山东 上海 山西 陕西 四川 台湾 天津 香港 新疆 西藏 云南 浙江""".split()


@pytest.fixture(params=ALL, ids=lambda listing: listing.key)
def listing(request):
    return request.param()


class Unmarked(HTMLParser):
    """Chinese of a page that no element marks as Chinese, within the elements of a class."""

    VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}

    def __init__(self, *within: str):
        super().__init__()
        self.within, self.open, self.found = set(within), [], []

    def handle_starttag(self, tag, attributes):
        if tag not in self.VOID:
            of = dict(attributes)
            here = bool(self.within & set((of.get("class") or "").split()))
            self.open.append((tag, here, (of.get("lang") or "").startswith("zh")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if HAN.search(data) and any(here for _, here, _ in self.open) and not any(zh for *_, zh in self.open):
            self.found.append(data.strip())


def unmarked(page: str, *within: str) -> list[str]:
    reader = Unmarked(*within)
    reader.feed(page)
    return reader.found


def test_english_page_marks_all_that_is_chinese(client, listing):
    page = client.get(f"/en/{listing.key}/?size=1000").text
    assert not unmarked(page, "facts", "page-head", "filters", "sentence", "chips")
    assert not HAN.search(re.search(r"<h1>(.*?)</h1>", page)[1])


def test_words_of_a_list_are_in_the_language_of_the_page(listing):
    with override("en"):
        filters = [one.label for one in listing.filterset_class.base_filters.values()]
        columns = [column.verbose_name for column in listing.table_class.base_columns.values()]
        words = [listing.title, listing.lead, listing.counted(1), listing.counted(2), *listing.labels.values()]
        said = [str(word) for word in (*words, *filters, *columns)]
    assert all(said) and not HAN.search("".join(said))
    assert all(HAN.search(str(word)) for word in (listing.title, listing.lead, listing.counted(1)))


def test_one_and_many_are_counted_in_english():
    with override("en"):
        said = {one.key: (one().counted(1), one().counted(2)) for one in ALL}
    assert said["agencies"] == ("1 body", "2 bodies") and said["left-out"] == ("1 entry", "2 entries")
    assert all(one.startswith("1 ") and not one.endswith("s") for one, _ in said.values())
    assert all(many.startswith("2 ") and many.endswith("s") for _, many in said.values())


def test_rows_are_the_same_but_for_words_of_the_site(get_json, listing):
    chinese, english = (get_json(f"{path}{listing.key}.json?size=1000")["rows"] for path in ("/", "/en/"))
    assert len(chinese) == len(english) and [list(row) for row in chinese] == [list(row) for row in english]
    for one, other in zip(chinese, english, strict=True):
        for name, value in one.items():
            if name in WORDS or name.endswith("_label"):
                assert (value is None) == (other[name] is None)
            else:
                assert value == other[name], (name, value)


def test_label_columns_are_in_the_language_of_the_page(get_json, listing):
    """Text of the dataset by its rendering, where it has one; everything else in English."""
    labels = [name for name in listing.labels if name.endswith("_label") and name != "source_label"]
    for row in get_json(f"/en/{listing.key}.json?size=1000")["rows"]:
        for name in labels:
            said, text = row[name] or "", row[name.removesuffix("_label")]
            for one, original in zip(said, text, strict=True) if isinstance(said, list) else [(said, text)]:
                assert (
                    not HAN.search(one) or (one == original and not rendering(original)) or one == rendering(original)
                )
        assert not HAN.search(row.get("region") or "")


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("scores", ["evaluation", "edition", "indicator", "band"]),
        ("regions", ["economic_region"]),
        ("documents", ["kind", "legal_force"]),
        ("functions", ["area", "function", "body_kind"]),
        ("statistics", ["metric", "unit", "qualifier"]),
        ("tasks", ["area", "title"]),
    ],
)
def test_names_of_indices_and_kinds_are_english_in_english_files(get_json, key, names):
    chinese, english = (get_json(f"{path}{key}.json?size=1000")["rows"] for path in ("/", "/en/"))
    for name in names:
        assert all(row[f"{name}_label"] == row[name] for row in chinese)
        assert any(row[name] for row in english)
        assert all(row[f"{name}_label"] == (rendering(row[name]) if HAN.search(row[name]) else row[name])
                   for row in english if row[name])  # fmt: skip


def test_header_of_a_sheet_is_in_the_language_and_that_of_csv_is_not(client, listing):
    def sheet(path: str) -> list[str]:
        book = load_workbook(io.BytesIO(client.get(f"{path}{listing.key}.xlsx?size=1").content))
        return [cell.value for cell in book.worksheets[0][1]]

    def plain(path: str) -> list[str]:
        return next(csv.reader(io.StringIO(client.get(f"{path}{listing.key}.csv?size=1").text.lstrip("\ufeff"))))

    assert plain("/") == plain("/en/") == list(listing.labels)
    labels = PROVENANCE_LABELS | listing.labels
    assert sheet("/") == [str(labels[name]) for name in listing.labels]
    with override("en"):
        assert sheet("/en/") == [str(labels[name]) for name in listing.labels]
    assert not HAN.search("".join(sheet("/en/")))


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in BY_SOUND.items() for name in names])
def test_lists_sort_by_sound(get_json, language, key, name):
    column = BY_SOUND[key][name]
    for sign in ("", "-"):
        values = [row[column] for row in get_json(f"{language}/{key}.json?size=1000&sort={sign}{name}")["rows"]]
        known = [value for value in values if value is not None]
        assert known == sorted(known, key=sort_key, reverse=bool(sign)) and len(set(known)) > 1
        assert values[len(known) :] == [None] * (len(values) - len(known)), "what is empty comes last"


@pytest.mark.parametrize("language", ["", "/en"])
def test_regions_sort_by_sound(get_json, language):
    rows = get_json(f"{language}/regions.json?level=province&sort=short_name")["rows"]
    assert [row["short_name"] for row in rows] == PROVINCES
    agencies = get_json(f"{language}/agencies.json?level=province&sort=region")["rows"]
    assert list(dict.fromkeys(row["region_code"] for row in agencies)) == [
        row["code"] for row in rows if row["code"] in {agency["region_code"] for agency in agencies}
    ]


def test_codes_sort_in_the_order_of_their_vocabulary(get_json):
    stages = [row["stage"] for row in get_json("/platforms.json?size=1000&sort=stage")["rows"] if row["stage"]]
    assert list(dict.fromkeys(stages)) == ["in_use", "being_built", "planned"]
    rows = get_json("/regions.json?size=1000&sort=economic_region")["rows"]
    assert list(dict.fromkeys(row["economic_region"] for row in rows)) == ["东部", "中部", "西部", "东北", None]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_choices_stand_in_the_order_of_their_sound(listing, language):
    with override(language):
        filterset = listing.filterset_class({}, queryset=listing.queryset(date.max))
        for name in ("name", "superior", "title", "holder", "company", "owner", "unit", "lead", "evaluation", "body"):
            if name in filterset.filters:
                choices = filterset.filters[name].field.choices
                values = [value for value, _ in choices]
                shown = [str(text) for _, text in choices]
                assert shown == sorted(shown, key=sort_key) and values
                assert all(str(text) == ((language == "en" and rendering(value)) or value) for value, text in choices)


def test_choice_is_asked_for_by_its_chinese_value_in_both_languages(client, get_json):
    asked = "scores.json?evaluation=中国开放数林指数&band=第一等级&economic_region=东部"
    chinese, english = get_json(f"/{asked}"), get_json(f"/en/{asked}")
    assert chinese["count"] == english["count"] > 0
    page = client.get("/en/scores/?evaluation=中国开放数林指数").text
    assert "China Open Data Index" in page and 'value="中国开放数林指数"' in page


def test_unknown_choice_is_named_in_the_language_of_the_page(client):
    english = client.get("/en/agencies.json?rank=high").json()["error"]
    assert "There is no choice “high”" in english and not HAN.search(english)
    assert "没有“high”这个选项；可用：" in client.get("/agencies.json?rank=high").json()["error"]


def test_topics_are_found_by_their_name_in_the_language_of_the_page(get_json):
    found = get_json("/en/tasks.json?q=data market")
    assert found["count"] == get_json("/tasks.json?q=数据要素市场&topic=data_market")["count"] > 0


def test_badges_are_shorter_than_labels_in_english_only():
    for one in AgencyType:
        assert str(one.short) == str(one.label)
    with override("en"):
        assert str(AgencyType.DIRECTLY_UNDER.label) == "Agency directly under the government"
        assert str(AgencyType.DIRECTLY_UNDER.short) == "Directly under government"
        assert not HAN.search("".join(f"{one.label}{one.short}" for one in AgencyType))


def test_categories_have_words_in_both_languages():
    keys = [*AgencyType.values, *LABELS]
    chinese = {key: (Category(key).label, Category(key, is_last_known=True).word) for key in keys}
    assert chinese["nameplate"] == ("挂牌机构", "挂牌*") and chinese["none"] == ("无机构", "无*")
    assert Category("nameplate", is_last_known=True).label == "挂牌机构（最近已知）"
    with override("en"):
        assert Category("nameplate", is_last_known=True).label == "Nameplate (last known)"
        words = {Category(key).word for key in keys}
        assert len(words) == len(keys) and max(map(len, words)) <= 6
        assert not HAN.search("".join(words) + "".join(Category(key).label for key in keys))


def test_scores_are_named_in_both_languages(get_json):
    [row] = get_json("/scores.json?size=1&level=prefecture")["rows"]
    chinese, rank = score_title(row).text, rank_label({"rank": 3, "tied": True, "n_evaluated": None})
    assert chinese == f"{row['evaluation']} {row['edition']}：{row['indicator']}（城市）"
    assert rank == "3（并列） / 参评数未知"
    with override("en"):
        title = score_title(row)
        assert not HAN.search(title.plain) and title.plain.endswith(" (cities)")
        assert title.html == title.plain
        assert rank_label({"rank": 3, "tied": True, "n_evaluated": 31}) == "3 (tied) / 31"
        assert rank_label({"rank": None}) is None


def test_titles_of_source_links_are_english_where_there_is_english(client):
    page = client.get("/en/agencies/?size=1000").text
    titles = set(re.findall(r'class="source" [^>]*title="([^"]*)"', page))
    assert len(titles) > 5 and not [one for one in titles if rendering(one)]


@pytest.mark.parametrize("unit", ["省直相关部门", "市县政府", "各有关部门", "有关部门"])
def test_units_that_are_descriptions_have_english_words(unit):
    assert rendering(unit) and not HAN.search(rendering(unit))


@pytest.mark.parametrize(("key", "name"), [("agencies", "source_label"), ("tasks", "source_label"), ("sources", "title_label"),
                                           ("scores", "note_label"), ("conflicts", "explanation_label")])  # fmt: skip
def test_english_files_say_in_english_what_has_a_rendering_and_keep_the_chinese_beside_it(client, key, name):
    lines = csv.DictReader(io.StringIO(client.get(f"/en/{key}.csv").content.decode("utf-8-sig")))
    chinese = csv.DictReader(io.StringIO(client.get(f"/{key}.csv").content.decode("utf-8-sig")))
    pairs = [(one[name], other[name]) for one, other in zip(lines, chinese, strict=True) if other[name]]
    assert len(pairs) > 10
    assert all(said == (rendering(text) or text) for said, text in pairs)
    assert sum(bool(HAN.search(said)) for said, _text in pairs) < len(pairs) / 10


def test_english_workbook_says_which_columns_are_english(client):
    def notes(url: str) -> str:
        book = load_workbook(io.BytesIO(client.get(url).content), read_only=True)
        return " ".join(str(cell) for row in book.worksheets[1].values for cell in row)

    assert "marked “(label)”" in notes("/en/agencies.xlsx") and "_label" not in notes("/agencies.xlsx")
