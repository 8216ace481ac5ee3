"""The sections of a profile: the facts of a kind, or the word for there being none."""

from dataclasses import dataclass

from .facts import KINDS, PRESENCE_OF, Fact
from .profiles import Profile

# Kinds whose subjects stand in one table, a line each.
COMPACT = {"shareholding", "score", "document"}
ABSENT_NOTES = {"unknown": "现有来源没有提到。", "not_applicable": "不在统计范围内。"}


@dataclass(frozen=True)
class Card:
    """One section; `absent` says why it is empty when it is."""

    kind: str
    subjects: list[tuple[str, list[Fact]]]
    absent: str
    absent_note: str

    @property
    def title(self) -> str:
        return KINDS[self.kind]

    @property
    def is_compact(self) -> bool:
        return self.kind in COMPACT

    @property
    def headers(self) -> list[str]:
        return [fact.property_label for fact in self.subjects[0][1]] if self.subjects else []


def cards(profile: Profile) -> list[Card]:
    """Every kind but the region's own; equity only where there is a company."""
    return [
        _card(profile, kind, subjects)
        for kind, subjects in profile.subjects.items()
        if kind not in ("identity", "region") and (kind != "shareholding" or profile.companies)
    ]


def _card(profile: Profile, kind: str, subjects: list) -> Card:
    presence = profile.presence(PRESENCE_OF[kind]) if kind in PRESENCE_OF else None
    status = "unknown" if presence is None or presence.is_known else presence.status
    note = (presence.note if presence else None) or ABSENT_NOTES.get(status, "")
    return Card(kind, [(subject, facts) for subject, facts in subjects if facts[0].row_id], status, note)
