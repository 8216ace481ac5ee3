"""Provenance: where each fact comes from, and from when to when it holds."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..partial_dates import PartialDateField
from ..sort_keys import SortKeyField
from ..vocabularies import Confidence, CopyKind, Language, SourceKind


class Source(models.Model):
    """A publication that facts rest on (OWID's Origin, BODS's source)."""

    id = models.SlugField("编号", primary_key=True, max_length=80)
    kind = models.CharField("类型", max_length=40, choices=SourceKind)
    copy_kind = models.CharField("读到的版本", max_length=40, choices=CopyKind)
    title = models.TextField("标题")
    title_key = SortKeyField("title")
    authors = models.TextField("作者", blank=True)
    publisher = models.TextField("发布者", blank=True)
    publisher_key = SortKeyField("publisher")
    container = models.TextField("刊物或网站", blank=True)
    number = models.TextField("文号或编号", blank=True)
    url = models.TextField("网址", blank=True)
    published_on = PartialDateField("发布日期")
    data_date = PartialDateField("数据日期")
    accessed_on = PartialDateField("访问日期")
    language = models.CharField("语言", max_length=10, choices=Language)
    note = models.TextField("说明", blank=True)
    # Derived when the dataset is loaded, by govcompare.citations.
    citation = models.TextField("GB/T 7714-2015")
    bibtex = models.TextField("BibTeX")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.title


class SourcedQuerySet(models.QuerySet):
    """Questions about a day. The day is always an argument: only views know what today is."""

    def known(self, day: date):
        """Rows for which a source vouches by the end of `day`."""
        return self.filter(known_from__lte=day)


class Sourced(models.Model):
    """A row that states what one source says; the database refuses a row without one."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name="来源")
    locator = models.TextField("出处位置")
    as_of = PartialDateField("截至日期", null=False)
    confidence = models.CharField("可信度", max_length=10, choices=Confidence)
    note = models.TextField("说明", blank=True)
    # field -> reason, for empty fields whose reason is not simply "unknown"
    missing = models.JSONField("缺失原因", default=dict, blank=True)
    # Derived when the dataset is loaded: the last day of `as_of`, by which a source vouches for the row.
    known_from = models.DateField("可知日期", db_index=True)

    objects = SourcedQuerySet.as_manager()

    class Meta:
        abstract = True


class DatedQuerySet(SourcedQuerySet):
    """Questions about the days on which a fact holds."""

    def in_force(self, day: date):
        """Rows that certainly hold at the end of `day`: begun, not ended, not superseded."""
        return self.filter(
            Q(certain_until__isnull=True) | Q(certain_until__gt=day),
            Q(superseded_from__isnull=True) | Q(superseded_from__gt=day),
            certain_from__lte=day,
        )

    def undecided(self, day: date):
        """Rows that hold at the end of `day` for some dates within their partial dates, not for all."""
        return self.filter(
            Q(certain_from__gt=day, possible_from__lte=day) & (Q(gone_from__isnull=True) | Q(gone_from__gt=day))
            | Q(certain_from__lte=day, certain_until__lte=day, gone_from__gt=day)
        )


class Dated(models.Model):
    """A fact with a validity interval, half-open: valid_from ≤ day < valid_to.

    The day columns are derived from the written dates by `govcompare.validity` when the dataset is
    loaded, so that one query answers for any day on every database.
    """

    valid_from = PartialDateField(_("生效"))
    valid_to = PartialDateField(_("失效"))
    certain_from = models.DateField("确定存在自", db_index=True)
    possible_from = models.DateField("可能存在自", null=True, blank=True)
    certain_until = models.DateField("确定存在至", null=True, blank=True)
    gone_from = models.DateField("确定终止自", null=True, blank=True)
    superseded_from = models.DateField("被取代自", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds(self, day: date) -> bool:
        """`DatedQuerySet.in_force` on a row already read."""
        return (
            self.certain_from <= day
            and (self.certain_until is None or day < self.certain_until)
            and (self.superseded_from is None or day < self.superseded_from)
        )
