"""What every chart on a slide needs: letters for both scripts, colours, and a sheet that keeps text as text."""

from contextlib import contextmanager
from datetime import UTC, datetime

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Pt
from xlsxwriter import Workbook

from ..charts.palette import INK, WHITE, words_on

FONT = "Microsoft YaHei"  # every Office has it; where it is missing the system's own Chinese font takes its place
TEXT, SMALL, SMALLEST = Pt(12), Pt(10), Pt(7)
GRID = "#e3e8ed"
# The sheet behind a chart must say when it was made; the same data are to be the same bytes.
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)


class TextStaysText:
    """The sheet behind a chart: no text in it becomes a formula, a link or a number."""

    @contextmanager
    def _open_worksheet(self, stream):
        never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = Workbook(stream, {"in_memory": True, **never})
        book.set_properties({"created": NO_TIME})
        yield book, book.add_worksheet()
        book.close()


def chinese(properties: etree._Element) -> None:
    """Run properties that name a Latin font name it for Chinese characters as well."""
    latin = properties.find(qn("a:latin"))
    if latin is not None and properties.find(qn("a:ea")) is None:
        latin.addnext(properties.makeelement(qn("a:ea"), {"typeface": latin.get("typeface")}))


def written(frame, text: str, *, size=TEXT, colour: str = INK) -> None:
    """Put words into a title or a label; each line is a paragraph."""
    frame.text = text
    for paragraph in frame.paragraphs:
        font = paragraph.runs[0].font if paragraph.runs else paragraph.font
        font.size, font.name, font.bold = size, FONT, False
        font.color.rgb = rgb(colour)
        chinese(font._rPr)


def rgb(colour: str) -> RGBColor:
    """A colour as python-pptx has it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def is_light(colour: str) -> bool:
    """Whether words on this colour must be dark."""
    return words_on(colour) != WHITE
