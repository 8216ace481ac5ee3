"""The list of sources. It counts the facts of every app, so it stands above them."""

import json
from datetime import date

from django.db.models import F, Func, IntegerField, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from institutions import sourced
from institutions.filters import Choices, TextFilter
from institutions.ordering import in_order

from .listing import Listing
from .models import Source
from .query import path_of
from .rows import Row, label, rendered
from .tables import CodeColumn, DateColumn, FactColumn, FactTable, LinkColumn
from .vocabularies import CopyKind, SourceKind


class NumberOf(Func):
    """The number that stands under a column's key, 0 where none does: the database looks it up in JSON, which stays quick
    with thousands of them."""

    output_field = IntegerField()

    @classmethod
    def of(cls, column: str, numbers: dict[str, int]) -> "NumberOf":
        return cls(Value(json.dumps(numbers)), F(column))

    def as_sqlite(self, compiler, connection, **more):
        template = """COALESCE(json_extract(%(expressions)s || '"'), 0)"""
        return self.as_sql(compiler, connection, template=template, arg_joiner=""", '$."' || """, **more)

    def as_postgresql(self, compiler, connection, **more):
        template = "COALESCE((%(expressions)s)::integer, 0)"
        return self.as_sql(compiler, connection, template=template, arg_joiner="::jsonb ->> ", **more)


class SourceTable(FactTable):
    title = LinkColumn(_("标题"), lambda row: path_of("source", row["id"]), proper=True)
    authors = FactColumn(_("作者"), proper=True)
    publisher = FactColumn(_("发布者"), proper=True)
    container = FactColumn(_("刊物"), proper=True)
    kind = CodeColumn(_("类型"))
    copy_kind = CodeColumn(_("读到的版本"))
    published_on = DateColumn(_("发布日期"))
    data_date = DateColumn(_("数据日期"))
    facts = FactColumn(_("所据事实"), attrs={"td": {"class": "number"}})


class SourceFilter(TextFilter):
    kind = Choices(SourceKind.choices, label=_("类型"))
    copy_kind = Choices(CopyKind.choices, label=_("读到的版本"))

    searched = ("title", "authors", "publisher")
    looks_in = _("标题、作者、发布者")


class Sources(Listing):
    key, title = "sources", pgettext("list", "来源")
    unit = ngettext("%(count)s 个来源", "%(count)s 个来源", "count")
    lead = _("每一条事实都指向下列来源之一。点开可见哪些事实以它为据。")
    table_class, filterset_class = SourceTable, SourceFilter
    facets = ("kind", "copy_kind")
    sorts = {
        "id": ["id"],
        "title": ["title_key"],
        "kind": ["kind_order"],
        "copy_kind": ["copy_kind_order"],
        "published_on": ["published_on"],
        "data_date": ["data_date"],
        "publisher": ["publisher_key"],
        "facts": ["facts"],
    }
    default_sort = "id"
    labels = {
        "id": _("编号"),
        "title": _("标题"),
        "title_label": _("标题（名称）"),
        "authors": _("作者"),
        "publisher": _("发布者"),
        "publisher_label": _("发布者（名称）"),
        "container": _("刊物"),
        "number": _("文号"),
        "kind": _("类型"),
        "kind_label": _("类型（名称）"),
        "copy_kind": _("读到的版本"),
        "copy_kind_label": _("读到的版本（名称）"),
        "published_on": _("发布日期"),
        "data_date": _("数据日期"),
        "language": _("语言"),
        "url": _("网址"),
        "citation": "GB/T 7714-2015",
        "bibtex": "BibTeX",
        "accessed_on": _("访问日期"),
        "facts": _("所据事实"),
        "note": _("说明"),
        "note_label": _("说明（名称）"),
        "missing": _("缺失原因"),
    }

    def queryset(self, day):
        """The sources that carry a fact known by the day, and those that never carry one."""
        counts, ever = sourced.all_fact_counts(day), sourced.all_fact_counts(date.max)
        return Source.objects.exclude(pk__in=set(ever) - set(counts)).annotate(
            kind_order=in_order("kind", SourceKind),
            copy_kind_order=in_order("copy_kind", CopyKind),
            facts=NumberOf.of("pk", counts),
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
        row = rendered(row, "title", "publisher", "note")
        row["missing"] = {
            name: "none" if name.startswith("note") else "unknown" for name, value in row.items() if value is None
        }
        return row
