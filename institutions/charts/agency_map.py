"""The provinces as tiles, coloured by the type of the body in front."""

from collections.abc import Iterable
from functools import partial

from django.urls import reverse

from govcompare.as_of import AsOf
from govcompare.charts import Chart, tile_map
from govcompare.query import link
from govcompare.rows import Row, provenance
from govcompare.vocabularies import Presence
from regions.models import Region
from regions.tile_grid import TILES

from ..categories import category
from ..overview import Behind, behind_types, names_in_front, provinces
from .entry import Asked, Entry, Places
from .provenance import observed, resting_on, titles


def agency_type_map(regions: Iterable, names: dict[str, str], as_of: AsOf, behind: Behind) -> Chart:
    """Provinces as tiles coloured by the type of the body in front. names: code -> name of that body."""
    rows = []
    drawn = [region for region in regions if region.code in TILES]  # the Corps has no tile: it lies within Xinjiang
    for region in drawn:
        shown = category(region)
        row, column = TILES[region.code]
        rows.append(
            {
                "code": region.code,
                "region": region.short_name,
                "row": row,
                "column": column,
                "category": shown.key,
                "is_last_known": shown.is_last_known,
                "category_label": shown.label,
                "word": shown.word,
                "detail": names.get(region.code) or ("名称未知" if region.has_agency == Presence.YES else ""),
                "url": link(reverse("profile", args=[region.code]), as_of.param),
                **resting_on(homes(region, behind)),
            }
        )
    counted = [region for region in regions if region.counted_in_31]
    with_agency = sum(1 for region in counted if region.has_agency == Presence.YES)
    outside = [home for region in drawn if not behind.of([region.code]) for home in homes(region, behind)]
    return tile_map(
        rows,
        slug="agency-type-map",
        title=f"{with_agency} 个省份确知设有省级大数据机构",
        subtitle=f"省级大数据机构类型，{observed(behind.dates)}；每格一个省级行政区，大小相同，不表示疆界",
        alt=f"省级行政区方格图：截至 {as_of.text}，{len(counted)} 个省份中 {with_agency} 个确知设有省级大数据机构，颜色与文字表示机构类型。",
        sources=behind.sources | titles(outside),
        as_of=as_of.text,
    )


def homes(region: Region, behind: Behind) -> list[Row]:
    """What the tile of a region rests on; outside all counts it is the row of the region itself."""
    return behind.of([region.code]) or [provenance(region)]


def draw(asked: Asked) -> Chart:
    """The map of a day, of all tiles or of the regions chosen."""
    wanted = set(asked.codes)
    shown = [region for region in provinces(asked.day) if not wanted or region.code in wanted]
    return agency_type_map(shown, names_in_front(shown), asked.as_of, behind_types(shown, asked.day))


ENTRY = Entry(
    slug="agency-type-map",
    title="大数据机构类型方格图",
    lead="每个省份一格：有没有省级大数据机构，是哪种类型，还是没有、未知。",
    draw=draw,
    places=Places(
        partial(Region.objects.filter, code__in=TILES), "选了地区就只画这些省级行政区。", in_words="全部省级行政区"
    ),
)


def of_provinces(regions: list[Region], behind: Behind, as_of: AsOf) -> Chart:
    """The map of the overview, whose regions are already read."""
    return ENTRY.signed(agency_type_map(regions, names_in_front(regions), as_of, behind), ENTRY.given(as_of, []))
