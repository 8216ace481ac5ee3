"""Pictures that say where they come from: text chunks of PNG, metadata of SVG, properties of PDF.

What the browser drew stays as it is: nothing is drawn again, and fonts in a PDF are not touched.
"""

import io

from lxml import etree
from lxml.builder import ElementMaker
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from ..language import TAGS, clauses, current
from .origin import SOFTWARE, Origin

PNG_HEAD = 8 + 4 + 4 + 13 + 4  # signature; length, name, content and check sum of the first chunk
# A browser rounds a picture by a pixel or two; anything further off is another picture.
ROUNDING = 3

SVG = "http://www.w3.org/2000/svg"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP, PDF = "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"
OURS = "urn:govcompare:origin#"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

svg, rdf, dc = (ElementMaker(namespace=name) for name in (SVG, RDF, DC))
ours = ElementMaker(namespace=OURS)


def stamped(format: str, content: bytes, origin: Origin, *, size: tuple[int, int] | None = None) -> bytes:
    """A picture that carries its origin. size: width and height that it must have, in pixels."""
    match format:
        case "png":
            return _png(content, origin, size)
        case "svg":
            return _svg(content, origin, size)
        case "pdf":
            return _pdf(content, origin)
    raise ValueError(format)


def _png(content: bytes, origin: Origin, size: tuple[int, int] | None) -> bytes:
    """The chunks go in right behind the head, so that the picture need not be packed again.

    Unpacking takes half as long as packing, and shows that the picture is whole and has nothing to see through.
    """
    picture = Image.open(io.BytesIO(content), formats=["PNG"])
    picture.load()
    size = size or picture.size
    if max(abs(has - wants) for has, wants in zip(picture.size, size, strict=True)) > ROUNDING:
        raise ValueError(f"the picture has {picture.size} pixels, not {size}")
    if (see_through := _see_through(picture)) or picture.size != size:
        content = _on_white(picture if see_through else picture.convert("RGB"), size)
    texts = PngImagePlugin.PngInfo()
    for name, text in origin.texts().items():
        texts.add_text(name, text)  # iTXt where Latin letters do not do
    chunks = io.BytesIO()
    for name, text, *_ in texts.chunks:
        PngImagePlugin.putchunk(chunks, name, text)
    return content[:PNG_HEAD] + chunks.getvalue() + content[PNG_HEAD:]


def _see_through(picture: Image.Image) -> bool:
    return picture.has_transparency_data and picture.convert("RGBA").getchannel("A").getextrema()[0] < 255


def _on_white(picture: Image.Image, size: tuple[int, int]) -> bytes:
    """The picture on white paper of the right size: what is over is cut off, what is short stays white."""
    paper = Image.new("RGB", size, "#ffffff")
    paper.paste(picture, mask=picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None)
    stream = io.BytesIO()
    paper.save(stream, "png", compress_level=1)  # higher levels cost twice the time and save a twentieth
    return stream.getvalue()


def _svg(content: bytes, origin: Origin, size: tuple[int, int] | None) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iterdescendants(etree.Element)):
        _disarm(element)
    if size and root.get("viewBox"):
        root.set("width", str(size[0]))
        root.set("height", str(size[1]))
    names = [f"{part}-{origin.csv_sha256[:8]}" for part in ("title", "about")]
    root.attrib.update({"role": "img", "aria-labelledby": " ".join(names), XML_LANG: TAGS[current()]})
    about = rdf.Description(
        dc.title(origin.title),
        dc.description(origin.description),
        dc.identifier(origin.link),
        *(dc.source(source) for source in origin.sources),
        dc.date(origin.as_of),
        dc.publisher(SOFTWARE),
        dc.rights(origin.licence),
        *(ours(name, text) for name, text in _own_words(origin).items()),
        {f"{{{RDF}}}about": origin.link},
    )
    metadata = svg.metadata(rdf.RDF(about))
    etree.cleanup_namespaces(metadata, top_nsmap={"rdf": RDF, "dc": DC, "govcompare": OURS})
    root[:0] = [svg.title(origin.title, id=names[0]), svg.desc(origin.description, id=names[1]), metadata]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _disarm(element: etree._Element) -> None:
    """Take away whatever a picture could run or fetch; plotly writes none of it, data might."""
    if etree.QName(element).localname in {"script", "foreignObject", "iframe"}:
        element.getparent().remove(element)
        return
    for name, value in list(element.attrib.items()):
        local = etree.QName(name).localname
        if local.startswith("on") or (local == "href" and not value.startswith(("#", "data:image/"))):
            del element.attrib[name]


def _own_words(origin: Origin) -> dict[str, str]:
    """What Dublin Core has no word for."""
    return {
        "shortLink": origin.short_link,
        "filters": origin.filters,
        "datasetVersion": origin.dataset_version,
        "csvSHA256": origin.csv_sha256,
    }


def _pdf(content: bytes, origin: Origin) -> bytes:
    """What the browser wrote stays byte for byte, the rest is appended, as PDF allows.

    One page: a browser that rounds the height up lays an empty page behind it.
    """
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    for number in range(len(writer.pages) - 1, 0, -1):
        writer.remove_page(number)
    properties = {f"/{name.replace('-', '')}": text for name, text in origin.texts().items()}
    writer.add_metadata(
        properties
        | {
            "/Subject": origin.description,
            "/Keywords": clauses([*origin.sources, origin.link]),
            "/Creator": SOFTWARE,
        }
    )
    writer.xmp_metadata = _xmp(origin)
    packet = writer.root_object["/Metadata"].get_object()
    packet.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.root_object[NameObject("/Lang")] = TextStringObject(TAGS[current()])
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _xmp(origin: Origin) -> bytes:
    def one_language(text: str) -> etree._Element:
        return rdf.Alt(rdf.li(text, {XML_LANG: "x-default"}))

    xmp, pdf = ElementMaker(namespace=XMP), ElementMaker(namespace=PDF)
    about = rdf.Description(
        dc.title(one_language(origin.title)),
        dc.description(one_language(origin.description)),
        dc.rights(one_language(origin.licence)),
        dc.identifier(origin.link),
        dc.source(clauses(origin.sources)),
        dc.publisher(rdf.Bag(rdf.li(SOFTWARE))),
        dc.language(rdf.Bag(rdf.li(TAGS[current()]))),
        pdf.Keywords(clauses([*origin.sources, origin.link])),
        xmp.CreatorTool(SOFTWARE),
        *(ours(name, text) for name, text in ({"asOf": origin.as_of} | _own_words(origin)).items()),
        {f"{{{RDF}}}about": ""},
    )
    packet = ElementMaker(namespace="adobe:ns:meta/", nsmap={"x": "adobe:ns:meta/"}).xmpmeta(rdf.RDF(about))
    prefixes = {"rdf": RDF, "dc": DC, "xmp": XMP, "pdf": PDF, "govcompare": OURS}
    etree.cleanup_namespaces(packet, top_nsmap=prefixes)
    return (
        b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        + etree.tostring(packet, encoding="UTF-8", pretty_print=True)
        + b'<?xpacket end="r"?>'
    )
