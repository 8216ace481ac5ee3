"""Every route of the site, read from its URLconf: what it is called, and the form of its addresses."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from django.urls import Resolver404, URLResolver, get_resolver, resolve
from django.utils.regex_helper import normalize
from django.utils.translation import override

# The language whose addresses have no prefix.
PLAIN = "zh-hans"


@dataclass(frozen=True)
class Route:
    """name: the pattern as it stands in the URLconf; form: `/regions/%(code)s/`; fields: what is to be put in there;
    languages: the beginnings of its addresses."""

    name: str
    form: str
    fields: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def format_field(self) -> str:
        """The field that names a format, or nothing."""
        return next((name for name in self.fields if name in ("format", "suffix")), "")


@cache
def routes() -> tuple[Route, ...]:
    """All routes, whoever defines them."""
    with override(PLAIN):
        return tuple(_walk(get_resolver(), "", "", ("",)))


def route_of(path: str) -> str | None:
    """The name of the route that answers a path (without query), or None."""
    with override(PLAIN):
        try:
            return resolve(unquote(path)).route
        except Resolver404:
            return None


def _walk(resolver: URLResolver, name: str, start: str, languages: tuple[str, ...]):
    for one in resolver.url_patterns:
        called = name + str(one.pattern)
        (form, fields), *_ = normalize(one.pattern.regex.pattern)
        if isinstance(one, URLResolver):
            # only the patterns of pages in all languages know one as their default
            several = ("", "/en") if hasattr(one.pattern, "prefix_default_language") else languages
            yield from _walk(one, called, start + form, several)
        else:
            yield Route(called, f"/{start}{form}", tuple(fields), languages)
