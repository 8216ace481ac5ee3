"""Where sources disagree: rules find it, data explains it, nothing is typed in."""

import pytest

from institutions.agreement import agree
from institutions.conflicts import conflicts
from institutions.models import AgencyEvidence, Explanation, Score, TaskEvidence
from tests.conftest import END_OF_2020, JUNE_2019, TODAY

pytestmark = pytest.mark.django_db


def found(day=TODAY):
    return {one.id: one for one in conflicts(day)}


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
    assert [side.value for side in found()[key].sides] == values


def test_printed_count_of_the_data_bureau_stands_beside_the_computed_one():
    one = found()["recount-shenzhen-data-bureau-named-tasks"]
    assert one.sides[0].value == "22 个" and one.sides[-1].value == "21 个"
    assert one.sides[-1].source is None and "含主导" in one.explanation


def test_every_disagreement_has_sides_that_differ_each_with_its_home():
    for one in found().values():
        assert len({side.value for side in one.sides}) > 1, one.id
        for side in one.sides:
            assert side.as_of and side.counts
            assert side.source is None or side.locator


def test_every_disagreement_is_explained():
    assert [one.id for one in found().values() if not one.explanation] == []


def test_disagreements_of_a_day_are_among_what_sources_say_by_then():
    assert "count-data-agency-province" not in found(JUNE_2019)
    assert [side.value for side in found(END_OF_2020)["count-data-agency-province"].sides] == [
        "18 / 31（58%）",
        "至少 19 个",
    ]


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
