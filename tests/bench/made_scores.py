"""A made index: every edition ranks all cities and counties by several indicators, and provinces by the whole only, so
that the page of a province holds about as much as with the real data: it is the tables that are to grow, not the page."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from .made_world import Row, World, sourced

LEVELS = ("province", "prefecture", "county")
EDITIONS = (2021, 2022, 2023, 2024, 2025)  # the last one is cut off where there are scores enough
NAMES = ("总分", "组织", "制度", "能力", "效果", "数据", "服务", "安全", "协同")
# every so many scores: one without a printed value, one that a second source prints otherwise
UNPRINTED, DOUBTED = 50, 500


def evaluations(world: World) -> Iterator[Row]:
    yield {"id": "synthetic-index", "name": "合成指数（仅供测速）", "publisher": "synthetic-publisher"} | sourced(0)


def editions(world: World) -> Iterator[Row]:
    for year in EDITIONS:
        yield {
            "id": f"synthetic-index-{year}",
            "evaluation": "synthetic-index",
            "label": str(year),
            "released_on": str(year),
            "same_method_as": f"synthetic-index-{year - 1}" if year > EDITIONS[0] else "",
        } | sourced(0, year)


def indicators(world: World) -> Iterator[Row]:
    """In the order of editions, then levels, so that scores can be cut off at any."""
    sizes = {level: len(codes) for level, codes in _codes(world).items()}
    for year in EDITIONS:
        for number, (level, (position, name)) in enumerate(
            ((of, named) for of in LEVELS for named in enumerate(NAMES[:1] if of == "province" else NAMES)),
            start=1,
        ):
            yield {
                "id": _indicator(year, level, position),
                "edition": f"synthetic-index-{year}",
                "name": name if position else "合成指数",
                "parent": _indicator(year, level, 0) if position else "",
                "level": level,
                "position": number,
                "n_evaluated": sizes[level],
                "missing": "" if position else "parent:not_applicable",
            } | sourced(0, year)


def _indicator(year: int, level: str, position: int) -> str:
    return f"synthetic-{year}-{level}-{position}"


def _codes(world: World) -> dict[str, list[tuple[str, int]]]:
    """level -> its regions with the number of the source that ranks them."""
    found = defaultdict(list)
    for row in world.provinces:
        found["province"].append((row["code"], 0))
    provinces = {row["code"] for row in world.provinces}
    for row in world.real:
        if row["parent_code"] in provinces:
            found["prefecture"].append((row["code"], 0))
    for number, row in enumerate(world.regions):
        found[row["level"]].append((row["code"], number))
    return found


def scores(world: World, wanted: int) -> Iterator[Row]:
    """So many rows."""
    yield from islice(_scores(world), wanted)


def _scores(world: World) -> Iterator[Row]:
    codes = _codes(world)
    for indicator in indicators(world):
        chance = world.chance(f"scores {indicator['id']}")
        ranked = sorted(
            ((round(chance.uniform(20, 100), 2), code, number) for code, number in codes[indicator["level"]]),
            key=lambda one: (-one[0], one[1]),
        )
        values = [value for value, _, _ in ranked]
        rank = 0
        for place, (value, code, number) in enumerate(ranked, start=1):
            is_tied = value in values[max(place - 2, 0) : place - 1] + values[place : place + 1]
            rank = rank if place > 1 and values[place - 2] == value else place
            row = {
                "id": f"{indicator['id']}-{code}",
                "indicator": indicator["id"],
                "region_code": code,
                "value": value,
                "rank": rank,
                "tied": "true" if is_tied else "false",
                "missing": "band:not_applicable",
            } | sourced(number, int(str(indicator["as_of"])))
            if place % UNPRINTED == 0:
                row |= {"value": "", "missing": "value:not_published；band:not_applicable"}
            yield row
            if place % DOUBTED == 0:
                yield row | {"id": f"{row['id']}-second", "source": "synthetic-second", "rank": place + 1}
