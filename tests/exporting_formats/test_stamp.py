"""Pictures say where they come from, and are otherwise as the browser drew them."""

import io

import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from govcompare.exporting.stamp import stamped

from .samples import EVIL, SVG, origin_of_chart, pdf, png, tiles

CHART = tiles()
ORIGIN = origin_of_chart(CHART)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def test_png_chunks_say_where_it_comes_from():
    texts = opened(stamped("png", png(), ORIGIN)).text
    assert texts["Title"] == CHART.title and texts["Software"] == "govcompare"
    assert texts["Link"] == ORIGIN.link and texts["Short-Link"] == ORIGIN.short_link
    assert texts["Source"].split("\n") == list(ORIGIN.sources)
    assert texts["CSV-SHA256"] == ORIGIN.csv_sha256 and texts["Dataset-Version"] == "0.2.0"
    assert set(texts) == {"Title", "Link", "Short-Link", "As-Of", "Filters", "Source", "Dataset-Version",
                          "CSV-SHA256", "Licence", "Description", "Software"}  # fmt: skip


def test_png_of_the_right_size_keeps_its_pixels_as_they_were():
    before = png()
    after = stamped("png", before, ORIGIN, size=(120, 80))
    assert after.startswith(before[:33]) and after.endswith(before[33:])


@pytest.mark.parametrize("size", [(121, 80), (119, 81), (120, 79)])
def test_png_a_pixel_off_is_mended(size):
    picture = opened(stamped("png", png(), ORIGIN, size=size))
    assert picture.size == size and picture.mode == "RGB"
    assert picture.getpixel((5, 5)) == (0x1F, 0x5F, 0xA8)
    assert picture.text["Link"] == ORIGIN.link


def test_png_of_quite_another_size_is_refused():
    with pytest.raises(ValueError, match="pixels"):
        stamped("png", png(), ORIGIN, size=(240, 160))


def test_png_that_can_be_seen_through_gets_white_paper():
    picture = opened(stamped("png", png(mode="RGBA", colour=(0, 0, 0, 0)), ORIGIN))
    assert (picture.mode, picture.getpixel((3, 3))) == ("RGB", (255, 255, 255))


def test_png_cut_short_is_not_passed_on():
    with pytest.raises(OSError, match="truncated"):
        stamped("png", png((500, 500))[:-400], ORIGIN)


def test_svg_says_where_it_comes_from_in_dublin_core():
    root = etree.fromstring(stamped("svg", SVG, ORIGIN))
    names = {"dc": "http://purl.org/dc/elements/1.1/", "o": "urn:govcompare:origin#", "s": root.nsmap[None]}
    assert root.xpath("string(s:metadata//dc:title)", namespaces=names) == CHART.title
    assert root.xpath("string(s:metadata//dc:identifier)", namespaces=names) == ORIGIN.link
    assert root.xpath("s:metadata//dc:source/text()", namespaces=names) == list(ORIGIN.sources)
    assert root.xpath("string(s:metadata//dc:date)", namespaces=names) == "2019-06"
    assert root.xpath("string(s:metadata//dc:rights)", namespaces=names) == "CC BY 4.0"
    assert root.xpath("string(s:metadata//o:csvSHA256)", namespaces=names) == ORIGIN.csv_sha256


def test_svg_is_named_for_screen_readers():
    root = etree.fromstring(stamped("svg", SVG, ORIGIN))
    title, about = root[0], root[1]
    assert (etree.QName(title).localname, title.text) == ("title", CHART.title)
    assert root.get("aria-labelledby").split() == [title.get("id"), about.get("id")]
    assert root.get("role") == "img"


def test_svg_has_the_size_asked_for():
    root = etree.fromstring(stamped("svg", SVG, ORIGIN, size=(1400, 900)))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1400", "900", "0 0 700 450")


def test_svg_neither_runs_nor_fetches_anything():
    evil = SVG.replace(
        b"<text",
        b'<script>alert(1)</script><a xlink:href="javascript:alert(1)" onclick="alert(1)"><image '
        b'href="https://evil.example/x.png"/></a><use href="#defs-1"/><foreignObject><p/></foreignObject><text',
    )
    text = stamped("svg", evil, ORIGIN).decode()
    assert not any(word in text for word in ("script>", "alert", "evil", "onclick", "foreignObject"))
    assert 'href="#defs-1"' in text


def test_svg_words_with_markup_stay_text():
    root = etree.fromstring(stamped("svg", SVG, origin_of_chart(CHART, title=EVIL)))
    assert root[0].text == EVIL


def test_pdf_properties_say_where_it_comes_from():
    found = PdfReader(io.BytesIO(stamped("pdf", pdf(), ORIGIN)))
    assert found.metadata.title == CHART.title
    assert found.metadata["/Link"] == ORIGIN.link and found.metadata["/DatasetVersion"] == "0.2.0"
    assert found.metadata["/CSVSHA256"] == ORIGIN.csv_sha256
    assert found.metadata.subject == ORIGIN.description and ORIGIN.link in found.metadata.keywords


def test_pdf_says_the_same_in_xmp():
    found = PdfReader(io.BytesIO(stamped("pdf", pdf(), ORIGIN))).xmp_metadata
    assert found.dc_title == {"x-default": CHART.title}
    assert found.dc_identifier == ORIGIN.link and found.dc_source == "；".join(ORIGIN.sources)
    assert found.dc_rights == {"x-default": "CC BY 4.0"}


@pytest.mark.parametrize("pages", [1, 2])
def test_pdf_has_one_page(pages):
    assert len(PdfReader(io.BytesIO(stamped("pdf", pdf(pages), ORIGIN))).pages) == 1


def test_pdf_is_what_the_browser_wrote_with_something_appended():
    before = pdf()
    assert stamped("pdf", before, ORIGIN).startswith(before)


def test_no_other_format_is_stamped():
    with pytest.raises(ValueError, match="gif"):
        stamped("gif", b"", ORIGIN)
