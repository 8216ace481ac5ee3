"""Sets of regions worth comparing, computed for the date shown; and the links that compare them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from govcompare.as_of import AsOf
from govcompare.language import bracketed, is_english
from govcompare.query import SEPARATOR, link
from govcompare.vocabularies import Presence
from regions.models import Region
from regions.vocabularies import EconomicRegion

from .profiles import Profile
from .vocabularies import ADMINISTRATIVE_TYPES, AgencyType

# The three models that the literature names (中国信息通信研究院, 2021).
MODELS_OF_THE_LITERATURE = ("440000", "330000", "520000")
MOST_OFFERS = 8


@dataclass(frozen=True)
class ReadySet:
    """A set of regions in one click."""

    label: str
    codes: list[str]
    link: str


def compare_link(codes: list[str], as_of: AsOf, format: str = "") -> str:
    """The address that compares some regions on the date shown, as a page or in a format."""
    return link(f"/compare.{format}" if format else "/compare/", {"r": SEPARATOR.join(codes), **as_of.param})


def ready_sets(provinces: list[Region], as_of: AsOf) -> list[ReadySet]:
    """From the provinces annotated by `with_facts`: with an agency, administrative, the models, by type, by economic
    region. Empty sets are left out."""
    counted = {region.code: region for region in provinces if region.counted_in_31}

    def where(condition) -> list[str]:
        return [code for code, region in counted.items() if condition(region)]

    of_the_literature = [code for code in MODELS_OF_THE_LITERATURE if code in counted]
    between = " · " if is_english() else "·"
    wanted = [
        (_("有省级机构的省份"), where(lambda region: region.has_agency == Presence.YES)),
        (_("设行政机构的省份"), where(lambda region: region.agency_type in ADMINISTRATIVE_TYPES)),
        (between.join(counted[code].display_name for code in of_the_literature), of_the_literature),
        *((one.short, where(lambda region, key=one.value: region.agency_type == key)) for one in AgencyType),
        *(
            (_("%(part)s省份") % {"part": label}, where(lambda region, key=key: region.economic_region == key))
            for key, label in EconomicRegion.choices
        ),
    ]
    return [
        ReadySet(bracketed(label, str(len(codes))), codes, compare_link(codes, as_of))
        for label, codes in wanted
        if codes
    ]


def offers(chosen: list[Profile], provinces: list[Region], as_of: AsOf) -> list[tuple[Region, str]]:
    """For one region: others whose agency is of the same type, then those of its economic region, each with its link."""
    if len(chosen) != 1:
        return []
    region = chosen[0].region
    rest = [other for other in provinces if other.code != region.code and other.counted_in_31]
    same = [other for other in rest if region.agency_type and other.agency_type == region.agency_type]
    near = [other for other in rest if other.economic_region == region.economic_region and other not in same]
    return [(other, compare_link([region.code, other.code], as_of)) for other in (same + near)[:MOST_OFFERS]]
