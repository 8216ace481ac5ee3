"""From a file that is asked for to an answer: the file itself, or the page that shows how far it is."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from ..compression import packed, packed_etag, takes_gzip
from ..errors import NotNow
from ..language import bare
from ..models import ExportJob, ExportState
from ..query import site_of
from ..shown_version import shown
from . import clock, drawn, jobs, limits, store
from .spec import FORMATS, Spec

# A picture of the data of today may change when new data are loaded; one of a fixed version never does.
LIVE, FIXED = "public, max-age=300", "public, max-age=31536000, immutable"
MOST_REMEMBERED = 2000
# A drawing that is opened by itself may do nothing but look as it does.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True)
class Kept:
    """A file that was made, under the address it was asked for."""

    stored: str
    etag: str
    content_type: str
    file_name: str
    expires_at: Any


class Memory:
    """Address -> file, in this process: a picture asked for again is found without drawing it."""

    def __init__(self):
        self.lock, self.files = Lock(), OrderedDict()

    def get(self, key) -> Kept | None:
        with self.lock:
            return self.files.get(key)

    def keep(self, key, kept: Kept) -> None:
        with self.lock:
            self.files[key] = kept
            self.files.move_to_end(key)
            while len(self.files) > MOST_REMEMBERED:
                self.files.popitem(last=False)

    def forget(self, key) -> None:
        with self.lock:
            self.files.pop(key, None)


_memory = Memory()


def shown_load() -> int | None:
    """Which load is shown."""
    found = shown()
    return found.pk if found else None


class Key(NamedTuple):
    """What one picture is kept under in this process."""

    host: str
    scheme: str
    address: str
    load: int | None
    day: date


def key_of(request: HttpRequest) -> Key:
    """Where, what, of which data, on which day: the same for all that get the same picture. To be read before the chart is
    drawn: what was drawn of older data must not be kept under the name of newer ones."""
    return Key(request.get_host(), request.scheme, request.get_full_path(), shown_load(), timezone.localdate())


class KeptFiles:
    """Middleware near the top: a picture that was asked for before goes out without the rest of the stack."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            bare(request.path).startswith("/charts/")
            and request.method in ("GET", "HEAD")
            and (kept := remembered(request))
        ):
            return kept
        return self.get_response(request)


def remembered(request: HttpRequest) -> HttpResponse | None:
    """The file of an address that was asked for before in this process, if it is still kept."""
    if request.path.endswith("/"):
        return None
    try:
        key = key_of(request)
        kept = _memory.get(key) or drawn_ahead(request, key.load)
    except (DatabaseError, DisallowedHost):  # who stands below will say so, in words of its own and with its headers
        return None
    if kept is None:
        return None
    _memory.keep(key, kept)
    try:
        if kept.expires_at > clock.now():
            return respond(request, kept)
    except FileNotFoundError:  # swept meanwhile
        pass
    _memory.forget(key)
    return None


def drawn_ahead(request: HttpRequest, load: int | None) -> Kept | None:
    """The file that a worker made before anybody asked for it under this address. One query or two."""
    if not request.path.endswith(".svg"):
        return None
    job = drawn.job_of(site_of(request), request.get_full_path(), load)
    return kept_of(job) if job and job.state == ExportState.DONE else None


def made(request: HttpRequest, spec: Spec, file_name: str, asked: Key) -> HttpResponse:
    """The file of a spec: kept already, or made while the visitor waits, or the page of its job. asked: see key_of."""
    key = spec.key()
    job = jobs.ready(key) or jobs.enqueue(
        key=key, format=spec.format, spec=spec.packed(), address=request.get_full_path(), file_name=file_name,
        content_type=FORMATS[spec.format], client=limits.allowed(request),
    )  # fmt: skip
    job = jobs.wait(job, settings.EXPORT_WAIT)
    if job.state == ExportState.DONE:
        kept = kept_of(job)
        _memory.keep(asked, kept)
        return respond(request, kept)
    if job.state == ExportState.FAILED:
        raise NotNow(job.why, retry_after=10)
    if request.headers.get("Sec-Fetch-Dest") == "image":  # a page in the place of a picture would be a broken one
        raise NotNow(_("图片还在制作，请稍后再取。"), retry_after=2)
    return page_of(job)


def page_of(job: ExportJob) -> HttpResponse:
    """To the page of a job."""
    response = HttpResponseRedirect(reverse("export", args=[job.pk]))
    response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response


def kept_of(job: ExportJob) -> Kept:
    """The file that a job made."""
    return Kept(job.stored, f'"{job.content_sha256}"', job.content_type, job.file_name, job.expires_at)


def answer(request: HttpRequest, content: bytes, content_type: str, file_name: str) -> HttpResponse:
    """A file that needed no worker, with the same headers. JSON is shown, all else is saved."""
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(content, content_type=content_type)
    if content_type != "application/json":
        response["Content-Disposition"] = content_disposition_header(True, file_name)
    return _with_headers(request, response, etag)


def respond(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The file with a strong ETag, or 304 where the visitor has it. A browser saves it under its name.

    A drawing is text and goes out compressed where that is understood; compressed it is another file, with an ETag of its own.
    """
    is_text = kept.content_type == FORMATS["svg"]
    is_packed = is_text and takes_gzip(request)
    etag = packed_etag(kept.etag) if is_packed else kept.etag
    response = get_conditional_response(request, etag=etag)
    if response is None and is_packed:
        response = HttpResponse(_packed(kept.stored), content_type=kept.content_type)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        response["Content-Disposition"] = content_disposition_header(True, kept.file_name)
    elif response is None:
        response = FileResponse(
            store.open(kept.stored), content_type=kept.content_type, filename=kept.file_name, as_attachment=True
        )
    if is_text:
        patch_vary_headers(response, ["Accept-Encoding"])
    response["Content-Security-Policy"] = ALONE
    return _with_headers(request, response, etag)


@lru_cache(maxsize=512)
def _packed(stored: str) -> bytes:
    """A file compressed: always the same bytes."""
    with store.open(stored) as file:
        return packed(file.read())


def _with_headers(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = FIXED if request.GET.get("v") and request.GET.get("as_of") else LIVE
    return response
