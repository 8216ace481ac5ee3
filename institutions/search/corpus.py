"""All keys in one text a form, so that one search of C finds the few in which a word can be."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from .asked import Word
from .keys import Key

# No normal form has it.
BETWEEN = "\n"


class Corpus:
    """The characters, sounds and initials of some keys."""

    def __init__(self, keys: Iterable[Key]):
        self.keys = list(keys)
        self.letters = Lines(key.letters for key in self.keys)
        self.sounds = Lines(key.sound for key in self.keys)
        self.initials = Lines(key.initials for key in self.keys)

    def having(self, word: Word) -> list[Key]:
        """The keys that have a word somewhere, in order; whether at a good place is for `matching.find` to say."""
        places = set(self.letters.having(word.text))
        if word.is_latin:
            places |= set(self.initials.having(word.text))
            for text in (*word.sounds, *word.numbers):
                places |= set(self.sounds.having(text))
        return [self.keys[place] for place in sorted(places)]

    def scattered(self, word: Word) -> list[Key]:
        """The keys that have the characters of a word in order, or its letters in their sound, whatever stands between
        them; whether whole syllables do is for `matching.scattered` to say."""
        text, lines = word.text, self.sounds if word.is_latin else self.letters
        # [^b\n]*+ takes all up to the next b and gives nothing back: no text makes this slow
        rest = "".join(f"[^{re.escape(char)}{BETWEEN}]*+{re.escape(char)}" for char in text[1:])
        pattern = re.compile(re.escape(text[0]) + rest)
        return [self.keys[place] for place in dict.fromkeys(lines.matching(pattern))]


class Lines:
    """Texts one below the other, and the way from a place back to its text."""

    def __init__(self, texts: Iterable[str]):
        texts = list(texts)
        self.text = BETWEEN.join(texts)
        self.starts, length = [], 0
        for text in texts:
            self.starts.append(length)
            length += len(text) + len(BETWEEN)

    def having(self, part: str) -> Iterator[int]:
        """The numbers of the texts that have a part."""
        place = self.text.find(part)
        while place >= 0:
            line = bisect_right(self.starts, place) - 1
            yield line
            if line + 1 == len(self.starts):
                return
            place = self.text.find(part, self.starts[line + 1])

    def matching(self, pattern: re.Pattern) -> Iterator[int]:
        """The numbers of the texts in which a pattern matches."""
        for match in pattern.finditer(self.text):
            yield bisect_right(self.starts, match.start()) - 1
