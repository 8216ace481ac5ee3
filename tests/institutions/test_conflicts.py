"""Where sources disagree: rules find it, data explains it, nothing is typed in."""

import pytest
from django.utils.translation import override

from institutions.agreement import agree
from institutions.conflicts import conflicts
from institutions.models import AgencyEvidence, Explanation, Score, TaskEvidence
from tests.conftest import END_OF_2020, JUNE_2019, TODAY
from tests.marks import unmarked

pytestmark = pytest.mark.django_db


def found(day=TODAY):
    return {one.id: one for one in conflicts(day)}


def values_of(one):
    return [side.value.text for side in one.sides]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("count-data-agency-province", ["18 / 31（58%）", "至少 19 个", "32 / 32"]),
        ("definition-administrative-data-agencies-2019-06", ["18 / 31（58%）", "11 / 31"]),
        ("count-document-tasks-region-440300", ["24 项", "23 项"]),
        ("agency-jiangsu-agency-2024-valid-from", ["2024-01-05", "2024-01-10"]),
        ("agency-guizhou-agency-2018-valid-from", ["2017-02", "2017-01-25"]),
        ("left-open-sichuan-centre-2019", ["不在所列 18 个之中", "四川省大数据中心，2019"]),
    ],
)
def test_known_disagreement_is_found(key, values):
    assert values_of(found()[key]) == values


def test_printed_count_of_the_data_bureau_stands_beside_the_computed_one():
    one = found()["recount-shenzhen-data-bureau-named-tasks"]
    assert values_of(one)[0] == "22 个" and values_of(one)[-1] == "21 个"
    assert one.sides[-1].source is None and "含主导" in one.explanation


def test_every_disagreement_has_sides_that_differ_each_with_its_home():
    for one in found().values():
        assert len(set(values_of(one))) > 1, one.id
        for side in one.sides:
            assert side.as_of and side.counts.text
            assert side.source is None or side.locator


def test_every_disagreement_is_explained():
    assert [one.id for one in found().values() if not one.explanation] == []


def test_disagreements_of_a_day_are_among_what_sources_say_by_then():
    assert "count-data-agency-province" not in found(JUNE_2019)
    assert values_of(found(END_OF_2020)["count-data-agency-province"]) == ["18 / 31（58%）", "至少 19 个"]


def test_second_source_with_another_value_makes_a_disagreement_and_one_with_the_same_does_not():
    home = {"source_id": "caict-governance-report-2021", "locator": "一", "as_of": "2020", "confidence": "stated",
            "known_from": END_OF_2020, "missing": {}}  # fmt: skip
    before = set(found())
    same = AgencyEvidence.objects.create(
        id="made", status_id="jilin-agency-2019", field="type", value="directly_under", **home
    )
    assert set(found()) == before
    AgencyEvidence.objects.filter(pk=same.pk).update(value="nameplate")
    assert set(found()) - before == {"agency-jilin-agency-2019-type"}


def test_second_source_that_names_another_lead_makes_a_disagreement():
    before = set(found())
    evidence = TaskEvidence.objects.get(task="shenzhen-opinions-2020-task-03")
    TaskEvidence.objects.filter(pk=evidence.pk).update(leads=["市科技创新委"])
    assert any(key.endswith("-leads") for key in set(found()) - before)


def test_two_sources_that_print_different_ranks_make_a_disagreement():
    before = set(found())
    score = Score.objects.filter(rank__isnull=False).first()
    Score.objects.create(
        id="made", indicator=score.indicator, region=score.region, source_id="hefei-data-bureau-article", rank=score.rank + 1,
        locator="1", as_of="2020", confidence="stated", known_from=END_OF_2020, missing={},
    )  # fmt: skip
    assert set(found()) - before == {f"score-{score.indicator_id}-{score.region_id}-rank"}


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        ("name", "“数字福建”领导小组", "数字福建领导小组", True),
        ("name", "广东省数据局(试)", "广东省数据局（试）", True),
        ("valid_from", "2017", "2017-01-25", True),
        ("valid_from", "2017-01-25", "2017-02", False),
        ("type", "nameplate", "directly_under", False),
    ],
)
def test_when_two_values_are_the_same(field, one, other, same):
    assert agree(field, one, other) is same


def test_explanation_is_shown_with_its_disagreement(client):
    Explanation.objects.filter(pk="count-data-agency-province").update(text="一句只为测试写的解释")
    assert "一句只为测试写的解释" in client.get("/conflicts/").content.decode()


def test_json_keeps_sides_together_and_csv_has_a_line_a_side(client, get_json):
    body = get_json("/conflicts.json")
    row = body["rows"][0]
    assert {"subject", "property", "kind", "sides", "explanation"} <= set(row)
    assert {"value", "source", "as_of", "counts"} <= set(row["sides"][0])
    lines = client.get("/conflicts.csv").content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 1 + sum(len(one["sides"]) for one in body["rows"])


@pytest.mark.parametrize("query", ["kind=x", "region_code=999999", "as_of=x"])
def test_nonsense_is_refused(client, query):
    assert client.get(f"/conflicts/?{query}").status_code == 400


@pytest.mark.parametrize("day", [JUNE_2019, END_OF_2020, TODAY])
def test_disagreements_are_the_same_in_both_languages(day):
    """Ids, kinds and comparisons are computed on data, never on words."""

    def compared():
        return [(one.id, one.kind, one.region_code, [side.data for side in one.sides]) for one in conflicts(day)]

    chinese = compared()
    with override("en"):
        assert compared() == chinese


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("count-data-agency-province", ["18 / 31 (58%)", "at least 19", "32 / 32"]),
        ("count-document-tasks-region-440300", ["24", "23"]),
        ("agency-jiangsu-agency-2024-valid-from", ["2024-01-05", "2024-01-10"]),
        ("left-open-sichuan-centre-2019", ["Not among the 18 listed", "四川省大数据中心, 2019"]),
        ("parts-industry-digitalization-jobs-2018", ["178 million", "205.75 million"]),
    ],
)
def test_sides_in_english_say_numbers_in_english_and_leave_names(key, values):
    with override("en"):
        assert values_of(found()[key]) == values


def test_english_page_has_explanations_in_english_and_marks_its_chinese(client):
    page = client.get("/en/conflicts/").content.decode()
    assert "The dates differ, so that none refutes another." in page
    assert f"{len(found())} disagreements" in page and 'href="/en/facts/statistics/' in page
    assert "at least 19" in page and unmarked(page) == []


def test_english_files_keep_ids_and_text_of_the_dataset_and_change_labels(client, get_json):
    chinese, english = get_json("/conflicts.json")["rows"], get_json("/en/conflicts.json")["rows"]
    assert [row["id"] for row in english] == [row["id"] for row in chinese]
    assert [row["explanation"] for row in english] == [row["explanation"] for row in chinese]
    assert {row["kind_label"] for row in english}.isdisjoint({row["kind_label"] for row in chinese})
    first = next(row for row in english if row["id"] == "count-data-agency-province")
    assert first["subject"] == "Provincial: Data agencies" and first["sides"][1]["value"] == "at least 19"
    assert first["sides"][0]["counts"] == "设有省级大数据管理机构的省级行政区"
    header = client.get("/en/conflicts.csv").content.decode("utf-8-sig").splitlines()[0]
    assert header == client.get("/conflicts.csv").content.decode("utf-8-sig").splitlines()[0]


@pytest.mark.parametrize("words", ["Guangdong", "廣東", "guang dong", "Guǎngdōng"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_disagreements_are_found_by_all_names_of_a_place(get_json, prefix, words):
    rows = get_json(f"{prefix}/conflicts.json?q={words}")["rows"]
    wanted = get_json("/conflicts.json?q=广东")["rows"]
    assert [row["id"] for row in rows] == [row["id"] for row in wanted] != []


@pytest.mark.parametrize(
    ("words", "written"), [("數據", "数据"), ("lingdaoxiaozu", "领导小组"), ("leading group", "领导小组")]
)
def test_disagreements_are_found_by_traditional_characters_pinyin_and_english(get_json, words, written):
    found, wanted = ({row["id"] for row in get_json(f"/conflicts.json?q={one}")["rows"]} for one in (words, written))
    assert found & wanted and len(found) < len(get_json("/conflicts.json")["rows"])


@pytest.mark.parametrize("words", ["Shenzhen", "shenzhen", "深圳", "nameplates"])
def test_disagreements_are_found_in_either_language_on_an_english_page(get_json, words):
    rows = get_json(f"/en/conflicts.json?q={words}")["rows"]
    assert rows and len(rows) < len(found())
