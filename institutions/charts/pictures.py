"""What has to be drawn: of a chart that was asked for, and, before anybody asks, of every chart of the catalogue."""

import re
from dataclasses import replace

from django.http import QueryDict

from govcompare import short_links
from govcompare.charts.boards import DARK, THEMES, widths
from govcompare.charts.dark import darkened
from govcompare.charts.fit import fitted
from govcompare.exporting.ahead import Variant
from govcompare.exporting.drawn import picture_address
from govcompare.exporting.origin import Origin
from govcompare.exporting.slides import PICTURE_SIZE
from govcompare.exporting.spec import Spec, origin_for
from govcompare.language import TAGS, bare, localized, speaking

from .catalogue import CHARTS
from .reading import Drawn, check_pixels, drawn, entry_of


def origin_of(drawn: Drawn, site: str) -> Origin:
    """What the file says of itself; its short address is kept from now on. site: "https://host"."""
    short_links.remember(drawn.chart.address)
    return origin_for(drawn.chart, site, drawn.load.label if drawn.load else "")


def spec_of(drawn: Drawn, site: str, format: str) -> Spec:
    """What a worker has to make."""
    origin, size = origin_of(drawn, site), drawn.size
    width, height = PICTURE_SIZE if format == "pptx" and not size.written else (size.width, size.height)
    picture = fitted(drawn.chart, width, height, origin.short_link)
    check_pixels(picture.width, picture.height, size.scale)
    if drawn.theme == DARK:
        picture = replace(picture, figure=darkened(picture.figure))
    scale = size.scale if format in ("png", "zip") else 1
    return Spec(drawn.chart, picture, origin, format, scale, drawn.sources)


def file_name(drawn: Drawn, format: str) -> str:
    """Under which name a file is saved."""
    return f"{drawn.chart.file_name}{'_dark' if drawn.theme == DARK else ''}.{format}"


def default_addresses() -> list[str]:
    """The page of every chart as it is first seen, in each language."""
    return [localized(f"/charts/{slug}/", language) for language in TAGS for slug in CHARTS]


def variants(address: str, site: str) -> list[Variant]:
    """The pictures of a chart, by the address of its page: what a visitor's own requests for them would make."""
    path, _, query = address.partition("?")
    found = re.fullmatch(r"/charts/([^/]+)/", bare(path))
    with speaking(path):
        shown = drawn(entry_of(found[1] if found else path), QueryDict(query), "svg")
        made = []
        for width in widths(shown.chart):
            for theme in THEMES:
                asked = replace(shown, size=replace(shown.size, width=width), theme=theme)
                spec, name = spec_of(asked, site, "svg"), file_name(asked, "svg")
                made.append(Variant(width, theme, picture_address(address, width, theme), name, spec))
    return made
