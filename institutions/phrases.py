"""Words of ours that hold text of the dataset: as plain text, for files, and on a page where Chinese is marked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString

from govcompare import wording


class Prose(str):
    """A text of the dataset: on an English page its rendering, or itself."""


class Name(str):
    """A proper name of the dataset: on an English page with its rendering or its pinyin."""


@dataclass(frozen=True)
class Phrase:
    """A template in the language of the page ("%(region)s：%(title)s") and what it holds: words of ours as `str`, text of
    the dataset as Prose or Name, or other phrases."""

    template: str
    parts: "Mapping[str, str | Phrase]" = field(default_factory=dict)

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        """For files: text of the dataset as it stands."""
        return self.template % {name: str(part) for name, part in self.parts.items()}

    @property
    def plain(self) -> str:
        """For titles and searches: text of the dataset by its rendering, where it has one."""
        return self.template % {name: _plain(part) for name, part in self.parts.items()}

    @property
    def html(self) -> SafeString:
        """For pages: Chinese on an English page is marked as such."""
        return SafeString(escape(self.template) % {name: _html(part) for name, part in self.parts.items()})


def phrase(template: str, **parts: str | Phrase) -> Phrase:
    """A template and its parts."""
    return Phrase(template, parts)


def only(part: str) -> Phrase:
    """A phrase of one part."""
    return Phrase("%(only)s", {"only": part})


def together(join: Callable[[Iterable[str]], str], parts: Iterable[str | Phrase]) -> Phrase:
    """Parts in a row, joined as the language joins them (`govcompare.language`)."""
    named = {f"part{number}": part for number, part in enumerate(parts)}
    return Phrase(join(f"%({name})s" for name in named), named)


def of_edition(edition) -> Phrase:
    """An index and its edition."""
    return phrase("%(evaluation)s %(label)s", evaluation=Prose(edition.evaluation.name), label=Prose(edition.label))


def of_indicator(indicator) -> Phrase:
    """An index, its edition and one of its indicators."""
    edition = of_edition(indicator.edition)
    return phrase("%(edition)s %(indicator)s", edition=edition, indicator=Prose(indicator.name))


def holding(shareholding) -> Phrase:
    """Who holds a share, and of which company."""
    return phrase("%(holder)s → %(company)s", holder=Name(shareholding.holder), company=Name(shareholding.company))


def _plain(part: str | Phrase) -> str:
    if isinstance(part, Phrase):
        return part.plain
    return wording.plain(str(part)) if isinstance(part, Prose | Name) else str(part)


def _html(part: str | Phrase) -> SafeString:
    match part:
        case Phrase():
            return part.html
        case Prose():
            return wording.prose(part)
        case Name():
            return wording.name(part)
    return escape(str(part))
