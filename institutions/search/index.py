"""The index: everything that can be found, in memory, made anew when another version of the dataset is loaded.

It holds a few thousand short texts, so that looking through all of them takes milliseconds on every database alike.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from govcompare.models import DatasetLoad
from regions.models import Region

from .corpus import Corpus
from .entries import NOUNS
from .entry import Entry, Ref
from .keys import Key, Sounds
from .relations import Link, relations
from .tables import Tables
from .vocabulary import Vocabulary
from .writing import Writer


@dataclass
class Index:
    """entries: everything that can be found; links: what each leads to; load: the version of the dataset they are of."""

    entries: list[Entry] = field(default_factory=list)
    links: dict[Ref, list[Link]] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    sounds: Sounds = field(default_factory=lambda: Sounds({}))
    load: DatasetLoad | None = None

    def is_of(self, load: DatasetLoad | None) -> bool:
        """Whether it was made of what a load brought."""
        return _identity(self.load) == _identity(load)

    @cached_property
    def by_ref(self) -> dict[Ref, Entry]:
        return {entry.ref: entry for entry in self.entries}

    @cached_property
    def owners(self) -> dict[Key, list[Entry]]:
        """key -> the entries that have it, as a name, in a text about them or by where they belong."""
        found: dict[Key, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            keys = [name.key for name in (*entry.names, *entry.mentions)]
            for key in dict.fromkeys([*keys, *entry.context]):
                found[key].append(entry)
        return found

    @cached_property
    def corpus(self) -> Corpus:
        return Corpus(self.owners)

    @cached_property
    def name_corpus(self) -> Corpus:
        """The keys by which things are found by themselves."""
        return Corpus(dict.fromkeys(name.key for entry in self.entries for name in entry.names))

    @cached_property
    def places(self) -> set[str]:
        """Names of places at which a longer word may be parted, in characters and in pinyin."""
        names = {name for region in self.regions.values() for name in (region.name, region.short_name)}
        sounds = {self.sounds.sound(name) for name in names}
        return names | {sound for sound in sounds if len(sound) > 5}

    @cached_property
    def by_sound(self) -> dict[str, list[Entry]]:
        """How a region's name sounds -> the regions that sound so."""
        found = defaultdict(list)
        for entry in self.entries:
            if entry.kind == "region":
                for sound in dict.fromkeys(one.key.sound for one in entry.names if one.field in SPOKEN):
                    found[sound].append(entry)
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.entries)

    def warm(self) -> None:
        """Make now what the first visitor would wait for."""
        for part in ("by_ref", "owners", "corpus", "name_corpus", "places", "by_sound", "vocabulary"):
            getattr(self, part)


SPOKEN = ("name", "full_name", "short_name", "read_as")


def _identity(load: DatasetLoad | None) -> tuple:
    # not the key alone: databases that take each other's place may call different loads by the same one
    return (load.pk, load.sha256, load.loaded_at) if load else ()


def build() -> Index:
    """The index of what the tables hold now. Made again where another version was loaded while they were read."""
    while True:
        load = DatasetLoad.latest_or_none()
        tables = Tables()
        write = Writer(tables)
        entries = [entry for noun in NOUNS for entry in noun(tables, write)]
        index = Index(entries, relations(tables), tables.regions, write.sounds, load)
        if index.is_of(DatasetLoad.latest_or_none()):
            index.warm()
            return index


_lock = Lock()
_current: Index | None = None


def current(load: DatasetLoad | None) -> Index:
    """The index of a load, or of the one that has taken its place since; `load` of the index says which.

    Made once a process for each load, by the first that asks for it; those who ask meanwhile wait for it.
    """
    global _current
    held = _current
    if held is None or not held.is_of(load):
        with _lock:
            # while this one waited, another may have made the index, and another version may have been loaded
            held = _current
            if held is None or not held.is_of(DatasetLoad.latest_or_none()):
                held = _current = build()
    return held
