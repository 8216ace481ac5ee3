"""What goes out compressed, and what a compressed answer is called."""

import gzip
import re

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware

# What a browser says that understands it; "gzip;q=0" says the contrary.
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


def takes_gzip(request: HttpRequest) -> bool:
    """Whether whoever asks understands a compressed answer."""
    return bool(GZIP.search(request.headers.get("Accept-Encoding", "")))


def packed(content: bytes) -> bytes:
    """Compressed; the same content always gives the same bytes."""
    return gzip.compress(content, compresslevel=6, mtime=0)


def packed_etag(etag: str) -> str:
    """Compressed it is another file, with a strong validator of its own."""
    return f'{etag[:-1]}-gzip"'


class CompressText(GZipMiddleware):
    """Compress what is text. Pictures and archives are compressed already, and keep their strong ETag."""

    TYPES = ("text/", "application/json", "application/x-bibtex")

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith(self.TYPES):
            return super().process_response(request, response)
        return response
