"""Everything that rests on a source: the way from a publication to the facts it carries, and from a fact to its page."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models as django_models
from django.db.models import Count
from django.urls import reverse

from govcompare.as_of import AsOf
from govcompare.models import Source
from govcompare.query import link
from regions.models import Denominator, Region, RegionEvidence

from . import models
from .agreement import field_label


@dataclass(frozen=True)
class Kind:
    """One table of the dataset: its name on pages, what its rows are called, which region they belong to.

    belongs_to: for evidence, the table and the field of the row that it speaks of.
    """

    table: str
    label: str
    model: type[django_models.Model]
    beside: tuple[str, ...]
    words: Callable
    region: Callable
    belongs_to: tuple[str, str] | None = None


@dataclass(frozen=True)
class RestingFact:
    """One row that rests on a source: what it is about, where in the source, for which date."""

    text: str
    anchor: str
    url: str
    region_url: str | None
    locator: str
    as_of: str
    confidence: str


def named_here(row) -> str:
    """The name of a body where this source gives it; another source may, on the profile."""
    body = row.organization
    if not body.name:
        return "名称未知"
    return body.name if body.source_id == row.source_id else f"{body.name}（名称见其他来源）"


def _evidence(
    table: str, label: str, model, field: str, words: Callable, beside: tuple[str, ...], region: Callable
) -> Kind:
    """A table of further sources: each names a field of the row it speaks of."""
    return Kind(table, label, model, beside, lambda row: f"{words(getattr(row, field))}：{field_label(getattr(row, field), row.field)}", region,
                belongs_to=(OWNER_TABLES[field], field))  # fmt: skip


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
    Kind("agency_statuses", "大数据机构", models.AgencyStatus, ("organization", "region"),
         lambda row: f"{row.region}：{named_here(row)}", lambda row: row.region_id),
    _evidence("agency_evidence", "大数据机构的其他依据", models.AgencyEvidence, "status",
              lambda row: f"{row.region} {row.organization.name or '名称未知'}",
              ("status__region", "status__organization"), lambda row: row.status.region_id),
    Kind("organizations", "机构名称", models.Organization, (), lambda row: row.name or "名称未知",
         lambda row: row.region_id),
    Kind("leading_groups", "领导小组", models.LeadingGroup, ("organization", "region"),
         lambda row: f"{row.region}：{named_here(row)}", lambda row: row.region_id),
    _evidence("leading_group_evidence", "领导小组的其他依据", models.LeadingGroupEvidence, "leading_group",
              lambda row: f"{row.region} {row.organization.name}",
              ("leading_group__region", "leading_group__organization"), lambda row: row.leading_group.region_id),
    Kind("memberships", "领导小组成员", models.Membership, ("leading_group__region",),
         lambda row: f"{row.leading_group.region} {row.get_role_display()}：{row.label}",
         lambda row: row.leading_group.region_id),
    Kind("operating_mandates", "运营公司", models.OperatingMandate, ("company", "region"),
         lambda row: f"{row.region}：{row.company.name or '名称未知'}", lambda row: row.region_id),
    _evidence("mandate_evidence", "运营公司的其他依据", models.MandateEvidence, "mandate",
              lambda row: f"{row.region} {row.company.name or '名称未知'}", ("mandate__region", "mandate__company"),
              lambda row: row.mandate.region_id),
    Kind("separated_operations", "管运分离", models.SeparatedOperation, ("region",), lambda row: str(row.region),
         lambda row: row.region_id),
    Kind("shareholdings", "股权", models.Shareholding, ("company", "holder"),
         lambda row: f"{row.holder.name} → {row.company.name}", lambda row: row.company.region_id),
    _evidence("shareholding_evidence", "股权的其他依据", models.ShareholdingEvidence, "shareholding", str,
              ("shareholding__company", "shareholding__holder"), lambda row: row.shareholding.company.region_id),
    Kind("regional_models", "建设模式", models.RegionalModel, ("region",), lambda row: f"{row.region}：{row.name}",
         lambda row: row.region_id),
    Kind("documents", "政策文件", models.PolicyDocument, ("region",), lambda row: f"{row.region}：{row.title}",
         lambda row: row.region_id),
    _evidence("document_evidence", "政策文件的其他依据", models.DocumentEvidence, "document", lambda row: row.title,
              ("document__region",), lambda row: row.document.region_id),
    Kind("tasks", "任务", models.Task, ("region",), lambda row: f"{row.region}：{row.title}", lambda row: row.region_id),
    Kind("task_evidence", "任务的其他依据", models.TaskEvidence, ("task__region",),
         lambda row: f"{row.task.region}：{row.task.title}", lambda row: row.task.region_id, ("tasks", "task")),
    Kind("unit_names", "单位的其他名称", models.UnitName, ("region",), lambda row: f"{row.region}：{row}",
         lambda row: row.region_id),
    Kind("platforms", "平台", models.Platform, ("region",), lambda row: f"{row.region}：{row.name}",
         lambda row: row.region_id),
    _evidence("platform_evidence", "平台的其他依据", models.PlatformEvidence, "platform",
              lambda row: f"{row.region} {row.name}", ("platform__region",), lambda row: row.platform.region_id),
    Kind("national_functions", "国家机构职能", models.NationalFunction, (), str, lambda row: None),
    Kind("body_names", "国家机构的其他名称", models.BodyName, (), str, lambda row: None),
    Kind("definitions", "机构类型的定义", models.Definition, (), lambda row: row.term, lambda row: None),
    Kind("evaluations", "评估", models.Evaluation, (), lambda row: row.name, lambda row: None),
    Kind("editions", "评估版本", models.Edition, ("evaluation",), str, lambda row: None),
    Kind("indicators", "评估指标", models.Indicator, ("edition__evaluation",),
         lambda row: f"{row.edition}：{row.name}", lambda row: None),
    Kind("scores", "评估得分", models.Score, ("indicator__edition__evaluation", "region"),
         lambda row: f"{row.region}：{row.indicator.edition} {row.indicator.name}", lambda row: row.region_id),
    Kind("statistics", "统计", models.Statistic, (), lambda row: row.metric, lambda row: row.region_id),
    Kind("statistic_evidence", "统计的其他依据", models.StatisticEvidence, ("statistic",),
         lambda row: row.statistic.metric, lambda row: row.statistic.region_id, ("statistics", "statistic")),
    Kind("denominators", "分母", Denominator, (), lambda row: row.name, lambda row: None),
    Kind("region_evidence", "行政区划的其他依据", RegionEvidence, ("region",),
         lambda row: f"{row.region}：{row.get_field_display()}", lambda row: row.region_id),
    Kind("regions", "行政区划", Region, (), lambda row: f"{row.name}（{row.code}）", lambda row: row.code),
)  # fmt: skip
BY_TABLE = {kind.table: kind for kind in KINDS}


def page_of(kind: Kind, row, as_of: AsOf) -> str:
    """The page of a fact; of evidence, the page of the row that it speaks of."""
    if kind.belongs_to:
        table, field = kind.belongs_to
        return link(reverse("fact", args=[table, getattr(row, f"{field}_id")]), as_of.param)
    return link(reverse("fact", args=[kind.table, row.pk]), as_of.param)


def resting_on(source: Source, as_of: AsOf) -> list[tuple[str, list[RestingFact]]]:
    """kind -> the facts of that kind that rest on a source and are known by the date shown; one query a kind."""
    found = []
    for kind in KINDS:
        rows = with_a_text(kind.model).known(as_of.day).filter(source=source)
        facts = [
            RestingFact(
                kind.words(row),
                f"{kind.table}-{row.pk}",
                page_of(kind, row, as_of),
                profile(kind.region(row), as_of),
                row.locator,
                row.as_of,
                row.get_confidence_display(),
            )
            for row in rows.select_related(*kind.beside).order_by("pk")
        ]
        if facts:
            found.append((kind.label, facts))
    return found


def with_a_text(model):
    """All rows of a model; of organisations those with a name, for the rest state nothing."""
    rows = model._default_manager.all()
    return rows.exclude(name="") if model is models.Organization else rows


def profile(code: str | None, as_of: AsOf) -> str | None:
    """The page of the region that shows a fact, if it has one."""
    return link(reverse("profile", args=[code]), as_of.param) if code else None


def fact_counts(day: date) -> Counter[str]:
    """source id -> how many rows known by `day` rest on it; one query over all kinds."""
    counts: Counter[str] = Counter()
    parts = [
        with_a_text(kind.model).known(day).order_by().values_list("source").annotate(found=Count("pk"))
        for kind in KINDS
    ]
    for source, found in parts[0].union(*parts[1:], all=True):
        counts[source] += found
    return counts
