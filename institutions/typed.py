"""What somebody types into the search field of a list, and which rows have it.

Text of the dataset is in simplified characters. It is found as it stands, by Traditional characters, by pinyin with or
without spaces and tones, and by its English rendering; places also by their English names. Of several words each has to
be there, in any order and any of the columns that are searched.
"""

import re
import unicodedata
from functools import cache, cached_property

from django.db.models import Model, Q, QuerySet

from govcompare.sort_keys import SortKeyField, sort_key, typed
from govcompare.wording import rendered_as
from regions.models import Region

from .search.keys import simplified

# Shorter pinyin and shorter English are in too many other words.
SHORTEST_SOUND, SHORTEST_ENGLISH = 4, 3
# More words than these are looked for as they stand only, next to each other: each costs a condition on every column.
MOST_WORDS = 6
SYLLABLE = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ao|uai|[aeiu]i|i?ou|iu|i?a|i?e|u?o|u[ae]|ve|[iuv])(?:ng?|r)?"
)


class Typed:
    """A text as typed, and the forms in which a row may have it."""

    def __init__(self, text: str):
        self.text = text.strip()

    @cached_property
    def words(self) -> list["Typed"]:
        """Its words, each once, where it may be several: not the name of a place, nor pinyin written in syllables."""
        words = list(dict.fromkeys(self.text.split()))
        in_syllables = all(SYLLABLE.fullmatch(toneless(word).lower()) for word in words)
        return [] if not 1 < len(words) <= MOST_WORDS or in_syllables or self.places else [*map(Typed, words)]

    @cached_property
    def simplified(self) -> str:
        return simplified(self.text)

    @cached_property
    def forms(self) -> list[str]:
        """As typed, in simplified characters, without tone marks; each once."""
        return list(dict.fromkeys((self.text, self.simplified, toneless(self.text))))

    @cached_property
    def sound(self) -> str:
        """As pinyin, the way sort keys write it; nothing where it cannot be any."""
        sound = typed(toneless(self.text))
        return sound if sound.isascii() and sound.isalpha() else ""

    @cached_property
    def places(self) -> dict[str, str]:
        """code -> short name of the regions that are called just so: in Chinese, in English, in pinyin. One query."""
        words = Q(name__in=self.forms) | Q(short_name__in=self.forms)
        for form in self.forms:
            words |= Q(name_en__iexact=form)
        if self.sound:
            words |= Q(sort_key__regex=rf"^{self.sound}[0-9]+$")
        return dict(Region.objects.filter(words).values_list("code", "short_name"))

    @property
    def regions(self) -> QuerySet[Region]:
        """The regions of which a name, a code or the beginning of the pinyin is like it."""
        first, *rest = map(Region.objects.matching, self.forms)
        for more in rest:
            first |= more
        return first

    @cached_property
    def rendered(self) -> list[str]:
        """The texts of the dataset whose English has it."""
        letters = re.findall("[a-z]", self.text, re.IGNORECASE)
        return rendered_as(self.text) if len(letters) >= SHORTEST_ENGLISH else []

    def within(self, model: type[Model], *fields: str) -> Q:
        """The rows of a model that have it in one of some fields."""
        words = Q()
        for field in fields:
            for form in dict.fromkeys((*self.forms, *self.places.values())):
                words |= Q(**{f"{field}__icontains": form})
            if self.rendered:
                words |= Q(**{f"{field}__in": self.rendered})
            # what sounds like a place means the place: fujian is 福建, and not the middle of 政府建设
            if len(self.sound) >= SHORTEST_SOUND and not self.places and (key := sort_key_of(model, field)):
                words |= Q(**{f"{key}__contains": self.sound})
        return words

    def is_in(self, text: str) -> bool:
        """Whether a text of this site has it."""
        return any(form.casefold() in text.casefold() for form in self.forms)

    def is_said(self, text: str) -> bool:
        """Whether a text of the dataset has it: as `within` finds rows, for texts that stand in no table."""
        if self.is_in(text) or text in self.rendered or any(place in text for place in self.places.values()):
            return True
        return len(self.sound) >= SHORTEST_SOUND and not self.places and self.sound in sort_key(text).split(" ")[0]


def toneless(text: str) -> str:
    """Pinyin without tone marks, ü as it is typed: Lǚ liáng -> Lv liang."""
    parts = unicodedata.normalize("NFD", text).replace("u\u0308", "v").replace("U\u0308", "V")
    return "".join(char for char in parts if not unicodedata.combining(char))


@cache
def sort_key_of(model: type[Model], path: str) -> str | None:
    """The sort key of a field, where it has one: organization__name -> organization__name_key."""
    *way, name = path.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    keys = (one.name for one in model._meta.concrete_fields if isinstance(one, SortKeyField) and one.of == name)
    key = next(keys, None)
    return "__".join([*way, key]) if key else None
