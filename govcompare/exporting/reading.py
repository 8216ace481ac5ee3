"""Where a file comes from, read back out of it; what it is, is decided by its content and never by its name.

A file is anybody's: only so much of it is read and unpacked, and its XML has no document type and no entities.
"""

import csv
import hashlib
import io
import json
import re
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from PIL import Image
from pypdf import PdfReader

from . import office
from .files import ADDRESS
from .origin import SOFTWARE, Origin
from .stamp import DC, OURS
from .zips import member

MOST_BYTES = 64 * 2**20
MOST_MEMBER_BYTES = 8 * 2**20
HTML_DATA = re.compile(r'<script id="data" type="application/json">(\{[^<]*\})</script>')
HTML_ORIGIN = re.compile(r'<script id="origin" type="application/json">(\{[^<]*\})</script>')


class NotOurs(Exception):
    """The file tells nothing of where it comes from; the text is a sentence for the one who asked."""


def origin_of(path: str | Path) -> Origin:
    """Where a file comes from: of an archive of several charts, the whole. NotOurs for any other file."""
    return _read(Path(path))[0]


def origins_of(path: str | Path) -> list[Origin]:
    """The same for each chart in a file: one, but of an archive of several charts all of them."""
    whole, *parts = _read(Path(path))
    return parts or [whole]


def _read(path: Path) -> list[Origin]:
    """The origin of the whole, and of an archive those of its parts."""
    if not path.is_file():
        raise NotOurs(f"没有这个文件，或者它不是普通文件：{path}")
    if path.stat().st_size > MOST_BYTES:
        raise NotOurs(f"文件超过 {MOST_BYTES // 2**20} MB，不会是这里导出的。")
    content = path.read_bytes()
    if not content:
        raise NotOurs("文件是空的。")
    kind, read = _reader(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a picture of too many pixels
            found = read(content)
    except NotOurs:
        raise
    except (KeyError, ValueError):
        raise NotOurs(
            f"这个 {kind} 文件里没有 govcompare 的出处记录：不是这里导出的，或者被别的程序重新保存过。"
        ) from None
    except Exception as damage:  # a damaged file may break its reader anywhere, and each has errors of its own
        raise NotOurs(f"这个 {kind} 文件已损坏，读不出来（{type(damage).__name__}）。") from None
    return found if isinstance(found, list) else [found]


def _reader(content: bytes):
    """What the content is called, and the function that reads it."""
    for start, kind, read in (
        (b"\x89PNG\r\n\x1a\n", "PNG", _png),
        (b"%PDF-", "PDF", _pdf),
        (b"PK\x03\x04", "ZIP", _zip),
    ):
        if content.startswith(start):
            return kind, read
    try:
        text = content.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError:
        raise NotOurs("认不出这是什么文件：不是 PNG、SVG、PDF、HTML、CSV、XLSX、JSON、ZIP 或 PPTX。") from None
    if text.startswith("{"):
        return "JSON", _json
    if text.startswith("<"):
        return ("SVG", _svg) if re.search(r"<svg[\s>]", text[:2000]) else ("HTML", _html)
    return "CSV", _csv


def _png(content: bytes) -> Origin:
    """From the chunks before the picture, which itself is not unpacked."""
    with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
        return Origin.from_texts(_texts(picture.info))


def _pdf(content: bytes) -> Origin:
    found = PdfReader(io.BytesIO(content)).metadata or {}
    hyphens = {name.replace("-", ""): name for name in Origin("", "").texts()}
    texts = {hyphens.get(str(name).removeprefix("/"), ""): str(text) for name, text in found.items()}
    return Origin.from_texts(texts)


def _zip(content: bytes) -> Origin | list[Origin]:
    """An Office file by its custom properties, an archive by its datapackage.json."""
    properties = member(content, office.CUSTOM_PATH, MOST_MEMBER_BYTES)
    if properties is not None:
        return Origin.from_texts(office.read_properties(_without_entities(properties), _parser()))
    package = member(content, "datapackage.json", MOST_MEMBER_BYTES)
    if package is None:
        raise ValueError("neither an Office file nor a data package of ours")
    described = _object(package)
    parts = [resource[SOFTWARE] for resource in described["resources"] if isinstance(resource, dict)]
    return [Origin.from_dict(_mapping(part)) for part in (described[SOFTWARE], *parts)]


def _json(content: bytes) -> Origin:
    body = _object(content)
    titles = [source["title"] for source in body["sources"]]
    return _with_sum(Origin.from_dict(body | {"sources": titles}))


def _svg(content: bytes) -> Origin:
    root = etree.fromstring(_without_entities(content), _parser())
    metadata = root.find(".//{*}metadata")
    if metadata is None:
        raise ValueError("no metadata")

    def all_of(namespace: str, name: str) -> list[str]:
        return [element.text or "" for element in metadata.iter(f"{{{namespace}}}{name}")]

    def one(namespace: str, name: str) -> str:
        return next(iter(all_of(namespace, name)), "")

    origin = Origin(title=one(DC, "title"), link=one(DC, "identifier"), short_link=one(OURS, "shortLink"),
                    as_of=one(DC, "date"), filters=one(OURS, "filters"), sources=tuple(all_of(DC, "source")),
                    dataset_version=one(OURS, "datasetVersion"), csv_sha256=one(OURS, "csvSHA256"),
                    licence=one(DC, "rights"))  # fmt: skip
    return _with_sum(Origin.from_dict(origin.as_dict()))


def _html(content: bytes) -> Origin:
    found = HTML_ORIGIN.search(content.decode("utf-8-sig"))
    if not found:
        raise ValueError("no origin")
    return _with_sum(Origin.from_dict(_object(found[1])))


def _csv(content: bytes) -> Origin:
    """Its rows name the path and query of their chart; the check sum is that of the file as it is."""
    try:
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    except csv.Error:
        raise ValueError("not a table") from None
    addresses = {row[-1] for row in rows if row}
    if header[-1:] != [ADDRESS] or len(addresses) != 1:
        raise ValueError("not the table of one chart")
    address = addresses.pop()
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or "/charts/" not in parts.path:
        raise ValueError("not the address of a chart")
    as_of = parse_qs(parts.query).get("as_of", [""])[0]
    return Origin("", address, as_of=as_of, csv_sha256=hashlib.sha256(content).hexdigest(), licence="")


def _with_sum(origin: Origin) -> Origin:
    """Only what we make names the check sum of its data."""
    if not origin.csv_sha256:
        raise ValueError("no check sum")
    return origin


def _texts(values: dict[Any, Any]) -> dict[str, str]:
    return {name: str(text) for name, text in values.items() if isinstance(name, str) and isinstance(text, str)}


def _object(text: str | bytes) -> dict[str, Any]:
    return _mapping(json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text))


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _parser() -> etree.XMLParser:
    # The encoding is fixed, so that no declaration can hide what `_without_entities` looks for.
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8")


def _without_entities(content: bytes) -> bytes:
    """XML as it is, unless it has a document type: nothing of ours has, and entities come with one."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotOurs("这个文件带有文档类型声明，不是这里导出的，没有读下去。")
    return content
