"""Making pages ahead: after each load, and each new day, a worker makes the pages of the site map, so that no visitor waits
for a page that was never made before.

Pictures of their charts are not drawn for that: a page that lacks some has them drawn when its first visitor comes. Pages
stand in the shared cache under the names under which visitors' pages stand there (see page_cache). One process at a
time makes them, in short turns.
"""

import logging
import time
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils import timezone
from django.utils.module_loading import import_string

from . import page_cache
from .alone import alone
from .exporting.drawn import sites
from .models import ExportJob, ExportState
from .shown_version import keepable

log = logging.getLogger(__name__)

# Seconds of one turn; it is the chore's every ten (see beat), so that half of the time is left to others.
TURN = 5
# Seconds after which it is looked again whether all are still there.
REST = 600


class Maker:
    """Asks the site for pages from within, and remembers which of them were not to be kept."""

    def __init__(self):
        self._handler: WSGIHandler | None = None
        self._tried: set[str] = set()
        # the version and the day of which all pages were there, and when to look again
        self._whole: tuple | None = None
        self._again = 0.0

    def take_turn(self) -> int:
        """Make pages for a while; how many were made."""
        version = keepable()
        if version is None:
            return 0
        asked = version, timezone.localdate()
        if asked == self._whole and time.monotonic() < self._again:
            return 0
        made, end = 0, time.monotonic() + TURN
        with alone("making-ahead") as is_mine:
            for request, name in self._missing() if is_mine else ():
                if time.monotonic() > end or ExportJob.objects.filter(state=ExportState.QUEUED).exists():
                    break
                self._answer(request)
                self._tried.add(name)
                made += 1
            else:
                if is_mine:
                    self._whole, self._again = asked, time.monotonic() + REST
                    self._tried.clear()
        if made:
            log.info("Made ahead: %s pages", made)
        return made

    def _missing(self) -> Iterator[tuple[WSGIRequest, str]]:
        """Requests for the pages that are not there and were not tried in vain, and what the pages are called."""
        for address in import_string(settings.PAGES_AHEAD)(settings.PAGES_AHEAD_MOST):
            for site in sites():
                request = request_for(site, address)
                name = page_cache.missing(request)
                if name is not None and name not in self._tried:
                    yield request, name

    def _answer(self, request: WSGIRequest) -> None:
        if self._handler is None:
            self._handler = WSGIHandler()
        request.is_made_ahead = True
        # not closed: that could close the connection to the database, which holds the lock
        self._handler.get_response(request)


def request_for(site: str, address: str) -> WSGIRequest:
    """A request as a visitor's of that site ("https://host") would come through the web server."""
    parts = urlsplit(site)
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": "", "SCRIPT_NAME": "",
        "HTTP_HOST": parts.netloc, "SERVER_NAME": parts.hostname, "SERVER_PORT": str(parts.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": "govcompare (made ahead)",
        "wsgi.url_scheme": parts.scheme, "wsgi.input": BytesIO(),
    }  # fmt: skip
    if settings.SECURE_PROXY_SSL_HEADER:
        header, value = settings.SECURE_PROXY_SSL_HEADER
        environ[header] = value if parts.scheme == "https" else "http"
    return WSGIRequest(environ)


maker = Maker()
