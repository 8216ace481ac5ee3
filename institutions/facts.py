"""One fact a row: what is said of a region, with its status and the way home.

Profiles, comparisons and their files are all made of these rows, so that they cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from govcompare.partial_dates import last_day
from govcompare.rows import Row, label, number, provenance
from govcompare.vocabularies import Presence
from regions.models import Region

from .coverage import Absences
from .evidence import agency_sources, region_sources
from .lists import agencies, companies, documents, leading_groups, regional_models, regions, scores, shareholdings
from .models import AgencyStatus, Statistic
from .rows import LIST_SEPARATOR
from .vocabularies import StatisticSubject

KNOWN = "known"

KINDS = {
    "identity": "行政区划",
    "region": "地区概况",
    "agency": "大数据机构",
    "leading_group": "领导小组",
    "company": "运营公司",
    "shareholding": "股权",
    "model": "建设模式",
    "score": "评估得分",
    "document": "政策文件",
}
# The table of the dataset that holds the rows of each kind.
TABLES = {
    "identity": "regions",
    "agency": "agency_statuses",
    "leading_group": "leading_groups",
    "company": "operating_mandates",
    "shareholding": "shareholdings",
    "model": "regional_models",
    "score": "scores",
    "document": "documents",
}
# Which properties of each kind are facts of their own, in the order in which they are shown.
PROPERTIES = {
    "identity": ("name", "name_en", "pinyin", "iso_code", "abbreviation", "level", "parent_code", "economic_region", "counted_in_31"),
    "agency": ("name", "principal", "type", "rank", "superior", "plates", "predecessor", "functions", "valid_from"),
    "leading_group": ("name", "heads", "deputies", "office", "lead_unit", "advisory_bodies", "established", "predecessor", "functions"),
    "company": ("name", "role", "controller", "serves", "stage"),
    "shareholding": ("share_exact", "share_minimum", "share_maximum", "collective"),
    "model": ("name", "slogan", "features"),
    "score": ("value", "rank", "band"),
    "document": ("title", "number", "kind", "issuers", "issued_on", "effective_from", "period", "stage"),
}  # fmt: skip
LABELS = {
    "identity": regions.LABELS,
    "agency": agencies.LABELS | {"valid_from": "设立时间"},
    "leading_group": leading_groups.LABELS,
    "company": companies.LABELS,
    "shareholding": shareholdings.LABELS,
    "model": regional_models.LABELS,
    "score": scores.LABELS,
    "document": documents.LABELS,
}
# Which presence tells why there is nothing of a kind.
PRESENCE_OF = {
    "agency": "has_agency",
    "leading_group": "has_leading_group",
    "company": "has_operating_company",
    "shareholding": "has_operating_company",
}
YES_IN_WORDS = {"separated_operation": "实行"}
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
    row_id: str
    note: str | None = None

    @property
    def is_known(self) -> bool:
        return self.status == KNOWN

    @property
    def is_told(self) -> bool:
        """Whether a source says so: a value, that there is none, or why it is open."""
        return self.source is not None

    @property
    def table(self) -> str | None:
        """The table of the dataset that holds the row of this fact."""
        return TABLES.get(self.kind) if self.row_id and not self.row_id.endswith("-unprinted") else None

    @property
    def items(self) -> list:
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """What a cell says: the label, the value, or the word for its absence."""
        return self.value_label if self.value_label is not None else ""

    def row(self) -> Row:
        """The fact as a line of a file; `missing` says why a cell is empty."""
        row = asdict(self)
        reason = "none" if self.is_known else self.status
        row["missing"] = {name: reason for name, value in row.items() if value is None}
        return row


def facts_of(
    kind: str, row: Row, day: date, *, sources: dict[str, Row] | None = None, subject: str | None = None
) -> Iterator[Fact]:
    """The facts in one list row; `sources` names fields that rest on another source than the row.

    A field whose evidence is later than `day` belongs to the same state of the body, so it is shown, as implied.
    """
    for name in PROPERTIES[kind]:
        value = row[name]
        home = (sources or {}).get(name, row)
        missing = value is None or value == []
        confidence = row["rank_confidence"] if kind == "agency" and name == "rank" and value else home["confidence"]
        status = row["missing"].get(name, Presence.UNKNOWN.value) if missing else KNOWN
        told = status != Presence.UNKNOWN  # no source states what is unknown
        yield Fact(
            region_code=row["region_code"],
            region=row["region"],
            kind=kind,
            property=name,
            value=None if missing else value,
            value_label=None if missing else words(row, name),
            status=status,
            as_of=home["as_of"] if told else None,
            source=home["source"] if told else None,
            locator=home["locator"] if told else None,
            source_label=home["source_label"] if told else None,
            confidence=("implied" if last_day(home["as_of"]) > day else confidence) if told else None,
            subject=subject or row.get("name") or row.get("title") or f"{KINDS[kind]}（名称未知）",
            property_label=LABELS[kind][name],
            row_id=row["id"],
            note=row["note"],
        )


def words(row: Row, name: str) -> str:
    """A known value in words: its label, its list joined, a yes or no, or itself."""
    value = row[name]
    if name == "rank" and row.get("rank_confidence") == "implied":
        return f"{row['rank_label']}（按该类机构一般规格）"
    if row.get(f"{name}_label"):
        return row[f"{name}_label"]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    if name == "rank" and "n_evaluated" in row:
        return scores.rank_label(row)
    return str(value)


def agency_facts(status: AgencyStatus, day: date) -> Iterator[Fact]:
    """The facts of one agency status on a day, each with the source of its field."""
    return facts_of("agency", agencies.agency_row(status, day), day, sources=agency_sources(status, day))


def identity_facts(region: Region, row: Row, day: date) -> Iterator[Fact]:
    """Code, names, level and place of a region."""
    placed = row | {"region_code": row["code"], "region": row["short_name"], "id": row["code"], "note": None}
    return facts_of("identity", placed, day, sources=region_sources(region), subject=row["short_name"])


def nothing_of(kind: str, region: Region) -> Fact:
    """That no source mentions anything of a kind for a region."""
    first = PROPERTIES[kind][0]
    return absent_fact(region, kind, first, LABELS[kind][first], Presence.UNKNOWN.value)


def absent_fact(region: Region, kind: str, name: str, text: str, status: str) -> Fact:
    """A property of which there is only the reason for its absence; it belongs to no row and has no source."""
    blank = dict.fromkeys(("value", "value_label", "as_of", "source", "locator", "source_label", "confidence"))
    return Fact(
        region_code=region.code,
        region=region.short_name,
        kind=kind,
        property=name,
        status=status,
        subject=KINDS[kind],
        property_label=text,
        row_id="",
        **blank,
    )


def presence_facts(region: Region, homes: dict[str, Row], absent: dict[str, Absences]) -> Iterator[Fact]:
    """has_agency and its like: with the row that shows a yes, the count that says none, or the two that leave it open.

    homes: property -> provenance of the row that shows a yes; absent: property -> `absences` of the day.
    """
    for name in PRESENCES:
        value = getattr(region, name)
        known = absent.get(name, Absences())
        home, note = None, None
        if value == Presence.YES:
            home = homes.get(name)
            if home is None and region.code in known.present:
                count = known.present[region.code]
                home, note = provenance(count), f"来源称{count.metric}：{count_words(count)}，此地在内；名称和类型未载"
        elif value == Presence.NONE:
            count = known.by_code[region.code]
            home, note = provenance(count) | {"confidence": "implied"}, left_out(count)
        elif value == Presence.UNKNOWN and region.code in known.reopened:
            closing, reopening = known.reopened[region.code]
            home = provenance(reopening) | {"confidence": "implied"}
            note = (
                f"{closing.as_of} 的完整名单（{number(closing.numerator)} 个）中没有此地，"
                f"{reopening.as_of} 又有来源称{count_words(reopening)}而未列名单"
            )
        elif name == "has_operating_company" and value == Presence.UNKNOWN and "separated_operation" in homes:
            home = homes["separated_operation"] | {"confidence": "implied"}
            note = home["note"]
        home = home or dict.fromkeys(("as_of", "source", "locator", "source_label", "confidence"))
        yield Fact(
            region_code=region.code,
            region=region.short_name,
            kind="region",
            property=name,
            value=value if value == Presence.YES else None,
            value_label=YES_IN_WORDS.get(name, label(Presence, value)) if value == Presence.YES else None,
            status=KNOWN if value == Presence.YES else value,
            as_of=home["as_of"],
            source=home["source"],
            locator=home["locator"],
            source_label=home["source_label"],
            confidence=home["confidence"],
            subject=region.short_name,
            property_label=regions.LABELS[name],
            row_id=region.code,
            note=note,
        )


def left_out(count: Statistic) -> str:
    """How a count says that a region has none."""
    if count.is_complete:
        return f"来源列出了全部 {number(count.numerator)} 个，此地不在其中"
    return f"来源计有 {number(count.numerator)} 个{count.get_scope_display()}，写明不含此地"


def count_words(count: Statistic) -> str:
    """A printed count in words: 至少 19 个."""
    return f"{'至少 ' if count.is_minimum else ''}{number(count.numerator)} 个"
