"""Everything that rests on a source: the way from a publication to the facts it carries."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from govcompare.models import Source
from regions.models import Region, RegionEvidence

from . import models


@dataclass(frozen=True)
class RestingFact:
    """One row that rests on a source: what it is about, where in the source, for which date."""

    text: str
    url: str | None
    locator: str
    as_of: str
    confidence: str


def named_here(row) -> str:
    """The name of a body where this source gives it; another source may, on the profile."""
    body = row.organization
    if not body.name:
        return "名称未知"
    return body.name if body.source_id == row.source_id else f"{body.name}（名称见其他来源）"


# kind on the page -> model, what it needs beside it, its words, the region whose profile shows it
KINDS = [
    ("大数据机构", models.AgencyStatus, ("organization", "region"),
     lambda row: f"{row.region}：{named_here(row)}", lambda row: row.region_id),
    ("大数据机构的其他依据", models.AgencyEvidence, ("status__region", "status__organization"),
     lambda row: f"{row.status.region} {row.status.organization.name or '名称未知'}：{row.get_field_display()}",
     lambda row: row.status.region_id),
    ("机构名称", models.Organization, (), lambda row: row.name or "名称未知", lambda row: row.region_id),
    ("领导小组", models.LeadingGroup, ("organization", "region"),
     lambda row: f"{row.region}：{named_here(row)}", lambda row: row.region_id),
    ("领导小组成员", models.Membership, ("leading_group__region",),
     lambda row: f"{row.leading_group.region} {row.get_role_display()}：{row.label}",
     lambda row: row.leading_group.region_id),
    ("运营公司", models.OperatingMandate, ("company", "region"),
     lambda row: f"{row.region}：{row.company.name or '名称未知'}", lambda row: row.region_id),
    ("管运分离", models.SeparatedOperation, ("region",), lambda row: str(row.region), lambda row: row.region_id),
    ("股权", models.Shareholding, ("company", "holder"),
     lambda row: f"{row.holder.name} → {row.company.name}", lambda row: row.company.region_id),
    ("建设模式", models.RegionalModel, ("region",), lambda row: f"{row.region}：{row.name}", lambda row: row.region_id),
    ("政策文件", models.PolicyDocument, ("region",), lambda row: f"{row.region}：{row.title}", lambda row: row.region_id),
    ("评估", models.Evaluation, (), lambda row: row.name, lambda row: None),
    ("评估版本", models.Edition, ("evaluation",), str, lambda row: None),
    ("评估指标", models.Indicator, ("edition__evaluation",), lambda row: f"{row.edition}：{row.name}", lambda row: None),
    ("评估得分", models.Score, ("indicator__edition__evaluation", "region"),
     lambda row: f"{row.region}：{row.indicator.edition} {row.indicator.name}", lambda row: row.region_id),
    ("统计", models.Statistic, (), lambda row: row.metric, lambda row: None),
    ("行政区划的其他依据", RegionEvidence, ("region",),
     lambda row: f"{row.region}：{row.get_field_display()}", lambda row: row.region_id),
    ("行政区划", Region, (), lambda row: f"{row.name}（{row.code}）", lambda row: row.code),
]  # fmt: skip


def resting_on(source: Source) -> list[tuple[str, list[RestingFact]]]:
    """kind -> the facts of that kind that rest on a source; one query a kind."""
    found = []
    for kind, model, beside, words, region in KINDS:
        rows = with_a_text(model).filter(source=source).select_related(*beside).order_by("pk")
        facts = [
            RestingFact(words(row), profile(region(row)), row.locator, row.as_of, row.get_confidence_display())
            for row in rows
        ]
        if facts:
            found.append((kind, facts))
    return found


def with_a_text(model):
    """All rows of a model; of organisations those with a name, for the rest state nothing."""
    rows = model._default_manager.all()
    return rows.exclude(name="") if model is models.Organization else rows


def profile(code: str | None) -> str | None:
    """The page of the region that shows a fact, if it has one."""
    return reverse("profile", args=[code]) if code else None


def fact_counts() -> Counter[str]:
    """source id -> how many rows rest on it; one query a kind."""
    counts: Counter[str] = Counter()
    for _, model, *_ in KINDS:
        counts.update(dict(with_a_text(model).order_by().values_list("source").annotate(Count("pk"))))
    return counts
