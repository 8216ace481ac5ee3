"""What a query string asks of a chart: strictly read, with its size and version."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from govcompare import held_versions
from govcompare.as_of import AsOf
from govcompare.charts import Chart
from govcompare.charts.boards import LIGHT, THEMES
from govcompare.charts.fit import DEFAULT_WIDTH
from govcompare.errors import InvalidQuery, NothingHere
from govcompare.language import bare, enumerated, speaking
from govcompare.models import DatasetLoad
from govcompare.query import SEPARATOR, link, refuse_unknown, whole_number
from govcompare.rows import Row, sources_of
from regions.models import Region

from .catalogue import CHARTS
from .entry import Asked, Entry

SMALLEST_WIDTH, LARGEST_WIDTH = 320, 2000
SMALLEST_HEIGHT, LARGEST_HEIGHT = 240, 2000
SCALES = (1, 3)
# Beyond this a browser runs out of room for one picture.
MOST_PIXELS = 24_000_000
SIZE = {"w", "h", "scale"}
# On which paper a picture is drawn, and the formats that are one picture.
THEME, THEMED = {"theme"}, {"png", "svg", "pdf"}


@dataclass(frozen=True)
class Size:
    """Of a picture, in pixels at scale 1. height None: as high as it needs to be. written: as it stands in the query."""

    width: int
    height: int | None
    scale: int
    written: dict[str, str]


@dataclass(frozen=True)
class Drawn:
    """A chart that was asked for, with all that its files need; nothing of it reads the database any more."""

    entry: Entry
    asked: Asked
    size: Size
    chart: Chart
    sources: list[Row]
    load: DatasetLoad | None
    unknown: list[str]
    boxes: list[Region]
    has_more: bool
    defaults: list[str]
    theme: str = LIGHT


def entry_of(slug: str) -> Entry:
    """The entry of a slug; NothingHere names the others."""
    if slug not in CHARTS:
        raise NothingHere(
            _("没有“%(slug)s”这张图；可用：%(charts)s。") % {"slug": slug[:60], "charts": enumerated(CHARTS)},
            links=[(_("全部图表"), link("/charts/", {}))],
        )
    return CHARTS[slug]


def read_size(query) -> Size:
    """w, h and scale; InvalidQuery names the bounds."""
    width = whole_number(query, "w", default=DEFAULT_WIDTH, minimum=SMALLEST_WIDTH, maximum=LARGEST_WIDTH)
    height = whole_number(query, "h", default=0, minimum=SMALLEST_HEIGHT, maximum=LARGEST_HEIGHT) or None
    scale = whole_number(query, "scale", default=1, minimum=SCALES[0], maximum=SCALES[1])
    return Size(width, height, scale, {name: query[name] for name in ("w", "h", "scale") if query.get(name)})


def read_theme(query) -> str:
    """On which paper a picture is drawn; InvalidQuery names the two."""
    theme = query.get("theme") or LIGHT
    if theme not in THEMES:
        values = {"themes": enumerated(THEMES), "theme": theme[:40]}
        raise InvalidQuery(_("theme 须是 %(themes)s 之一，收到的是“%(theme)s”。") % values)
    return theme


def check_pixels(width: int, height: int, scale: int) -> None:
    """InvalidQuery where a picture would have more pixels than can be drawn."""
    if width * height * scale**2 > MOST_PIXELS:
        raise InvalidQuery(
            _("这张图有 %(width)s×%(height)s 像素，超过上限 %(most)s 百万像素。请减小 scale、w 或 h。")
            % {"width": width * scale, "height": height * scale, "most": MOST_PIXELS // 1_000_000}
        )


def read_asked(entry: Entry, query: QueryDict, load: DatasetLoad | None) -> Asked:
    """Date, regions and parameters. A fixed version shows the day on which it was loaded, unless a date is asked for."""
    written_date = query.get("as_of", "")
    as_of = AsOf.parse(written_date) if written_date else AsOf.of_load(load) if load else AsOf.today()
    codes = [code.strip() for text in query.getlist("r") for code in text.split(SEPARATOR) if code.strip()]
    written = {one.name: query[one.name] for one in entry.parameters if query.get(one.name)}
    return entry.ask(as_of, codes, version=load.label if load else "", **written)


def draw(slug: str, request: HttpRequest, format: str) -> Drawn:
    """The chart that an address asks for, with the load that it shows."""
    entry = entry_of(slug)
    known = entry.known | SIZE | (THEME if format in THEMED else set())
    unknown = refuse_unknown(request, known, format, repeatable={"r"})
    return drawn(entry, request.GET, format, unknown)


def drawn(entry: Entry, query: QueryDict, format: str, unknown: Sequence[str] = ()) -> Drawn:
    """The chart that a query asks for; unknown: what in it nobody reads."""
    size, theme = read_size(query), read_theme(query) if format in THEMED else LIGHT
    while True:
        load = DatasetLoad.latest_or_none()
        with held_versions.version(query.get("v", "")) as fixed:
            asked = read_asked(entry, query, fixed)
            chart = entry.chart(asked)
            sources = sources_of([], more=set(chart.sources))
            is_page = format == "html"
            boxes, has_more = entry.places.boxes() if is_page else ([], False)
            defaults = entry.defaults(asked) if is_page else []
        # a dataset that was loaded meanwhile would stand under the name of the one before: then it is drawn again
        if fixed or load == DatasetLoad.latest_or_none():
            return Drawn(
                entry, asked, size, chart, sources, fixed or load, list(unknown), boxes, has_more, defaults, theme
            )


def chart_at(path: str, query: QueryDict) -> Chart:
    """The chart that stands under an address now, in the address's language; NothingHere where there is none."""
    found = re.fullmatch(r"/charts/([^/]+)/", bare(path))
    entry = entry_of(found[1] if found else path)
    with speaking(path), held_versions.version(query.get("v", "")) as load:
        return entry.chart(read_asked(entry, query, load))
