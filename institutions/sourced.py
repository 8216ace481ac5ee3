"""Everything that rests on a source: the way from a publication to the facts it carries, and from a fact to its page."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models as django_models
from django.db.models import Count, IntegerField, Value
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from govcompare.as_of import AsOf
from govcompare.kept_parts import kept
from govcompare.language import bracketed
from govcompare.models import Source
from govcompare.query import link
from regions.models import Denominator, Region, RegionEvidence

from . import models
from .agreement import field_label
from .phrases import Name, Phrase, Prose, holding, of_edition, of_indicator, only, phrase


@dataclass(frozen=True)
class Kind:
    """One table of the dataset: its name on pages, what its rows are called, which region they belong to.

    belongs_to: for evidence, the table and the field of the row that it speaks of.
    """

    table: str
    label: str
    model: type[django_models.Model]
    beside: tuple[str, ...]
    words: Callable[[django_models.Model], Phrase]
    region: Callable
    belongs_to: tuple[str, str] | None = None


@dataclass(frozen=True)
class RestingFact:
    """One row that rests on a source: what it is about, where in the source, for which date."""

    text: Phrase
    anchor: str
    url: str
    region_url: str | None
    locator: str
    as_of: str
    confidence: str


def named(body: models.Organization) -> str:
    """The name of a body, or that nobody gives one."""
    return Name(body.name) if body.name else gettext("名称未知")


def named_here(row) -> str | Phrase:
    """The name of a body where this source gives it; another source may, on the profile."""
    body = row.organization
    if not body.name or body.source_id == row.source_id:
        return named(body)
    return phrase(gettext("%(name)s（名称见其他来源）"), name=named(body))


def of_place(region: Region, text: str | Phrase) -> Phrase:
    """A region, and what is said of it."""
    return phrase(gettext("%(region)s：%(text)s"), region=str(region), text=text)


def beside_place(region: Region, text: str) -> Phrase:
    """A region, and a thing of its own."""
    return phrase("%(region)s %(text)s", region=str(region), text=text)


def same(name: str, other: str) -> Phrase:
    """That two names are those of one body."""
    return phrase("%(name)s = %(other)s", name=Name(name), other=Name(other))


def _evidence(
    table: str, label: str, model, field: str, words: Callable, beside: tuple[str, ...], region: Callable
) -> Kind:
    """A table of further sources: each names a field of the row it speaks of."""

    def of_field(row) -> Phrase:
        owner = getattr(row, field)
        return phrase(gettext("%(what)s：%(field)s"), what=words(owner), field=field_label(owner, row.field))

    return Kind(table, label, model, beside, of_field, region, belongs_to=(OWNER_TABLES[field], field))


OWNER_TABLES = {
    "status": "agency_statuses",
    "leading_group": "leading_groups",
    "mandate": "operating_mandates",
    "shareholding": "shareholdings",
    "document": "documents",
    "platform": "platforms",
    "task": "tasks",
    "statistic": "statistics",
}

KINDS: tuple[Kind, ...] = (
    Kind("agency_statuses", pgettext_lazy("list", "大数据机构"), models.AgencyStatus, ("organization", "region"),
         lambda row: of_place(row.region, named_here(row)), lambda row: row.region_id),
    _evidence("agency_evidence", _("大数据机构的其他依据"), models.AgencyEvidence, "status",
              lambda row: beside_place(row.region, named(row.organization)),
              ("status__region", "status__organization"), lambda row: row.status.region_id),
    Kind("organizations", pgettext_lazy("list", "机构名称"), models.Organization, (), lambda row: only(named(row)), lambda row: row.region_id),
    Kind("leading_groups", pgettext_lazy("list", "领导小组"), models.LeadingGroup, ("organization", "region"),
         lambda row: of_place(row.region, named_here(row)), lambda row: row.region_id),
    _evidence("leading_group_evidence", _("领导小组的其他依据"), models.LeadingGroupEvidence, "leading_group",
              lambda row: beside_place(row.region, Name(row.organization.name)),
              ("leading_group__region", "leading_group__organization"), lambda row: row.leading_group.region_id),
    Kind("memberships", _("领导小组成员"), models.Membership, ("leading_group__region",),
         lambda row: phrase(gettext("%(region)s %(role)s：%(member)s"), region=str(row.leading_group.region),
                            role=row.get_role_display(), member=Name(row.label)),
         lambda row: row.leading_group.region_id),
    Kind("operating_mandates", pgettext_lazy("list", "运营公司"), models.OperatingMandate, ("company", "region"),
         lambda row: of_place(row.region, named(row.company)), lambda row: row.region_id),
    _evidence("mandate_evidence", _("运营公司的其他依据"), models.MandateEvidence, "mandate",
              lambda row: beside_place(row.region, named(row.company)), ("mandate__region", "mandate__company"),
              lambda row: row.mandate.region_id),
    Kind("separated_operations", _("管运分离"), models.SeparatedOperation, ("region",), lambda row: only(str(row.region)),
         lambda row: row.region_id),
    Kind("shareholdings", pgettext_lazy("list", "股权"), models.Shareholding, ("company", "holder"), holding,
         lambda row: row.company.region_id),
    _evidence("shareholding_evidence", _("股权的其他依据"), models.ShareholdingEvidence, "shareholding", holding,
              ("shareholding__company", "shareholding__holder"), lambda row: row.shareholding.company.region_id),
    Kind("regional_models", pgettext_lazy("list", "建设模式"), models.RegionalModel, ("region",),
         lambda row: of_place(row.region, Name(row.name)), lambda row: row.region_id),
    Kind("documents", pgettext_lazy("list", "政策文件"), models.PolicyDocument, ("region",),
         lambda row: of_place(row.region, Prose(row.title)), lambda row: row.region_id),
    _evidence("document_evidence", _("政策文件的其他依据"), models.DocumentEvidence, "document",
              lambda row: only(Prose(row.title)), ("document__region",), lambda row: row.document.region_id),
    Kind("tasks", pgettext_lazy("list", "任务"), models.Task, ("region",), lambda row: of_place(row.region, Prose(row.title)),
         lambda row: row.region_id),
    Kind("task_evidence", _("任务的其他依据"), models.TaskEvidence, ("task__region",),
         lambda row: of_place(row.task.region, Prose(row.task.title)), lambda row: row.task.region_id,
         ("tasks", "task")),
    Kind("unit_names", _("单位的其他名称"), models.UnitName, ("region",),
         lambda row: of_place(row.region, same(row.other_name, row.unit)), lambda row: row.region_id),
    Kind("platforms", pgettext_lazy("list", "平台"), models.Platform, ("region",), lambda row: of_place(row.region, Name(row.name)),
         lambda row: row.region_id),
    _evidence("platform_evidence", _("平台的其他依据"), models.PlatformEvidence, "platform",
              lambda row: beside_place(row.region, Name(row.name)), ("platform__region",),
              lambda row: row.platform.region_id),
    Kind("national_functions", _("国家机构职能"), models.NationalFunction, (),
         lambda row: phrase(gettext("%(body)s：%(area)s"), body=Name(row.body), area=Prose(row.area)),
         lambda row: None),
    Kind("body_names", _("国家机构的其他名称"), models.BodyName, (), lambda row: same(row.other_name, row.body),
         lambda row: None),
    Kind("definitions", _("机构类型的定义"), models.Definition, (), lambda row: only(Prose(row.term)), lambda row: None),
    Kind("evaluations", pgettext_lazy("list", "评估"), models.Evaluation, (), lambda row: only(Prose(row.name)), lambda row: None),
    Kind("editions", _("评估版本"), models.Edition, ("evaluation",), of_edition, lambda row: None),
    Kind("indicators", _("评估指标"), models.Indicator, ("edition__evaluation",),
         lambda row: phrase(gettext("%(edition)s：%(indicator)s"), edition=of_edition(row.edition),
                            indicator=Prose(row.name)),
         lambda row: None),
    Kind("scores", pgettext_lazy("list", "评估得分"), models.Score, ("indicator__edition__evaluation", "region"),
         lambda row: of_place(row.region, of_indicator(row.indicator)), lambda row: row.region_id),
    Kind("statistics", pgettext_lazy("list", "统计"), models.Statistic, (), lambda row: only(Prose(row.metric)), lambda row: row.region_id),
    Kind("statistic_evidence", _("统计的其他依据"), models.StatisticEvidence, ("statistic",),
         lambda row: only(Prose(row.statistic.metric)), lambda row: row.statistic.region_id,
         ("statistics", "statistic")),
    Kind("denominators", pgettext_lazy("list", "分母"), Denominator, (), lambda row: only(Prose(row.name)), lambda row: None),
    Kind("region_evidence", _("行政区划的其他依据"), RegionEvidence, ("region",),
         lambda row: of_place(row.region, row.get_field_display()), lambda row: row.region_id),
    Kind("regions", pgettext_lazy("list", "行政区划"), Region, (),
         lambda row: only(bracketed(row.display_full_name, row.code)), lambda row: row.code),
)  # fmt: skip
BY_TABLE = {kind.table: kind for kind in KINDS}


def page_of(kind: Kind, row, as_of: AsOf) -> str:
    """The page of a fact; of evidence, the page of the row that it speaks of."""
    if kind.belongs_to:
        table, field = kind.belongs_to
        return link(reverse("fact", args=[table, getattr(row, f"{field}_id")]), as_of.param)
    return link(reverse("fact", args=[kind.table, row.pk]), as_of.param)


class Resting:
    """The facts that rest on a source and are known by the date shown, kind by kind, of which pages are cut. counts: kind ->
    how many, of those with any; one query over all kinds."""

    def __init__(self, source: Source, as_of: AsOf):
        self.source, self.as_of = source, as_of
        parts = [
            self._rows(kind).order_by().values_list(Value(number, IntegerField())).annotate(found=Count("*"))
            for number, kind in enumerate(KINDS)
        ]
        found = dict(parts[0].union(*parts[1:], all=True))
        self.counts = {kind: found[number] for number, kind in enumerate(KINDS) if found.get(number)}

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __getitem__(self, part: slice) -> list[tuple[Kind, list[RestingFact]]]:
        """The facts from one to another, under their kinds; a query for each kind of which some are among them."""
        found, passed = [], 0
        for kind, count in self.counts.items():
            start, stop = max(part.start - passed, 0), min(part.stop - passed, count)
            if start < stop:
                rows = self._rows(kind).select_related(*kind.beside).order_by("pk")[start:stop]
                found.append((kind, [self._fact(kind, row) for row in rows]))
            passed += count
        return found

    def _rows(self, kind: Kind):
        return with_a_text(kind.model).known(self.as_of.day).filter(source=self.source)

    def _fact(self, kind: Kind, row) -> RestingFact:
        return RestingFact(
            kind.words(row),
            f"{kind.table}-{row.pk}",
            page_of(kind, row, self.as_of),
            profile(kind.region(row), self.as_of),
            row.locator,
            row.as_of,
            row.get_confidence_display(),
        )


def with_a_text(model):
    """All rows of a model; of organisations those with a name, for the rest state nothing."""
    rows = model._default_manager.all()
    return rows.exclude(name="") if model is models.Organization else rows


def profile(code: str | None, as_of: AsOf) -> str | None:
    """The page of the region that shows a fact, if it has one."""
    return link(reverse("profile", args=[code]), as_of.param) if code else None


def all_fact_counts(day: date) -> dict[str, int]:
    """source id -> how many rows known by `day` rest on it, of all sources; counted once for a version of the dataset."""
    return json.loads(kept(lambda: json.dumps(fact_counts(day)), "fact counts", day.isoformat()))


def fact_counts(day: date, source: Source | None = None) -> Counter[str]:
    """source id -> how many rows known by `day` rest on it, of all sources or of one; one query over all kinds."""
    of = {"source": source} if source else {}
    counts: Counter[str] = Counter()
    parts = [
        with_a_text(kind.model).known(day).filter(**of).order_by().values_list("source").annotate(found=Count("*"))
        for kind in KINDS
    ]
    for source, found in parts[0].union(*parts[1:], all=True):
        counts[source] += found
    return counts
