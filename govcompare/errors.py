"""Every refusal as a sentence that tells what to do, in the form that was asked for."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .language import bare, speaking

TITLES = {
    400: pgettext_lazy("error", "这个请求读不懂"),
    403: pgettext_lazy("error", "这里不能这样做"),
    404: pgettext_lazy("error", "没有找到"),
    405: pgettext_lazy("error", "这里只能查看"),
    410: pgettext_lazy("error", "这个版本没有保存"),
    429: pgettext_lazy("error", "请稍等再来"),
    503: pgettext_lazy("error", "暂时做不了"),
    500: pgettext_lazy("error", "网站出错了"),
}


# What the field is called in which a parameter can be corrected.
LABELS = {
    "as_of": gettext_lazy("所示日期"),
    "from": gettext_lazy("从"),
    "to": gettext_lazy("到"),
    "page": gettext_lazy("页码"),
    "size": gettext_lazy("每页行数"),
}


@dataclass(frozen=True)
class Slip:
    """A parameter of one value that was mistyped: the page that says so offers it for correction."""

    name: str
    text: str

    @property
    def label(self) -> str:
        return str(LABELS.get(self.name, self.name))


class InvalidQuery(Exception):
    """A parameter that cannot be answered; its text is shown to the visitor with status 400.

    links: (label, address) of what could be asked instead; slip: the parameter that can be corrected in place.
    """

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, message: str, *, links: list[tuple[str, str]] = (), slip: Slip | None = None):
        super().__init__(message)
        self.links = list(links)
        self.slip = slip


class NothingHere(InvalidQuery):
    """A thing that does not exist; its text is shown to the visitor with status 404."""

    status = HTTPStatus.NOT_FOUND


class Forbidden(InvalidQuery):
    """What only somebody else may do; status 403."""

    status = HTTPStatus.FORBIDDEN


class VersionGone(InvalidQuery):
    """A version of the dataset that is not kept here; its text names those that are, with status 410."""

    status = HTTPStatus.GONE


class NotNow(InvalidQuery):
    """What cannot be done at the moment; `retry_after` seconds later it may, and the answer says so, with status 503."""

    status = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, message: str, *, retry_after: int = 30, links: list[tuple[str, str]] = ()):
        super().__init__(message, links=links)
        self.retry_after = retry_after


class TooMany(NotNow):
    """More than one client may ask for in a minute, with status 429."""

    status = HTTPStatus.TOO_MANY_REQUESTS


def refusal(request: HttpRequest, error: InvalidQuery) -> HttpResponse:
    """The answer to what cannot be answered."""
    response = error_response(request, str(error), error.status, error.links, error.slip)
    if isinstance(error, NotNow):
        response["Retry-After"] = str(error.retry_after)
        response["Cache-Control"] = "no-store"
    return response


def error_response(
    request: HttpRequest, message: str, status: int, links=(), slip: Slip | None = None
) -> HttpResponse:
    """JSON for .json, plain text for other files, a page otherwise; of the files of charts a browser that follows a link
    gets a page that explains, a program or an <img> plain words."""
    path = bare(request.path)
    if path.endswith(".json"):
        body = {"ok": False, "error": message, "status": int(status)}
        return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    is_file = path.startswith(("/charts/", "/exports/")) and "." in path.rpartition("/")[2]
    is_picture = is_file and "text/html" not in request.headers.get("Accept", "")
    if path.endswith((".csv", ".xlsx")) or is_picture:
        return HttpResponse(message + "\n", status=status, content_type="text/plain; charset=utf-8")
    if path.startswith("/embed/"):  # readable where the frame stands
        plain = HttpResponse(message + "\n", status=status, content_type="text/plain; charset=utf-8")
        plain.xframe_options_exempt, plain._csp_replace = True, {"frame-ancestors": ["*"]}
        return plain
    # The page must stand even when the database does not: it asks nothing of it.
    context = {
        "dataset_load": None,
        "title": TITLES.get(int(status), TITLES[400]),
        "message": message,
        "status": int(status),
        "links": links,
        **(correction(request, slip) if slip else {}),
    }
    with speaking(request.path):  # also for what is refused before the language is settled
        return render(request, "error.html", context, status=status)


def correction(request: HttpRequest, slip: Slip) -> dict:
    """What the page needs to ask once more: the field, what else was asked, and the same page without it."""
    rest = [(name, value) for name, values in request.GET.lists() if name != slip.name for value in values]
    without = f"{request.path}?{urlencode(rest, safe='~')}" if rest else request.path
    label = _("同一页，今天") if slip.name == "as_of" else _("同一页，不带这个条件")
    return {"slip": slip, "hidden": rest, "without": (label, without)}


def bad_request(request, exception=None):
    """Django's handler400: a host that is not ours, a request that cannot be parsed."""
    return error_response(request, _("请求中有不能识别的内容，请从首页重新开始。"), 400)


def forbidden(request, exception=None):
    """Django's handler403: what a user of the admin may not do."""
    return error_response(request, _("这个账号没有这样做的权限。"), 403)


def forgery(request, reason=""):
    """Django's CSRF_FAILURE_VIEW: a form of the admin that was not sent from its own page."""
    return error_response(request, _("这个表单已经失效，或不是从本站的网页提交的。请重新打开网页再填。"), 403)


def page_not_found(request, exception=None):
    """Django's handler404: an address that no pattern matches."""
    return error_response(request, _("这个网址没有内容。请检查网址，或从首页、地区列表进入。"), 404)


def server_error(request):
    """Django's handler500: says so without asking the database anything."""
    return error_response(request, _("服务器没有完成这个请求。请稍后再试；若仍不行，请把网址告诉维护者。"), 500)
