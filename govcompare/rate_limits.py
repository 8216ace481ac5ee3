"""How much one client may have made in a minute, of what is not kept: searches and files.

Counted in the shared cache where CACHE_URL names one, so that all processes count together; else each process counts by
itself. Pictures have a limit of their own, counted by their jobs (exporting/limits.py).
"""

import re
import time
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from .clients import client_of
from .errors import TooMany, refusal
from .language import bare
from .shared_cache import Health

_health = Health("The limits cannot be counted")
# What is limited: part of an address -> the setting with how many a minute.
SEARCH, FILES = "search", "files"
KINDS = {
    SEARCH: (re.compile(r"/search(?:/.*|\.json)$"), "SEARCH_LIMIT"),
    FILES: (re.compile(r".*\.(?:csv|xlsx|json|bib|zip|html)$"), "FILES_LIMIT"),
}


class RateLimits:
    """Middleware below KeptPages: who asks for too much is told when to come back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        kind = kind_of(bare(request.path))
        if kind and (seconds := seconds_to_wait(kind, client_of(request))):
            words = _("一分钟内最多 %(limit)s 次，已经到了。请 %(seconds)s 秒后再来；看过的网页不受限制。")
            most = getattr(settings, KINDS[kind][1])
            return refusal(request, TooMany(words % {"limit": most, "seconds": seconds}, retry_after=seconds))
        return self.get_response(request)


def kind_of(path: str) -> str | None:
    """What an address asks for, where that is limited. path: without the language."""
    return next((kind for kind, (pattern, _setting) in KINDS.items() if pattern.fullmatch(path)), None)


def seconds_to_wait(kind: str, client: str) -> int:
    """Count one more; 0 where the client may go on. A cache that is down limits nobody, and keeps nobody waiting."""
    return _health.tried(lambda: _count(kind, client)) or 0


def _count(kind: str, client: str) -> int:
    item = RateLimitItemPerMinute(getattr(settings, KINDS[kind][1]))
    limiter = _limiter(settings.CACHE_URL)
    if limiter.hit(item, kind, client):
        return 0
    reset, _left = limiter.get_window_stats(item, kind, client)
    seconds = max(1, round(reset - time.time()) + 1)
    if seconds > item.get_expiry() + 1:  # counted by a clock that was ahead: nobody waits for that to come true
        limiter.clear(item, kind, client)
        return 0
    return seconds


@cache
def _limiter(address: str) -> MovingWindowRateLimiter:
    """address: that of the shared cache, or empty."""
    if not address:
        return MovingWindowRateLimiter(storage_from_string("memory://"))
    spoken = re.sub(r"^redis(s?)://", r"valkey\1://", address)
    options = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    return MovingWindowRateLimiter(storage_from_string(spoken, key_prefix="govcompare-limits", **options))
