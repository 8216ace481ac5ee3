"""Reading a query string strictly: everything in it is understood, or named."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .errors import InvalidQuery, Slip
from .language import enumerated, localized

SEPARATOR = "~"


def whole_number(query: QueryDict, name: str, *, default: int, minimum: int, maximum: int) -> int:
    """A bounded integer parameter; InvalidQuery names the bounds."""
    text = query.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and minimum <= int(text) <= maximum):
        raise InvalidQuery(
            _("%(name)s 须是 %(minimum)s 至 %(maximum)s 之间的整数，收到的是“%(text)s”。")
            % {"name": name, "minimum": minimum, "maximum": maximum, "text": text[:40]},
            slip=Slip(name, text[:40]),
        )
    return int(text)


def unknown_names(query: QueryDict, known: set[str]) -> list[str]:
    """Parameters that nobody reads, in the order given."""
    return [name for name in query if name not in known]


def refuse_unknown(request: HttpRequest, known: set[str], format: str, *, repeatable: Iterable[str] = ()) -> list[str]:
    """Names no one reads: files and JSON refuse them, pages show them in a notice.

    A parameter that takes one value may be given once: nobody could say which of two was meant.
    """
    for name in known - set(repeatable):
        if len(request.GET.getlist(name)) > 1:
            raise InvalidQuery(_("%(name)s 只能给一次。") % {"name": name})
    names = unknown_names(request.GET, known)
    if names and format != "html":
        words = ngettext(
            "不认识的参数：%(names)s。可用的参数：%(known)s。",
            "不认识的参数：%(names)s。可用的参数：%(known)s。",
            len(names),
        )
        listed = enumerated(name[:40] for name in names[:5])
        raise InvalidQuery(words % {"names": listed, "known": enumerated(sorted(known))})
    return [name[:40] for name in names[:5]]


def encoded(parameters: dict[str, str | list[str]]) -> str:
    """A query string in a fixed order, defaults left out by the caller; `~` stays readable."""
    pairs = []
    for name, value in parameters.items():
        values = value if isinstance(value, list) else [value]
        pairs.extend((name, part) for part in values if part not in ("", None))
    return urlencode(pairs, safe=SEPARATOR)


def site_of(request: HttpRequest) -> str:
    """Where the site stands as the visitor sees it: "https://host", without a slash at the end."""
    return request.build_absolute_uri("/").rstrip("/")


@lru_cache(maxsize=10_000)
def path_of(name: str, argument: str) -> str:
    """The path of a named page about one thing; a long list asks for the same ones again and again."""
    return reverse(name, args=[argument])


def link(path: str, parameters: dict[str, str | list[str]]) -> str:
    """An address in the language of the page, with its query string, or bare where nothing is asked."""
    path, query = localized(path), encoded(parameters) if parameters else ""
    return f"{path}?{query}" if query else path
