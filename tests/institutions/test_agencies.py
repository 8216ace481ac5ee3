"""Agencies on a day: in front, superseded, of known or last known type; rows as the documents state them."""

from datetime import date

import pytest

from govcompare.dataset_tables import agencies
from institutions.models import AgencyStatus
from institutions.region_facts import with_facts
from regions.models import Region
from tests.conftest import END_OF_2020, JUNE_2019, TODAY

pytestmark = pytest.mark.django_db


def rows(get_json, url="/agencies.json?as_of=2019-06"):
    return {row["region"]: row for row in get_json(url)["rows"] if row["principal"]}


@pytest.mark.parametrize(
    ("region", "type", "rank", "rank_confidence", "superior"),
    [
        ("广东", "department_administered", "deputy_department", "stated", "广东省政府办公厅"),
        ("浙江", "department_administered", "deputy_department", "stated", "浙江省政府办公厅"),
        ("河南", "department_administered", "deputy_department", "stated", "河南省政府办公厅"),
        ("福建", "department_administered", "deputy_department", "stated", "福建省发展改革委员会"),
        ("贵州", "directly_under", "provincial_department", "implied", "贵州省人民政府"),
        ("北京", "nameplate", None, None, "北京市经济和信息化局"),
        ("内蒙古", "public_institution", None, None, "内蒙古自治区人民政府"),
        ("天津", None, None, None, None),
    ],
)
def test_agency_of_june_2019(get_json, region, type, rank, rank_confidence, superior):
    row = rows(get_json)[region]
    found = (row["type"], row["rank"], row["rank_confidence"], row["superior"])
    assert found == (type, rank, rank_confidence, superior)


def test_agency_whose_name_no_source_gives_has_an_unknown_name(get_json):
    row = rows(get_json)["天津"]
    assert row["name"] is None and row["missing"]["name"] == "unknown"


def test_eighteen_provinces_have_one_body_in_front(get_json):
    provincial = [row for row in get_json("/agencies.json?as_of=2019-06&level=province")["rows"] if row["principal"]]
    assert len(provincial) == len({row["region"] for row in provincial}) == 18


def test_henan_lists_its_centre_and_institute_beside_the_bureau(get_json):
    found = {row["name"]: row["principal"] for row in get_json("/agencies.json?region_code=410000&as_of=2023")["rows"]}
    assert found == {"河南省大数据管理局": True, "河南省大数据中心": False, "河南省大数据研究院": False}


def test_unnamed_body_gives_way_to_the_named_one(get_json):
    before = get_json("/agencies.json?region_code=440300&as_of=2019-06")["rows"]
    after = get_json("/agencies.json?region_code=440300&as_of=2020-12-29")["rows"]
    assert [row["name"] for row in before] == [None]
    assert [row["name"] for row in after] == ["深圳市政务服务数据管理局"]


def test_zhejiang_in_2016_has_a_body_but_none_in_front():
    zhejiang = with_facts(Region.objects.filter(code="330000"), date(2016, 1, 1)).get()
    assert (zhejiang.has_agency, zhejiang.in_front) == ("yes", None)


def test_agency_set_up_in_2018_is_not_certain_before_the_year_is_over():
    shanghai = Region.objects.filter(code="310000")
    assert with_facts(shanghai, date(2018, 6, 30)).get().has_agency == "unknown"
    assert with_facts(shanghai, date(2018, 12, 31)).get().has_agency == "yes"


def test_successor_set_up_in_2018_takes_over_when_the_year_is_over():
    guangdong = Region.objects.filter(code="440000")
    assert with_facts(guangdong, date(2018, 6, 30)).get().in_front == "guangdong-agency-2014"
    assert with_facts(guangdong, date(2018, 12, 31)).get().in_front == "guangdong-agency-2019"


def status(id, **values):
    return {"id": id, "type": None, "as_of": "2019", "valid_from": None, "valid_to": None, "supersedes": None} | values


def test_later_body_of_unknown_type_keeps_the_last_known_type_beside_it():
    written = [status("old", type="nameplate"), status("new", as_of="2024", supersedes="old")]
    agencies(written)
    assert (written[1]["type"], written[1]["last_known_type"], written[1]["last_known_as_of"]) == (
        None,
        "nameplate",
        "2019",
    )


def test_last_known_type_is_shown_and_counted_apart(client, source_row, get_json):
    earlier = AgencyStatus.objects.get(id="beijing-agency-2019")
    AgencyStatus.objects.filter(pk=earlier.pk).update(superseded_from=date(2024, 1, 1))
    source_row("110000", as_of="2024-01-01", principal=True, supersedes=earlier,
               last_known_type="nameplate", last_known_as_of="2019-06")  # fmt: skip
    beijing = with_facts(Region.objects.filter(code="110000"), TODAY).get()
    assert (beijing.agency_type, beijing.agency_type_known) == ("nameplate", False)
    row = next(row for row in get_json("/agencies.json?region_code=110000")["rows"])
    assert (row["type"], row["last_known_type"], row["last_known_as_of"]) == (None, "nameplate", "2019-06")
    assert "最近已知：挂牌机构（2019-06）" in client.get("/agencies/?region_code=110000").text
    assert "110000" in {row["code"] for row in get_json("/regions.json?agency_type=nameplate")["rows"]}
    assert "最近已知" in client.get("/").text


def test_cities_with_an_agency_in_june_2019_are_the_31_of_the_source(get_json):
    found = get_json("/regions.json?level=prefecture&has_agency=yes&as_of=2019-06")
    assert found["count"] == 31


def test_in_front_prefers_the_marked_body_then_an_administrative_one(source_row):
    source_row("630000", id="bureau", type="nameplate", as_of="2019")
    assert AgencyStatus.objects.in_front(JUNE_2019).filter(region="630000").first() is None
    assert AgencyStatus.objects.in_front(END_OF_2020).get(region="630000").pk == "bureau"
    source_row("630000", id="counted", principal=True, as_of="2019")
    assert AgencyStatus.objects.in_front(END_OF_2020).filter(region="630000").first().pk == "counted"
