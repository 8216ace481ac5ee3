"""The sections of a profile: the facts of a kind, or the word for there being none."""

from dataclasses import dataclass

from .facts import KINDS, PRESENCE_OF, Fact
from .profiles import Profile

# Kinds whose subjects stand in one table, a line each.
COMPACT = {"shareholding", "score", "document"}
ABSENT_NOTES = {"unknown": "现有来源没有提到。", "not_applicable": "不在统计范围内。",
                "not_published": "参评而没有印出得分、排名或档次。"}  # fmt: skip


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
    """Every kind, equity only where there is a company; who the region is comes last, for the page says it first."""
    found = [
        _card(profile, kind, subjects)
        for kind, subjects in profile.subjects.items()
        if kind not in ("identity", "region") and (kind != "shareholding" or profile.companies)
    ]
    return [*found, Card("identity", profile.subjects["identity"], "unknown", "")]


def _card(profile: Profile, kind: str, subjects: list) -> Card:
    shown = [(subject, facts) for subject, facts in subjects if facts[0].row_id]
    why = profile.presence(PRESENCE_OF[kind]) if kind in PRESENCE_OF else subjects[0][1][0]
    status = "unknown" if why.is_known else why.status
    return Card(kind, shown, status, why.note or ABSENT_NOTES.get(status, ""))
