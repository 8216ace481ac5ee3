"""What a page must know of all disagreements to count them, to choose among them and to find them: made once for a version
of the dataset and a day. Those that a page shows are then found again by their rows."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from govcompare.kept_parts import kept

from ..phrases import Phrase
from ..typed import Typed
from .conflict import Conflict
from .finding import conflicts


@dataclass(frozen=True)
class Outline:
    """One disagreement. row: table and key of one of its sides; texts: what of the dataset it is about, and why."""

    id: str
    kind: str
    region_code: str | None
    region: str | None
    property: str
    texts: list[str]
    row: list[str]

    def has(self, typed: Typed, regions: set[str]) -> bool:
        """Whether it has what was typed in its property, its texts or its place."""
        return self.region_code in regions or typed.is_in(self.property) or any(map(typed.is_said, self.texts))


def outlines(day: date) -> list[Outline]:
    """All disagreements of a day, in the order of the rules that find them."""
    several = kept(lambda: json.dumps([asdict(_outline(one)) for one in conflicts(day)]), "conflicts", day.isoformat())
    return [Outline(**one) for one in json.loads(several)]


def whole(chosen: list[Outline], day: date) -> list[Conflict]:
    """The disagreements of some outlines, in their order. As many queries for one as for a hundred."""
    found = {one.id: one for one in conflicts(day, [tuple(outline.row) for outline in chosen])}
    # a load between the two may have settled one of them
    return [found[outline.id] for outline in chosen if outline.id in found]


def _outline(one: Conflict) -> Outline:
    texts = [one.subject.text, *_parts(one.subject), one.explanation or ""]
    row = next([side.table, side.key] for side in one.sides if side.table)
    return Outline(one.id, one.kind, one.region_code, one.region, one.property, list(dict.fromkeys(texts)), row)


def _parts(said: Phrase) -> Iterator[str]:
    """The texts that a phrase holds, each by itself, for only so have they a rendering."""
    for part in said.parts.values():
        if isinstance(part, Phrase):
            yield from _parts(part)
        else:
            yield str(part)
