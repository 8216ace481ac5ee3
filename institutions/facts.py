"""One fact a row: what is said of a region, with its status and the way home.

Profiles, comparisons and their files are all made of these rows, so that they cannot disagree.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from govcompare import wording
from govcompare.language import bracketed, clauses
from govcompare.partial_dates import last_day
from govcompare.rows import Row
from govcompare.tables import absence
from govcompare.vocabularies import Presence
from regions.models import Region
from regions.vocabularies import EconomicRegion

from .display import shown
from .evidence import agency_sources, region_sources
from .lists import agencies, companies, documents, leading_groups, regional_models, regions, scores, shareholdings
from .models import AgencyStatus
from .phrases import Name, Phrase, only, phrase
from .vocabularies import AgencyType, StatisticSubject

KNOWN = "known"

KINDS = {
    "identity": gettext_lazy("行政区划"),
    "region": gettext_lazy("地区概况"),
    "agency": gettext_lazy("大数据机构"),
    "leading_group": gettext_lazy("领导小组"),
    "company": gettext_lazy("运营公司"),
    "shareholding": gettext_lazy("股权"),
    "model": gettext_lazy("建设模式"),
    "score": gettext_lazy("评估得分"),
    "document": gettext_lazy("政策文件"),
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
    "agency": agencies.LABELS | {"valid_from": gettext_lazy("设立时间")},
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
# How a row is called that has no name of its own.
TITLES: dict[str, Callable[[Row], Phrase]] = {
    "score": scores.score_title,
    "shareholding": shareholdings.shareholding_title,
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
    value and note: as the dataset has them; the labels, the subject and notes of this site: in the page's language.
    remark: what is printed of the value beside it: "implied" of a rank that the source gives for the type in general,
    "tied" of a rank that is shared.
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
    remark: str | None = None
    subject_html: str = ""

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
    def key(self) -> tuple:
        """What two facts have in common that say the same, in whatever language they are shown."""
        value = tuple(self.value) if isinstance(self.value, list) else self.value
        return (self.status, value, self.remark)

    @property
    def text(self) -> str:
        """What a cell says: the label, the value, or the word for its absence."""
        return self.value_label if self.value_label is not None else ""

    @property
    def html(self) -> SafeString:
        """What a cell shows: a badge of the type or of the absence, a list in short lines, names with their pinyin."""
        if not self.is_known:
            return absence(self.status)
        if self.property == "type":
            return format_html('<span class="type type-{}">{}</span>', self.value, AgencyType(self.value).short)
        return shown(self.property, self.value, self.text)

    @property
    def note_html(self) -> SafeString:
        """The note; those on a presence are sentences of this site in which texts of the dataset stand."""
        note = self.note or ""
        return wording.mixed(wording.plain(note)) if self.kind == "region" else wording.prose(note)

    def row(self) -> Row:
        """The fact as a line of a file; `missing` says why a cell is empty."""
        row = asdict(self)
        del row["remark"], row["subject_html"]
        reason = "none" if self.is_known else self.status
        row["missing"] = {name: reason for name, value in row.items() if value is None}
        return row


def facts_of(
    kind: str, row: Row, day: date, *, sources: dict[str, Row] | None = None, subject: str | None = None
) -> Iterator[Fact]:
    """The facts in one list row; `sources` names fields that rest on another source than the row.

    A field whose evidence is later than `day` belongs to the same state of the body, so it is shown, as implied.
    """
    title = subject_of(kind, row) if subject is None else only(Name(subject))
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
            subject=title.plain,
            property_label=str(LABELS[kind][name]),
            row_id=row["id"],
            note=row["note"],
            remark=None if missing else remark(row, name),
            subject_html=title.html,
        )


def subject_of(kind: str, row: Row) -> Phrase:
    """What the facts of a row are about: a name of the dataset, or a title made of several."""
    if kind in TITLES:
        return TITLES[kind](row)
    if called := row.get("name") or row.get("title"):
        return only(Name(called))
    return phrase(_("%(kind)s（名称未知）"), kind=str(KINDS[kind]))


def remark(row: Row, name: str) -> str | None:
    """What is printed beside a rank: that it holds for the type in general, that it is shared."""
    if name != "rank":
        return None
    if row.get("rank_confidence") == "implied":
        return "implied"
    return "tied" if row.get("tied") else None


def words(row: Row, name: str) -> str:
    """A known value in words: its label, its list joined, a yes or no, or itself."""
    value = row[name]
    if name == "rank" and row.get("rank_confidence") == "implied":
        return bracketed(row["rank_label"], _("按该类机构一般规格"))
    if row.get(f"{name}_label"):
        return row[f"{name}_label"]
    if isinstance(value, bool):
        return pgettext("answer", "是") if value else pgettext("answer", "否")
    if isinstance(value, list):
        return clauses(wording.plain(part) for part in value)
    if name == "rank" and "n_evaluated" in row:
        return scores.rank_label(row)
    if name == "economic_region":
        return str(EconomicRegion(value).label)
    return wording.plain(str(value))


def agency_facts(status: AgencyStatus, day: date) -> Iterator[Fact]:
    """The facts of one agency status on a day, each with the source of its field."""
    return facts_of("agency", agencies.agency_row(status, day), day, sources=agency_sources(status, day))


def identity_facts(region: Region, row: Row, day: date) -> Iterator[Fact]:
    """Code, names, level and place of a region."""
    called = region.display_name
    placed = row | {"region_code": row["code"], "region": called, "id": row["code"], "note": None}
    return facts_of("identity", placed, day, sources=region_sources(region), subject=called)


def nothing_of(kind: str, region: Region) -> Fact:
    """That no source mentions anything of a kind for a region."""
    first = PROPERTIES[kind][0]
    return absent_fact(region, kind, first, str(LABELS[kind][first]), Presence.UNKNOWN.value)


def absent_fact(region: Region, kind: str, name: str, text: str, status: str) -> Fact:
    """A property of which there is only the reason for its absence; it belongs to no row and has no source."""
    blank = dict.fromkeys(("value", "value_label", "as_of", "source", "locator", "source_label", "confidence"))
    return Fact(
        region_code=region.code,
        region=region.display_name,
        kind=kind,
        property=name,
        status=status,
        subject=str(KINDS[kind]),
        property_label=text,
        row_id="",
        subject_html=format_html("{}", KINDS[kind]),
        **blank,
    )
