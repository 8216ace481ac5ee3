"""An address for every route of the site, from the map of the site itself: a route without a sample is an error."""

from collections.abc import Iterator

from tests.routes import Route, routes

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


def addresses() -> Iterator[str]:
    """Addresses in Chinese, each route in each of its formats."""
    for route in routes():
        yield from filled(route)


def filled(route: Route) -> Iterator[str]:
    form = route.form.lstrip("/")
    first = form.partition("/")[0].partition(".")[0]
    samples = SAMPLES[""] if form.startswith("%") else SAMPLES.get(first, {"format": FORMATS})
    known = [{}]
    for name in route.fields:
        known = [one | {name: value} for one in known for value in samples[name]]
    for one in known:
        yield f"/{form % one}"
