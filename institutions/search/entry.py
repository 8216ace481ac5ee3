"""One thing that can be found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

from govcompare.as_of import AsOf
from govcompare.query import link

from .keys import Key

Ref = tuple[str, str]


class Dated:
    """What holds from one day until another, or from then on."""

    __slots__ = ()
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class State(Dated):
    """What holds of a thing from one day until another: a row of a table, and of agencies their type then."""

    table: str
    key: str
    since: date
    until: date | None
    begun: str | None = None
    as_of: str = ""
    type: str = ""
    last_known_type: str = ""

    @classmethod
    def of(cls, table: str, row, **more) -> "State":
        """The state that a dated row gives."""
        ends = [day for day in (row.certain_until, row.superseded_from) if day]
        return cls(table, row.pk, row.certain_from, min(ends, default=None), row.valid_from, row.as_of, **more)


@dataclass(frozen=True, slots=True)
class Name:
    """A key and what it is to the thing: its name, another name, a number, a text about it."""

    field: str
    key: Key


@dataclass(slots=True, eq=False)
class Entry:
    """One thing that can be found.

    name: what it is called; a lazy string where that is a word of this site, in Chinese otherwise.
    names: what finds it by itself; mentions: texts about it; context: what finds it only beside one of its own words.
    path and query: where it leads, unless one of its states leads there. since: the day from which it is known.
    weight: of a region, how much is told of it: of cities of the same initials the better known comes first.
    """

    kind: str
    id: str
    name: str | Promise
    since: date
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    english: str = ""
    region: str | None = None
    level: int = 1
    weight: int = 0
    names: list[Name] = field(default_factory=list)
    mentions: list[Name] = field(default_factory=list)
    context: list[Key] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    about: str | Promise = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    order: str = ""

    @property
    def ref(self) -> Ref:
        return self.kind, self.id

    def state(self, day: date) -> State | None:
        """What holds of it on a day, else what held last, else what comes first."""
        for state in reversed(self.states):
            if state.holds(day):
                return state
        begun = [state for state in self.states if state.since <= day]
        return begun[-1] if begun else next(iter(self.states), None)

    def is_over(self, day: date) -> bool:
        """Whether what is known of it has ended by a day."""
        state = self.state(day)
        return state is not None and state.since <= day and not state.holds(day)

    def address(self, as_of: AsOf) -> str:
        """Where it leads, on the date shown."""
        state = self.state(as_of.day)
        path = f"/facts/{state.table}/{state.key}/" if state else self.path
        path, _, anchor = path.partition("#")
        return link(path, {**self.query, **as_of.param}) + (f"#{anchor}" if anchor else "")
