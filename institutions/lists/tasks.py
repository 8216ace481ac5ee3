"""Who leads which task: row, columns, filters and list."""

from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, PlaceFilter, named
from ..labels import PLACE, PROVENANCE
from ..models import PolicyDocument, Task, TaskEvidence, TaskUnit, UnitName
from ..ordering import PLACE_SORTS, in_order
from ..rows import place
from ..tables import region_column
from ..typed import Typed
from ..units import same_units
from ..vocabularies import LeadBasis, PolicyTopic, UnitRole

LABELS = {
    "id": _("编号"),
    **PLACE,
    "document": _("文件"),
    "document_label": _("文件（名称）"),
    "document_id": _("文件编号"),
    "number": _("任务编号"),
    "area": _("领域"),
    "area_label": _("领域（名称）"),
    "title": _("任务"),
    "title_label": _("任务（名称）"),
    "topic": _("主题"),
    "topic_label": _("主题（名称）"),
    "lead": _("牵头单位"),
    "leads": _("全部牵头单位"),
    "participants": _("参与单位"),
    "participants_label": _("参与单位（名称）"),
    "duties": _("各单位分工"),
    "lead_basis": _("牵头依据"),
    "lead_basis_label": _("牵头依据（名称）"),
    **PROVENANCE,
    "other_sources": _("其他来源"),
}


def task_row(task: Task) -> Row:
    """Needs the units and the evidence prefetched. Of a task with no named lead `lead` is 无."""
    units = list(task.units.all())
    leads = [one.unit for one in units if one.role == UnitRole.LEAD]
    row = {
        "id": task.id,
        **place(task.region),
        "document": task.document.title if task.document else None,
        "document_id": task.document_id,
        "number": task.number or None,
        "area": task.area or None,
        "title": task.title,
        "topic": task.topic,
        "topic_label": label(PolicyTopic, task.topic),
        "lead": leads[0] if leads else None,
        "leads": leads,
        "participants": [one.unit for one in units if one.role == UnitRole.PARTICIPATE],
        "duties": {one.unit: one.duty for one in units if one.duty},
        "lead_basis": task.lead_basis,
        "lead_basis_label": label(LeadBasis, task.lead_basis),
    }
    because = {"lead": "none", "leads": "none"} if task.lead_basis == LeadBasis.NONE else {}
    if task.document is None:
        because |= {"document": "not_applicable", "document_id": "not_applicable", "number": "not_applicable"}
    row = finish(rendered(row, "document", "area", "title", "participants"), task, because=because)
    row["other_sources"] = {evidence.source_id: evidence_words(row, evidence) for evidence in task.evidence.all()}
    return row


def evidence_words(row: Row, evidence: TaskEvidence) -> str:
    """Where another source has the same task, and whether it names the same units."""
    agrees = same_units(row["leads"], evidence.leads) and same_units(row["participants"], evidence.participants)
    verdict = gettext("单位一致") if agrees else gettext("单位有出入")
    return f"{evidence.locator} {evidence.as_of} {verdict}"


# The level that a unit's name may begin with.
LEVELS = ("省", "市", "区", "县")


class LeadColumn(FactColumn):
    """Who leads: the lead unit, with what the text says where it names none."""

    def __init__(self):
        super().__init__(_("牵头单位"))

    def render(self, value, record, bound_column, table):
        return render_to_string("_components/leads.html", {"record": record})


class TaskTable(FactTable):
    facts = "tasks"

    region = region_column()
    number = FactColumn(_("编号"))
    title = FactColumn(_("任务"), attrs={"td": {"class": "title"}})
    lead = LeadColumn()
    participants = FactColumn(_("参与单位"), proper=True, attrs={"td": {"class": "units"}})
    topic = CodeColumn(_("主题"))
    document = FactColumn(_("文件"), proper=True, attrs={"td": {"class": "title"}})
    source = EvidenceColumn()


class UnitChoices(Choices):
    """Tasks that one of some units leads or takes part in, each once."""

    def filter(self, queryset, units):
        return queryset.filter(pk__in=TaskUnit.objects.filter(unit__in=units).values("task")) if units else queryset


class TaskFilter(PlaceFilter):
    topic = Choices(PolicyTopic.choices, label=_("主题"))
    lead = Choices(
        lambda: named(TaskUnit.objects.filter(role=UnitRole.LEAD), "unit"),
        label=_("首位牵头单位"),
        field_name="first_lead",
    )
    unit = UnitChoices(lambda: named(TaskUnit.objects, "unit"), label=_("单位（牵头或参与）"))
    lead_basis = Choices(LeadBasis.choices, label=_("牵头依据"))
    document = Choices(
        lambda: named(PolicyDocument.objects.filter(tasks__isnull=False), "title"),
        label=_("文件"),
        field_name="document__title",
    )
    area = Choices(lambda: named(Task.objects, "area"), label=_("领域"))

    searched = ("title", "area", "document__title")
    looks_in = _("任务、领域、文件、单位、主题、地区")

    def mentions(self, model, typed):
        """Also by unit, under any of its names, and by topic."""
        text = typed.simplified
        short = Typed(text[1:]) if text[:1] in LEVELS and len(text) > 2 else typed  # 市政数局 is 政数局 of a city
        called = UnitName.objects.filter(short.within(UnitName, "other_name")).values("unit")
        units = TaskUnit.objects.filter(typed.within(TaskUnit, "unit") | Q(unit__in=called)).values("task")
        topics = [code for code, words in PolicyTopic.choices if typed.is_in(str(words))]
        return super().mentions(model, typed) | Q(pk__in=units) | Q(topic__in=topics)


class Tasks(Listing):
    key, title = "tasks", pgettext("list", "任务")
    unit = ngettext("%(count)s 项任务", "%(count)s 项任务", "count")
    lead = _("文件写明的任务由谁牵头、谁参与。单位用文件中的正式名称；没有牵头单位的写“无”。")
    table_class, filterset_class, labels = TaskTable, TaskFilter, LABELS
    facets = ("region_code", "topic", "lead_basis", "document", "lead")
    sorts = PLACE_SORTS | {
        "number": ["region_id", "document_id", "position"],
        "title": ["title_key"],
        "lead": ["first_lead_key"],
        "topic": ["topic_order", "region_id", "position"],
        "document": ["document__title_key", "position"],
    }
    default_sort = "number"

    def queryset(self, day: date) -> QuerySet[Task]:
        first = TaskUnit.objects.filter(task=OuterRef("pk"), role=UnitRole.LEAD).order_by("position")
        return (
            Task.objects.known(day)
            .annotate(
                first_lead=Subquery(first.values("unit")[:1]),
                first_lead_key=Subquery(first.values("unit_key")[:1]),
                topic_order=in_order("topic", PolicyTopic),
            )
            .select_related("region", "document", "source")
            .prefetch_related(
                Prefetch("units", TaskUnit.objects.order_by("role", "position")),
                Prefetch("evidence", TaskEvidence.objects.known(day).select_related("source")),
            )
        )

    def row(self, item, day: date):
        return task_row(item)

    def sources_behind(self, rows, day: date) -> set[str]:
        return {source for row in rows for source in row["other_sources"]}
