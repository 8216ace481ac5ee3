"""What a deployment's data must hold, whoever wrote it: read from the database, not from the files.

Reported: facts without source, place or date; sources on which nothing rests; references that lead nowhere;
names that differ only in form.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, F, Q

from institutions import models as institutions
from institutions import sourced
from institutions.agreement import normal
from institutions.conflicts import conflicts
from institutions.conflicts.counts import PER_UNIT
from regions.models import Denominator

from .dataset_tables import TABLES
from .models import Source, Sourced
from .partial_dates import last_day

KINDS = {
    "no_source": "没有来源的事实",
    "no_locator": "没有出处位置的事实",
    "no_date": "没有日期的事实",
    "unused_source": "没有事实以它为据、也没有写明为何不用的来源",
    "dead_reference": "指向不存在之物的引用",
    "same_name": "只在写法上不同的名称",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: its kind (a key of KINDS), where, and what."""

    kind: str
    table: str
    key: str
    words: str

    def __str__(self):
        return f"{KINDS[self.kind]}：{self.table} {self.key}：{self.words}"


def findings() -> list[Finding]:
    """Everything that is wrong, in the order of KINDS."""
    found = [*_without_provenance(), *_unused_sources(), *_dead_keys(), *_dead_words(), *_same_names()]
    order = list(KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), one.table, one.key))


def _without_provenance() -> Iterator[Finding]:
    for table, model, _ in TABLES:
        if not issubclass(model, Sourced):
            continue
        rows = model._base_manager
        for key in rows.filter(source__isnull=True).values_list("pk", flat=True):
            yield Finding("no_source", table, str(key), "来源为空")
        for key in rows.filter(Q(locator="") | Q(locator__regex=r"^\s*$")).values_list("pk", flat=True):
            yield Finding("no_locator", table, str(key), "出处位置为空")
        for key, written in rows.values_list("pk", "as_of"):
            if not _is_date(written):
                yield Finding("no_date", table, str(key), f"截至日期为“{written or ''}”")


def _is_date(text: str | None) -> bool:
    try:
        last_day(text or "")
    except ValueError:
        return False
    return True


def _unused_sources() -> Iterator[Finding]:
    used = sourced.fact_counts(date.max)
    explained = set(institutions.LeftOut.objects.values_list("source", flat=True))
    for source in Source.objects.order_by("pk"):
        if not used[source.pk] and source.pk not in explained:
            yield Finding("unused_source", "sources", source.pk, source.title)


def _dead_keys() -> Iterator[Finding]:
    """Foreign keys whose target is gone: the database should refuse them; a restored dump may not have."""
    for table, model, _ in TABLES:
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                lost = model._base_manager.filter(**{f"{field.name}__isnull": False})
                lost = lost.exclude(**{f"{field.attname}__in": field.related_model._base_manager.values("pk")})
                for key, target in lost.values_list("pk", field.attname):
                    yield Finding("dead_reference", table, str(key), f"{field.name} 指向不存在的 {target}")


def _dead_words() -> Iterator[Finding]:
    """References by name or by rule, which no foreign key guards."""
    live = {one.id for one in conflicts(date.max)}
    for key in institutions.Explanation.objects.exclude(pk__in=live).values_list("pk", flat=True):
        yield Finding("dead_reference", "explanations", key, "没有这一处分歧")
    named = set(institutions.TaskUnit.objects.values_list("unit", flat=True))
    for one in institutions.UnitName.objects.all():
        if one.unit not in named:
            yield Finding("dead_reference", "unit_names", one.pk, f"没有任务写到“{one.unit}”")
    for one in institutions.Statistic.objects.filter(subject__in=PER_UNIT):
        if not set(one.members) & named:
            yield Finding("dead_reference", "statistics", one.pk, f"没有任务写到“{'；'.join(one.members)}”")
    bodies = set(institutions.NationalFunction.objects.values_list("body", flat=True))
    for one in institutions.BodyName.objects.all():
        if one.body not in bodies:
            yield Finding("dead_reference", "body_names", one.pk, f"没有职能写到“{one.body}”")
    sizes = Denominator.objects.annotate(found=Count("members")).exclude(size=F("found"))
    for one in sizes:
        yield Finding("dead_reference", "denominators", one.pk, f"写作 {one.size} 个，列出 {one.found} 个")


# Where the same thing might be named twice: table, its rows, the region (or nothing) and the name.
NAMES = (
    ("organizations", institutions.Organization.objects.exclude(name=""), "region_id", "name"),
    ("task_units", institutions.TaskUnit.objects.all(), "task__region_id", "unit"),
    ("documents", institutions.PolicyDocument.objects.all(), "region_id", "title"),
    ("platforms", institutions.Platform.objects.all(), "region_id", "name"),
    ("national_functions", institutions.NationalFunction.objects.all(), None, "body"),
    ("evaluations", institutions.Evaluation.objects.all(), None, "name"),
)


def _same_names() -> Iterator[Finding]:
    for table, rows, place, name in NAMES:
        spellings: dict[tuple, set[str]] = defaultdict(set)
        for where, text in set(rows.values_list(place or "pk", name)):
            spellings[where if place else None, normal(text)].add(text)
        for (where, _), texts in spellings.items():
            if len(texts) > 1:
                yield Finding("same_name", table, str(where or ""), " / ".join(sorted(texts)))
    doubled = (
        institutions.PolicyDocument.objects.values("region_id", "title", "number")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
    )
    for one in doubled:
        yield Finding("same_name", "documents", one["region_id"], f"重复：{one['title']}")
