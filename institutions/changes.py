"""What changed between two dates, derived from the dated rows: nothing here is typed in as an event.

An agency's row that names the one it follows is a change of what differs between them; a row with a written
beginning and nothing before it is a body set up; a row with a written end, one abolished or merged. That a body is
first seen on a day is not a change: nobody knows when it began.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.partial_dates import first_day, last_day
from govcompare.query import link
from govcompare.rows import Row, label, provenance

from .evidence import agency_sources
from .models import AgencyEvidence, AgencyStatus, LeadingGroup, OperatingMandate
from .vocabularies import AdministrativeRank, AgencyType, EndKind, MandateStage, Succession

# The reform that the first sources describe begins here.
DEFAULT_START = "2018-01"
KINDS = {
    "set_up": _("设立"),
    "renamed": _("更名或改组"),
    "replaced": _("由另一机构接替"),
    "retyped": _("改变类型"),
    "re_ranked": _("改变级别"),
    "moved": _("改变隶属"),
    "merged": _("合并而成"),
    "merged_into": _("并入其他机构"),
    "abolished": _("撤销"),
}
BODIES = {"agency": _("大数据机构"), "leading_group": _("领导小组"), "company": _("运营公司")}
WITHIN = {"certain": _("确在其间"), "possible": _("可能在其间")}
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

    def holds(self, first: date, last: date) -> str | None:
        """Certain if all the days on which a thing may have happened lie within, possible if some do, else None."""
        if last < self.first or first > self.last:
            return None
        return "certain" if self.first <= first and last <= self.last else "possible"


def default_start(as_of: AsOf) -> str:
    """Where a span begins if nothing is asked: with the reform, or with the date shown where that is earlier."""
    return DEFAULT_START if as_of.day >= first_day(DEFAULT_START) else as_of.text


def read_span(start: str, end: str, as_of: AsOf) -> Span:
    """From the date given, or the default one, to the date given, or the one shown; InvalidQuery for what is no date and
    for a reversed span."""
    dates = {"from": start or default_start(as_of), "to": end or as_of.text}
    for name, text in dates.items():
        AsOf.parse(text, name)
    span = Span(*dates.values())
    if span.last < span.first:
        turned = link("/changes/", {"from": span.end, "to": span.start})
        message = gettext("from（%(start)s）晚于 to（%(end)s），请把两个日期对调。")
        raise InvalidQuery(message % {"start": span.start, "end": span.end}, links=[(gettext("对调后查看"), turned)])
    return span


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
            "body_label": str(BODIES[self.body]),
            "name": self.name,
            "kind": self.kind,
            "kind_label": str(KINDS[self.kind]),
            "date": self.when,
            "is_by": self.by,
            "within": self.within,
            "within_label": str(WITHIN[self.within]),
            "before": self.before,
            "after": self.after,
            **self.home,
            "earlier": self.earlier,
            "earlier_source": f"{self.earlier['source']} {self.earlier['locator']} {self.earlier['as_of']}" if self.earlier else None,
        }  # fmt: skip
        reasons = {
            "before": "not_applicable" if self.kind == "set_up" and not self.earlier else "unknown",
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


def regions_with_rows() -> set[str]:
    """The regions of which any row could tell a change."""
    models = (AgencyStatus, LeadingGroup, OperatingMandate)
    return {code for model in models for code in model.objects.values_list("region", flat=True).distinct()}


def _of_agency(row: AgencyStatus, span: Span) -> Iterator[Change]:
    earlier, name = row.supersedes, row.organization.name or None
    kind = "set_up" if earlier is None else SUCCESSIONS.get(row.succession, "set_up")
    before = (earlier.organization.name or None) if earlier else None
    same_body = earlier is not None and row.organization_id == earlier.organization_id
    if not same_body and row.valid_from and (within := span.holds(first_day(row.valid_from), row.certain_from)):
        yield _change(row, "agency", name, kind, row.valid_from, False, before, name, within, earlier)
    if (
        earlier is not None and not same_body and not row.valid_from and name and before and name != before
        and (within := span.holds(first_day(earlier.as_of), last_day(row.as_of)))
    ):  # fmt: skip
        yield _change(row, "agency", name, kind, row.as_of, True, before, name, within, earlier)
    if earlier is None and not row.valid_from and row.succession and row.organization.predecessor:
        # formed from bodies that no row of their own describes: all that is known is the day by which it was so
        before = "；".join(row.organization.predecessor)
        if span.first <= last_day(row.as_of) <= span.last:
            yield _change(row, "agency", name, SUCCESSIONS[row.succession], row.as_of, True, before, name, "possible")
    if earlier is not None and _is_same_body(row, earlier):
        yield from _of_state(row, earlier, name or before, span)
    if row.valid_to and (within := span.holds(first_day(row.valid_to), last_day(row.valid_to))):
        ended = "merged_into" if row.end_kind == EndKind.MERGED else "abolished"
        yield _change(row, "agency", name, ended, row.valid_to, False, name, None, within)


def _is_same_body(row: AgencyStatus, earlier: AgencyStatus) -> bool:
    """Whether a source makes two rows one body: the same organisation, or one that became the other."""
    return row.organization_id == earlier.organization_id or row.succession in (Succession.RENAMED, Succession.MERGED)


def _of_state(row: AgencyStatus, earlier: AgencyStatus, name: str | None, span: Span) -> Iterator[Change]:
    """What two states of one body say differently; 未知 on either side is no change. It happened after the earlier was
    seen and by the day for which a source vouches for the later one."""
    homes = agency_sources(row, last_day(row.as_of))
    for field, (kind, choices) in COMPARED.items():
        before, after = getattr(earlier, field), getattr(row, field)
        if before and after and before != after:
            words = [label(choices, code) if choices else code for code in (before, after)]
            seen = homes.get(field, provenance(row))["as_of"]
            stated = row.valid_from and last_day(seen) <= row.certain_from
            when, first = (row.valid_from, first_day(row.valid_from)) if stated else (seen, first_day(earlier.as_of))
            if within := span.holds(min(first, first_day(when)), row.certain_from if stated else last_day(seen)):
                yield _change(row, "agency", name, kind, when, not stated, *words, within, earlier)


def _of_group(row: LeadingGroup, span: Span) -> Iterator[Change]:
    """A group that a source only proposes is no change yet."""
    when = row.established or row.valid_from
    name, earlier = row.organization.name or None, row.supersedes
    before = (earlier.organization.name if earlier else "；".join(row.organization.predecessor)) or None
    if when and row.is_in_place and (within := span.holds(first_day(when), last_day(when))):
        yield _change(
            row, "leading_group", name, "renamed" if before else "set_up", when, False, before, name, within, earlier
        )
    elif (
        before
        and row.is_in_place
        and before != name
        and (within := span.holds(first_day(row.as_of), last_day(row.as_of)))
    ):
        # the day is that of the text that renames it, or by which it was seen under its new name
        yield _change(row, "leading_group", name, "renamed", row.as_of, True, before, name, within, earlier)
    if row.valid_to and (within := span.holds(first_day(row.valid_to), last_day(row.valid_to))):
        yield _change(row, "leading_group", name, "abolished", row.valid_to, False, name, None, within)


def _of_company(row: OperatingMandate, span: Span) -> Iterator[Change]:
    name = row.company.name or None
    if (
        row.valid_from
        and row.stage == MandateStage.OPERATING
        and (within := span.holds(first_day(row.valid_from), row.certain_from))
    ):
        yield _change(row, "company", name, "set_up", row.valid_from, False, None, name, within)
    if row.valid_to and (within := span.holds(first_day(row.valid_to), last_day(row.valid_to))):
        yield _change(row, "company", name, "abolished", row.valid_to, False, name, None, within)


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
        region=row.region.display_name,
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
