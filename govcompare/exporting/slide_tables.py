"""A chart's data cut into tables that fit on slides: none too long, too wide or too high, and cuts are said."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..charts.chart import Chart
from ..exports import flat
from ..language import clauses, enumerated, sentences
from ..vocabularies import MissingReason
from ..wording import plain as worded
from .files import rows as filled
from .origin import plain

MOST_ROWS, MOST_COLUMNS, MOST_SLIDES = 14, 8, 12
# Sizes in half characters of the table's font: a line across the slide, and the most that a cell may hold.
LINE, LONGEST_TEXT = 150, 240
PADDING = 3
# Programs put a little room between Chinese characters and Latin letters.
SPACING = 1.12
# Lines of text that fit under one another on a slide beside the header.
MOST_LINES = 18


@dataclass(frozen=True)
class Cell:
    """Text of a cell; `absent` if it is the reason why there is no value."""

    text: str
    absent: bool = False
    number: bool = False

    def lines(self, width: float) -> int:
        """How many lines the text takes in a column of so many half characters."""
        return max(1, math.ceil(SPACING * halves(self.text) / max(1, width - PADDING)))


@dataclass(frozen=True)
class TablePage:
    """What one slide shows: header and rows, the share of the width of each column, and what is said above.

    numeric: whether a column holds numbers; lines: how many lines of text the header and each row take.
    """

    header: list[str]
    rows: list[list[Cell]]
    widths: list[float]
    numeric: list[bool]
    lines: list[int]
    note: str


def pages(chart: Chart) -> list[TablePage]:
    """The data of a chart, slide by slide; none for a chart without rows."""
    columns = chart.columns[:MOST_COLUMNS]
    header = [plain(label) for key, label in columns]
    rows = [[_cell(row.get(key), row.get("missing", {}).get(key)) for key, label in columns] for row in filled(chart)]
    if not rows:
        return []
    widths = _widths(header, rows)
    numeric = [_is_numeric(cells) for cells in zip(*rows, strict=True)]
    chunks = list(_chunks(rows, widths))
    cut = _cut(chart, sum(map(len, chunks[:MOST_SLIDES])))
    result, first = [], 1
    for chunk in chunks[:MOST_SLIDES]:
        counted = _("第 %(first)s–%(last)s 行，共 %(rows)s 行。") % {
            "first": first, "last": first + len(chunk) - 1, "rows": len(rows),
        }  # fmt: skip
        note = sentences([counted, *cut])
        lines = [_lines([Cell(name) for name in header], widths), *(_lines(row, widths) for row in chunk)]
        result.append(TablePage(header, chunk, [width / LINE for width in widths], numeric, lines, note))
        first += len(chunk)
    return result


def _cut(chart: Chart, shown: int) -> list[str]:
    """What the slides leave out, in a sentence, if they do."""
    left_out = []
    if shown < len(chart.rows):
        only = ngettext("这里只列前 %(rows)s 行", "这里只列前 %(rows)s 行", shown)
        left_out.append(only % {"rows": shown})
    if further := [plain(label) for key, label in chart.columns[MOST_COLUMNS:]]:
        more = ngettext("另有 %(many)s 列未列出：%(names)s", "另有 %(many)s 列未列出：%(names)s", len(further))
        left_out.append(more % {"many": len(further), "names": enumerated(further)})
    all_data = _("%(left_out)s。全部数据见 CSV 文件。")
    return [all_data % {"left_out": clauses(left_out)}] if left_out else []


def _is_numeric(cells: tuple[Cell, ...]) -> bool:
    return any(cell.number for cell in cells) and all(cell.number or cell.absent for cell in cells)


def _lines(cells: list[Cell], widths: list[float]) -> int:
    """How many lines the highest of the cells takes."""
    return max(cell.lines(width) for cell, width in zip(cells, widths, strict=True))


def halves(text: str) -> int:
    """Width of a text in half characters: Chinese ones are two wide."""
    return sum(2 if ord(char) > 255 else 1 for char in text)


def _cell(value, reason: str | None) -> Cell:
    if value is None or value == []:
        return Cell(str(MissingReason(reason or MissingReason.UNKNOWN).label), absent=True)
    value = clauses(map(_shown, value)) if isinstance(value, list) else _shown(flat(value))
    if isinstance(value, float):
        value = int(value) if value.is_integer() else round(value, 4)
    text = plain(str(value))
    if halves(text) > LONGEST_TEXT:
        text = _("%(start)s……（全文见 CSV）") % {"start": text[: LONGEST_TEXT // 2]}
    return Cell(text, number=isinstance(value, int | float))


def _shown(value):
    """A value as words: text of the dataset in the language of the slide, where it is rendered."""
    return worded(value) if isinstance(value, str) else value


def _widths(header: list[str], rows: list[list[Cell]]) -> list[float]:
    """Columns as wide as their texts; where that is too much, the widest give way first."""
    natural = [
        PADDING + max(halves(name), *(halves(row[index].text) for row in rows)) for index, name in enumerate(header)
    ]
    room = float(LINE)
    widths = dict.fromkeys(range(len(natural)), 0.0)
    for done, index in enumerate(sorted(widths, key=natural.__getitem__)):
        widths[index] = min(natural[index], room / (len(natural) - done))
        room -= widths[index]
    return [width * LINE / sum(widths.values()) for width in widths.values()]


def _chunks(rows: list[list[Cell]], widths: list[float]) -> Iterator[list[list[Cell]]]:
    chunk, height = [], 0
    for row in rows:
        lines = _lines(row, widths)
        if chunk and (len(chunk) == MOST_ROWS or height + lines > MOST_LINES):
            yield chunk
            chunk, height = [], 0
        chunk.append(row)
        height += lines
    yield chunk
