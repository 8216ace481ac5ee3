"""Many regions side by side: attribute by attribute, equal rows told from different ones."""

from dataclasses import dataclass

from govcompare.rows import Row

from .facts import LABELS, PRESENCE_OF, Fact, absent_fact
from .lists.regions import LABELS as REGION_LABELS
from .lists.scores import score_title, unprinted
from .profiles import Profile

# How many regions one comparison holds at the most: all the provinces that are counted.
LARGEST = 31

# Section -> kind and properties, in the order of the page.
SECTIONS = {
    "大数据机构": ("agency", ("name", "type", "rank", "superior", "plates", "predecessor", "functions", "valid_from")),
    "领导小组": ("leading_group", ("name", "heads", "deputies", "office", "advisory_bodies", "established")),
    "运营公司": ("company", ("name", "role", "controller", "serves", "stage")),
    "建设模式": ("model", ("name", "slogan", "features")),
}
PRESENCES_OF_SECTION = {
    "大数据机构": ("has_agency",),
    "领导小组": ("has_leading_group",),
    "运营公司": ("separated_operation", "has_operating_company"),
    "建设模式": (),
}


@dataclass(frozen=True)
class Cell:
    """What one region has for one attribute: facts, or the word for there being none to show."""

    facts: list[Fact]
    absent: str | None = None

    @property
    def key(self) -> tuple:
        """What makes two cells equal: the same values, or the same absence."""
        return (self.absent, tuple((fact.status, fact.text) for fact in self.facts))


@dataclass(frozen=True)
class Attribute:
    """One row of the comparison; kind and property say what its cells state."""

    name: str
    label: str
    cells: list[Cell]
    kind: str
    property: str

    @property
    def is_equal(self) -> bool:
        return len({cell.key for cell in self.cells}) == 1


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
    title: str
    attributes: list[Attribute]

    @property
    def different(self) -> list[Attribute]:
        return [attribute for attribute in self.attributes if not attribute.is_equal]

    @property
    def equal(self) -> list[Attribute]:
        return [attribute for attribute in self.attributes if attribute.is_equal]


def sections(profiles: list[Profile]) -> list[Section]:
    """Everything compared, region by region, in the order of `profiles`."""
    found = []
    for title, (kind, names) in SECTIONS.items():
        attributes = [_presence(profiles, name) for name in PRESENCES_OF_SECTION[title]]
        attributes += [_attribute(profiles, kind, name) for name in names]
        if kind == "agency":
            attributes.append(_others(profiles))
        if kind == "company":
            attributes.append(_equity(profiles))
        found.append(Section(title, attributes))
    found.append(Section("评估得分", _scores(profiles)))
    found.append(Section("政策文件", [_attribute(profiles, "document", "title")]))
    return [section for section in found if section.attributes]


def _presence(profiles: list[Profile], name: str) -> Attribute:
    cells = [Cell([profile.presence(name)]) for profile in profiles]
    return Attribute(name, REGION_LABELS[name], cells, "region", name)


def _attribute(profiles: list[Profile], kind: str, name: str) -> Attribute:
    cells = []
    for profile in profiles:
        facts = [fact for fact in _in_front(profile, kind) if fact.property == name]
        cells.append(Cell(facts, None if facts else _absence(profile, kind)))
    return Attribute(f"{kind}_{name}", LABELS[kind][name], cells, kind, name)


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
    return Attribute("other_agencies", "其他数据机构", cells, "agency", "other_agencies")


def _equity(profiles: list[Profile]) -> Attribute:
    cells = []
    for profile in profiles:
        facts = [fact for fact in profile.of("shareholding") if fact.property == "share_exact" and fact.is_known]
        cells.append(Cell(facts, None if facts else _absence(profile, "company")))
    return Attribute("shareholdings", "股权（%）", cells, "shareholding", "share_exact")


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
        attributes.append(Attribute(indicator, score_title(example), cells, "score", "rank"))
    return attributes
