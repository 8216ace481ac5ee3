"""Made regions under the real provinces: cities beside the real ones, and counties under all cities."""

import random
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

NOTE = "合成数据，仅供测速，不是事实"
SEED = 20240601
REGIONS_OF_CITY = 200
REGIONS_OF_SOURCE = 20
# characters that names of places are made of, and how they sound
SOUNDS = dict(
    pair.split(":")
    for pair in (
        "青:qing 河:he 云:yun 山:shan 龙:long 泉:quan 石:shi 桥:qiao 白:bai 水:shui 金:jin 沙:sha 红:hong 岩:yan 松:song "
        "林:lin 新:xin 田:tian 古:gu 城:cheng 平:ping 川:chuan 清:qing 溪:xi 东:dong 湖:hu 西:xi 岭:ling 南:nan 江:jiang "
        "北:bei 海:hai 上:shang 坪:ping 下:xia 洋:yang 花:hua 园:yuan 双:shuang 塔:ta 柳:liu 树:shu 竹:zhu 洲:zhou 梅:mei "
        "关:guan 凤:feng 台:tai"
    ).split()
)

Row = dict[str, object]


class Size(NamedTuple):
    """How many rows there are in all, the real ones among them."""

    regions: int
    scores: int


class World:
    """The made regions of a size, and what other rows say of where they come from."""

    def __init__(self, size: Size, real_regions: list[dict[str, str]]):
        self.size, self.real = size, real_regions
        self.provinces = [row for row in real_regions if row["counted_in_31"] == "true"]

    @staticmethod
    def chance(of: str) -> random.Random:
        """A generator of chance of its own for each table, so that no table changes another."""
        return random.Random(f"{SEED} {of}")

    @cached_property
    def regions(self) -> list[Row]:
        """The made rows."""
        economic = {row["code"][:2]: row["economic_region"] for row in self.provinces}
        pairs = [(first, second) for first in SOUNDS for second in SOUNDS if first != second]
        names = {code: iter(self.chance(f"names {code}").sample(pairs, len(pairs))) for code in economic}
        return [
            _region(number, code, next(names[code[:2]]), economic[code[:2]])
            for number, code in enumerate(chain(self._cities, self._counties()))
        ]

    @cached_property
    def _cities(self) -> list[str]:
        """Codes of made cities."""
        taken = {row["code"] for row in self.real}
        codes = (f"{row['code'][:2]}{number}00" for number in range(30, 100) for row in self.provinces)
        return list(islice((code for code in codes if code not in taken), self.size.regions // REGIONS_OF_CITY))

    def _counties(self) -> Iterator[str]:
        provinces = {row["code"] for row in self.provinces}
        real = [row["code"] for row in self.real if row["parent_code"] in provinces]
        codes = (f"{city[:4]}{number:02d}" for number in range(1, 100) for city in [*real, *self._cities])
        return islice(codes, self.size.regions - len(self.real) - len(self._cities))

    def spread(self, share: float) -> Iterator[tuple[str, Row, Row]]:
        """Some of the made regions, `share` for each, spread evenly (above 1 they come repeatedly): a name for a row about
        it, the region, and where the row comes from."""
        for number in range(int(len(self.regions) * share)):
            place = int(number / share)
            yield f"{self.regions[place]['code']}-{number}", self.regions[place], sourced(place)


def sourced(number: int, year: int = 2024) -> Row:
    """What every row of fact carries; number: of the made region that it is about."""
    return {
        "source": f"synthetic-{number // REGIONS_OF_SOURCE + 1}",
        "locator": "合成",
        "as_of": str(year),
        "confidence": "stated",
        "note": NOTE,
    }


def _region(number: int, code: str, characters: tuple[str, str], economic_region: str) -> Row:
    sounds = [SOUNDS[one] for one in characters]
    is_city = code.endswith("00")
    return {
        "code": code,
        "name": "".join(characters) + ("市" if is_city else "县"),
        "short_name": "".join(characters),
        "name_en": "".join(sounds).title(),
        "pinyin": " ".join(sounds),
        "initials": "".join(sound[0] for sound in sounds),
        "level": "prefecture" if is_city else "county",
        "region_type": "prefecture_level_city",
        "parent_code": (code[:2] + "0000") if is_city else (code[:4] + "00"),
        "economic_region": economic_region,
        "counted_in_31": "false",
        "missing": "abbreviation:not_applicable；iso_code:not_applicable",
    } | sourced(number)
