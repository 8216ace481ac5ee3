"""Who owns, who leads, which model: the pictures, recounted from data/*.csv by a second road."""

from collections import Counter, defaultdict

import pytest

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from institutions.charts.catalogue import CHARTS
from institutions.units import unit_kind

pytestmark = pytest.mark.django_db

TODAY = "2026-11-22"
SHENZHEN, SHANDONG, GUANGDONG, ZHEJIANG, GUIZHOU = "440300", "370000", "440000", "330000", "520000"


@pytest.fixture
def draw():
    def chart(slug, *codes, as_of=TODAY, **more):
        entry = CHARTS[slug]
        return entry.chart(entry.ask(AsOf.parse(as_of), list(codes), **more))

    return chart


def cells(chart) -> dict[tuple[str, str], str]:
    """(label of the row, head of the column) -> the words of a cell of a table drawn as a picture."""
    boxes = [box for trace in chart.figure["data"] for box in trace.get("customdata", ())]
    return {(label, head): words for head, label, words in boxes}


def ribbons(chart) -> list[dict]:
    return [trace for trace in chart.figure["data"] if trace.get("fill") == "toself"]


def thickness(ribbon) -> float:
    return ribbon["y"][0] - ribbon["y"][-2]


def heights(chart, *, hatched: bool) -> list[float]:
    """Of the parts of the companies that are stated, or of those that are not."""
    bars = [trace for trace in chart.figure["data"] if trace["type"] == "bar" and trace["x"][0] > 0.5]
    return [height for bar in bars if ("text" in bar) == hatched for height in bar["y"]]


def shares(raw, **wanted) -> list[float]:
    rows = [row for row in raw("shareholdings") if all(row[key] == value for key, value in wanted.items())]
    return [float(row["share_exact"]) for row in rows if row["share_exact"]]


# ownership-flow


def test_digital_guangdong_of_2020_is_49_and_51(draw, raw):
    chart = draw("ownership-flow", GUANGDONG, as_of="2020-12")
    printed = shares(raw, company="digital-guangdong", valid_to="2021-12")
    assert sorted(printed) == [49, 51]
    assert sorted(round(thickness(one), 2) for one in ribbons(chart)) == sorted(printed)
    assert sum(heights(chart, hatched=False)) == pytest.approx(100) and heights(chart, hatched=True) == []
    assert "合计 51%" in chart.title


def test_digital_guangdong_of_today_leaves_what_no_source_states_open(draw, raw):
    chart = draw("ownership-flow", GUANGDONG)
    printed = shares(raw, company="digital-guangdong", valid_from="2021-12")
    assert sorted(printed) == [16.74, 29.92, 32.92]
    solid = [one for one in ribbons(chart) if "fillpattern" not in one]
    assert sorted(round(thickness(one), 2) for one in solid) == sorted(printed)
    assert sum(heights(chart, hatched=True)) == pytest.approx(100 - sum(printed))
    assert "20.42% 没有写明" in chart.title


def test_a_holder_of_unknown_share_has_a_dashed_band_that_says_so(draw):
    chart = draw("ownership-flow", GUANGDONG)
    thin = [one for one in ribbons(chart) if "fillpattern" in one]
    assert [one["text"].endswith("：未知") for one in thin] == [True] and thin[0]["line"]["dash"]
    assert thickness(thin[0]) < sum(heights(chart, hatched=True))
    assert "带宽不代表比例" in chart.figure["layout"]["meta"]["subtitle"]
    row = next(row for row in chart.rows if row["holder"] == "广东省粤科金融集团有限公司")
    assert row["share"] is None and row["missing"]["share"] == "not_published"


def test_every_company_is_a_whole_whatever_is_stated(draw):
    chart = draw("ownership-flow")
    companies = {row["company"] for row in chart.rows if row["holder"]}
    assert sum(heights(chart, hatched=False) + heights(chart, hatched=True)) == pytest.approx(100 * len(companies))


def test_companies_of_which_no_source_names_a_holder_are_counted_and_in_the_data(draw, raw):
    chart = draw("ownership-flow")
    held = {row["company"] for row in raw("shareholdings")}
    without = {row["company"] for row in raw("operating_mandates")} - held
    assert f"另有 {len(without)} 家公司" in chart.figure["layout"]["meta"]["subtitle"]
    assert sum(1 for row in chart.rows if row["holder"] is None) == len(without)


def test_no_known_holder_is_unknown_not_none(draw):
    chart = draw("ownership-flow", GUIZHOU)
    assert chart.rows == [] and "未知，不是没有" in chart.alt


# responsibilities


def duties(raw, region: str, document: str = "") -> tuple[Counter, Counter]:
    """Tasks led, and tasks only taken part in, by unit."""
    tasks = {row["id"] for row in raw("tasks") if row["region_code"] == region and (not document or row["document"] == document)}  # fmt: skip
    units = defaultdict(lambda: defaultdict(set))
    for row in raw("task_units"):
        if row["task"] in tasks:
            units[row["task"]][row["role"]].add(row["unit"])
    led = Counter(unit for roles in units.values() for unit in roles["lead"])
    return led, Counter(unit for roles in units.values() for unit in roles["participate"] - roles["lead"])


def letters(led: int, part: int) -> str:
    return " ".join([f"L{led}"] * bool(led) + [f"P{part}"] * bool(part))


def test_shenzhen_by_default_and_its_data_bureau_leads_nine(draw):
    chart = draw("responsibilities")
    assert chart.title == "深圳 24 项任务中，市政务服务数据管理局牵头 9 项，最多"
    assert cells(chart)["市政务服务数据管理局", "合计"] == "L9 P12"


def test_every_unit_of_shenzhen_stands_in_picture_and_data_with_its_counts(draw, raw):
    chart = draw("responsibilities")
    led, part = duties(raw, SHENZHEN)
    sums = {label: words for (label, head), words in cells(chart).items() if head == "合计"}
    assert sums == {unit: letters(led[unit], part[unit]) for unit in led | part}
    for role, counted in (("L", led), ("P", part)):
        rows = Counter()
        for row in chart.rows:
            if row["role"] == role:
                rows[row["unit"]] += row["tasks"]
        assert rows == counted


def test_areas_of_a_unit_add_up_to_its_sum(draw):
    chart = draw("responsibilities")
    for unit in {label for label, _ in cells(chart)}:
        words = [text.split() for (label, head), text in cells(chart).items() if label == unit and head != "合计"]
        totals = Counter()
        for letter, number in ((one[0], int(one[1:])) for several in words for one in several):
            totals[letter] += number
        assert letters(totals["L"], totals["P"]) == cells(chart)[unit, "合计"]


def test_of_many_units_those_that_lead_are_drawn_and_the_others_share_a_line(draw, raw):
    chart = draw("responsibilities", SHANDONG)
    led, part = duties(raw, SHANDONG)
    others = set(part) - set(led)
    drawn = {label for label, _ in cells(chart)}
    assert set(led) <= drawn and not others & drawn
    assert cells(chart)[f"其余 {len(others)} 个单位只参与", "合计"] == f"P{sum(part[unit] for unit in others)}"
    assert {row["unit"] for row in chart.rows} == set(led) | set(part) | {None}


def test_tasks_without_a_lead_are_a_line_of_their_own(draw, raw):
    chart = draw("responsibilities", SHANDONG)
    led_tasks = {row["task"] for row in raw("task_units") if row["role"] == "lead"}
    without = [row for row in raw("tasks") if row["region_code"] == SHANDONG and row["id"] not in led_tasks]
    assert cells(chart)["没有牵头单位", "合计"] == f"{len(without)} 项"
    rows = [row for row in chart.rows if row["unit"] is None]
    assert sum(row["tasks"] for row in rows) == len(without) and {row["missing"]["unit"] for row in rows} == {"none"}


def test_one_document_of_two(draw, raw):
    chart = draw("responsibilities", SHANDONG, document="digital-shandong-2020-action-plan")
    led, part = duties(raw, SHANDONG, "digital-shandong-2020-action-plan")
    assert {row["unit"] for row in chart.rows if row["unit"]} == set(led) | set(part)
    assert "山东省数字政府建设实施方案" not in chart.figure["layout"]["meta"]["source"]


def test_document_of_another_region_lists_no_tasks_of_this_one(draw):
    chart = draw("responsibilities", SHENZHEN, document="digital-shandong-2020-action-plan")
    assert chart.rows == [] and "《数字山东2020行动方案》" in chart.alt
    with pytest.raises(InvalidQuery, match="document"):
        draw("responsibilities", SHENZHEN, document="no-such-document")


def test_several_regions_stand_side_by_side_by_topic(draw, raw):
    chart = draw("responsibilities", SHENZHEN, SHANDONG)
    first = {}
    for row in sorted(raw("task_units"), key=lambda row: int(row["position"])):
        if row["role"] == "lead":
            first.setdefault(row["task"], row["unit"])
    kinds = defaultdict(Counter)
    for row in raw("tasks"):
        if row["region_code"] in (SHENZHEN, SHANDONG) and row["id"] in first:
            kinds[row["topic"], row["region_code"]][unit_kind(first[row["id"]])] += 1
    counted = {
        (row["topic"], row["region_code"], row["kind"]): row["tasks"] for row in chart.rows if row["kind"] is not None
    }
    assert counted == {(*key, kind): number for key, found in kinds.items() for kind, number in found.items()}


def test_topics_led_by_different_kinds_are_marked_and_counted(draw):
    chart = draw("responsibilities", SHENZHEN, SHANDONG)
    marked = {label for label, _ in cells(chart) if label.startswith("≠ ")}
    assert marked == {f"≠ {row['topic_label']}" for row in chart.rows if row["different"]}
    assert f"{len(marked)} 个由不同种类的部门牵头" in chart.title
    assert cells(chart)["≠ 数据资源", "深圳"] == "公安司法部门 1"


def test_tasks_before_any_source_are_unknown(draw):
    chart = draw("responsibilities", SHENZHEN, as_of="2019-06")
    assert chart.rows == [] and "未知，不是没有" in chart.alt


def test_no_more_than_six_regions_have_their_tasks_side_by_side(draw):
    with pytest.raises(InvalidQuery, match="1 至 6"):
        draw("responsibilities", SHENZHEN, SHANDONG, "350000", "140000", "320000", "140700", "410000")


# models


def test_three_models_of_the_literature_with_all_their_features(draw, raw):
    chart = draw("models")
    for model in (row for row in raw("regional_models") if row["region_code"] in (GUANGDONG, ZHEJIANG, GUIZHOU)):
        told = [row["value"] for row in chart.rows if row["model"] == model["name"] and row["aspect"] == "特征"]
        assert told == model["features"].split("；")
        assert cells(chart)["特征", model["name"]] == "；".join(f"· {feature}" for feature in told)
        assert cells(chart)["概括", model["name"]] == model["slogan"]


def test_what_a_region_has_is_told_from_what_is_unknown(draw):
    found = cells(draw("models"))
    assert found["运营公司", "广东模式"] == "数字广东网络建设有限公司"
    assert found["运营公司", "浙江模式"] == found["运营公司", "贵州模式"] == "未知"
    assert found["机构类型", "贵州模式"] == "直属机构"
    assert found["机构类型", "浙江模式"] == "未知；最近已知：部门管理机构，2019年6月"
    assert "中国电子信息产业集团有限公司 32.92%" in found["运营公司的股权", "广东模式"]


def test_structure_below_the_models_is_that_of_the_date(draw):
    found = cells(draw("models", as_of="2020-12"))
    assert found["运营公司的股权", "广东模式"] == "· 三大运营商 合计 51%；· 腾讯 49%"


def test_unknown_cells_are_hatched_and_the_title_names_who_has_what(draw):
    chart = draw("models")
    unknown = next(trace for trace in chart.figure["data"] if trace.get("name") == "未知")
    assert unknown["marker"]["pattern"]["shape"] and "运营公司：广东有，浙江、贵州未知" in chart.title


def test_a_region_with_two_models_has_a_column_for_each(draw, raw):
    names = {row["name"] for row in raw("regional_models") if row["region_code"] == "410000"}
    assert {head for _, head in cells(draw("models", "410000"))} == {f"河南：{name}" for name in names}


def test_models_that_no_source_names_yet_are_unknown(draw):
    chart = draw("models", as_of="2019-06")
    assert chart.rows == [] and "未知，不是没有" in chart.alt


@pytest.mark.parametrize(
    ("slug", "few", "many"),
    [
        ("ownership-flow", [GUANGDONG], [GUANGDONG, "440700", "330100", "340200", ZHEJIANG]),
        ("responsibilities", [SHENZHEN], [SHENZHEN, SHANDONG, "350000", "140000"]),
        ("models", [GUANGDONG], [GUANGDONG, ZHEJIANG, GUIZHOU, "410000", "140000", "340100"]),
    ],
)
def test_more_regions_take_no_more_queries(draw, django_assert_max_num_queries, slug, few, many):
    with django_assert_max_num_queries(40) as of_few:
        draw(slug, *few)
    with django_assert_max_num_queries(len(of_few)):
        draw(slug, *many)
