"""Whether a word is in a key, how closely, and where. Pure.

The grades stand above everything else in the order of results: what is exactly the name comes before what begins with
it, that before what has it inside, and so on; sameness of sound and slips of the finger come last.
"""

from enum import IntEnum

from .asked import Word
from .keys import Key


class Grade(IntEnum):
    """How closely something matches, the closest first."""

    EXACT = 0  # a name, a code, a name in pinyin or English
    ALSO = 1  # another name, a number, the initials
    START = 2  # a name begins so
    INSIDE = 3  # a name has it inside
    WORDS = 4  # names have all the words
    INITIALS = 5  # the initials of a part of a name, or pinyin that breaks off in its midst
    CONTEXT = 6  # some words only say where it belongs or what kind of thing it is
    GAPS = 7  # a name has the characters in order, with others between
    MENTION = 8  # a description has it
    SOUND = 9  # a place of the same sound
    LIKE = 10  # nothing has the word; something similar has


Span = tuple[int, int]
Found = tuple[Grade, list[Span]]

# Initials of longer texts would be found in every other word.
LONGEST_INITIALS = 30
# Fewer characters are never looked for apart.
SHORTEST_SCATTERED = 3
# Names up to this length may be abbreviated to single characters (浙数局).
SHORT_NAME = 16


def find(key: Key, word: Word) -> Found | None:
    """Where a word stands in a key, from which letter to which, and how closely it matches."""
    if word.is_latin:
        found = [one for one in (_sound(key, word), _initials(key, word.text)) if one]
        return min(found, key=lambda one: one[0], default=None)
    start = key.letters.find(word.text)
    if start < 0:
        return None
    return _grade(start, len(word.text) == len(key.letters)), [(start, start + len(word.text))]


def _sound(key: Key, word: Word) -> Found | None:
    for text in (*word.sounds, *(word.numbers if key.letters.isascii() else ())):
        start = key.sound.find(text)
        while start >= 0 and start not in key.at:
            start = key.sound.find(text, start + 1)
        if start > 0 and len(text) == 1:  # one letter is in everything
            continue
        if start >= 0:
            end = start + len(text)
            last = max(place for place in key.at if place < end)
            begin, letter = key.at[start], key.at[last]
            until = letter + (end - last if key.letters[letter].isascii() else 1)
            grade = _grade(begin, text == key.sound)
            if grade == Grade.INSIDE and end < len(key.sound) and end not in key.at:
                grade = Grade.INITIALS  # it ends within a syllable
            return grade, [(begin, until)]
    if not key.at and len(word.text) > 2:  # a silent key
        start = key.letters.find(word.text)
        return None if start < 0 else (Grade.INSIDE, [(start, start + len(word.text))])
    return None


def _initials(key: Key, text: str) -> Found | None:
    if not text.isalpha() or len(text) < 2 or len(key.initials) > LONGEST_INITIALS:
        return None
    start = key.initials.find(text)
    if start < 0 or (start > 0 and len(text) < 3):
        return None
    whole = text == key.initials
    return (Grade.ALSO if whole else Grade.INITIALS), [(one, one + 1) for one in key.leads[start : start + len(text)]]


def _grade(start: int, whole: bool) -> Grade:
    return Grade.EXACT if whole else Grade.INSIDE if start else Grade.START


def scattered(key: Key, word: Word) -> Found | None:
    """The characters or syllables of a word in order with others between: 浙江数据局, or zhejiangshujuju, in
    浙江省大数据发展管理局."""
    if len(word.text) < SHORTEST_SCATTERED:
        return None
    spans = (_syllables_apart if word.is_latin else _characters_apart)(key, word.text)
    typed = sum(end - start for start, end in spans)
    most = (typed + 1) // 2 + (1 if len(key.letters) <= SHORT_NAME else 0)
    return (Grade.GAPS, spans) if typed >= SHORTEST_SCATTERED and len(spans) <= most else None


def _characters_apart(key: Key, text: str) -> list[Span]:
    """The places of the characters in the letters of a key, those that stand together as one; none where one is not."""
    if text[0] not in key.letters or text[-1] not in key.letters:
        return []
    spans, place, done = [], 0, 0
    while done < len(text):
        start, run = _next_run(key.letters, text[done:], place)
        if start < 0:
            return []
        spans.append((start, start + run))
        place, done = start + run, done + run
    return spans


def _next_run(letters: str, rest: str, place: int) -> Span:
    """Where the longest beginning of `rest` next stands, and its length; (-1, 0) for nowhere."""
    for run in range(len(rest), 0, -1):
        start = letters.find(rest[:run], place)
        if start >= 0:
            return start, run
    return -1, 0


def _syllables_apart(key: Key, text: str) -> list[Span]:
    """The same for the syllables of a text in the sound of a key of characters; Latin words have none."""
    if not text.isalpha() or key.letters.isascii():
        return []
    syllables, spans, place = key.syllables, [], 0
    while text:
        runs = [(_run(syllables, one, text), one) for one in range(place, len(syllables))]
        run, start = max(runs, key=lambda found: (found[0], -found[1]), default=(0, 0))
        if not run:
            return []
        text = text[len("".join(syllables[start : start + run])) :]
        spans.append((key.leads[start], key.leads[start + run - 1] + 1))
        place = start + run
    return spans


def _run(syllables: list[str], start: int, text: str) -> int:
    """How many syllables from one on are the beginning of a text."""
    run = 0
    for syllable in syllables[start:]:
        if not text.startswith(syllable):
            break
        text, run = text[len(syllable) :], run + 1
    return run


def joined(grades: list[Grade]) -> Grade:
    """How closely a thing matches whose words match so closely each: as the one that matches least."""
    least = max(grades)
    return least if len(grades) == 1 else max(least, Grade.WORDS)
