"""What must be settled before a view reads the query."""

import logging
from unicodedata import category

from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from . import language
from .errors import InvalidQuery, NotNow, error_response, refusal

log = logging.getLogger(__name__)


class StrictHeaders:
    """At the very top: what no answer goes out without, whoever made it - a page, a file, a refusal before anything else.

    An answer with a policy of its own (a frame, a drawing) keeps it. 304 says nothing: browsers would put what it says in
    the place of what they keep.
    """

    ALWAYS = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in settings.UNUSED_FEATURES),
    }

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 304:
            for name, value in self.ALWAYS.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Content-Security-Policy", self.policy)
            if "frame-ancestors *" not in response["Content-Security-Policy"]:
                response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        return response


class Language:
    """The language of a page is that of its path, whatever the browser prefers: one address shows one thing to all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with language.speaking(request.path):
            request.LANGUAGE_CODE = language.current()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language.TAGS[request.LANGUAGE_CODE])
        return response


class HeadersOnly:
    """HEAD is answered as GET, and only the headers go out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = ()
            else:
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
        return response


class QueryGuard:
    """Refuse queries no page of ours can mean, and turn InvalidQuery into its answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            self.check(request)
        except InvalidQuery as error:
            return refusal(request, error)
        response = self.get_response(request)
        if response.status_code == 405:
            refused = error_response(request, _("这个网址只供查看和下载，不接受提交。"), 405)
            refused["Allow"] = response["Allow"]
            return refused
        return response

    def check(self, request) -> None:
        refuse_invisible(request.path)
        length = len(request.META.get("QUERY_STRING", ""))
        if length > settings.MAX_QUERY_LENGTH:
            raise InvalidQuery(
                _("网址中的查询条件有 %(length)s 个字符，最多 %(most)s 个。请减少条件后再试。")
                % {"length": length, "most": settings.MAX_QUERY_LENGTH}
            )
        try:
            parameters = request.GET.lists()
        except TooManyFieldsSent:
            raise InvalidQuery(_("网址中的查询条件太多。请减少条件后再试。")) from None
        searching = language.bare(request.path).startswith("/search")
        for name, values in parameters:
            if searching and name == "q":  # words pasted from anywhere; search itself drops what cannot be seen
                continue
            for text in (name, *values):
                refuse_invisible(text)

    def process_exception(self, request, exception):
        if isinstance(exception, InvalidQuery):
            return refusal(request, exception)
        if isinstance(exception, (OperationalError, InterfaceError)):  # gone, or being started again
            log.error("The database does not answer: %s", exception)
            return refusal(request, NotNow(_("数据库暂时没有回答，这一页现在做不了。请几秒后再试。"), retry_after=5))
        return None


def refuse_invisible(text: str) -> None:
    """Control and format characters, surrogates and noncharacters: no name has them, databases and XML choke on them,
    and those that turn the direction of text make one address look like another."""
    for code in map(ord, text):
        if category(chr(code)) in ("Cc", "Cf") or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE:
            raise InvalidQuery(_("网址含有不可见字符，请删去后再试。"))
