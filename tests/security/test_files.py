"""Formulas in the data, and names that lead out of a folder: what a file that is taken away may not do."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings as project
from django.core.exceptions import SuspiciousFileOperation

from govcompare import exports
from govcompare.dataset import Dataset
from govcompare.exporting import store
from govcompare.loading import load
from govcompare.models import DatasetLoad, ShortLink

from ..test_load_dataset import change

pytestmark = pytest.mark.django_db

EVIL = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("http://evil.example","a")',
    "=cmd|' /C calc'!A0",
]
MARK = '=HYPERLINK("http://evil.example/")'
STARTS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def poisoned(tmp_path, settings):
    """A dataset in which names and notes are formulas, loaded."""
    settings.VAR_DIR = tmp_path / "var"
    data = Path(shutil.copytree(project.DATA_DIR, tmp_path / "data"))
    descriptor = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    (data / "datapackage.json").write_text(json.dumps(descriptor | {"version": "9.9.9"}), encoding="utf-8")
    with (data / "organizations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "data_agency":
                change(data, "organizations", row["id"], name=f"{MARK}{row['id']}")
                break
    change(data, "agency_statuses", "jilin-agency-2019", note=f"{MARK}note")
    change(data, "sources", "gb-t-2260", title=f"{MARK}title", note="@SUM(1)")
    load(Dataset(data))
    return DatasetLoad.latest_or_none()


def runs(cell: str) -> bool:
    """Whether a spreadsheet would run a cell of a CSV file."""
    try:
        float(cell)
    except ValueError:
        return cell.startswith(STARTS)
    return False


def cells_of(content: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]


@pytest.mark.parametrize("text", EVIL)
def test_cell_that_begins_a_formula_is_text(text):
    takeaway = exports.Takeaway(
        "x", text, ["a", "b"], {"a": text, "b": "b"}, [{"a": text, "b": [text]}], [{"id": text, "citation": text}]
    )
    assert not any(runs(cell) for cell in cells_of(exports.csv_bytes(takeaway)))
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes(takeaway)))
    assert {cell.data_type for sheet in book for row in sheet for cell in row if cell.value is not None} == {"s"}


FILES = [
    "/agencies", "/sources", "/regions/220000", "/compare", "/changes", "/charts/agency-type-map", "/charts/agency-types",
    "/facts/agency_statuses/jilin-agency-2019",
]  # fmt: skip


def test_no_file_of_a_poisoned_dataset_holds_a_formula(client, poisoned):
    for address in [language + stem for language in ("", "/en") for stem in FILES]:
        query = "?r=220000~440000" if address.endswith("/compare") else ""
        table, book = client.get(f"{address}.csv{query}"), client.get(f"{address}.xlsx{query}")
        assert table.status_code == book.status_code == 200, address
        assert not [cell for cell in cells_of(table.content) if runs(cell)], address
        for sheet in openpyxl.load_workbook(io.BytesIO(book.content)):
            assert not [cell.value for row in sheet for cell in row if cell.data_type == "f"], address
        with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
            assert not [name for name in parts.namelist() if "worksheets/" in name and b"<f>" in parts.read(name)]
    # and the poison was really there
    assert f"'{MARK}title" in cells_of(client.get("/sources.csv").content)


UPWARDS = ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..\\..\\etc\\passwd", "..%5c..%5cetc%5cpasswd",
           "....//....//etc/passwd", "%00", "a%00.json", "/etc/passwd", "%252e%252e%252fetc%252fpasswd", "..;/..;/etc/passwd"]  # fmt: skip


@pytest.mark.parametrize("upwards", UPWARDS)
@pytest.mark.parametrize(
    "place", ["/static/{}", "/exports/{}/", "/exports/{}.png", "/s/{}/", "/charts/{}/", "/charts/{}.svg", "/regions/{}.json",
              "/sources/{}.bib", "/sources/{}/", "/facts/{}/x/", "/facts/agency_statuses/{}.csv", "/embed/{}/", "/indices/{}/", "/{}"]
)  # fmt: skip
def test_no_address_leads_out_of_its_folder(client, place, upwards):
    response = client.get(place.format(upwards), follow=False)
    assert response.status_code in (301, 400, 404)
    body = response.content if not response.streaming else b"".join(response)
    assert b"root:" not in body and b"SECRET_KEY" not in body


@pytest.mark.parametrize("upwards", ["../../etc/passwd", "/etc/passwd", "a/../../../etc/passwd"])
def test_store_opens_nothing_outside(upwards):
    with pytest.raises(SuspiciousFileOperation):
        store.open(upwards)


@pytest.mark.parametrize("label", ["../../../etc/passwd", "/etc/passwd", "x\\..\\y", "a/b"])
def test_version_asked_for_names_no_file(client, label):
    response = client.get("/charts/agency-type-map/", {"v": label})
    assert response.status_code == 410 and "root:" not in response.text


@pytest.mark.parametrize("address", ["/charts/agency-type-map/?as_of=2021", "/en/agencies/"])
def test_short_link_leads_to_a_page_of_ours(client, address):
    ShortLink.objects.create(key="abcdefghij", address=address)
    assert client.get("/s/abcdefghij/")["Location"] == address
