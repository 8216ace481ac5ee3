"""Pages with nothing to show say why; comparisons of many regions are legible on paper."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/agencies/?as_of=1960", "截至 1960年，没有来源写到任何大数据机构：未知，不是没有。"),
        ("/en/agencies/?as_of=1960", "as of 1960 no source mentions any. Unknown, not none."),
        ("/responsibilities/?as_of=1960", "没有来源列出任何地区的任务分工"),
        ("/en/responsibilities/?as_of=1960", "As of 1960 no source lists the tasks of any region"),
    ],
)
def test_date_without_entries_is_said_and_leads_back_to_today(client, path, words):
    page = client.get(path).text
    assert words in page
    assert ("Back to today" if "/en/" in path else "回到今天") in page.split(words)[1]


def test_only_filters_that_are_in_force_can_be_cleared(client):
    assert "清除全部条件" not in client.get("/agencies/?as_of=1960").text
    assert "清除全部条件" in client.get("/agencies/?q=zzzz").text


def test_picture_on_which_nothing_rests_says_that_there_are_no_data(client):
    page = client.get("/en/compare/?r=440000~330000&as_of=1960").text
    assert "no data" in page and "; no sources" not in page


def test_more_regions_than_are_legible_side_by_side_are_named_in_each_cell(client):
    several = ["110000", "120000", "130000", "140000", "150000", "210000", "220000", "230000"]
    few, many = (client.get(f"/en/compare/?r={'~'.join(codes)}").text for codes in (several[:7], several))
    assert "paper-wide paper-parts" in many and 'data-label="Inner Mongolia"' in many
    assert (
        "paper-parts" not in few and "data-label=" not in few.split('class="scroll compare"')[1].split("</table>")[0]
    )
