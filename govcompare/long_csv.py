"""Lists too long to be held in memory, as CSV: the same bytes as `exports.csv_bytes`, sent while they are read."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override

from .exports import defused, flat

# Shorter lists are made at once, and kept for the next visitor.
LONG = 10_000
CHUNK = 2_000
MARK = b"\xef\xbb\xbf"


def encoded(cells: Iterable) -> str:
    """Some cells of a line, two or more, without its end."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow([defused(flat(cell)) for cell in cells])
    return text.getvalue()


def streamed(name: str, columns: list[str], lines: Iterator[list[str]]) -> StreamingHttpResponse:
    """A file of lines, which come in lists and end with CRLF. Each list is made in the language that is spoken now: that
    of the thread may be another by the time it is sent."""
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.csv")
    return StreamingHttpResponse(
        _parts(columns, lines, get_language()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


def _parts(columns: list[str], lines: Iterator[list[str]], language: str | None) -> Iterator[bytes]:
    yield MARK + f"{encoded(columns)}\r\n".encode()
    while True:
        with override(language):
            part = next(lines, None)
        if part is None:
            return
        yield "".join(part).encode()


def lines_of(listing, items: Iterable, day) -> Iterator[list[str]]:
    """The lines of a list that reads its rows one by one."""
    columns, items = list(listing.labels), iter(items)
    while chunk := list(islice(items, CHUNK)):
        rows = listing.rows(chunk, day)
        yield [f"{encoded(row.get(column) for column in columns)}\r\n" for row in rows]
