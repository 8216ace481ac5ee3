"""What changed between two dates, derived from the dated rows: nothing here is typed in as an event (see events)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.kept_parts import kept
from govcompare.partial_dates import first_day, last_day
from govcompare.query import link
from govcompare.rows import Row, provenance

from .events import Event, events
from .evidence import agency_sources

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
# Which field of an agency a change is a change of: its source is that of the field.
FIELD_OF = {
    "set_up": "valid_from",
    "renamed": "name",
    "replaced": "name",
    "retyped": "type",
    "re_ranked": "rank",
    "moved": "superior",
}


@dataclass(frozen=True)
class Span:
    """From the first day of one written date to the last day of another, both as written."""

    start: str
    end: str

    @cached_property
    def first(self) -> date:
        return first_day(self.start)

    @cached_property
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


class Outline(NamedTuple):
    """What a page must know of all changes to count them and to choose among them; row: key of the row that tells it.
    first, last: ISO days between which it happened; by: the last day of its date as written."""

    id: str
    region_code: str
    body: str
    kind: str
    first: str
    last: str
    by: str
    is_vague: bool
    row: str

    def within(self, span: Span) -> str | None:
        """Whether it lies in a span: certain, possible or, where it does not, None."""
        found = span.holds(date.fromisoformat(self.first), date.fromisoformat(self.last))
        return "possible" if found and self.is_vague else found


def outlines(span: Span, region: str | None = None) -> list[Outline]:
    """What changed within a span, for one region or for all, oldest first. Made for all spans at once: once for a version
    of the dataset, or in four queries."""
    several = map(Outline._make, json.loads(kept(_outlines, "changes")))
    return [one for one in several if region in (None, one.region_code) and one.within(span)]


def _outlines() -> str:
    found = [
        Outline(
            one.id, one.row.region_id, one.body, one.kind, one.first.isoformat(), one.last.isoformat(),
            last_day(one.when).isoformat(), one.is_vague, one.row.pk,
        )
        for one in events()
    ]  # fmt: skip
    return json.dumps(sorted(found, key=lambda one: (one.by, one.region_code, one.id)))


def whole(chosen: Iterable[Outline], span: Span) -> list[Change]:
    """The changes of some outlines, in their order. Four queries."""
    chosen = list(chosen)
    rows = {body: {one.row for one in chosen if one.body == body} for body in BODIES}
    told = {(one.body, one.id): one for one in events(rows)}
    # a load between the two may have taken one of them away
    both = ((one, told.get((one.body, one.id))) for one in chosen)
    return [_change(event, within) for one, event in both if event and (within := one.within(span))]


def changes(span: Span, region: str | None = None) -> list[Change]:
    """What changed within a span, for one region or for all, oldest first."""
    return whole(outlines(span, region), span)


def _change(event: Event, within: str) -> Change:
    row, earlier, home = event.row, event.earlier, provenance(event.row)
    if event.body == "agency":
        home = agency_sources(row, last_day(event.when)).get(FIELD_OF.get(event.kind, ""), home)
    return Change(
        id=event.id,
        region_code=row.region_id,
        region=row.region.display_name,
        body=event.body,
        name=event.name,
        kind=event.kind,
        when=event.when,
        by=event.is_by,
        before=event.before,
        after=event.after,
        within=within,
        home=home,
        earlier=provenance(earlier) if earlier else None,
    )
