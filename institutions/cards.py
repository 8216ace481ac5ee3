"""The sections of a profile: the facts of a kind, or the word for there being none."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from govcompare.language import enumerated

from .facts import KINDS, PRESENCE_OF, Fact
from .profiles import Profile

# Kinds whose subjects stand in one table, a line each.
COMPACT = {"shareholding", "score", "document"}
ABSENT_NOTES = {
    "unknown": _("现有来源没有提到。"),
    "not_applicable": _("不在统计范围内。"),
    "not_published": _("参评而没有印出得分、排名或档次。"),
}


class Subject(NamedTuple):
    """One thing that facts are about: a body, a company, a document."""

    name: str
    facts: list[Fact]

    @property
    def html(self) -> SafeString | str:
        return self.facts[0].subject_html

    @property
    def known(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.is_known]

    @property
    def absent(self) -> list[tuple[str, str]]:
        """Why nothing is said of some properties, and which: those of one reason together."""
        found: dict[str, list[str]] = {}
        for fact in self.facts:
            if not fact.is_known:
                found.setdefault(fact.status, []).append(fact.property_label)
        return [(status, enumerated(labels)) for status, labels in found.items()]


@dataclass(frozen=True)
class Card:
    """One section; `absent` says why it is empty when it is."""

    kind: str
    subjects: list[Subject]
    absent: str
    absent_note: str

    @property
    def title(self) -> str:
        return str(KINDS[self.kind])

    @property
    def is_compact(self) -> bool:
        return self.kind in COMPACT


def cards(profile: Profile) -> list[Card]:
    """Every kind, equity only where there is a company; who the region is comes last, for the page says it first."""
    found = [
        _card(profile, kind, subjects)
        for kind, subjects in profile.subjects.items()
        if kind not in ("identity", "region") and (kind != "shareholding" or profile.companies)
    ]
    return [*found, Card("identity", [Subject(*one) for one in profile.subjects["identity"]], "unknown", "")]


def _card(profile: Profile, kind: str, subjects: list) -> Card:
    shown = [Subject(name, facts) for name, facts in subjects if facts[0].row_id]
    why = profile.presence(PRESENCE_OF[kind]) if kind in PRESENCE_OF else subjects[0][1][0]
    status = "unknown" if why.is_known else why.status
    return Card(kind, shown, status, why.note or str(ABSENT_NOTES.get(status, "")))
