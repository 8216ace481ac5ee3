"""Archives: what a stranger finds in them, years later."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import frictionless
import pytest

from govcompare.exporting.archive import Part, many, zip_bytes
from govcompare.exporting.files import csv_bytes

from .samples import CITATIONS, EVIL, origin_of_chart, png, shares, tiles

STEM = "govcompare_agency-type-map_2019-06"


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def single(chart=None) -> bytes:
    chart = chart or tiles()
    return zip_bytes(chart, origin_of_chart(chart), png(), CITATIONS)


def regional(*regions: str) -> bytes:
    charts = [tiles(many=3, address=f"/charts/agency-type-map/?r={region}&as_of=2019-06") for region in regions]
    parts = (Part(f"map_{region}", chart, origin_of_chart(chart), png())
             for region, chart in zip(regions, charts, strict=True))  # fmt: skip
    return many(parts, origin_of_chart(charts[0], title="31 个地区", csv_sha256=""), CITATIONS)


def validated(content: bytes, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return frictionless.validate(str(folder / "datapackage.json"))


def test_archive_holds_picture_data_readme_and_data_package():
    found = members(single())
    assert list(found) == [f"{STEM}.png", f"{STEM}.csv", "readme.md", "datapackage.json"]
    assert found[f"{STEM}.csv"] == csv_bytes(tiles()) and found[f"{STEM}.png"] == png()


@pytest.mark.parametrize("chart", [tiles(), shares(), tiles(rows=[])], ids=["tiles", "shares", "no rows"])
def test_data_package_is_valid(chart, tmp_path):
    report = validated(single(chart), tmp_path)
    assert report.valid, report.flatten(["type", "message"])


def test_data_package_notices_a_changed_number(tmp_path):
    with zipfile.ZipFile(io.BytesIO(single(shares()))) as archive:
        archive.extractall(tmp_path)
    path = tmp_path / "govcompare_equity_2019-06.csv"
    path.write_bytes(path.read_bytes().replace(b",49,", b",94,"))
    assert "hash-count" in {
        row[0] for row in frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])
    }


def test_data_package_knows_types_titles_licence_sources_and_check_sum():
    package = json.loads(members(single(shares()))["datapackage.json"])
    resource = package["resources"][0]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert (fields["share"]["type"], fields["share"]["title"]) == ("number", "持股比例（%）")
    assert fields["holder"]["type"] == "string"
    assert resource["hash"] == f"sha256:{hashlib.sha256(csv_bytes(shares())).hexdigest()}"
    assert package["licenses"][0]["name"] == "CC-BY-4.0" and package["version"] == "0.2.0"
    assert [source["title"] for source in package["sources"]] == [row["citation"] for row in CITATIONS]


def test_readme_explains_link_columns_absences_sources_and_check_sum():
    text = members(single())["readme.md"].decode()
    assert origin_of_chart(tiles()).link in text and "类型=直属机构" in text
    assert "| `category_label` | 状态 | string |" in text
    for code, label in (
        ("none", "无"),
        ("unknown", "未知"),
        ("not_applicable", "不适用"),
        ("not_published", "未公布"),
    ):
        assert f"| `{code}` | {label} |" in text
    assert CITATIONS[0]["citation"] in text and "CC BY 4.0" in text
    assert hashlib.sha256(csv_bytes(tiles())).hexdigest() in text and f"sha256sum {STEM}.csv" in text


def test_readme_text_from_data_is_neither_markup_nor_a_cell():
    chart = replace(tiles(), title=f"a | b {EVIL}", columns=[("region", "[x](http://evil.example)")])
    text = members(single(chart))["readme.md"].decode()
    assert "<img" not in text and "a \\| b" in text and "](http://evil" not in text


def test_archive_is_the_same_bytes_for_the_same_chart():
    assert single() == single()
    assert regional("440000", "330000") == regional("440000", "330000")


def test_archive_of_many_regions_has_one_readme_and_one_valid_data_package(tmp_path):
    content = regional("440000", "330000", "520000")
    assert list(members(content))[::2][:3] == ["map_440000.png", "map_330000.png", "map_520000.png"]
    assert len(members(content)) == 8
    assert validated(content, tmp_path).valid
    package = json.loads(members(content)["datapackage.json"])
    assert [resource["govcompare"]["link"].partition("?")[2] for resource in package["resources"]] == [
        f"r={region}&as_of=2019-06" for region in ("440000", "330000", "520000")
    ]
    text = members(content)["readme.md"].decode()
    assert text.startswith("# 31 个地区") and text.count("| `region` |") == 1


def test_parts_are_made_one_after_the_other():
    made = []

    def parts():
        for name in ("a", "b"):
            made.append(name)
            yield Part(name, tiles(many=1), origin_of_chart(tiles(many=1)), png())

    many(parts(), origin_of_chart(tiles()))
    assert made == ["a", "b"]


def test_two_parts_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two parts"):
        regional("440000", "440000")


def test_an_archive_of_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        many([], origin_of_chart(tiles()))
