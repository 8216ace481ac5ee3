"""Looking through the index: what matches a query, in which order, and what was taken for what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .asked import Query, Reading, Word
from .entry import Entry, Name
from .index import Index
from .keys import Key
from .kinds import ORDER
from .matching import SHORTEST_SCATTERED, Grade, find, joined, scattered

# An exact hit on one of these is the thing itself; on another name, a number or a reading it is nearly so.
OWN_FIELDS = {"name", "full_name", "short_name", "name_en", "code", "iso_code", "abbreviation"}

# Shorter names of places sound like too much else.
SHORTEST_PLACE = 5

Hits = dict[Key, Grade]


@dataclass(frozen=True, slots=True)
class Result:
    """An entry, how closely it matches, and by which words (those typed, or those taken for them)."""

    entry: Entry
    grade: Grade
    words: Reading


@dataclass
class Outcome:
    """Everything that a query finds by a day, best first.

    later: how many more are known only after the day; taken_for: word typed -> words taken for it; alike: places that
    sound like what was typed in characters.
    """

    query: Query
    results: list[Result] = field(default_factory=list)
    later: int = 0
    taken_for: dict[str, list[str]] = field(default_factory=dict)
    alike: list[Entry] = field(default_factory=list)

    @property
    def by_kind(self) -> Counter[str]:
        return Counter(result.entry.kind for result in self.results)


class Search:
    """One query against the index. What each word hits is worked out once for all entries."""

    def __init__(self, index: Index, query: Query):
        self.index, self.query = index, query
        self.hits: dict[Word, Hits] = {}

    def outcome(self, day: date) -> Outcome:
        """What is found by a day."""
        outcome = Outcome(self.query)
        if self.query.whole is None:
            return outcome
        found = self.direct()
        if not found:
            found, outcome.taken_for = self.corrected()
        outcome.alike = [entry for entry in self.alike() if entry not in found]
        for entry in outcome.alike:
            found[entry] = Result(entry, Grade.SOUND, (self.query.whole,))
        known = [result for result in found.values() if result.entry.since <= day]
        outcome.later = len(found) - len(known)
        outcome.results = sorted(known, key=lambda result: _rank(result, day))
        return outcome

    def direct(self) -> dict[Entry, Result]:
        """What has the words themselves: all of them as one, or each of them."""
        found: dict[Entry, Result] = {}
        for reading in self.readings():
            self.merge(found, self.by_reading(reading, [self.hit(word) for word in reading]))
            # words parted further than they were typed are for those whose words are in no name
            if reading == self.query.words and any(result.grade < Grade.WORDS for result in found.values()):
                break
        return found

    def readings(self) -> list[Reading]:
        """All as one word, the words as typed, the words parted further."""
        return list(dict.fromkeys([(self.query.whole,), *self.query.readings(self.index.places)]))

    def corrected(self) -> tuple[dict[Entry, Result], dict[str, list[str]]]:
        """What has words like those typed, where nothing has these: slips of the finger, characters of the same sound."""
        readings = [self.query.words, *self.readings()]
        for reading in dict.fromkeys(readings):
            taken_for: dict[str, list[str]] = {}
            hits, words = [], []
            for word in reading:
                others = [] if self.hit(word) else [Word(text) for text in self.meant(word)]
                if others:
                    taken_for[word.text] = [other.text for other in others]
                words += others or [word]
                hits.append(self.either(others) if others else self.hit(word))
            found: dict[Entry, Result] = {}
            if taken_for and all(hits):
                self.merge(found, self.by_reading(tuple(words), hits, at_best=Grade.LIKE))
            if found:
                return found, taken_for
        return {}, {}

    def meant(self, word: Word) -> list[str]:
        """What may have been meant by a word that nothing has."""
        if word.is_latin:
            return self.index.vocabulary.like(word.text)
        sound = self.index.sounds.sound(word.text)
        return [sound] if len(word.text) > 1 and sound.isascii() and sound != word.text else []

    def hit(self, word: Word) -> Hits:
        """The keys that have a word, and how closely."""
        if word not in self.hits:
            corpus = self.index.corpus
            hits = {key: found[0] for key in corpus.having(word) if (found := find(key, word))}
            if word.is_latin and len(word.text) >= SHORTEST_PLACE and word.text in self.index.by_sound:
                hits = {key: grade for key, grade in hits.items() if self.is_place(key, word)}
            elif len(word.text) >= (SHORTEST_PLACE if word.is_latin else SHORTEST_SCATTERED):
                for key in self.index.name_corpus.scattered(word):
                    if key not in hits and (found := scattered(key, word)):
                        hits[key] = found[0]
            self.hits[word] = hits
        return self.hits[word]

    def is_place(self, key: Key, word: Word) -> bool:
        """Whether a word that is how a place sounds stands for that place: fujian is 福建, not the middle of 政府建设."""
        _, spans = find(key, word)
        letters = "".join(key.letters[start:end] for start, end in spans)
        names = [name.key.letters for entry in self.index.by_sound[word.text] for name in entry.names]
        return letters.isascii() or any(name.startswith(letters) for name in names)

    def either(self, words: Iterable[Word]) -> Hits:
        """The keys that have one of several words."""
        found: Hits = {}
        for word in words:
            for key, grade in self.hit(word).items():
                found[key] = min(grade, found.get(key, grade))
        return found

    def by_reading(self, words: Reading, hits: list[Hits], *, at_best=Grade.EXACT) -> Iterable[Result]:
        """The entries that have all words, at least one of them of their own."""
        if not all(hits):
            return
        owners = self.index.owners
        candidates = [{entry for key in one for entry in owners[key]} for one in hits]
        for entry in set.intersection(*candidates):
            matches = []
            for one in hits:
                match = _graded(entry, one)
                if match is None:
                    break
                matches.append(match)
            else:
                if any(is_own for _, is_own in matches):
                    yield Result(entry, max(joined([grade for grade, _ in matches]), at_best), words)

    def alone(self, day: date) -> list[tuple[str, int]]:
        """For a query that finds nothing: each of its words that finds something alone, and how much."""
        words = dict.fromkeys(word for reading in self.readings()[1:] for word in reading)
        found = []
        for word in words:
            known = [one for one in self.by_reading((word,), [self.hit(word)]) if one.entry.since <= day]
            if known and word != self.query.whole and (len(word.text) > 1 or not word.is_latin):
                found.append((word.text, len(known)))
        return found

    def nearest(self) -> list[Entry]:
        """The places whose names are nearest to what was typed."""
        sounds = self.index.vocabulary.nearest(self.query.whole) if self.query.whole else []
        return list(dict.fromkeys(entry for sound in sounds for entry in self.index.by_sound.get(sound, ())))

    @staticmethod
    def merge(found: dict[Entry, Result], more: Iterable[Result]) -> None:
        """Keep of each entry its closest match."""
        for result in more:
            if result.entry not in found or result.grade < found[result.entry].grade:
                found[result.entry] = result

    def alike(self) -> list[Entry]:
        """The places that sound like the place typed in characters, and are written otherwise."""
        word = self.query.whole
        if word.is_latin or word.text not in self.index.places:
            return []
        named = [entry for entry in self.index.entries if entry.kind == "region" and _called(entry, word.text)]
        sounds = [one.key.sound for entry in named for one in entry.names if one.key.letters == word.text]
        same = [entry for sound in dict.fromkeys(sounds) for entry in self.index.by_sound.get(sound, ())]
        return [entry for entry in dict.fromkeys(same) if entry not in named]


def _called(entry: Entry, letters: str) -> bool:
    return any(name.key.letters == letters for name in entry.names)


def _graded(entry: Entry, hits: Hits) -> tuple[Grade, bool] | None:
    """How closely an entry has a word, and whether it has it itself: in a name, or in a text about it."""
    grades = [grade for name in entry.names if (grade := _of_name(name, hits)) is not None]
    if grades:
        return min(grades), True
    mentioned = any(name.key in hits for name in entry.mentions)
    if any(hits.get(key, Grade.GAPS) < Grade.GAPS for key in entry.context):
        return Grade.CONTEXT, mentioned
    return (Grade.MENTION, True) if mentioned else None


def _of_name(name: Name, hits: Hits) -> Grade | None:
    """The grade of a hit on a name: the thing's own name counts for more than another, English words of ours for less."""
    grade = hits.get(name.key)
    if name.field == "gloss" and grade is not None:
        return Grade.ALSO if grade == Grade.EXACT else Grade.WORDS if grade <= Grade.INSIDE else None
    if grade == Grade.ALSO and name.field not in ("name", "short_name"):  # jl is 吉林, jls need not be 吉林省
        return Grade.INITIALS
    return Grade.ALSO if grade == Grade.EXACT and name.field not in OWN_FIELDS else grade


def _rank(result: Result, day: date) -> tuple:
    entry = result.entry
    covered = sum(len(word.text) for word in result.words) / max(len(entry.names[0].key.letters), 1)
    return (
        result.grade,
        ORDER[entry.kind],
        entry.is_over(day),
        entry.level,
        -entry.weight,
        -round(covered, 3),
        entry.region or "",
        entry.order,
        entry.id,
    )
