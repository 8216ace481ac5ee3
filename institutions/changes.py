"""What changed between two dates, derived from the dated rows: nothing here is typed in as an event.

An agency's row that names the one it follows is a change of what differs between them; a row with a written
beginning and nothing before it is a body set up; a row with a written end, one abolished or merged. That a body is
first seen on a day is not a change: nobody knows when it began.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from govcompare.partial_dates import first_day, last_day
from govcompare.rows import Row, label, provenance

from .evidence import agency_sources
from .models import AgencyEvidence, AgencyStatus, LeadingGroup, OperatingMandate
from .vocabularies import AdministrativeRank, AgencyType, EndKind, MandateStage, Succession

KINDS = {
    "set_up": "设立",
    "renamed": "更名或改组",
    "replaced": "由另一机构接替",
    "retyped": "改变类型",
    "re_ranked": "改变级别",
    "moved": "改变隶属",
    "merged": "合并",
    "abolished": "撤销",
}
BODIES = {"agency": "大数据机构", "leading_group": "领导小组", "company": "运营公司"}
COMPARED = {"type": ("retyped", AgencyType), "rank": ("re_ranked", AdministrativeRank), "superior": ("moved", None)}
SUCCESSIONS = {Succession.RENAMED: "renamed", Succession.MERGED: "merged", Succession.REPLACED: "replaced"}


@dataclass(frozen=True)
class Span:
    """From the first day of one written date to the last day of another, both as written."""

    start: str
    end: str

    @property
    def first(self) -> date:
        return first_day(self.start)

    @property
    def last(self) -> date:
        return last_day(self.end)

    def holds(self, written: str) -> str | None:
        """ "certain" if the whole of a written date lies within, "possible" if some of it does, else None."""
        first, last = first_day(written), last_day(written)
        if last < self.first or first > self.last:
            return None
        return "certain" if self.first <= first and last <= self.last else "possible"


@dataclass(frozen=True)
class Change:
    """One change of one body. `when` is as written; `by` says that it is only known to have happened by then."""

    id: str
    region_code: str
    region: str
    body: str
    name: str | None
    kind: str
    when: str
    by: bool
    before: str | None
    after: str | None
    within: str
    home: Row
    earlier: Row | None = None  # provenance of the state before

    def row(self) -> Row:
        """The change as the row that page and files show."""
        row = {
            "id": self.id,
            "region_code": self.region_code,
            "region": self.region,
            "body": self.body,
            "body_label": BODIES[self.body],
            "name": self.name,
            "kind": self.kind,
            "kind_label": KINDS[self.kind],
            "date": self.when,
            "is_by": self.by,
            "within": self.within,
            "within_label": {"certain": "确在其间", "possible": "可能在其间"}[self.within],
            "before": self.before,
            "after": self.after,
            **self.home,
            "earlier": self.earlier,
            "earlier_source": f"{self.earlier['source']} {self.earlier['locator']} {self.earlier['as_of']}" if self.earlier else None,
        }  # fmt: skip
        reasons = {
            "before": "not_applicable",
            "after": "not_applicable",
            "earlier_source": "not_applicable",
            "note": "none",
        }
        row["missing"] = {name: reasons.get(name, "unknown") for name, value in row.items() if value is None}
        return row


def changes(span: Span, region: str | None = None) -> list[Change]:
    """What changed within a span, for one region or for all, oldest first. Four queries."""
    here = {"region": region} if region else {}
    beside = ("organization", "region", "source", "supersedes__organization", "supersedes__source")
    evidence = Prefetch("evidence", AgencyEvidence.objects.select_related("source"))
    beside_agencies = (*beside, "organization__source", "supersedes__organization__source")
    agencies = AgencyStatus.objects.filter(**here).select_related(*beside_agencies).prefetch_related(evidence)
    groups = LeadingGroup.objects.filter(**here).select_related(*beside)
    companies = OperatingMandate.objects.filter(**here).select_related("company", "region", "source")
    found = [
        *(change for row in agencies for change in _of_agency(row, span)),
        *(change for row in groups for change in _of_group(row, span)),
        *(change for row in companies for change in _of_company(row, span)),
    ]
    return sorted(found, key=lambda one: (last_day(one.when), one.region_code, one.id))


def _of_agency(row: AgencyStatus, span: Span) -> Iterator[Change]:
    earlier = row.supersedes
    when, by = (row.valid_from, False) if row.valid_from else (row.as_of, True)
    if within := span.holds(when):
        name = row.organization.name or None
        if earlier is None and row.valid_from:
            yield _change(row, "agency", name, "set_up", when, by, None, name, within)
        elif earlier is not None:
            yield from _against_earlier(row, earlier, name, when, by, within)
    if row.valid_to and (within := span.holds(row.valid_to)):
        kind = "merged" if row.end_kind == EndKind.MERGED else "abolished"
        yield _change(
            row,
            "agency",
            row.organization.name or None,
            kind,
            row.valid_to,
            False,
            row.organization.name,
            None,
            within,
        )


def _against_earlier(row, earlier, name, when, by, within) -> Iterator[Change]:
    """One change for each thing that two rows that follow one another say differently; 未知 on either side is none."""
    old = earlier.organization.name
    if row.organization_id != earlier.organization_id and name and old and name != old:
        kind = SUCCESSIONS.get(row.succession, "replaced")
        yield _change(row, "agency", name, kind, when, by, old, name, within, earlier)
    for field, (kind, choices) in COMPARED.items():
        before, after = getattr(earlier, field), getattr(row, field)
        if before and after and before != after:
            words = [label(choices, code) if choices else code for code in (before, after)]
            yield _change(row, "agency", name or old, kind, when, by, *words, within, earlier)


def _of_group(row: LeadingGroup, span: Span) -> Iterator[Change]:
    when = row.established or row.valid_from
    if when and (within := span.holds(when)):
        before = "；".join(row.organization.predecessor) or None
        kind = "renamed" if before else "set_up"
        yield _change(
            row, "leading_group", row.organization.name, kind, when, False, before, row.organization.name, within
        )


def _of_company(row: OperatingMandate, span: Span) -> Iterator[Change]:
    if row.valid_from and row.stage == MandateStage.OPERATING and (within := span.holds(row.valid_from)):
        name = row.company.name or None
        yield _change(row, "company", name, "set_up", row.valid_from, False, None, name, within)


# Which field of an agency a change is a change of: its source is that of the field.
FIELD_OF = {
    "set_up": "valid_from",
    "renamed": "name",
    "replaced": "name",
    "retyped": "type",
    "re_ranked": "rank",
    "moved": "superior",
}


def _change(row, body, name, kind, when, by, before, after, within, earlier=None) -> Change:
    home = provenance(row)
    if body == "agency":
        home = agency_sources(row, last_day(when)).get(FIELD_OF.get(kind, ""), home)
    return Change(
        id=f"{row.pk}-{kind}".replace("_", "-"),
        region_code=row.region_id,
        region=row.region.short_name,
        body=body,
        name=name,
        kind=kind,
        when=when,
        by=by,
        before=before,
        after=after,
        within=within,
        home=home,
        earlier=provenance(earlier) if earlier else None,
    )
