"""Normal forms, in which what is typed meets what is written.

A key is a text in three forms: its characters (simplified, small, without marks and spaces), its sound (pinyin, Latin
letters as they stand) and its initials. Each form knows from which character of the text it comes, so that what
matched can be marked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import category, normalize

from govcompare.pinyin import reader
from govcompare.wording import HAN

# Traditional forms that the conversion library leaves alone.
VARIANTS = {"陜": "陕"}
_HAN_RUN = re.compile(f"{HAN.pattern}+")


@cache
def _converter():
    import opencc  # only those who search need its tables

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """A text in simplified characters; letters of other scripts stay as they are."""
    return "".join(VARIANTS.get(char, char) for char in _converter().convert(text))


@lru_cache(maxsize=16_384)
def _letters(char: str) -> str:
    """The letters and digits of one character: simplified, without accents, small; nothing for marks and emoji."""
    folded = "".join(one for one in normalize("NFKD", char).casefold() if one.isalnum())
    return "".join(VARIANTS.get(one) or _converter().convert(one) if HAN.match(one) else one for one in folded)


def is_latin(text: str) -> bool:
    """Whether a normal form is of Latin letters and digits alone."""
    return text.isascii()


def with_u(text: str) -> str:
    """ü is typed as v or as u; here it is u: lv -> lu."""
    return text.replace("lv", "lu").replace("nv", "nu")


@dataclass(frozen=True, slots=True)
class Normal:
    """origin: the place in the text of each letter; breaks: the letters before which a mark or a space stood."""

    letters: str
    origin: tuple[int, ...]
    breaks: frozenset[int]

    @property
    def words(self) -> list[str]:
        """The letters parted where marks and spaces stood."""
        edges = [*sorted(self.breaks), len(self.letters)]
        return [self.letters[start:end] for start, end in zip([0, *edges], edges, strict=False) if end > start]


def normal(text: str) -> Normal:
    """The letters and digits of a text, whatever marks, widths and scripts it is written with."""
    letters, origin, breaks, parted = [], [], set(), False
    for place, char in enumerate(text):
        found = _letters(char)
        if not found:
            parted = parted or not category(char).startswith("M")  # an accent of its own parts nothing
            continue
        if parted and letters:
            breaks.add(len(letters))
        parted = False
        letters.extend(found)
        origin.extend([place] * len(found))
    return Normal("".join(letters), tuple(origin), frozenset(breaks))


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A text by which something is found.

    at: place in the sound -> letter, for each place where a syllable or a Latin word begins; leads: the letter behind
    each of the initials. A silent key has neither: it is found by its characters alone.
    """

    text: str
    letters: str
    origin: tuple[int, ...]
    sound: str
    at: Mapping[int, int]
    initials: str
    leads: tuple[int, ...]

    @property
    def syllables(self) -> list[str]:
        """The sound in syllables and Latin words, one for each of the leads."""
        return [self.sound[start:end] for start, end in pairwise([*self.at, len(self.sound)])]


class Sounds:
    """Reads texts aloud, places as the people there do (Shaanxi, not Shanxi)."""

    def __init__(self, places: Mapping[str, Sequence[str]]):
        self.places = {name: tuple(said) for name, said in places.items() if tuple(_plain_pinyin(name)) != tuple(said)}
        self.pattern = re.compile("|".join(map(re.escape, sorted(self.places, key=len, reverse=True))) or r"(?!)")

    def syllables(self, letters: str) -> list[str]:
        """One syllable for each character; letters of other scripts stand for themselves."""
        said = list(letters)
        for run in _HAN_RUN.finditer(letters):
            said[run.start() : run.end()] = _plain_pinyin(run.group())
        for place in self.pattern.finditer(letters):
            said[place.start() : place.end()] = self.places[place.group()]
        return said

    def sound(self, letters: str) -> str:
        """A text as it is typed in pinyin, without spaces."""
        return "".join(self.syllables(letters))

    def key(self, text: str, *, silent: bool = False) -> Key:
        """The key of a text."""
        form = normal(text)
        if silent:
            return Key(text, form.letters, form.origin, "", {}, "", ())
        at, length, leads = {}, 0, []
        said = self.syllables(form.letters)
        for place, (letter, syllable) in enumerate(zip(form.letters, said, strict=True)):
            inside_word = is_latin(letter) and place and is_latin(form.letters[place - 1]) and place not in form.breaks
            if not inside_word:
                at[length] = place
                leads.append(place)
            length += len(syllable)
        # of Latin words only a longer row has initials: CN-GD has none
        has_initials = not is_latin(form.letters) or len(leads) > 2
        initials = "".join(said[place][0] for place in leads) if has_initials else ""
        return Key(text, form.letters, form.origin, "".join(said), at, initials, tuple(leads))


def _plain_pinyin(run: str) -> list[str]:
    said = reader().lazy_pinyin(run)
    said = said if len(said) == len(run) else [reader().lazy_pinyin(one)[0] for one in run]
    return [with_u(one) for one in said]


def written_syllables(pinyin: str) -> list[str]:
    """The syllables of a name as a table writes them: "lü liang" -> lu, liang."""
    return [normal(part).letters for part in pinyin.split()]
