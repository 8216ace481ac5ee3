"""The language of a page and its address in the other one."""

from dataclasses import dataclass

from django import template
from django.core.exceptions import DisallowedHost, TooManyFieldsSent
from django.utils.encoding import escape_uri_path

from ..language import CHINESE, ENGLISH, TAGS, current, localized
from ..list_state import ListState
from ..query import link, site_of

register = template.Library()
# What each language calls itself, and what a screen reader says of the link to it.
OWN_NAMES = {CHINESE: "中文", ENGLISH: "English"}


@dataclass(frozen=True)
class Version:
    """A page in one language. tag: BCP 47; address: path and query; url: the same with the host."""

    tag: str
    name: str
    address: str
    url: str


@register.simple_tag
def page_tag() -> str:
    """The language of the page as HTML wants it: zh-CN or en."""
    return TAGS[current()]


@register.simple_tag(takes_context=True)
def versions(context) -> dict:
    """This page in its own language (`own`), in the other one (`other`), and the Chinese one (`default`);
    and where the site stands (`site`).

    The query goes along, so that filters and date stay; what nobody reads is left out.
    """
    address, site, found = _address(context), _site(context["request"]), {}
    for language, name in OWN_NAMES.items():
        address = localized(address, language)
        found[language] = Version(TAGS[language], name, address, site + address)
    other = CHINESE if current() == ENGLISH else ENGLISH
    return {"own": found[current()], "other": found[other], "default": found[CHINESE], "site": site}


def _address(context) -> str:
    """Path and query of the page; a list gives its own, without defaults."""
    request, state = context["request"], context.get("state")
    if isinstance(state, ListState):
        return state.page_link(state.page_number)
    unknown = set(context.get("unknown") or ())
    try:
        query = {name: values for name, values in request.GET.lists() if name not in unknown}
    except TooManyFieldsSent:  # the page that says so
        query = {}
    return link(escape_uri_path(request.path), query)


def _site(request) -> str:
    """Where the site stands; nowhere on the page that refuses a host that is not ours."""
    try:
        return site_of(request)
    except DisallowedHost:
        return ""
