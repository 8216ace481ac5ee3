"""A chart as a presentation: drawn by the presentation program itself where it can, with its data as tables."""

import io
from importlib import resources

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from ..charts.chart import Chart
from ..charts.palette import INK, MUTED
from ..language import bracketed, clauses, headed, is_english, sentences
from ..wording import HAN
from ..wording import plain as worded
from .files import notes
from .native_charts import drawable, has_gaps, placed
from .native_parts import FONT, chinese
from .office import with_properties
from .origin import Origin, plain
from .slide_tables import TablePage, halves, pages

WIDTH, HEIGHT, EDGE = Inches(13.333), Inches(7.5), Inches(0.5)
INNER = WIDTH - 2 * EDGE
TITLE_TOP, TITLE_HEIGHT = Inches(0.3), Inches(0.62)
SUBTITLE_TOP, SUBTITLE_HEIGHT = Inches(0.94), Inches(0.56)
BODY_TOP, BODY_HEIGHT = Inches(1.55), Inches(5.1)
# the room for a picture, in pixels of the same shape
PICTURE_SIZE = (1233, 510)
FOOTER_TOP, FOOTER_HEIGHT = Inches(6.76), Inches(0.6)
TITLE_ONLY = 5  # of the layouts of python-pptx's own template
HEADER_FILL, STRIPE = "#1f5fa8", "#f3f6f9"
# A footer line holds about so many half characters; what does not fit stands in the notes.
FOOTER_LINE = 150


def presentation(chart: Chart, origin: Origin, picture: bytes | None = None) -> bytes:
    """Slides of 13.333 × 7.5 inches: the chart, then its data.

    picture: PNG, needed only where the chart cannot be drawn natively (see `needs_picture`).
    """
    deck = _wide_deck()
    first = _slide(deck, chart.title, _subtitle(chart, origin), chart, origin)
    if not needs_picture(chart):
        frame = placed(first.shapes, chart.native, (EDGE, BODY_TOP, INNER, BODY_HEIGHT))
        _described(frame, chart.alt)
    elif picture:
        _picture(first, picture, chart.alt)
    else:
        raise ValueError("this chart needs a picture")
    tables = pages(chart)
    for number, page in enumerate(tables, start=1):
        title = _("%(title)s：数据") % {"title": chart.title}
        title = bracketed(title, f"{number}/{len(tables)}") if len(tables) > 1 else title
        _table(_slide(deck, title, page.note, chart, origin), page, chart)
    stream = io.BytesIO()
    deck.save(stream)
    return with_properties(stream.getvalue(), origin)


def needs_picture(chart: Chart) -> bool:
    """Whether a presentation of this chart needs its picture."""
    return not drawable(chart.native)


def _wide_deck():
    """An empty presentation whose master and layouts are stretched from 4:3 to 16:9, so that new slides fit too."""
    deck = Presentation(str(resources.files("pptx") / "templates" / "default.pptx"))
    stretch = WIDTH / deck.slide_width
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for part in (deck.slide_master, *deck.slide_layouts):
        for shape in part.placeholders:
            if shape._element.xpath("p:spPr/a:xfrm"):  # else the place is inherited
                shape.left, shape.width = Emu(round(shape.left * stretch)), Emu(round(shape.width * stretch))
    return deck


def _subtitle(chart: Chart, origin: Origin) -> str:
    """What the picture says under its title, or what is said of the chart drawn natively; and what was asked for."""
    words = "" if needs_picture(chart) else chart.native.note
    words = words or (chart.figure.get("layout", {}).get("meta") or {}).get("subtitle", "")
    said = [words] if words else []
    if origin.filters and origin.filters not in words:
        said.append(_("筛选：%(filters)s") % {"filters": origin.filters})
    if not needs_picture(chart) and has_gaps(chart.native):
        said.append(_("空缺处没有数值，不是 0。"))
    return (" · " if is_english() else "　").join(said)


def _slide(deck, title: str, subtitle: str, chart: Chart, origin: Origin):
    """A slide with the words that every one has: each must say where it comes from when it travels alone."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = EDGE, TITLE_TOP, INNER, TITLE_HEIGHT
    room = next((size for most, size in ((60, 28), (76, 22), (98, 17)) if halves(title) <= most), 14)
    _lines(heading.text_frame, [title], size=Pt(room), colour=INK, bold=True, anchor=MSO_ANCHOR.MIDDLE)
    below = slide.shapes.add_textbox(EDGE, SUBTITLE_TOP, INNER, SUBTITLE_HEIGHT)
    size = Pt(14) if halves(subtitle) <= 230 else Pt(10)
    _lines(below.text_frame, [subtitle], size=size, colour=MUTED)
    _footer(slide, origin)
    slide.notes_slide.notes_text_frame.text = _spoken(chart, origin)
    return slide


def _footer(slide, origin: Origin) -> None:
    box = slide.shapes.add_textbox(EDGE, FOOTER_TOP, INNER, FOOTER_HEIGHT)
    box.name = pgettext("slide", "出处")
    about = _("所示日期 %(as_of)s · 数据版本 %(version)s · %(licence)s · govcompare：") % {
        "as_of": origin.as_of, "version": origin.dataset_version, "licence": origin.licence,
    }  # fmt: skip
    _lines(box.text_frame, [_sources(origin), about], size=Pt(10), colour=MUTED)
    if origin.short_link.startswith(("https://", "http://")):
        last = box.text_frame.paragraphs[1]
        last.runs[0].text = sentences([last.runs[0].text, ""])  # with room before the link, where there is any
        link = last.add_run()
        link.text = origin.short_link
        _lettered(link.font, Pt(10), MUTED, link.text)
        link.hyperlink.address = origin.short_link


def _sources(origin: Origin) -> str:
    """As many sources as fit in a line, and how many there are."""
    line = headed(pgettext("heading", "来源"), clauses(map(worded, origin.sources)) or pgettext("sources", "无"))
    if halves(line) <= FOOTER_LINE:
        return line
    end = _("……共 %(many)s 种，全部见备注") % {"many": len(origin.sources)}
    while halves(line + end) > FOOTER_LINE:
        line = line[:-1]
    return line + end


def _spoken(chart: Chart, origin: Origin) -> str:
    """The notes of a slide: everything that its footer has no room for."""
    sources = [f"{number}. {worded(title)}" for number, title in enumerate(origin.sources, start=1)]
    sources = sources or [pgettext("sources", "无")]
    about = [headed(name, text) for name, text in notes(origin)]
    return "\n".join([plain(chart.title), plain(chart.alt), "", *about, "", pgettext("heading", "来源："), *sources])


def _picture(slide, picture: bytes, alt: str) -> None:
    """The picture as large as it can be without being stretched, in the middle."""
    width, height = Image.open(io.BytesIO(picture)).size
    scale = min(INNER / width, BODY_HEIGHT / height)
    width, height = round(width * scale), round(height * scale)
    left, top = EDGE + (INNER - width) // 2, BODY_TOP + (BODY_HEIGHT - height) // 2
    _described(slide.shapes.add_picture(io.BytesIO(picture), left, top, width, height), alt)


def _table(slide, page: TablePage, chart: Chart) -> None:
    frame = slide.shapes.add_table(len(page.rows) + 1, len(page.header), EDGE, BODY_TOP, INNER, Inches(0.28))
    _described(frame, sentences([_("%(title)s：数据表。") % {"title": chart.title}, page.note]))
    table = frame.table
    table.horz_banding = False
    for column, share in zip(table.columns, page.widths, strict=True):
        column.width = Emu(round(INNER * share))
    for index, name in enumerate(page.header):
        _cell(table.cell(0, index), name, colour="#ffffff", fill=HEADER_FILL, bold=True, right=page.numeric[index])
    for number, row in enumerate(page.rows, start=1):
        for index, cell in enumerate(row):
            colour, fill = MUTED if cell.absent else INK, "#ffffff" if number % 2 else STRIPE
            _cell(table.cell(number, index), cell.text, colour=colour, fill=fill, italic=cell.absent,
                  right=page.numeric[index])  # fmt: skip
    for row, lines in zip(table.rows, page.lines, strict=True):
        row.height = Inches(0.08 + 0.2 * lines)


def _cell(cell, text: str, *, colour: str, fill: str, bold=False, italic=False, right=False) -> None:
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(fill)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    _lettered(run.font, Pt(11), colour, text, bold=bold, italic=italic)


def _lines(frame, lines: list[str], *, size: Pt, colour: str, bold: bool = False, anchor=MSO_ANCHOR.TOP) -> None:
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = plain(line)
        _lettered(run.font, size, colour, run.text, bold=bold)


def _lettered(font, size: Pt, colour: str, text: str, *, bold: bool = False, italic: bool = False) -> None:
    """One font for Latin letters and Chinese characters; the language decides how lines are broken."""
    font.size, font.name, font.bold, font.italic = size, FONT, bold, italic
    font.color.rgb = _rgb(colour)
    properties: etree._Element = font._rPr
    properties.set("lang", "en-GB" if is_english() and not HAN.search(text) else "zh-CN")
    chinese(properties)


def _described(shape, text: str) -> None:
    """What a screen reader says of a picture, a chart or a table."""
    shape._element.find(f".//{qn('p:cNvPr')}").set("descr", plain(text))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
