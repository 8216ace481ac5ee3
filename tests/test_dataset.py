"""The shipped data: valid, sourced, and in agreement with the totals that are known beforehand."""

import re

import pytest
from django.conf import settings

from govcompare import vocabularies as provenance
from govcompare.dataset import Dataset
from govcompare.partial_dates import last_day
from institutions import vocabularies
from regions import vocabularies as places

# GB/T 2260: 34 province-level units; 333 prefecture-level ones (Meng et al. 2020); 31 in most evaluations.
PROVINCES, PREFECTURES, COUNTED = 34, 333, 31

ENUMS = {
    ("sources", "kind"): provenance.SourceKind,
    ("sources", "copy_kind"): provenance.CopyKind,
    ("sources", "language"): provenance.Language,
    ("regions", "level"): places.RegionLevel,
    ("regions", "region_type"): places.RegionType,
    ("regions", "economic_region"): places.EconomicRegion,
    ("region_evidence", "field"): places.RegionEvidenceField,
    ("organizations", "kind"): vocabularies.OrganizationKind,
    ("agency_statuses", "type"): vocabularies.AgencyType,
    ("agency_statuses", "rank"): vocabularies.AdministrativeRank,
    ("agency_statuses", "succession"): vocabularies.Succession,
    ("agency_statuses", "end_kind"): vocabularies.EndKind,
    ("agency_evidence", "field"): vocabularies.EvidenceField,
    ("leading_groups", "stage"): vocabularies.GroupStage,
    ("memberships", "role"): vocabularies.MembershipRole,
    ("operating_mandates", "kind"): vocabularies.MandateKind,
    ("operating_mandates", "stage"): vocabularies.MandateStage,
    ("documents", "stage"): vocabularies.DocumentStage,
    ("statistics", "subject"): vocabularies.StatisticSubject,
    ("statistics", "scope"): vocabularies.StatisticScope,
    ("statistics", "stage"): vocabularies.StatisticStage,
    ("tasks", "topic"): vocabularies.PolicyTopic,
    ("tasks", "lead_basis"): vocabularies.LeadBasis,
    ("task_units", "role"): vocabularies.UnitRole,
    ("platforms", "stage"): vocabularies.PlatformStage,
    ("national_functions", "role"): vocabularies.UnitRole,
    ("national_functions", "basis"): vocabularies.FunctionBasis,
    ("definitions", "category"): vocabularies.DefinitionCategory,
    ("definitions", "type"): vocabularies.AgencyType,
    ("left_out", "kind"): vocabularies.LeftOutKind,
}


@pytest.fixture(scope="module")
def dataset():
    return Dataset(settings.DATA_DIR)


def test_dataset_breaks_no_rule(dataset):
    assert [str(fault) for fault in dataset.faults()] == []


@pytest.mark.parametrize(("place", "choices"), ENUMS.items(), ids=".".join)
def test_codelist_of_the_contract_is_the_vocabulary(dataset, place, choices):
    table, name = place
    field = next(field for field in dataset.tables[table]["schema"]["fields"] if field["name"] == name)
    assert sorted(field["constraints"]["enum"]) == sorted(choices.values)


def test_every_fact_has_source_locator_and_date(dataset):
    for table, contract in dataset.tables.items():
        names = {field["name"] for field in contract["schema"]["fields"]}
        if "source" in names and table != "left_out":  # what is left out is no fact
            for row in dataset.rows(table):
                assert row["source"] and row["locator"] and last_day(row["as_of"]), (table, row)


def test_regions_are_the_country_34_provinces_333_prefectures_and_the_corps(raw):
    levels = [row["level"] for row in raw("regions")]
    assert [row["code"] for row in raw("regions") if row["level"] == "other"] == ["660000"]
    assert (levels.count("country"), levels.count("province"), levels.count("prefecture")) == (
        1,
        PROVINCES,
        PREFECTURES,
    )
    assert sum(row["counted_in_31"] == "true" for row in raw("regions")) == COUNTED


def test_prefectures_belong_to_the_province_of_their_code(raw):
    for row in raw("regions"):
        if row["level"] == "prefecture":
            assert row["parent_code"] == row["code"][:2] + "0000"


def test_homonyms_in_pinyin_keep_their_own_codes(raw):
    by_name = {row["short_name"]: row for row in raw("regions")}
    assert (by_name["陕西"]["code"], by_name["陕西"]["iso_code"]) == ("610000", "CN-SN")
    assert (by_name["山西"]["code"], by_name["山西"]["iso_code"]) == ("140000", "CN-SX")
    assert by_name["长治"]["pinyin"] == "chang zhi"


def test_complete_counts_list_as_many_members_as_they_print(raw):
    """Regions in a table of their own, names as printed in the row; of one that has both, both."""
    members = [row["statistic"] for row in raw("statistic_members") if row["is_member"] == "true"]
    for row in raw("statistics"):
        if row["is_complete"] == "true":
            regions, named = members.count(row["id"]), len([name for name in row["members"].split("；") if name])
            assert {regions, named} - {0} == {int(row["numerator"])}, row["id"]


def test_shares_of_one_company_do_not_exceed_the_whole(raw):
    rows = raw("shareholdings")
    days = {row[name] for row in rows for name in ("valid_from", "valid_to", "as_of") if row[name]}
    for day in days:  # written dates, compared as text: a row ends with the period it names
        totals = {}
        for row in rows:
            if row["valid_from"] <= day and (not row["valid_to"] or day < row["valid_to"]):
                totals[row["company"]] = totals.get(row["company"], 0) + float(row["share_exact"] or 0)
        assert totals and all(total <= 100 for total in totals.values()), (day, totals)


def test_tied_ranks_are_shared_or_said_to_be(raw):
    """A printed tie has company among the rows, unless its note says that not all are named."""
    places = [(row["indicator"], row["rank"], row["source"]) for row in raw("scores") if row["rank"]]
    for row in raw("scores"):
        if row["tied"] == "true":
            shared = places.count((row["indicator"], row["rank"], row["source"])) > 1
            assert shared or re.search("并列.*未载", row["note"]), row["id"]


def test_text_is_not_html_or_english_prose(raw):
    for row in raw("agency_statuses"):
        assert "<" not in row["note"] + row["functions"]


def test_list_cells_have_no_empty_parts(dataset):
    for table in dataset.tables:
        for row in dataset.rows(table):
            for name, value in row.items():
                if isinstance(value, str) and "；" in value:
                    assert all(part.strip() for part in value.split("；")), (table, name, value)
