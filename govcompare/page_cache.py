"""Pages that were made before: sent again as they are for as long as data, day and software are the same.

A page is made of the dataset, its address and the day alone. So these name it, and its validator is known before it is
looked for: who has it is answered 304 without a query, and who has not gets what the shared cache keeps.
"""

import gzip
import hashlib
import json
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from . import shared_cache, software
from .compression import packed, packed_etag, takes_gzip
from .exporting.page_pictures import want
from .operations import metrics
from .shown_version import Shown, latest, shown

# Seconds for which an unused page is kept; its name changes with the data, so that it is never too old.
KEEP = 24 * 3600
# Longer answers are made anew each time (bytes).
LONGEST = 4_000_000
# Seconds for which a page is shown without its pictures once they are wanted.
WHILE_DRAWN = 120
# A page that is overtaken by a load is made again so often.
TRIES = 3
# A browser asks each time whether its copy is still right.
ASK_AGAIN = "no-cache"
# What a process says of itself stands on no data: it answers whatever has become of cache and database.
OF_PROCESSES = {"/healthz/", "/readyz/", "/metrics"}
# Headers that are said anew each time.
OWN = {"etag", "content-length"}


@dataclass(frozen=True)
class KeptPage:
    """An answer as it was made. body: compressed; headers: without those that depend on who asks; undrawn: charts on it, by
    their addresses, whose pictures nobody has asked for yet."""

    etag: str
    headers: dict[str, str]
    undrawn: list[str]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponse, etag: str, undrawn: list[str]) -> "KeptPage":
        """An answer in the form in which it is kept."""
        headers = {name: value for name, value in response.headers.items() if name.lower() not in OWN}
        return cls(etag, headers, undrawn, packed(response.content))

    @classmethod
    def unpacked(cls, content: bytes) -> "KeptPage":
        """From the bytes that are kept; ValueError for any others."""
        head, _, body = content.partition(b"\n")
        etag, headers, undrawn = json.loads(head)
        return cls(etag, headers, undrawn, body)

    def packed(self) -> bytes:
        """One line of JSON, and the body."""
        return json.dumps([self.etag, self.headers, self.undrawn]).encode() + b"\n" + self.body

    def sent(self, request: HttpRequest) -> HttpResponse:
        """As an answer, compressed where that is understood."""
        etag = of_encoding(request, self.etag)
        if (same := get_conditional_response(request, etag=etag)) is not None:
            return with_headers(same, etag)
        if takes_gzip(request):
            response = HttpResponse(self.body, headers=self.headers | {"Content-Encoding": "gzip"})
        else:
            response = HttpResponse(gzip.decompress(self.body), headers=self.headers)
        response["Content-Length"] = str(len(response.content))
        return with_headers(response, etag)


class KeptPages:
    """Middleware near the top: a page that was made before goes out without the rest of the stack."""

    def __init__(self, get_response):
        if not settings.KEEP_PAGES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        software.stamp()  # of what this process runs, whatever is put in its place later

    def __call__(self, request: HttpRequest) -> HttpResponse:
        version = shown_to(request)
        if version is None:
            return self._made(request, None)
        name = name_of(request, version)
        # asked by name: "*" would be true of addresses that have no page, too
        etag = of_encoding(request, f'"{name}"')
        if name in request.headers.get("If-None-Match", "") and (same := get_conditional_response(request, etag=etag)):
            metrics.PAGES.labels("unchanged").inc()
            return with_headers(same, etag)
        if kept := _kept(name):
            metrics.PAGES.labels("kept").inc()
            if kept.undrawn:
                want(request, kept.undrawn)
                shared_cache.put(name, replace(kept, undrawn=[]).packed(), WHILE_DRAWN)
            return kept.sent(request)
        return self._made(request, version)

    def _made(self, request: HttpRequest, version: Shown | None) -> HttpResponse:
        """The answer of the view, kept where it may be. A dataset that is loaded while a page is made would be in the second
        half of it only: such a page is made again."""
        for _ in range(TRIES):
            response = self.get_response(request)
            if version is None or response.status_code != 200:
                break
            before, version = version, _latest()
            if version == before and may_be_kept(request, response):
                return self._put(request, response, name_of(request, version))
            if version in (before, None):
                break
        metrics.PAGES.labels("other").inc()
        return response

    def _put(self, request: HttpRequest, response: HttpResponse, name: str) -> HttpResponse:
        """An answer with its validator, kept where it is not too long."""
        metrics.PAGES.labels("made").inc()
        if response.streaming:
            return with_headers(response, response.get("ETag") or of_encoding(request, f'"{name}"'))
        undrawn = getattr(request, "undrawn", [])
        # with its pictures it is another page
        own = f'"{name}-undrawn"' if undrawn else f'"{name}"'
        kept = KeptPage.of(response, response.get("ETag") or own, undrawn)
        if len(response.content) <= LONGEST:
            shared_cache.put(name, kept.packed(), KEEP)
        return kept.sent(request)


def shown_to(request: HttpRequest) -> Shown | None:
    """The version of the dataset of which an answer is made; None for requests whose answers are never kept."""
    if request.method not in ("GET", "HEAD") or request.path in OF_PROCESSES:
        return None
    try:
        request.get_host()
        return shown()
    except (DatabaseError, DisallowedHost):  # who stands below will say so, in words of its own and with its headers
        return None


def name_of(request: HttpRequest, version: Shown) -> str:
    """What stands for the answer to a request: other for other data, day, software, address or part of a page."""
    named = [version.token, timezone.localdate().isoformat(), software.stamp(), request.scheme, request.get_host(),
             request.get_full_path(), bool(request.headers.get("HX-Request"))]  # fmt: skip
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()[:40]


def missing(request: HttpRequest) -> str | None:
    """The name of the answer to a request, where it might be kept and is not."""
    version = shown_to(request)
    name = name_of(request, version) if version else None
    return None if name is None or shared_cache.has(name) else name


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the next visitor may have the same answer. A page without its pictures is to have them soon: it is kept only
    where it was made ahead, for its first visitor."""
    if response.status_code != 200 or response.cookies:
        return False
    if getattr(request, "undrawn", []) and not getattr(request, "is_made_ahead", False):
        return False
    if response.has_header("Content-Encoding"):  # a picture, which is kept as a file
        return False
    return not any(word in response.get("Cache-Control", "") for word in ("no-store", "private"))


def of_encoding(request: HttpRequest, etag: str) -> str:
    """The validator of an answer in the encoding in which it goes out."""
    return packed_etag(etag) if takes_gzip(request) else etag


def with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    """An answer with what caches on its way must know."""
    response["ETag"] = etag
    response.headers.setdefault("Cache-Control", ASK_AGAIN)
    patch_vary_headers(response, ["Accept-Encoding", "HX-Request"])
    return response


def _kept(name: str) -> KeptPage | None:
    found = shared_cache.get(name)
    return KeptPage.unpacked(found) if found else None


def _latest() -> Shown | None:
    try:
        return latest()
    except DatabaseError:  # gone meanwhile
        return None
