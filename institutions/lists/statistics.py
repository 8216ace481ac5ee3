"""Printed figures, each beside what the rows give: row, columns, filters and list."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import npgettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.language import enumerated
from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, number, rendered
from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable
from govcompare.vocabularies import Confidence

from ..filters import Choices, RegionChoices, TextFilter
from ..headlines import VERDICTS, Headline, recounted
from ..labels import PLACE, PROVENANCE
from ..models import Statistic, StatisticEvidence, StatisticMember
from ..ordering import in_order
from ..vocabularies import StatisticScope, StatisticStage, StatisticSubject

# More members than this stand behind their number.
FEW_MEMBERS = 6

LABELS = {
    "id": _("编号"),
    "metric": _("指标"),
    "metric_label": _("指标（名称）"),
    "subject": _("计数对象"),
    "subject_label": _("计数对象（名称）"),
    "printed": _("来源所载"),
    "numerator": _("分子"),
    "denominator": _("分母"),
    "value": _("数值"),
    "unit": _("单位"),
    "unit_label": _("单位（名称）"),
    "qualifier": _("限定词"),
    "qualifier_label": _("限定词（名称）"),
    "is_minimum": _("至少"),
    "scope": _("范围"),
    "scope_label": _("范围（名称）"),
    **PLACE,
    "stage": _("性质"),
    "stage_label": _("性质（名称）"),
    "members": _("成员"),
    "breakdown": _("构成"),
    "is_complete": _("成员已全部列出"),
    "computed": _("本站重算"),
    "verdict": _("重算结果"),
    "verdict_label": _("重算结果（名称）"),
    **PROVENANCE,
    "other_sources": _("其他来源"),
}


def statistic_row(line: Headline) -> Row:
    """Needs the member regions and the evidence prefetched."""
    one = line.statistic
    regions = [member.region.display_name for member in one.member_regions.all() if member.is_member]
    row = {
        "id": one.id,
        "metric": one.metric,
        "subject": one.subject or None,
        "subject_label": label(StatisticSubject, one.subject),
        "printed": line.printed,
        "numerator": number(one.numerator),
        "denominator": number(one.denominator),
        "value": number(one.value),
        "unit": one.unit or None,
        "qualifier": one.qualifier or None,
        "is_minimum": one.is_minimum,
        "scope": one.scope,
        "scope_label": label(StatisticScope, one.scope),
        "region_code": one.region_id,
        "region": one.region.display_name if one.region else None,
        "stage": one.stage,
        "stage_label": label(StatisticStage, one.stage),
        "members": one.members or regions,
        "breakdown": one.breakdown,
        "is_complete": one.is_complete,
        "computed": line.computed,
        "verdict": line.verdict,
        "verdict_label": str(VERDICTS[line.verdict]),
    }
    because = dict.fromkeys(("region_code", "region", "subject", "computed"), "not_applicable")
    because |= dict.fromkeys(("qualifier", "breakdown"), "none")
    because |= dict.fromkeys(("members", "denominator"), "not_published")
    row = finish(rendered(row, "metric", "unit", "qualifier"), one, because=because)
    row["other_sources"] = {
        evidence.source_id: f"{evidence.locator} {evidence.as_of} {number(evidence.value) or ''}".strip()
        for evidence in one.evidence.all()
    }
    return row


class MembersColumn(FactColumn):
    """Few members in a line; many behind their number."""

    def __init__(self):
        super().__init__(_("成员"), attrs={"td": {"class": "units"}})

    def show(self, value, record, name, table):
        line = SafeString(enumerated(self.text(one) for one in value))
        if len(value) <= FEW_MEMBERS:
            return line
        several = npgettext("members", "%(count)s 个", "%(count)s 个", len(value)) % {"count": len(value)}
        return format_html('<details class="note"><summary>{}</summary>{}</details>', several, line)


class ScopeColumn(CodeColumn):
    """The scope of a figure; of a single region, its name."""

    def show(self, value, record, name, table):
        return record["region"] or super().show(value, record, name, table)


class StatisticTable(FactTable):
    facts = "statistics"

    metric = FactColumn(_("指标"), attrs={"td": {"class": "title"}})
    printed = FactColumn(_("来源所载"), attrs={"td": {"class": "number"}})
    computed = FactColumn(_("本站重算"), attrs={"td": {"class": "number"}})
    verdict = CodeColumn(_("重算结果"), css="verdict")
    scope = ScopeColumn(_("范围"))
    members = MembersColumn()
    stage = CodeColumn(_("性质"))
    source = EvidenceColumn()


class StatisticFilter(TextFilter):
    scope = Choices(StatisticScope.choices, label=_("范围"))
    stage = Choices(StatisticStage.choices, label=_("性质"))
    subject = Choices(StatisticSubject.choices, label=_("计数对象"))
    region_code = RegionChoices(label=_("地区"), field_name="region_id")
    confidence = Choices(Confidence.choices, label=_("可信度"))

    searched = ("metric",)
    looks_in = _("统计内容、单位、地区")

    def mentions(self, model, typed):
        """Also by the region that is called so, and by the unit."""
        return super().mentions(model, typed) | Q(region__in=list(typed.places)) | Q(unit__in=typed.forms)


class Statistics(Listing):
    key, title = "statistics", pgettext("list", "统计数字")
    unit = ngettext("%(count)s 个数字", "%(count)s 个数字", "count")
    lead = _("来源印出的主要数字，各有日期、口径和分母。本站各行能重算的重算并排列出，不能的写明。")
    table_class, filterset_class, labels = StatisticTable, StatisticFilter, LABELS
    facets = ("scope", "subject", "stage", "region_code", "confidence")
    sorts = {
        "as_of": ["known_from", "pk"],
        "metric": ["metric_key"],
        "scope": ["scope_order", "pk"],
        "printed": ["value"],
        "stage": ["stage_order"],
        "subject": ["subject_order", "known_from"],
    }
    default_sort = "subject"

    def queryset(self, day: date) -> QuerySet[Statistic]:
        members = StatisticMember.objects.select_related("region").order_by("region_id")
        evidence = StatisticEvidence.objects.known(day).select_related("source")
        return (
            Statistic.objects.known(day)
            .annotate(
                scope_order=in_order("scope", StatisticScope),
                subject_order=in_order("subject", StatisticSubject),
                stage_order=in_order("stage", StatisticStage),
            )
            .select_related("region", "source")
            .prefetch_related(Prefetch("member_regions", members), Prefetch("evidence", evidence))
        )

    def rows(self, items, day: date):
        """All figures are counted again together: the rows that they count are read once."""
        items = list(items)
        lines = {line.statistic.pk: line for line in recounted(items, day)}
        return [statistic_row(lines[item.pk]) for item in items]

    def sources_behind(self, rows, day: date) -> set[str]:
        return {source for row in rows for source in row["other_sources"]}
