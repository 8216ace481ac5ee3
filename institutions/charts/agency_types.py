"""Of which types the agencies of some groups of regions are."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from govcompare.as_of import AsOf
from govcompare.charts import Chart, composition_bars
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..categories import category, counts
from ..overview import Behind, behind_types, provinces
from ..ready_sets import MODELS_OF_THE_LITERATURE
from ..region_facts import with_facts
from .entry import Asked, Entry, Places
from .provenance import observed, or_regions, resting_on, titles

COLUMNS = [
    ("group", gettext_lazy("组")),
    ("category_label", gettext_lazy("类别")),
    ("count", gettext_lazy("数量")),
]


def type_composition(groups: dict[str, Iterable], as_of: AsOf, behind: Behind, **words: str) -> Chart:
    """Of which types the agencies of each group of regions are. groups: name -> regions; words: slug, title, subtitle,
    alt and unit of the picture."""
    rows, homes = [], []
    for name, regions in groups.items():
        members = list(regions)
        for shown, number in counts(members).items():
            having = [region for region in members if category(region) == shown]
            own = or_regions(behind.of(region.code for region in having), having)
            homes += own
            rows.append(
                {
                    "group": name,
                    "category": shown.key,
                    "is_last_known": shown.is_last_known,
                    "category_label": shown.label,
                    "count": number,
                    **resting_on(own),
                }
            )
    return composition_bars(rows, sources=behind.sources | titles(homes), as_of=as_of.text, **words)


def beside_all(picked: list[Region], as_of: AsOf, everyone: list[Region]) -> Chart:
    """Some regions, annotated by `with_facts`, beside all of their kind. everyone: `overview.provinces` of the day."""
    if {region.level for region in picked} == {RegionLevel.PREFECTURE}:
        whole = {_("全部地级"): list(with_facts(Region.objects.prefectures().select_related("source"), as_of.day))}
    else:
        counted = [region for region in everyone if region.counted_in_31]
        whole = {_("%(number)s个省份") % {"number": len(counted)}: counted}
    drawn = [*picked, *(region for regions in whole.values() for region in regions)]
    behind = behind_types(drawn, as_of.day)
    [everything] = whole
    groups = {_("所选地区"): picked} | whole
    return type_composition(
        groups,
        as_of,
        behind,
        slug="agency-types",
        title=_("所选地区与总体的机构类型"),
        subtitle=_("主要大数据机构的类型，格内为地区数；%(dates)s") % {"dates": observed(behind.dates)},
        alt=_("横条图：所选地区与%(all)s的大数据机构类型构成。") % {"all": everything},
        unit=pgettext("unit", "地区"),
    )


def draw(asked: Asked) -> Chart:
    """The regions chosen beside all of their kind."""
    picked = list(with_facts(Region.objects.filter(code__in=asked.codes).select_related("source"), asked.day))
    return beside_all(picked, asked.as_of, provinces(asked.day))


ENTRY = Entry(
    slug="agency-types",
    title=gettext_lazy("所选地区与总体的机构类型"),
    lead=gettext_lazy("几个地区的大数据机构各是什么类型，放在全部省份（或全部地级）旁边看。"),
    draw=draw,
    places=Places(
        Region.objects.all,
        gettext_lazy("选哪些地区，第一条就是哪些。"),
        default=lambda as_of: list(MODELS_OF_THE_LITERATURE),
        least=1,
    ),
    reading=(
        gettext_lazy("第一条是所选的地区，第二条是同一级的全部地区；条长按百分比，格里的数字是地区数。"),
        gettext_lazy("颜色是机构类型；颜色上画斜线表示类型是最近已知的，现在的类型未知。"),
        gettext_lazy("灰色实心是有机构而类型未知，灰色斜线是有无未知，只描边的是确知没有。"),
        gettext_lazy("地区少时一个地区就占很大的比例，请看数字，不要只比长短。"),
    ),
)


def of_regions(picked: list[Region], everyone: list[Region], as_of: AsOf) -> Chart:
    """The chart of some regions already read, for the page that compares them."""
    return ENTRY.signed(beside_all(picked, as_of, everyone), ENTRY.given(as_of, picked))
