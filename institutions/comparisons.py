"""Many regions side by side: attribute by attribute, equal rows told from different ones.

Whether two cells are equal is decided on the values of the dataset, never on the words of a language.
"""

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from govcompare import wording
from govcompare.rows import Row
from govcompare.vocabularies import Presence

from .facts import KINDS, KNOWN, LABELS, PRESENCE_OF, Fact, absent_fact, subject_of
from .lists.regions import LABELS as REGION_LABELS
from .lists.scores import unprinted
from .profiles import Profile

# How many regions one comparison holds at the most: all the provinces that are counted.
LARGEST = 31
# What is claimed of a region: a value, or that there is none. What is unknown, not published or does not apply differs
# from nothing.
CLAIMS = {KNOWN, Presence.NONE}

# Kind -> the presences and the properties that are compared, in the order of the page.
SECTIONS = {
    "agency": (
        ("has_agency",),
        ("name", "type", "rank", "superior", "plates", "predecessor", "functions", "valid_from"),
    ),
    "leading_group": (
        ("has_leading_group",),
        ("name", "heads", "deputies", "office", "advisory_bodies", "established"),
    ),
    "company": (
        ("separated_operation", "has_operating_company"),
        ("name", "role", "controller", "serves", "stage"),
    ),
    "model": ((), ("name", "slogan", "features")),
}


@dataclass(frozen=True)
class Cell:
    """What one region has for one attribute: facts, or the word for there being none to show.

    differs: whether it says something else than most of the regions that say anything.
    """

    facts: list[Fact]
    absent: str | None = None
    differs: bool = False

    @property
    def key(self) -> tuple:
        """What makes two cells equal: the same values, or the same absence, however many bodies it is said of."""
        said = tuple(fact.key for fact in self.facts)
        if all(fact.status == Presence.UNKNOWN for fact in self.facts) and self.absent in (None, Presence.UNKNOWN):
            return (Presence.UNKNOWN.value, ())
        return (self.absent, said)

    @property
    def is_silent(self) -> bool:
        """Whether it claims nothing of its region."""
        said = {fact.status for fact in self.facts} | {self.absent}
        return not said & CLAIMS

    @property
    def entries(self) -> list[tuple[SafeString | str, Fact]]:
        """Its facts, each with what it must say first where one attribute holds facts of several kinds."""
        return [(_caption(fact), fact) for fact in self.facts]


@dataclass(frozen=True)
class Attribute:
    """One row of the comparison; kind and property say what its cells state."""

    name: str
    label: str
    cells: list[Cell]
    kind: str
    property: str
    label_html: SafeString | str = ""

    @property
    def is_equal(self) -> bool:
        return len({cell.key for cell in self.cells}) == 1


def _caption(fact: Fact) -> SafeString | str:
    match fact.kind:
        case "score":
            return fact.property_label
        case "shareholding":
            return fact.subject_html
    return ""


def _attribute_of(
    name: str, label: str, cells: list[Cell], kind: str, property: str, label_html: SafeString | None = None
) -> Attribute:
    """A row, with the cells marked that say something else than more than half of those that say anything."""
    telling = Counter(cell.key for cell in cells if not cell.is_silent)
    most, number = telling.most_common(1)[0] if telling else (None, 0)
    if number * 2 > telling.total():
        cells = [replace(cell, differs=not cell.is_silent and cell.key != most) for cell in cells]
    return Attribute(name, label, cells, kind, property, label_html or wording.prose(label))


def facts_in_view(compared: list["Section"], profiles: list[Profile]) -> list[Fact]:
    """The cells of a comparison as facts, region by region: what a cell shows, or the word for its absence."""
    found = []
    for index, profile in enumerate(profiles):
        for section in compared:
            for attribute in section.attributes:
                cell = attribute.cells[index]
                found.extend(cell.facts)
                if cell.absent:
                    found.append(
                        absent_fact(profile.region, attribute.kind, attribute.property, attribute.label, cell.absent)
                    )
    return found


@dataclass(frozen=True)
class Section:
    """The attributes of one kind."""

    kind: str
    attributes: list[Attribute]

    @property
    def title(self) -> str:
        return str(KINDS[self.kind])

    @property
    def different(self) -> list[Attribute]:
        return [attribute for attribute in self.attributes if not attribute.is_equal]

    @property
    def equal(self) -> list[Attribute]:
        return [attribute for attribute in self.attributes if attribute.is_equal]


def sections(profiles: list[Profile]) -> list[Section]:
    """Everything compared, region by region, in the order of `profiles`."""
    found = []
    for kind, (presences, names) in SECTIONS.items():
        attributes = [_presence(profiles, name) for name in presences]
        attributes += [_attribute(profiles, kind, name) for name in names]
        if kind == "agency":
            attributes.append(_others(profiles))
        if kind == "company":
            attributes.append(_equity(profiles))
        found.append(Section(kind, attributes))
    found.append(Section("score", _scores(profiles)))
    found.append(Section("document", [_attribute(profiles, "document", "title")]))
    return [section for section in found if section.attributes]


def _presence(profiles: list[Profile], name: str) -> Attribute:
    cells = [Cell([profile.presence(name)]) for profile in profiles]
    return _attribute_of(name, str(REGION_LABELS[name]), cells, "region", name)


def _attribute(profiles: list[Profile], kind: str, name: str) -> Attribute:
    cells = []
    for profile in profiles:
        facts = [fact for fact in _in_front(profile, kind) if fact.property == name]
        cells.append(Cell(facts, None if facts else _absence(profile, kind)))
    return _attribute_of(f"{kind}_{name}", str(LABELS[kind][name]), cells, kind, name)


def _in_front(profile: Profile, kind: str) -> list[Fact]:
    """The facts of the one body in front; all of them for other kinds."""
    if kind != "agency":
        return profile.of(kind)
    subjects = profile.subjects["agency"]
    return subjects[0][1] if profile.principal and subjects else []


def _absence(profile: Profile, kind: str) -> str:
    """Why there is nothing of a kind: as its presence says, else unknown."""
    name = PRESENCE_OF.get(kind)
    status = profile.presence(name).status if name else "unknown"
    return status if status in ("none", "not_applicable") else "unknown"


def _others(profiles: list[Profile]) -> Attribute:
    """Bodies beside the one in front."""
    cells = []
    for profile in profiles:
        skipped = 1 if profile.principal else 0
        names = [facts[0] for _, facts in profile.subjects["agency"][skipped:]]
        cells.append(Cell(names, None if names else _absence(profile, "agency")))
    return _attribute_of("other_agencies", _("其他数据机构"), cells, "agency", "other_agencies")


def _equity(profiles: list[Profile]) -> Attribute:
    cells = []
    for profile in profiles:
        facts = [fact for fact in profile.of("shareholding") if fact.property == "share_exact" and fact.is_known]
        cells.append(Cell(facts, None if facts else _absence(profile, "company")))
    return _attribute_of("shareholdings", _("股权（%）"), cells, "shareholding", "share_exact")


def _scores(profiles: list[Profile]) -> list[Attribute]:
    """One row an indicator for which any of the regions has something printed; gaps are 未公布, and 不适用 where
    the index does not rank such regions."""
    indicators: dict[str, Row] = {}
    for profile in profiles:
        for row in profile.scores:
            indicators.setdefault(row["indicator_id"], row)
    attributes = []
    for indicator, example in indicators.items():
        cells = []
        for profile in profiles:
            absent = unprinted(example, profile.region)
            mine = {row["id"] for row in profile.scores if row["indicator_id"] == indicator}
            facts = [fact for fact in profile.of("score") if fact.row_id in mine and fact.is_known]
            cells.append(Cell(facts, None if facts else absent))
        title = subject_of("score", example)
        attributes.append(_attribute_of(indicator, title.plain, cells, "score", "rank", title.html))
    return attributes
