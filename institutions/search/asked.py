"""What is asked for: the words of a query, and the ways in which they can be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from unicodedata import category

from govcompare.wording import HAN

from .keys import is_latin, normal, with_u

# More of a query is not read.
LONGEST = 100
# Control and format characters, which would only disturb where the query is shown again.
INVISIBLE = {"Cc", "Cf"}
# English words that say nothing of a thing.
EMPTY_WORDS = {"a", "an", "and", "for", "in", "of", "on", "s", "the", "to"}
_SCRIPTS = re.compile(f"{HAN.pattern}+|[^\\u3400-\\u4dbf\\u4e00-\\u9fff]+")
_PARTICLES = re.compile("[的之和与及]")


@dataclass(frozen=True)
class Word:
    """One word in its normal form."""

    text: str

    @cached_property
    def is_latin(self) -> bool:
        return is_latin(self.text)

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """As it is typed, and with u for ü."""
        return tuple(dict.fromkeys((self.text, with_u(self.text))))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """An English word in the other number: companies for company, bureau for bureaus."""
        text = self.text
        if len(text) <= 3 or not text.isalpha():
            return ()
        if text.endswith("ies"):
            return (text[:-3] + "y",)
        if text.endswith("y"):
            return (text[:-1] + "ies",)
        return (text[:-1],) if text.endswith("s") and not text.endswith("ss") else ()


Reading = tuple[Word, ...]


@dataclass(frozen=True)
class Query:
    """A query as typed, cut at LONGEST characters; `is_cut` says whether something was left out."""

    text: str
    is_cut: bool = False

    @classmethod
    def read(cls, text: str) -> "Query":
        text = "".join(char for char in " ".join(text.split()) if category(char) not in INVISIBLE)
        return cls(text[:LONGEST].strip(), len(text) > LONGEST)

    @cached_property
    def whole(self) -> Word | None:
        """All of it as one word, so that spaces and marks do not matter; None where there is no letter in it."""
        letters = normal(self.text).letters
        return Word(letters) if letters else None

    @cached_property
    def words(self) -> Reading:
        """The words one by one, without those that say nothing."""
        parts = normal(self.text).words
        words = [part for part in parts if part not in EMPTY_WORDS] or parts
        return tuple(map(Word, dict.fromkeys(words)))

    def readings(self, places: Iterable[str]) -> list[Reading]:
        """The words as they are parted, and parted further: at particles, where the script changes, at names of places."""
        found = [self.words] if self.words else []
        finer = [piece for word in self.words for piece in _pieces(word.text)]
        named = [piece for part in finer for piece in _parted_at_places(part, places)]
        for parts in (finer, named):
            reading = tuple(map(Word, dict.fromkeys(parts)))
            if reading and reading not in found:
                found.append(reading)
        return found


def _pieces(text: str) -> list[str]:
    pieces = [piece for script in _SCRIPTS.findall(text) for piece in _PARTICLES.split(script) if piece]
    return pieces or [text]


def _parted_at_places(text: str, places: Iterable[str]) -> list[str]:
    """广东规划 -> 广东, 规划; the longest name at either end is taken."""
    for place in sorted((one for one in places if one in text), key=len, reverse=True):
        if text != place and (text.startswith(place) or text.endswith(place)):
            rest = text.removeprefix(place) if text.startswith(place) else text.removesuffix(place)
            return [place, rest]
    return [text]
