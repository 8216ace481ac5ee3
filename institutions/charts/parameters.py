"""What a chart may be asked for besides regions and date."""

import json
from collections.abc import Callable
from dataclasses import astuple, dataclass, field

from django.utils.translation import gettext as _

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.kept_parts import kept
from govcompare.language import enumerated
from govcompare.language_dates import shown_date


@dataclass(frozen=True)
class Choice:
    """One value of a parameter. group: the heading under which it stands in the form."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Parameter:
    """A parameter of one chart besides regions and date.

    choices: what may be asked on a day, the default first; a parameter without choices is a date.
    default: where it is not the first choice, what is taken when nothing is asked. besides: the choice of a value that may
    be asked for and is not offered, as there are too many. goes_without_saying: what is shown is
    described without it, unless it is asked for.
    """

    name: str
    label: str
    choices: Callable[[AsOf], list[Choice]] | None = None
    default: Callable[[AsOf], str] | None = None
    goes_without_saying: bool = False
    besides: Callable[[str, AsOf], Choice | None] = lambda value, as_of: None

    def read(self, text: str, as_of: AsOf) -> "Chosen":
        """The value asked for, or the default, and what it is in words; InvalidQuery names the choices."""
        if self.choices is None:
            value = text or self.default(as_of)
            AsOf.parse(value, self.name)
            return Chosen(value, shown_date(value))
        options = self.options(as_of)
        known = {choice.value: choice.label for choice in options}
        if text and text not in known and (besides := self.besides(text, as_of)):
            return Chosen(besides.value, besides.label, [*options, besides])
        value = text or (self.first(as_of) if self.default else next(iter(known), ""))
        if value and value not in known:
            raise InvalidQuery(
                _("%(name)s 没有“%(value)s”这个选项；可用（共 %(number)s 个）：%(some)s。")
                % {"name": self.name, "value": text[:60], "number": len(known),
                   "some": enumerated(list(known)[:8]) or _("无")}
            )  # fmt: skip
        return Chosen(value, known.get(value, ""), options)

    def options(self, as_of: AsOf) -> list[Choice]:
        """What may be asked on a day. What there is to choose from rests on all rows: it is made once a version."""
        several = kept(
            lambda: json.dumps([astuple(one) for one in self.choices(as_of)]), *self._named("choices"), str(as_of.day)
        )
        return [Choice(*one) for one in json.loads(several)]

    def first(self, as_of: AsOf) -> str:
        """What is taken on a day where nothing is asked and it is not the first choice; also made once a version."""
        if self.choices is None:
            return self.default(as_of)
        return kept(lambda: self.default(as_of), *self._named("default"), str(as_of.day))

    def _named(self, name: str) -> list[str]:
        function = getattr(self, name)
        return [name, function.__module__, function.__qualname__]

    def said(self, value: str, words: str) -> list[str]:
        """What it is, for a list of all that is shown; nothing where there was nothing to choose."""
        if not words or (self.goes_without_saying and not value):
            return []
        return [_("%(name)s %(value)s") % {"name": self.label, "value": words}]


@dataclass(frozen=True)
class Chosen:
    """The value of a parameter, in words, and what else could have been chosen (nothing for a date). Both are empty where
    there is nothing to choose on the date shown."""

    value: str
    words: str
    options: list[Choice] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, list[Choice]]]:
        """The options under their headings."""
        found: dict[str, list[Choice]] = {}
        for option in self.options:
            found.setdefault(option.group, []).append(option)
        return list(found.items())
