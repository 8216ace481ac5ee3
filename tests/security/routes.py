"""An address for every route of the site, from the map of the site itself: a route without a sample is an error."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.regex_helper import normalize

FORMATS = ["csv", "xlsx", "json"]
JOB = "00000000-0000-0000-0000-000000000000"
# What stands for the parts of an address, by what it begins with.
SAMPLES = {
    "sources": {"pk": ["gb-t-2260"], "format": FORMATS},
    "exports": {"pk": [JOB], "suffix": ["zip"]},
    "charts": {
        "slug": ["agency-type-map"],
        "format": ["svg", "png", "json", "csv", "xlsx", "html", "pptx", "zip", "pdf", "nothing"],
    },
    "embed": {"slug": ["agency-type-map"]},
    "facts": {"table": ["agency_statuses"], "key": ["jilin-agency-2019"], "format": FORMATS},
    "indices": {"key": ["digital-government-index"]},
    "regions": {"code": ["440000"], "format": FORMATS},
    "sitemap-%(section)s": {"section": ["pages", "nothing"]},
    "s": {"key": ["abcdefghij"]},
    "": {"stem": ["nothing"], "suffix": ["csv", "php"]},
}


def routes(patterns=None, before: str = "") -> Iterator[str]:
    """Addresses in Chinese, each route in each of its formats."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield from filled(before, pattern.pattern.regex.pattern)
        elif isinstance(pattern.pattern, LocalePrefixPattern) or not str(pattern.pattern):
            yield from routes(pattern.url_patterns, before)
        else:
            yield before + "/" + str(pattern.pattern)  # the admin, which has tests of its own


def filled(before: str, expression: str) -> Iterator[str]:
    [(form, names)] = normalize(expression)[:1]
    first = form.lstrip("/").partition("/")[0].partition(".")[0]
    samples = SAMPLES.get(first, {"format": FORMATS})
    if form.startswith("%"):
        samples = SAMPLES[""]
    known = [{}]
    for name in names:
        known = [one | {name: value} for one in known for value in samples[name]]
    for one in known:
        yield f"{before}/{form % one}"
