"""Who leads which task: Shenzhen's list is one list of 24, whoever retells it; numbers by a second road."""

import re
from collections import Counter

import pytest
from django.utils.translation import gettext, override

from institutions.responsibilities import by_topic, matrix
from institutions.units import KINDS, OTHER_KIND, unit_kind
from tests.marks import unmarked

pytestmark = pytest.mark.django_db

SHENZHEN = "/tasks.json?region_code=440300"


def rows(get_json, url=SHENZHEN):
    return get_json(url)["rows"]


def test_shenzhen_has_24_tasks_and_23_of_them_a_second_source(get_json):
    tasks = rows(get_json)
    assert len(tasks) == 24
    assert sum("national-division-of-labour" in task["other_sources"] for task in tasks) == 23
    assert {task["lead_basis"] for task in tasks} == {"first_named"}


def test_first_lead_is_lead_and_task_without_one_says_none(get_json):
    for task in rows(get_json, "/tasks.json"):
        assert task["lead"] == (task["leads"][0] if task["leads"] else None)
        if not task["leads"]:
            assert task["lead_basis"] == "none" and task["missing"]["lead"] == "none"
        else:
            assert task["lead_basis"] in ("stated", "first_named")


def test_units_of_a_task_are_those_of_the_file_in_its_order(get_json, raw):
    task = next(task for task in rows(get_json) if task["number"] == "十七")
    file = [row for row in raw("task_units") if row["task"] == task["id"]]
    for role, field in (("lead", "leads"), ("participate", "participants")):
        own = sorted((row for row in file if row["role"] == role), key=lambda row: int(row["position"]))
        assert [row["unit"] for row in own] == task[field]


@pytest.mark.parametrize("name", ["政数局", "市政务服务数据管理局"])
def test_unit_is_found_by_any_of_its_names(client, name):
    found = client.get("/tasks.json", {"q": name, "region_code": "440300"}).json()["rows"]
    assert len(found) == 21
    assert all("市政务服务数据管理局" in task["leads"] + task["participants"] for task in found)


def test_counts_of_a_department_are_those_of_the_file_and_led_ones_count_once(get_json, raw):
    tasks = rows(get_json)
    here = {task["id"] for task in tasks}
    led, named = Counter(), Counter()
    for task in here:
        units = [row for row in raw("task_units") if row["task"] == task]
        led.update({row["unit"] for row in units if row["role"] == "lead"})
        named.update({row["unit"] for row in units})
    found = {one.unit: one for one in matrix(tasks).units}
    assert {unit: one.led for unit, one in found.items() if one.led} == dict(led)
    assert {unit: one.named for unit, one in found.items()} == dict(named)
    assert (found["市政务服务数据管理局"].led, found["市政务服务数据管理局"].participated) == (9, 12)


def test_matrix_on_the_page_has_letters_and_the_printed_numbers_beside(client):
    page = client.get("/responsibilities/?r=440300").content.decode()
    assert '<span class="duty-l"' in page and ">L5</span>" in page
    assert "22 个" in page and "同口径比较" in page


def test_region_without_tasks_is_unknown_not_none(client):
    page = client.get("/responsibilities/?r=540000").content.decode()
    assert "未知，不是没有" in page


def test_topics_whose_leads_are_of_another_kind_come_first(get_json):
    tasks = [*rows(get_json), *rows(get_json, "/tasks.json?region_code=370000")]
    lines = by_topic(tasks, ["440300", "370000"])
    flags = [line.is_different for line in lines]
    assert any(flags) and flags == sorted(flags, reverse=True)


def test_every_kind_of_department_matches_a_unit_of_the_dataset(raw):
    kinds = Counter(unit_kind(row["unit"]) for row in raw("task_units"))
    assert set(KINDS) <= set(kinds), set(KINDS) - set(kinds)
    assert kinds["其他部门"] < 0.05 * sum(kinds.values())


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("市政务服务数据管理局", "数据管理部门"),
        ("省大数据局", "数据管理部门"),
        ("省大数据集团", "企业"),
        ("省审批服务管理局", "政务服务与审批部门"),
        ("市发展改革委", "发展改革部门"),
        ("各设区市人民政府", "下级政府"),
    ],
)
def test_kind_of_a_unit(unit, kind):
    assert unit_kind(unit) == kind


@pytest.mark.parametrize(
    "url", ["/responsibilities/?r=999999", "/responsibilities.csv", "/responsibilities/?r=440300&document=x"]
)
def test_nonsense_about_duties_is_refused(client, url):
    assert client.get(url).status_code == 400


def test_more_regions_than_fit_are_refused_in_words(client):
    response = client.get("/responsibilities/?r=110000~120000~130000~140000~150000~210000~220000")
    assert response.status_code == 400 and "最多并排 6 个" in response.content.decode()


def test_tasks_of_a_day_are_those_known_by_then(get_json):
    assert {task["document"] for task in rows(get_json, "/tasks.json?as_of=2020-04-03")} == {
        "数字山东2020行动方案", "晋中市加快数字政府建设实施方案", None,
    }  # fmt: skip


def test_document_of_one_of_several_regions_is_shown_as_its_matrix_with_links_that_answer(client):
    document = "shandong-digital-government-implementation-plan-2023"
    page = client.get(f"/responsibilities/?r=370000~140000&document={document}").content.decode()
    link = re.search(r'href="(/tasks/\?unit=[^"]+)"', page)[1].replace("&amp;", "&")
    assert "region_code=370000" in link and client.get(link).status_code == 200


@pytest.mark.parametrize("codes", ["440300", "370000~140000", "440300~370000~140000", "540000", ""])
def test_english_page_of_duties_speaks_english(client, codes):
    page = client.get(f"/en/responsibilities/?r={codes}").content.decode()
    assert "ho leads what" in page and unmarked(page) == []


def test_english_matrix_has_the_numbers_of_the_chinese_one(client):
    pages = [client.get(f"{prefix}/responsibilities/?r=440300").content.decode() for prefix in ("", "/en")]
    letters = [re.findall(r">([LP][0-9]+)</span>", page) for page in pages]
    assert letters[0] and letters[0] == letters[1]
    assert ">22<" in pages[1].replace(" ", "") and "same as" not in pages[1]
    assert "Tasks: 24, units:" in pages[1] and "unit=%E5%B8%82" in pages[1]


def test_every_kind_of_department_has_an_english_name():
    with override("en"):
        names = [gettext(kind) for kind in (*KINDS, OTHER_KIND)]
    assert all(name.isascii() for name in names) and len(set(names)) == len(names)


def test_topics_that_differ_are_the_same_in_both_languages(get_json):
    def lines():
        tasks = [*rows(get_json), *rows(get_json, "/tasks.json?region_code=370000")]
        return [(line.topic, line.is_different) for line in by_topic(tasks, ["440300", "370000"])]

    chinese = lines()
    with override("en"):
        assert lines() == chinese


def test_english_file_of_duties_names_kinds_in_english_and_tasks_as_their_document(get_json):
    chinese = get_json("/responsibilities.json?r=440300")["rows"]
    english = get_json("/en/responsibilities.json?r=440300")["rows"]
    same = ("unit", "area", "role", "titles", "tasks", "locator")
    assert [[row[name] for name in same] for row in english] == [[row[name] for name in same] for row in chinese]
    assert all(row["unit_kind"].isascii() and row["region"] == "Shenzhen" for row in english)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/en/responsibilities.json", "Give a region with r"),
        ("/en/responsibilities.json?r=440300&document=x", "no document with the ID “x”"),
        ("/en/responsibilities.json?r=110000~120000~130000~140000~150000~210000~220000", "at most 6 regions"),
    ],
)
def test_refusals_about_duties_in_english(client, url, words):
    assert words in client.get(url).json()["error"]
