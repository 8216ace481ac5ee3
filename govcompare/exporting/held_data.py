"""The data in an exported file, as the checksum of the CSV that they would make: what a file holds against what it says."""

import io
import json
from pathlib import Path

from django.conf import settings
from django.utils.translation import override
from openpyxl import load_workbook

from . import zips
from .files import COLUMN_NAMES, sha256, table_bytes
from .reading import HTML_DATA, MOST_MEMBER_BYTES, origins_of


def held_data(path: str | Path) -> list[str | None]:
    """For each chart of a file (in the order of `origins_of`) the checksum of its data; None where it holds none.

    The file is one that `origins_of` has read.
    """
    content = Path(path).read_bytes()
    if content.startswith(b"PK\x03\x04"):
        if zips.member(content, "datapackage.json", MOST_MEMBER_BYTES) is not None:
            return _archive(content)
        return (
            [_workbook(content)] if zips.member(content, "xl/workbook.xml", MOST_MEMBER_BYTES) is not None else [None]
        )
    if content.startswith((b"\x89PNG", b"%PDF-")):
        return [None] * len(origins_of(path))
    text = content.decode("utf-8-sig").lstrip()
    if text.startswith("{"):
        body = json.loads(text)
        return [_sum([column["name"] for column in body["columns"]], body["rows"])]
    if found := HTML_DATA.search(text):
        body = json.loads(found[1])
        return [_sum(body["columns"], body["rows"])]
    return [None] if text.startswith("<") else [sha256(content)]


def _sum(names: list[str], rows: list[dict]) -> str:
    return sha256(table_bytes(names, rows))


def _archive(content: bytes) -> list[str | None]:
    """Of each CSV in the order of the data package."""
    resources = json.loads(zips.member(content, "datapackage.json", MOST_MEMBER_BYTES))["resources"]
    files = [zips.member(content, resource["path"], MOST_MEMBER_BYTES) for resource in resources]
    return [sha256(file or b"") for file in files]


def _column_names() -> list[str]:
    """What the names of the columns are called in the notes of a workbook, in each language."""
    found = []
    for code, _ in settings.LANGUAGES:
        with override(code):
            found.append(str(COLUMN_NAMES))
    return found


def _workbook(content: bytes) -> str | None:
    """Of the first sheet, its columns named as the notes say."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    notes = {row[0]: row[1] for row in book.worksheets[1].iter_rows(values_only=True) if len(row) > 1}
    names = next((str(notes[word]) for word in _column_names() if notes.get(word)), "").split(",")
    data, rows = book.worksheets[0], []
    for number, row in enumerate(data.iter_rows(values_only=True)):
        if number:
            rows.append(dict(zip(names, row, strict=False)))
    book.close()
    return _sum(names, rows)
