"""What a visitor takes away: rows as CSV, XLSX and JSON, with their sources, dates and absences.

CSV: UTF-8 with BOM (Excel reads it right), CRLF, header = JSON field names in every language, text that a
spreadsheet would run as a formula defused with a leading apostrophe, numbers left alone.
XLSX: header in the page's language in row 1 of the first sheet, text cells are text, notes and sources on
further sheets.
"""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .language import is_english
from .rows import Row

FORMATS = ("csv", "xlsx", "json")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Takeaway:
    """Rows on their way out: what they are, under which name, and what a reader must know of them."""

    name: str  # ASCII stem of the file name
    title: str  # what the rows are, in words
    columns: list[str]
    labels: dict[str, str]
    rows: list[Row]
    sources: list[Row]
    notes: list[tuple[str, str]] = field(default_factory=list)
    body: dict[str, Any] = field(default_factory=dict)  # what JSON says besides its rows


def respond(takeaway: Takeaway, format: str) -> HttpResponse:
    """The rows in one of FORMATS; ValueError for any other."""
    match format:
        case "csv":
            return _file(takeaway, "csv", "text/csv; charset=utf-8", csv_bytes(takeaway))
        case "xlsx":
            return _file(takeaway, "xlsx", XLSX_TYPE, xlsx_bytes(takeaway))
        case "json":
            body = takeaway.body | {"rows": takeaway.rows, "sources": takeaway.sources}
            return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    raise ValueError(format)


def _file(takeaway: Takeaway, suffix: str, content_type: str, content: bytes) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=f"{takeaway.name}.{suffix}")
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def flat(value: Any) -> str | int | float | None:
    """A cell: lists joined by `；`, absences as `field:reason`, booleans as true and false."""
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case int() | float() | str():
            return value
        case dict():
            return "；".join(f"{name}:{reason}" for name, reason in value.items())
        case list():
            return "；".join(str(part) for part in value)
    return str(value)


def defused(value: str | int | float | None) -> str | int | float:
    """A CSV cell that no spreadsheet runs as a formula; numbers as they are, nothing for None."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def csv_bytes(takeaway: Takeaway) -> bytes:
    """The rows as CSV: BOM, CRLF, header of field names."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(takeaway.columns)
    for row in takeaway.rows:
        writer.writerow([defused(flat(row.get(column))) for column in takeaway.columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_bytes(takeaway: Takeaway) -> bytes:
    """The rows as a workbook of three sheets: data, notes, sources."""
    book = Workbook(write_only=True)
    data = book.create_sheet(pgettext("sheet", "数据"))
    data.freeze_panes = "A2"
    widths = _widths(takeaway)
    for index, width in enumerate(widths, start=1):
        data.column_dimensions[get_column_letter(index)].width = width
    data.append([_text(data, takeaway.labels.get(column, column), bold=True) for column in takeaway.columns])
    for row in takeaway.rows:
        data.append([_cell(data, row.get(column)) for column in takeaway.columns])
    notes = book.create_sheet(pgettext("sheet", "说明"))
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 16, 90
    for name, text in [(_("内容"), takeaway.title), *takeaway.notes, *_language_note()]:
        notes.append([_text(notes, name, bold=True), _text(notes, text)])
    sources = book.create_sheet(pgettext("sheet", "来源"))
    sources.column_dimensions["A"].width, sources.column_dimensions["B"].width = 34, 110
    sources.append([_text(sources, _("来源编号"), bold=True), _text(sources, _("出处"), bold=True)])
    for source in takeaway.sources:
        sources.append([_text(sources, source["id"]), _text(sources, source["citation"])])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _language_note() -> list[tuple[str, str]]:
    """In English files: which of their columns are Chinese, and why."""
    words = _(
        "数据集的文字照来源为中文；表头带“（名称）”的列（CSV、JSON 中以 _label 结尾）给出英文，没有通行英文名的专名仍为中文。"
    )
    return [(_("语言"), words)] if is_english() else []


def _widths(takeaway: Takeaway) -> list[int]:
    """Column widths in characters, Chinese counted double, from the first rows."""

    def width(value) -> int:
        return sum(2 if ord(char) > 255 else 1 for char in str(value if value is not None else ""))

    samples = takeaway.rows[:50]
    return [
        min(
            48,
            2 + max([width(takeaway.labels.get(column, column)), *(width(flat(row.get(column))) for row in samples)]),
        )
        for column in takeaway.columns
    ]


def _cell(sheet, value):
    value = value if isinstance(value, bool) else flat(value)
    return _text(sheet, value) if isinstance(value, str) else value


def _text(sheet, value: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, str(value))  # a lazy translation is no str
    cell.data_type = "s"  # openpyxl would make a live formula of text that starts with "="
    if bold:
        cell.font = Font(bold=True)
    return cell
