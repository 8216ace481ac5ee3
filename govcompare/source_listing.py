"""The list of sources. It counts the facts of every app, so it stands above them."""

from datetime import date

import django_filters
from django.db.models import Case, F, IntegerField, Q, TextField, Value, When
from django.db.models.functions import NullIf
from django.urls import reverse

from institutions import sourced
from institutions.filters import Choices, search

from .listing import Listing
from .models import Source
from .rows import Row, label
from .tables import CodeColumn, FactColumn, FactTable, LinkColumn
from .vocabularies import CopyKind, SourceKind


class SourceTable(FactTable):
    title = LinkColumn("标题", lambda row: reverse("source", args=[row["id"]]))
    authors = FactColumn("作者")
    publisher = FactColumn("发布者")
    container = FactColumn("刊物")
    kind = CodeColumn("类型")
    copy_kind = CodeColumn("读到的版本")
    published_on = FactColumn("发布日期")
    data_date = FactColumn("数据日期")
    facts = FactColumn("所据事实", attrs={"td": {"class": "number"}})


class SourceFilter(django_filters.FilterSet):
    q = search("matching")
    kind = Choices(SourceKind.choices, label="类型")
    copy_kind = Choices(CopyKind.choices, label="读到的版本")

    def matching(self, queryset, name, text):
        return queryset.filter(Q(title__icontains=text) | Q(authors__icontains=text) | Q(publisher__icontains=text))


class Sources(Listing):
    key, title, unit = "sources", "来源", "个来源"
    lead = "每一条事实都指向下列来源之一。点开可见哪些事实以它为据。"
    table_class, filterset_class = SourceTable, SourceFilter
    facets = ("kind", "copy_kind")
    sorts = {
        "id": ["id"],
        "title": ["title"],
        "kind": ["kind"],
        "copy_kind": ["copy_kind"],
        "published_on": ["published_on"],
        "data_date": ["data_date"],
        "publisher": ["publisher_or_null"],
        "facts": ["facts"],
    }
    default_sort = "id"
    labels = {
        "id": "编号",
        "title": "标题",
        "authors": "作者",
        "publisher": "发布者",
        "container": "刊物",
        "number": "文号",
        "kind": "类型",
        "kind_label": "类型（名称）",
        "copy_kind": "读到的版本",
        "copy_kind_label": "读到的版本（名称）",
        "published_on": "发布日期",
        "data_date": "数据日期",
        "language": "语言",
        "url": "网址",
        "citation": "GB/T 7714-2015",
        "bibtex": "BibTeX",
        "accessed_on": "访问日期",
        "facts": "所据事实",
        "note": "说明",
        "missing": "缺失原因",
    }

    def queryset(self, day):
        """The sources that carry a fact known by the day, and those that never carry one."""
        counts, ever = sourced.fact_counts(day), sourced.fact_counts(date.max)
        return Source.objects.exclude(pk__in=set(ever) - set(counts)).annotate(
            publisher_or_null=NullIf(F("publisher"), Value("", output_field=TextField())),
            facts=Case(
                *(When(pk=source, then=Value(number)) for source, number in counts.items()),
                default=Value(0),
                output_field=IntegerField(),
            ),
        )

    def row(self, item: Source, day) -> Row:
        source = item
        row = {
            "id": source.id,
            "title": source.title,
            "authors": source.authors or None,
            "publisher": source.publisher or None,
            "container": source.container or None,
            "number": source.number or None,
            "kind": source.kind,
            "kind_label": label(SourceKind, source.kind),
            "copy_kind": source.copy_kind,
            "copy_kind_label": label(CopyKind, source.copy_kind),
            "published_on": source.published_on,
            "data_date": source.data_date,
            "language": source.language,
            "url": source.url or None,
            "citation": source.citation,
            "bibtex": source.bibtex,
            "accessed_on": source.accessed_on,
            "facts": source.facts,
            "note": source.note or None,
        }
        row["missing"] = {
            name: "none" if name == "note" else "unknown" for name, value in row.items() if value is None
        }
        return row
