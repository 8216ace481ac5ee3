"""Makes entries: keys of texts, each text once; English names; the words of a region."""

from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import override

from govcompare.language import CHINESE, ENGLISH
from govcompare.wording import rendering

from .entry import Entry, Name
from .glosses import Glosses
from .keys import Key, Sounds, written_syllables
from .kinds import KINDS, SEVERAL
from .tables import Tables


class Writer:
    """Makes entries of rows. What is said of them is in both languages, whichever the page speaks."""

    def __init__(self, tables: Tables):
        self.tables = tables
        self.sounds = Sounds(
            {
                name: syllables
                for region in tables.regions.values()
                for name in (region.name, region.short_name)
                if len(syllables := written_syllables(region.pinyin)) == len(name)
            }
        )
        places = {name: one.name_en for one in tables.regions.values() for name in (one.name, one.short_name)}
        self.glosses = Glosses(places)
        self.plain_sounds = Sounds({})
        self.words_of_kinds: dict[str, list[Key]] = {}
        self.keys: dict[tuple[str, bool], Key] = {}

    def key(self, text: str, *, silent: bool = False) -> Key:
        """The key of a text, the same one for the same text."""
        if (text, silent) not in self.keys:
            self.keys[text, silent] = self.sounds.key(text, silent=silent)
        return self.keys[text, silent]

    def misread(self, region) -> list[Key]:
        """The keys of its names as they sound without the knowledge of their people: Shanxi for 陕西."""
        places = [name for name in (region.short_name, region.name) if name in self.sounds.places]
        return [self.plain_sounds.key(name) for name in places]

    def entry(
        self,
        kind: str,
        id: str,
        name: str | Promise,
        since: date,
        *,
        region: str | None = None,
        also: Iterable[tuple[str, str]] = (),
        texts: Iterable[tuple[str, str]] = (),
        english: str = "",
        **more,
    ) -> Entry:
        """An entry with its keys. also: further names, as (field, text); texts: what else mentions it."""
        chinese, english = in_chinese(name), english or in_english(name)
        names = [("name", chinese), ("name_en", english), *also]
        if not english:
            called = (chinese, *(text for field, text in also if field == "short_name"))
            names += [("gloss", self.glosses.of(text)) for text in called]
        return Entry(
            kind,
            id,
            name,
            since,
            english=english,
            region=region,
            level=self.tables.level(region),
            names=self.named(names),
            mentions=self.named(texts, silent=True),
            context=[*self.kind_words(kind), *self.place_words(region)],
            order=self.key(chinese).sound,
            **more,
        )

    def named(self, pairs: Iterable[tuple[str, str]], *, silent: bool = False) -> list[Name]:
        """The keys of some texts, each once, the empty ones left out; renderings stand behind their text."""
        found: dict[Key, Name] = {}
        for field, text in pairs:
            in_english = "name_en" if field == "name" else field
            for of, one in ((field, text), (in_english, rendering(text))):
                if one and (key := self.key(one, silent=silent)).letters:
                    found.setdefault(key, Name(of, key))
        return list(found.values())

    @staticmethod
    def both(word: str | Promise) -> list[str]:
        """A word of this site in both languages, once where they are the same."""
        return [text for text in dict.fromkeys((in_chinese(word), in_english(word))) if text]

    def kind_words(self, kind: str) -> list[Key]:
        """What kind of thing it is, in both languages, one and several."""
        if kind not in self.words_of_kinds:
            words = [text for words in (KINDS, SEVERAL) for text in self.both(words[kind])]
            self.words_of_kinds[kind] = [self.key(word) for word in dict.fromkeys(words)]
        return self.words_of_kinds[kind]

    def place_words(self, code: str | None) -> list[Key]:
        """The names of a region, and those of the province it lies in."""
        region = self.tables.regions.get(code)
        if region is None:
            return []
        above = self.tables.regions.get(region.parent_id)
        around = [region, above] if above and above.parent_id else [region]
        texts = [text for one in around for text in (one.name, one.short_name, one.name_en, one.abbreviation) if text]
        return [self.key(text) for text in dict.fromkeys(texts)]


def in_chinese(text: str | Promise) -> str:
    """A word of this site in Chinese; text of the dataset as it stands."""
    if not isinstance(text, Promise):
        return text
    with override(CHINESE):
        return str(text)


def in_english(text: str | Promise) -> str:
    """A word of this site in English, the rendering of a text of the dataset; nothing where there is neither."""
    if not isinstance(text, Promise):
        return rendering(text) or ""
    with override(ENGLISH):
        return str(text)
