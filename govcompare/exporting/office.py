"""Properties of Office files (XLSX, PPTX): where they come from, as their program shows it under "Properties".

openpyxl and python-pptx write times of their own and, of properties, only a few short ones; so both are put in here,
which also gives the same bytes for the same content.
"""

from lxml import etree
from lxml.builder import ElementMaker

from ..language import TAGS, clauses, current, sentences
from .origin import SOFTWARE, Origin
from .zips import unzipped, zipped

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
CORE, CUSTOM = f"{PACKAGE}/metadata/core-properties", f"{OFFICE}/custom-properties"
VALUES, DC = f"{OFFICE}/docPropsVTypes", "http://purl.org/dc/elements/1.1/"
CUSTOM_PATH = "docProps/custom.xml"
# Every custom property belongs to this set, and their numbers begin with 2.
CUSTOM_SET, FIRST_NUMBER = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2


def with_properties(content: bytes, origin: Origin) -> bytes:
    """An XLSX or PPTX file, carrying its origin in its core and custom properties."""
    members = unzipped(content)
    # python-pptx begins with a template whose thumbnail shows something else
    thumbnail = members.pop("docProps/thumbnail.jpeg", None)
    members["docProps/core.xml"] = _xml(_core(origin))
    members[CUSTOM_PATH] = _xml(_custom(origin))
    types = etree.fromstring(members["[Content_Types].xml"])
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override", PartName=f"/{CUSTOM_PATH}", ContentType=kind)
    members["[Content_Types].xml"] = _xml(types)
    links = etree.fromstring(members["_rels/.rels"])
    if thumbnail:
        for link in links.xpath("*[contains(@Type, '/metadata/thumbnail')]"):
            links.remove(link)
    etree.SubElement(
        links,
        f"{{{PACKAGE}/relationships}}Relationship",
        Id="rIdOrigin",
        Type=f"{OFFICE}/relationships/custom-properties",
        Target=CUSTOM_PATH,
    )
    members["_rels/.rels"] = _xml(links)
    return zipped(members)


def read_properties(text: bytes, parser: etree.XMLParser) -> dict[str, str]:
    """Names and texts of custom properties, from the XML of docProps/custom.xml."""
    root = etree.fromstring(text, parser)
    return {entry.get("name"): entry[0].text or "" for entry in root.iter(f"{{{CUSTOM}}}property") if len(entry)}


def _core(origin: Origin) -> etree._Element:
    dc, core = ElementMaker(namespace=DC), ElementMaker(namespace=CORE, nsmap={"cp": CORE, "dc": DC})
    return core.coreProperties(
        dc.title(origin.title),
        dc.subject(origin.filters),
        dc.creator(SOFTWARE),
        core.keywords(clauses(origin.sources)),
        dc.description(sentences([origin.description, origin.link])),
        dc.identifier(origin.link),
        dc.language(TAGS[current()]),
        core.lastModifiedBy(SOFTWARE),
        core.category(origin.licence),
        core.version(origin.dataset_version),
    )


def _custom(origin: Origin) -> etree._Element:
    custom, value = ElementMaker(namespace=CUSTOM, nsmap={None: CUSTOM, "vt": VALUES}), ElementMaker(namespace=VALUES)
    return custom.Properties(
        *(
            custom.property(value.lpwstr(text), fmtid=CUSTOM_SET, pid=str(number), name=name)
            for number, (name, text) in enumerate(origin.texts().items(), start=FIRST_NUMBER)
        )
    )


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
