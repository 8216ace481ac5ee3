"""The provinces as tiles, coloured by the type of the body in front."""

from collections.abc import Iterable
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from govcompare.as_of import AsOf
from govcompare.charts import Chart, tile_map
from govcompare.language import is_english
from govcompare.language_dates import shown_date
from govcompare.query import link
from govcompare.rows import Row, provenance
from govcompare.vocabularies import Presence
from regions.models import Region
from regions.tile_grid import TILES

from ..categories import category
from ..overview import Behind, behind_types, names_in_front, provinces
from .entry import Asked, Entry, Places
from .marks import letters
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
                "region": region.display_name,
                "row": row,
                "column": column,
                "category": shown.key,
                "is_last_known": shown.is_last_known,
                "category_label": shown.label,
                "word": shown.word,
                "detail": names.get(region.code) or (_("名称未知") if region.has_agency == Presence.YES else ""),
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
        title=ngettext(
            "%(number)s 个省份确知设有省级大数据机构", "%(number)s 个省份确知设有省级大数据机构", with_agency
        )
        % {"number": with_agency},
        subtitle=_("省级大数据机构类型，%(dates)s；每格一个省级行政区，大小相同，不表示疆界")
        % {"dates": observed(behind.dates)},
        alt=_(
            "省级行政区方格图：截至 %(date)s，%(all)s 个省份中 %(number)s 个确知设有省级大数据机构，颜色与文字表示机构类型。"
        )
        % {"date": shown_date(as_of.text), "all": len(counted), "number": with_agency},
        sources=behind.sources | titles(outside),
        as_of=as_of.text,
        # English names are too long for narrow tiles
        letters={region.code: letters(region) for region in drawn} if is_english() else None,
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
    title=gettext_lazy("大数据机构类型方格图"),
    lead=gettext_lazy("每个省份一格：有没有省级大数据机构，是哪种类型，还是没有、未知。"),
    draw=draw,
    places=Places(
        partial(Region.objects.filter, code__in=TILES),
        gettext_lazy("选了地区就只画这些省级行政区。"),
        in_words=gettext_lazy("全部省级行政区"),
    ),
    reading=(
        gettext_lazy("一格是一个省级行政区，大致按方位排列，大小相同，不表示面积和疆界。"),
        gettext_lazy(
            "颜色和格里的字是所示日期主要大数据机构的类型；画斜线、带星号的是最近已知的类型，现在的类型未知。"
        ),
        gettext_lazy("灰色实心格有机构而类型未知，灰色斜线格有无未知，只描边的格确知没有。"),
        gettext_lazy("未知是没有找到来源，不是没有；颜色不分高下。"),
    ),
)


def of_provinces(regions: list[Region], behind: Behind, as_of: AsOf) -> Chart:
    """The map of the overview, whose regions are already read."""
    return ENTRY.signed(agency_type_map(regions, names_in_front(regions), as_of, behind), ENTRY.given(as_of, []))
