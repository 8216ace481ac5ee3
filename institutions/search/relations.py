"""What each thing leads to: a holder to its companies, a task to its lead unit, a document to its region and tasks."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from govcompare.rows import number

from ..models import Shareholding
from ..vocabularies import MembershipRole, UnitRole
from .entries import ALWAYS, COUNTRY, body_ref, leads
from .entry import Dated, Ref, State
from .kinds import SEVERAL
from .tables import Tables

# Roles whose things are named, a few of them; in the order in which they stand.
NAMED = {
    "agency": _("大数据机构"),
    "leading_group": _("领导小组"),
    "company": _("公司"),
    "model": _("建设模式"),
    "predecessor": _("前身"),
    "successor": _("后继"),
    "operator": _("运营公司"),
    "serves": _("服务的机构"),
    "holder": _("股东"),
    "holding": _("持股的公司"),
    "head": _("组长"),
    "office": _("办公室设在"),
    "office_of": _("承担其办公室"),
    "adviser": _("咨询机构"),
    "lead": _("牵头单位"),
    "document": _("文件"),
    "owner": _("主办单位"),
    "publisher": _("评估主体"),
    "index": _("发布的指数"),
}
# Roles whose things are counted: the list that shows them, and its parameter for the thing they are counted of.
COUNTED = {
    "inside": (_("地级行政区"), "/regions/", "parent_code"),
    "documents": (SEVERAL["document"], "/documents/", "region_code"),
    "tasks": (SEVERAL["task"], "/tasks/", "region_code"),
    "platforms": (SEVERAL["platform"], "/platforms/", "region_code"),
    "tasks_of_document": (SEVERAL["task"], "/tasks/", "document"),
    "led": (_("牵头的任务"), "/tasks/", "unit"),
    "joined": (_("参与的任务"), "/tasks/", "unit"),
    "scores": (pgettext_lazy("several results", "得分"), "/scores/", "evaluation"),
    "functions": (_("职能"), "/functions/", "body"),
    "of_type": (_("这类机构"), "/agencies/", "agency_type"),
}


@dataclass(frozen=True, slots=True)
class Link(Dated):
    """One thing that another leads to, from one day until another.

    ref: the entry it is, where it has one; text: what it is called where it has none; of: for things counted, the value
    of the parameter by which their list finds them, and its region where that is needed too; ended: the date, as written,
    of a thing that is still worth naming when it has ended; number: how many things counted it stands for.
    """

    role: str
    ref: Ref | None = None
    text: str = ""
    since: date = ALWAYS
    until: date | None = None
    note: str = ""
    of: str = ""
    region: str = ""
    ended: str = ""
    number: int = 1

    def is_shown(self, day: date) -> bool:
        """Whether a page of a day names it: holding then, or ended by then and still worth naming."""
        return self.holds(day) or (bool(self.ended) and self.since <= day)


Pair = tuple[Ref, Link]


def relations(tables: Tables) -> dict[Ref, list[Link]]:
    """thing -> what it leads to."""
    found: dict[Ref, list[Link]] = defaultdict(list)
    for noun in (of_bodies, of_shares, of_groups, of_regions, of_documents, of_tasks, of_indices, of_types):
        for ref, link in noun(tables):
            found[ref].append(link)
    return found


def of_bodies(tables: Tables) -> Iterator[Pair]:
    """A region to its bodies, those in front first; a body to the one before and after it; a company to whom it serves."""
    in_front = sorted(tables.statuses, key=lambda status: (not status.principal, status.certain_from))
    states = {status.pk: status for status in tables.statuses} | {group.pk: group for group in tables.groups}
    rows = [("agency", "agency_statuses", status.organization_id, status) for status in in_front]
    rows += [("leading_group", "leading_groups", group.organization_id, group) for group in tables.groups]
    rows += [("company", "operating_mandates", mandate.company_id, mandate) for mandate in tables.mandates]
    for role, table, body, row in rows:
        state = State.of(table, row)
        ref = body_ref(tables, body)
        yield ("region", row.region_id), Link(role, ref, since=state.since, until=state.until)
        earlier = states.get(getattr(row, "supersedes_id", None))
        if earlier is not None and earlier.organization_id != body:
            before = body_ref(tables, earlier.organization_id)
            if before and ref:
                yield ref, Link("predecessor", before, since=state.since)
                yield before, Link("successor", ref, since=state.since)
        if getattr(row, "serves_id", None) and ref and (served := body_ref(tables, row.serves_id)):
            yield ref, Link("serves", served, since=state.since, until=state.until)
            yield served, Link("operator", ref, since=state.since, until=state.until)


def of_shares(tables: Tables) -> Iterator[Pair]:
    """A holder to its companies, a company to its holders."""
    for holding in tables.holdings:
        company, holder = body_ref(tables, holding.company_id), body_ref(tables, holding.holder_id)
        if company and holder:
            when = State.of("shareholdings", holding)
            more = {"note": share(holding), "ended": holding.valid_to or ""}
            yield company, Link("holder", holder, since=when.since, until=when.until, **more)
            yield holder, Link("holding", company, since=when.since, until=when.until, **more)


def share(holding: Shareholding) -> str:
    """A share in percent, or its bounds; nothing where no source gives it."""
    if holding.share_exact is not None:
        return f"{number(holding.share_exact)}%"
    low, high = number(holding.share_minimum), number(holding.share_maximum)
    if low is not None and high is not None:
        return f"{low}–{high}%"
    return f"≥ {low}%" if low is not None else f"≤ {high}%" if high is not None else ""


GROUP_ROLES = {
    MembershipRole.HEAD: "head",
    MembershipRole.OFFICE_HOST: "office",
    MembershipRole.ADVISORY_BODY: "adviser",
}


def of_groups(tables: Tables) -> Iterator[Pair]:
    """A leading group to its head, its office and its advisers; the body that is its office to the group."""
    groups = {group.pk: body_ref(tables, group.organization_id) for group in tables.groups}
    for seat in tables.memberships:
        role, group = GROUP_ROLES.get(seat.role), groups[seat.leading_group_id]
        if role is None or group is None:
            continue
        when = State.of("memberships", seat)
        member = body_ref(tables, seat.member_id)
        yield group, Link(role, member, seat.label, when.since, when.until)
        if role == "office" and member:
            yield member, Link("office_of", group, since=when.since, until=when.until)


def of_regions(tables: Tables) -> Iterator[Pair]:
    """A region to its models, and to how many regions, documents, tasks and platforms it has."""
    for model in tables.regional_models:
        when = State.of("regional_models", model)
        yield ("region", model.region_id), Link("model", ("model", model.pk), since=when.since, until=when.until)
    for region in tables.regions.values():
        if region.parent_id and region.parent_id != COUNTRY:
            yield ("region", region.parent_id), Link("inside", ("region", region.code), of=region.parent_id)
    lists = {
        "documents": tables.documents.values(),
        "tasks": tables.tasks,
        "platforms": tables.platforms,
    }
    for role, rows in lists.items():
        for row in rows:
            yield ("region", row.region_id), Link(role, since=row.known_from, of=row.region_id)


def of_documents(tables: Tables) -> Iterator[Pair]:
    """A document to how many tasks it sets."""
    for task in tables.tasks:
        if task.document_id:
            title = tables.documents[task.document_id].title
            yield ("document", task.document_id), Link("tasks_of_document", since=task.known_from, of=title)


def of_tasks(tables: Tables) -> Iterator[Pair]:
    """A task to its lead units and its document; a unit to how many tasks it leads; a platform to its owner."""
    for task in tables.tasks:
        for unit in leads(task):
            yield ("task", task.pk), Link("lead", ("unit", f"{task.region_id}-{unit}"), since=task.known_from)
        if task.document_id:
            yield ("task", task.pk), Link("document", ("document", task.document_id), since=task.known_from)
        for unit in task.units.all():
            role = "led" if unit.role == UnitRole.LEAD else "joined"
            ref = ("unit", f"{task.region_id}-{unit.unit}")
            yield ref, Link(role, since=task.known_from, of=unit.unit, region=task.region_id)
    for platform in tables.platforms:
        if platform.owner:
            yield ("platform", platform.pk), Link("owner", text=platform.owner, since=platform.known_from)


def of_indices(tables: Tables) -> Iterator[Pair]:
    """An index to its publisher and how many scores it has here, the publisher to its indices; functions to count."""
    for evaluation in tables.evaluations:
        index, publisher = ("index", evaluation.pk), body_ref(tables, evaluation.publisher_id)
        if publisher:
            yield index, Link("publisher", publisher, since=evaluation.known_from)
            yield publisher, Link("index", index, since=evaluation.known_from)
        for since, count in tables.scores.get(evaluation.pk, ()):
            yield index, Link("scores", since=since, of=evaluation.name, number=count)
    for body, functions in tables.functions.items():
        for function in functions:
            yield ("body", body), Link("functions", since=function.known_from, of=body)


def of_types(tables: Tables) -> Iterator[Pair]:
    """An agency type to how many agencies have it."""
    for definition in tables.definitions:
        for status in tables.statuses:
            if definition.type and definition.type == (status.type or status.last_known_type):
                when = State.of("agency_statuses", status)
                yield ("term", definition.pk), Link("of_type", since=when.since, until=when.until, of=definition.type)
