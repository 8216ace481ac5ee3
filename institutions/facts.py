"""One fact a row: what is said of a region, with its status and the way home.

Profiles, comparisons and their files are all made of these rows, so that they cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from govcompare.rows import Row, label, provenance
from govcompare.vocabularies import Presence
from regions.models import Region

from . import labels
from .models import AgencyStatus, Statistic
from .rows import LIST_SEPARATOR, agency_row
from .vocabularies import StatisticSubject

KNOWN = "known"

KINDS = {
    "region": "地区概况",
    "agency": "大数据机构",
    "leading_group": "领导小组",
    "company": "运营公司",
    "shareholding": "股权",
    "model": "建设模式",
    "score": "评估得分",
    "document": "政策文件",
}
# Which properties of each kind are facts of their own, in the order in which they are shown.
PROPERTIES = {
    "agency": ("name", "principal", "type", "rank", "superior", "plates", "predecessor", "functions", "valid_from"),
    "leading_group": ("name", "heads", "deputies", "office", "lead_unit", "advisory_bodies", "established", "predecessor", "functions"),
    "company": ("name", "role", "serves", "stage"),
    "shareholding": ("share_exact", "share_minimum", "share_maximum", "collective"),
    "model": ("name", "slogan", "features"),
    "score": ("value", "rank", "band"),
    "document": ("title", "number", "kind", "issuers", "issued_on", "effective_from", "period", "stage"),
}  # fmt: skip
LABELS = {
    "agency": labels.AGENCIES,
    "leading_group": labels.LEADING_GROUPS,
    "company": labels.COMPANIES,
    "shareholding": labels.SHAREHOLDINGS,
    "model": labels.REGIONAL_MODELS,
    "score": labels.SCORES,
    "document": labels.DOCUMENTS,
}
PRESENCES = {
    "has_agency": StatisticSubject.DATA_AGENCY,
    "has_leading_group": StatisticSubject.LEADING_GROUP,
    "has_operating_company": None,
    "separated_operation": None,
}


@dataclass(frozen=True)
class Fact:
    """A value, or the reason why there is none (`status`), with its source.

    status: known, none, unknown, not_applicable or not_published.
    """

    region_code: str
    region: str
    kind: str
    property: str
    value: Any
    value_label: str | None
    status: str
    as_of: str | None
    source: str | None
    locator: str | None
    source_label: str | None
    confidence: str | None
    subject: str
    property_label: str
    note: str | None = None

    @property
    def is_known(self) -> bool:
        return self.status == KNOWN

    @property
    def is_told(self) -> bool:
        """Whether a source says so: a value, or that there is none. Nobody says what is unknown."""
        return self.status != Presence.UNKNOWN

    @property
    def items(self) -> list:
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """What a cell says: the label, the value, or the word for its absence."""
        return self.value_label if self.value_label is not None else ""

    def row(self) -> Row:
        row = asdict(self)
        row["value"] = LIST_SEPARATOR.join(self.value) if isinstance(self.value, list) else self.value
        return row


COLUMNS = labels.FACTS


def facts_of(kind: str, row: Row, *, sources: dict[str, Row] | None = None, subject: str | None = None) -> Iterator[Fact]:
    """The facts in one list row; `sources` names fields that rest on another source than the row."""
    for name in PROPERTIES[kind]:
        value = row[name]
        home = (sources or {}).get(name, row)
        missing = value is None or value == []
        yield Fact(
            region_code=row["region_code"],
            region=row["region"],
            kind=kind,
            property=name,
            value=None if missing else value,
            value_label=None if missing else words(row, name),
            status=row["missing"].get(name, Presence.UNKNOWN.value) if missing else KNOWN,
            as_of=home["as_of"],
            source=home["source"],
            locator=home["locator"],
            source_label=home["source_label"],
            confidence=row["rank_confidence"] if kind == "agency" and name == "rank" and value else home["confidence"],
            subject=subject or row.get("name") or row.get("title") or f"{KINDS[kind]}（名称未知）",
            property_label=LABELS[kind][name],
            note=row["note"] if home is row else home.get("note"),
        )


def words(row: Row, name: str) -> str:
    """A known value in words: its label, its list joined, a yes or no, or itself."""
    value = row[name]
    if row.get(f"{name}_label"):
        return row[f"{name}_label"]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    if name == "rank" and row.get("tied"):
        return f"{value}（并列）"
    return str(value)


def agency_sources(status: AgencyStatus) -> dict[str, Row]:
    """Field -> provenance, where a field of an agency rests on another source than its type."""
    named = provenance(status.organization)
    found = {"name": named, "predecessor": named} if status.organization.name else {"predecessor": named}
    for evidence in status.evidence.all():
        if evidence.field != "existence":
            found[evidence.field] = provenance(evidence)
    return found


def agency_facts(status: AgencyStatus) -> Iterator[Fact]:
    return facts_of("agency", agency_row(status), sources=agency_sources(status))


def presence_facts(region: Region, homes: dict[str, Row], absent: dict[str, dict[str, Statistic]]) -> Iterator[Fact]:
    """has_agency and its like. homes: property -> the row that shows a yes; absent: property -> code -> the count
    that says none."""
    for name in PRESENCES:
        value = getattr(region, name)
        count = absent.get(name, {}).get(region.code) if value == Presence.NONE else None
        home = homes.get(name) if value == Presence.YES else provenance(count) if count else None
        yield Fact(
            region_code=region.code,
            region=region.short_name,
            kind="region",
            property=name,
            value=value if value == Presence.YES else None,
            value_label=label(Presence, value) if value == Presence.YES else None,
            status=KNOWN if value == Presence.YES else value,
            as_of=home["as_of"] if home else None,
            source=home["source"] if home else None,
            locator=home["locator"] if home else None,
            source_label=home["source_label"] if home else None,
            # that the others have none follows from a complete list
            confidence=("implied" if count else home["confidence"]) if home else None,
            subject=region.short_name,
            property_label=labels.REGIONS[name],
            note=f"来源列出了全部 {count.numerator} 个，此地不在其中" if count and count.is_complete else None,
        )
