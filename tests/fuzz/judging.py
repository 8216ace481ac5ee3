"""What no answer may be, whatever was asked."""

import json
import re
from collections.abc import Iterator, Mapping

from lxml import etree, html

from .nonsense import MARK, Asked

# Bytes. The longest are lists of a thousand rows, and charts as pages that work without a network.
MOST_BYTES = 8_000_000
# Where "not now" is an answer: what only a worker can make, and what says how the site is.
MAY_BE_DOWN = re.compile(r"(?:/en)?/(?:charts/|exports/|readyz/|healthz/export)")
MARKUP = ("text/html", "image/svg+xml", "application/xml", "text/xml", "application/xhtml+xml")
# What gunicorn itself says of a request that it cannot read.
BY_SERVER = (400, 414, 417, 431, 501)
# What has no body needs no policy: a browser has that of the answer it keeps.
NO_BODY = (304, 412)
RUNS = re.compile(r"\s*(?:javascript|vbscript|data:text/html)", re.IGNORECASE)


def faults(asked: Asked, status: int, headers: Mapping[str, str], body: bytes) -> list[str]:
    """What is wrong with an answer, in words; headers by their names in lower case."""
    found = [*_of_status(asked, status, headers), *_of_body(asked, status, headers, body)]
    if status in BY_SERVER and "content-language" not in headers:
        return found  # it never came to the site
    return [*found, *_of_headers(status, headers)]


def _of_status(asked: Asked, status: int, headers: Mapping[str, str]) -> Iterator[str]:
    if status == 503 and MAY_BE_DOWN.match(asked.path):
        if "retry-after" not in headers and asked.path.startswith(("/charts/", "/en/charts/")):
            yield "503 without Retry-After"
    elif status >= 500:
        yield f"status {status}"


def _of_headers(status: int, headers: Mapping[str, str]) -> Iterator[str]:
    if headers.get("x-content-type-options") != "nosniff":
        yield "no X-Content-Type-Options"
    policy = headers.get("content-security-policy", "")
    if status not in NO_BODY and "default-src 'self'" not in policy and "default-src 'none'" not in policy:
        yield f"Content-Security-Policy is “{policy}”"
    if MARK in headers:
        yield "a header of the visitor's making"
    for name, value in headers.items():
        if f"<{MARK}" in value or "\n" in value or "\r" in value:
            yield f"markup or a line break in the header {name}: {value[:200]!r}"
        if name == "location" and not re.match(
            r"(?:/(?!/)|https?://(?:127\.0\.0\.1|localhost|testserver)[:/])", value
        ):
            yield f"leads to {value[:200]!r}"


def _of_body(asked: Asked, status: int, headers: Mapping[str, str], body: bytes) -> Iterator[str]:
    if len(body) > MOST_BYTES:
        yield f"{len(body)} bytes"
    kind = headers.get("content-type", "").partition(";")[0]
    if body and not kind:
        yield "no Content-Type"
    if kind in MARKUP and body:
        yield from _of_markup(kind, body)
    if kind == "application/json" and body and asked.method != "HEAD":
        try:
            json.loads(body, parse_constant=lambda word: 1 / 0)
        except (ValueError, ZeroDivisionError) as error:
            yield f"no JSON: {error!r}"
    if b"Traceback (most recent call last)" in body or b"site-packages" in body:
        yield "a stack trace"


def _of_markup(kind: str, body: bytes) -> Iterator[str]:
    """By the bytes and by what a parser makes of them."""
    if f"<{MARK}".encode() in body.lower():
        yield "reflected markup"
    if MARK.encode() not in body.lower():
        return
    parser = html.HTMLParser(encoding="utf-8") if kind == "text/html" else etree.XMLParser(resolve_entities=False)
    try:
        page = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        yield f"cannot be parsed: {error}"
        return
    for element in page.iter(etree.Element):
        if MARK in str(element.tag):
            yield "a reflected element"
        for name, value in element.attrib.items():
            if MARK in name or (name.startswith("on") and MARK in value):
                yield f"a reflected attribute: {name}"
            if name in ("href", "src", "action", "formaction", "data", "srcdoc", "hx-get") and RUNS.match(value):
                yield f"an address that runs: {value[:100]!r}"
