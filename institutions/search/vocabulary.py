"""What somebody may have meant whose typing nothing here has: the nearest sounds and words."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .asked import Word
from .entry import Entry

# Shorter words have too many neighbours.
SHORTEST = 4
# Names of these kinds are short enough for people to type parts of them in pinyin.
TYPED_IN_PARTS = {"region", "agency", "leading_group", "company", "body", "index", "model", "term", "platform", "page"}
MOST_SYLLABLES = 4
MOST = 5


class Vocabulary:
    """Places first, for they are what is mostly looked for; then parts of names in pinyin, and English words."""

    def __init__(self, entries: Iterable[Entry]):
        entries = list(entries)
        self.places = sorted({text for entry in entries if entry.kind == "region" for text in _whole(entry)})
        parts = {text for entry in entries if entry.kind in TYPED_IN_PARTS for text in _parts(entry)}
        self.parts = sorted(part for part in parts if len(part) >= SHORTEST)

    def like(self, word: str) -> list[str]:
        """The nearest words to one with a slip of the finger or two; none for a word too short to tell."""
        if len(word) < SHORTEST or not word.isalpha():
            return []
        most = 1 if len(word) < 8 else 2
        for slips in range(1, most + 1):
            for pool in (self.places, self.parts):
                found = process.extract(word, pool, scorer=OSA.distance, score_cutoff=slips, limit=MOST)
                if found:
                    return [text for text, *_ in found]
        begun = [text for text in self.places if OSA.distance(word, text[: len(word)], score_cutoff=1) <= 1]
        return begun[:MOST] if len(word) > SHORTEST else []

    def nearest(self, word: Word, most: int = 3) -> list[str]:
        """The names of places nearest to a word, however far: an idea for somebody who finds nothing."""
        if not word.is_latin or len(word.text) < 3:
            return []
        allowed = max(2, len(word.text) // 2)
        found = process.extract(word.text, self.places, scorer=OSA.distance, score_cutoff=allowed, limit=most)
        return [text for text, *_ in found]


def _whole(entry: Entry) -> set[str]:
    return {name.key.sound for name in entry.names if name.key.sound.isalpha() and len(name.key.sound) >= SHORTEST}


def _parts(entry: Entry) -> set[str]:
    """Two to four syllables in a row of its names, and their Latin words."""
    found = set()
    for name in entry.names:
        starts = [*name.key.at, len(name.key.sound)]
        latin = name.key.letters.isascii()
        for first in range(len(starts) - 1):
            for last in range(first + 1, min(first + 1 + MOST_SYLLABLES, len(starts))):
                if last - first > 1 or latin:
                    found.add(name.key.sound[starts[first] : starts[last]])
    return found
