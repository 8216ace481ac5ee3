"""Files: what Excel, pandas and a spreadsheet program will find in them."""

import io

import pandas
import pytest
from openpyxl import load_workbook

from govcompare.exports import Takeaway, csv_bytes, flat, xlsx_bytes


def takeaway(**row) -> Takeaway:
    row = {"name": "广东", "value": 69.3, "missing": {}} | row
    return Takeaway(
        name="test",
        title="试",
        columns=list(row),
        labels={"name": "名称", "value": "得分"},
        rows=[row],
        sources=[{"id": "s", "citation": "《来源》"}],
        notes=[("所示日期", "2019-06")],
    )


def test_csv_opens_in_excel_with_chinese_right():
    assert csv_bytes(takeaway()).startswith(b"\xef\xbb\xbfname,value,missing\r\n")


def test_csv_header_is_the_field_names_in_every_language():
    assert list(pandas.read_csv(io.BytesIO(csv_bytes(takeaway())))) == ["name", "value", "missing"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_csv_text_that_would_run_is_defused(text):
    frame = pandas.read_csv(io.BytesIO(csv_bytes(takeaway(name=text))), keep_default_na=False)
    assert frame["name"][0].startswith("'")


def test_csv_negative_numbers_are_left_alone():
    assert pandas.read_csv(io.BytesIO(csv_bytes(takeaway(value=-1.5))))["value"][0] == -1.5


def test_xlsx_text_is_never_a_formula():
    sheet = load_workbook(io.BytesIO(xlsx_bytes(takeaway(name="=1+1")))).worksheets[0]
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=1+1")


def test_xlsx_numbers_are_numbers():
    sheet = load_workbook(io.BytesIO(xlsx_bytes(takeaway()))).worksheets[0]
    assert (sheet["B2"].data_type, sheet["B2"].value) == ("n", 69.3)


def test_xlsx_has_chinese_header_notes_and_sources():
    book = load_workbook(io.BytesIO(xlsx_bytes(takeaway())))
    assert [cell.value for cell in book.worksheets[0][1]] == ["名称", "得分", "missing"]
    assert ("所示日期", "2019-06") in [tuple(cell.value for cell in row) for row in book["说明"]]
    assert ("s", "《来源》") in [tuple(cell.value for cell in row) for row in book["来源"]]


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, None), (True, "true"), (0, 0), (["甲", "乙"], "甲；乙"), ({"rank": "unknown"}, "rank:unknown"), ([], "")],
)
def test_cell_of_each_kind_of_value(value, cell):
    assert flat(value) == cell
