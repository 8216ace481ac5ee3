"""What stands for a region where there is no room for its name, and names in the language of the page."""

from collections import Counter
from collections.abc import Iterable

from govcompare.charts.words import plain
from govcompare.language import bracketed, is_english
from regions.models import Region
from regions.vocabularies import RegionLevel, RegionType

from ..models import Edition

# A dot has room for so many letters.
MOST_LETTERS = 2
# Its initials are those of Xinjiang; these are of "Production and Construction".
CORPS = "PC"


def letters(region: Region) -> str:
    """The letters of ISO 3166-2 (GD), else the first initials of its pinyin."""
    if region.region_type == RegionType.CORPS:
        return CORPS
    return region.iso_code.rpartition("-")[2] or region.initials.upper()[:MOST_LETTERS]


def mark(region: Region) -> str:
    """One character in Chinese, two letters in English; "" for a region that is not known by them."""
    if is_english():
        return "" if region.level == RegionLevel.PREFECTURE else letters(region)
    return region.abbreviation


def names_of(regions: Iterable[Region]) -> dict[str, str]:
    """code -> name; cities that are written alike in English are told apart by their Chinese names."""
    names = {region.code: (region.display_name, region.short_name) for region in regions}
    shared = Counter(name for name, _own in names.values())
    return {
        code: bracketed(name, own) if shared[name] > 1 and name != own else name for code, (name, own) in names.items()
    }


def edition_name(edition: Edition) -> str:
    """An index and its edition."""
    return f"{plain(edition.evaluation.name)} {plain(edition.label)}"
