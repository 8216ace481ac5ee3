"""Profiles and comparisons: facts with their way home, absences told apart, equal rows folded."""

from dataclasses import replace
from datetime import date

import pytest

from institutions.comparisons import Cell, sections
from institutions.coverage import universes
from institutions.profiles import profiles
from institutions.sentences import summary
from regions.models import Region
from tests.conftest import END_OF_2020, JUNE_2019, TODAY

pytestmark = pytest.mark.django_db


def profile(code, day=TODAY):
    return profiles([code], day)[0]


def test_profile_of_guangdong_in_one_sentence():
    assert summary(profile("440000", END_OF_2020)).startswith(
        "广东：广东省政务服务数据管理局，部门管理机构，副厅级，由广东省政府办公厅管理；"
    )


def test_region_of_which_only_a_count_says_that_it_has_an_agency_claims_no_more():
    assert summary(profile("640000")) == "宁夏：设有大数据机构（2024年4月所见），名称和类型未知。"


def test_head_of_one_of_several_leading_groups_stands_behind_its_name():
    words = "领导小组：数字湖南建设领导小组（组长为省委书记、省长）、湖南省数字政府建设领导小组（2022年7月所见）"
    assert words in summary(profile("430000"))
    assert summary(profile("310000")).endswith("、另一个名称未知的领导小组。")


def test_profile_without_agency_says_since_when_and_why():
    assert "截至2019年6月没有大数据机构（来源列出了全部 18 个，此地不在其中）" in summary(profile("140000", JUNE_2019))


def test_region_that_a_later_count_leaves_open_names_both_counts():
    hebei = profile("130000", END_OF_2020)
    fact = hebei.presence("has_agency")
    assert (fact.status, fact.source) == ("unknown", "caict-governance-report-2021")
    assert fact.note == "2019-06 的完整名单（18 个）中没有此地，2020-12 又有来源称至少 19 个而未列名单"
    assert "2019年6月的完整名单（18 个）中没有此地，2020年12月又有来源称" in summary(hebei), "as readers write dates"


def test_what_was_seen_long_ago_says_when():
    today, then = summary(profile("440000")), summary(profile("440000", END_OF_2020))
    assert today.startswith(
        "广东：广东省政务服务和数据管理局（2024年3月所见），类型未知（最近已知：部门管理机构，2019年6月）；"
    )
    assert today.endswith("；实行管运分离（2020年12月所见）。")
    assert "所见" not in then
    # one date for all parts, and for the companies and their being separated
    assert summary(profile("440000", date(2022, 12, 31))).startswith(
        "广东（2020年12月所见）：广东省政务服务数据管理局，"
    )
    assert "；运营公司：福建省大数据集团，实行管运分离（2022年12月所见）。" in summary(profile("350000"))


def test_company_without_a_name_is_said_beside_the_one_that_has_one():
    words = "运营公司：数字广东网络建设有限公司（2020年12月所见）、另一家拟组建、名称未知的公司（2023年6月所见）；"
    assert words in summary(profile("440000"))


def test_country_of_which_no_source_tells_says_so():
    assert summary(profile("100000", JUNE_2019)) == "全国：没有来源提到国家一级的大数据机构。"


def test_region_a_count_names_as_left_out_says_so():
    assert "来源计有 31 个省会、首府和副省级城市，写明不含此地" in summary(profile("540100", JUNE_2019))


def test_field_whose_evidence_is_later_than_the_day_is_implied():
    facts = {fact.property: fact for fact in profile("440000", JUNE_2019).of("agency")}
    assert facts["type"].confidence == "stated"
    assert (facts["functions"].as_of, facts["functions"].confidence) == ("2020-12", "implied")
    assert profile("440000", JUNE_2019).agencies[0]["last_observed"] == "2019-06"
    assert profile("440000", END_OF_2020).agencies[0]["last_observed"] == "2020-12"


def test_name_of_a_body_rests_on_the_latest_source_by_the_day():
    def name(day):
        return next(fact for fact in profile("440300", day).of("agency") if fact.property == "name")

    assert name(date(2021, 5, 31)).source == "shenzhen-opinions-2020"
    assert name(date(2021, 6, 30)).source == "shenzhen-leading-group-notice-2021-mirror"
    assert name(TODAY).source == "national-division-of-labour"


def test_there_being_a_body_rests_on_a_witness_by_the_day():
    shanghai = profile("310000", JUNE_2019).presence("has_agency")
    assert (shanghai.as_of, shanghai.source) == ("2019-06", "provincial-bureaus-article")
    assert profile("310000", END_OF_2020).presence("has_agency").as_of == "2020-12"
    assert profile("440000", date(2018, 12, 31)).presence("has_agency").as_of == "2018"


def test_unknown_field_claims_no_source():
    for fact in profile("440000").of("agency"):
        assert (fact.status == "unknown") == (fact.source is None)


def test_kind_that_no_source_mentions_is_unknown_in_the_file(get_json):
    kinds = {row["kind"]: row["status"] for row in get_json("/regions/540000.json")["rows"]}
    assert kinds["model"] == kinds["document"] == "unknown"
    assert kinds["score"] == "not_published"  # an index evaluates all 31 provinces


def test_profile_file_tells_of_the_cities_inside(get_json):
    rows = get_json("/regions/440000.json")["rows"]
    cities = {row["region"] for row in rows if row["property"] == "has_agency"}
    assert len(cities) == 22 and {"广东", "深圳", "广州"} <= cities


def test_known_fact_has_source_locator_and_date():
    for code in ("440000", "440300", "340100", "410000"):
        for fact in profile(code).facts:
            if fact.is_known:
                assert fact.source and fact.locator and fact.as_of, fact


def test_field_that_rests_on_another_source_names_it():
    facts = {fact.property: fact for fact in profile("440000", END_OF_2020).of("agency")}
    assert facts["type"].source == "provincial-bureaus-article"
    assert facts["functions"].source == "caict-governance-report-2021"


def test_equity_of_digital_guangdong_is_49_and_51_together(get_json):
    rows = get_json("/shareholdings.json?as_of=2020-12")["rows"]
    shares = {row["holder"]: (row["share_exact"], row["collective"]) for row in rows if "数字广东" in row["company"]}
    assert shares == {"腾讯": (49, False), "三大运营商": (51, True)}


def test_capital_increase_of_2021_ends_the_shares_before_it(get_json):
    rows = get_json("/shareholdings.json?as_of=2022")["rows"]
    shares = [row["share_exact"] for row in rows if "数字广东" in row["company"]]
    assert sorted(share for share in shares if share is not None) == [16.74, 29.92, 32.92]


def test_separated_operation_is_known_where_no_company_is_named():
    zhejiang = profile("330000")
    assert zhejiang.presence("separated_operation").is_known
    assert zhejiang.presence("has_operating_company").status == "unknown"


def test_region_said_to_leave_operation_to_unnamed_enterprises_says_so():
    fact = profile("330000").presence("has_operating_company")
    assert fact.source == "caict-governance-report-2021" and "未写企业名称" in fact.note


def test_who_sits_in_a_group_is_traced_to_where_that_stands(get_json):
    heads = next(fact for fact in profile("410000").of("leading_group") if fact.property == "heads")
    assert (heads.value, heads.source) == (["省政府主要负责同志"], "national-division-of-labour")
    row = get_json("/leading-groups.json?region_code=410000")["rows"][0]
    assert row["source"] == "henan-implementation-2021"
    assert row["evidence"]["heads"].startswith("national-division-of-labour ")


def test_state_that_is_certain_before_its_details_are_observed_is_implied(get_json):
    row = next(row for row in get_json("/agencies.json?as_of=2018&region_code=440000")["rows"])
    assert (row["as_of"], row["confidence"]) == ("2019-06", "implied")


def test_planned_company_is_listed_but_not_counted():
    jinzhong = profile("140700")
    assert [row["stage"] for row in jinzhong.companies] == ["planned"]
    assert jinzhong.presence("has_operating_company").status == "unknown"


def test_hefei_has_two_heads():
    heads = next(fact for fact in profile("340100").of("leading_group") if fact.property == "heads")
    assert heads.value == ["市委主要负责同志", "市政府主要负责同志"]


def test_unknown_code_is_left_to_the_caller():
    assert profiles(["999999"], TODAY) == []


def test_comparison_keeps_the_order_asked():
    assert [p.region.code for p in profiles(["520000", "330000"], TODAY)] == ["520000", "330000"]


def test_equal_rows_are_told_from_different_ones():
    agency = sections(profiles(["330000", "410000"], JUNE_2019))[0]
    equal, different = {a.name for a in agency.equal}, {a.name for a in agency.different}
    assert {"has_agency", "agency_type", "agency_rank"} <= equal
    assert {"agency_name", "agency_superior"} <= different


def test_cell_that_says_something_else_than_most_is_marked():
    agency = sections(profiles(["330000", "410000", "370000"], JUNE_2019))[0]
    differs = {a.name: [cell.differs for cell in a.cells] for a in agency.attributes}
    assert differs["agency_type"] == differs["agency_rank"] == [False, False, True]
    # three names: no two are alike, so none of them stands out
    assert differs["agency_name"] == [False, False, False]


def test_what_is_unknown_differs_from_nothing():
    codes = Region.objects.filter(counted_in_31=True).values_list("code", flat=True)
    for section in sections(profiles(codes, TODAY)):
        for attribute in section.attributes:
            for cell in attribute.cells:
                silent = cell.absent == "unknown" or {fact.status for fact in cell.facts} == {"unknown"}
                assert not (silent and cell.differs), attribute.name


def test_cells_of_unknowns_are_equal_however_many_they_are():
    unknown = profile("440000").of("agency")[0]
    unknown = replace(unknown, status="unknown", value=None)
    assert Cell([unknown]).key == Cell([unknown, unknown]).key == Cell([], "unknown").key
    assert Cell([unknown]).key != Cell([], "not_published").key
    assert Cell([unknown, replace(unknown, status="none")]).key != Cell([unknown]).key


def test_comparison_has_a_cell_for_every_region_in_every_row():
    chosen = profiles(["440000", "330000", "520000", "540000"], TODAY)
    for section in sections(chosen):
        for attribute in section.attributes:
            assert len(attribute.cells) == 4
            assert all(cell.facts or cell.absent for cell in attribute.cells)


def test_scores_of_other_regions_are_gaps_not_zeros():
    scores = next(s for s in sections(profiles(["440000", "540000"], TODAY)) if s.title == "评估得分")
    reasons = {attribute.label: attribute.cells[1].absent for attribute in scores.attributes}
    assert reasons["数字政府发展指数 2020：组织机构"] == "not_published"  # it evaluates all 31
    assert reasons["中国开放数林指数 2017-2020年累计：数林指数累计得分"] == "unknown"  # nobody says whom it evaluates


def test_comparison_file_holds_what_the_page_shows(get_json):
    rows = get_json("/compare.json?r=440000~330000~520000")["rows"]
    shown = {(row["region"], row["kind"], row["property"]): row["status"] for row in rows}
    assert shown["贵州", "leading_group", "heads"] == "unknown"
    gaps = [row["property_label"] for row in rows if row["region"] == "广东" and row["status"] == "not_published"]
    assert "数字政府发展指数 2020：治理能力" in gaps


def test_denominator_of_the_studies_is_that_of_the_rows(raw):
    counted = {row["code"] for row in raw("regions") if row["counted_in_31"] == "true"}
    assert universes() == {31: counted, 32: counted | {"660000"}}
    assert {int(row["size"]) for row in raw("denominators")} == set(universes())


def test_index_of_provinces_does_not_apply_to_a_city():
    scores = next(s for s in sections(profiles(["440000", "440300"], TODAY)) if s.title == "评估得分")
    for attribute in scores.attributes:
        assert [cell.absent for cell in attribute.cells].count("not_applicable") == 1
