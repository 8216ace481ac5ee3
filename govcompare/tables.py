"""Table columns that never print a bare None: every empty cell says why it is empty."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import django_tables2 as tables
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import wording
from .as_of import AsOf
from .evidence import evidence
from .language import current
from .language_dates import shown_date
from .query import link
from .vocabularies import MissingReason

# What stands in an address for the key of a row.
ROW = "-row-"


def absence(reason: str) -> SafeString:
    """A badge for a missing value; the four reasons look different (see .absent in site.css)."""
    return _absence(reason or MissingReason.UNKNOWN, current())


@cache
def _absence(reason: str, language: str) -> SafeString:
    reason = MissingReason(reason)
    return format_html('<span class="absent absent-{}">{}</span>', reason.value.replace("_", "-"), reason.label)


class FactColumn(tables.Column):
    """A value as text; lists as short lines; an absence as its badge. `proper`: its values are proper names."""

    empty_values = ()
    # Whether the same value with the same `beside` it always looks the same. Not inherited: whoever writes another `show`
    # says so again.
    by_value = True

    def __init_subclass__(cls, **named):
        super().__init_subclass__(**named)
        cls.by_value = vars(cls).get("by_value", False)

    def __init__(self, verbose_name: str, *, proper: bool = False, **extra):
        super().__init__(verbose_name=verbose_name, orderable=False, **extra)
        self.proper = proper

    def beside(self, record: dict[str, Any]) -> str:
        """What else of a row the look of a value depends on."""
        return ""

    def render(self, value, record, bound_column, table):
        if value is None or value == []:
            return absence(record["missing"].get(bound_column.name))
        shown = self.show(value, record, bound_column.name, table)
        if bound_column.name in record.get("later_fields", ()):
            why, word = _("依据晚于所示日期"), _("推出")
            return format_html('{} <span class="implied" title="{}">{}</span>', shown, why, word)
        return shown

    def show(self, value, record, name, table):
        """A value that is there, in HTML."""
        if isinstance(value, list):
            items = format_html_join("", "<li>{}</li>", ((self.text(one),) for one in value))
            return format_html('<ul class="plain">{}</ul>', items)
        return self.text(value)

    def text(self, value) -> Any:
        """Text of the dataset in the language of the page; anything else as it is."""
        if not isinstance(value, str):
            return value
        return wording.name(value) if self.proper else wording.prose(value)


class DateColumn(FactColumn):
    """A date, whole or partial, as readers write it."""

    by_value = True

    def text(self, value) -> SafeString:
        return format_html('<time datetime="{}">{}</time>', value, shown_date(value))


class CodeColumn(FactColumn):
    """A code shown by its label, which stands in the row as `<name>_label`."""

    by_value = True

    def __init__(self, verbose_name: str, *, css: str = "", **extra):
        super().__init__(verbose_name, **extra)
        self.css = css

    def show(self, value, record, name, table):
        text = self.text(record.get(f"{name}_label") or value)
        return format_html('<span class="{0} {0}-{1}">{2}</span>', self.css, value, text) if self.css else text


class LinkColumn(FactColumn):
    """A value that leads to a page on the date shown: `url` is a function of the row."""

    by_value = True

    def __init__(self, verbose_name: str, url, **extra):
        super().__init__(verbose_name, **extra)
        self.url = url

    def beside(self, record):
        return self.url(record)

    def show(self, value, record, name, table):
        return format_html('<a href="{}">{}</a>', link(self.url(record), table.as_of.param), self.text(value))


class EvidenceColumn(FactColumn):
    """Source, place in it, date and confidence: the way home from every row."""

    def __init__(self):
        super().__init__(gettext_lazy("出处"), accessor="source", attrs={"td": {"class": "evidence"}})

    def render(self, value, record, bound_column, table):
        page = table.fact_page.replace(ROW, record[table.key]) if table.facts else ""
        return evidence(record, table.as_of.param, page=page)


class FactTable(tables.Table):
    """What the lists share; _components/fact_table.html draws them with caption, scopes and sort links."""

    # the table of the dataset whose rows these are, and the column that names a row
    facts = ""
    key = "id"

    def __init__(self, rows, *, as_of: AsOf):
        super().__init__(rows)
        self.as_of = as_of
        # the page of a fact, ROW in the place of its key: up to 1000 rows have one
        self.fact_page = link(f"/facts/{self.facts}/{ROW}/", as_of.param)

    def body(self) -> Iterator[SafeString]:
        """The cells of each row in HTML, in the order of the rows.

        Written in one pass: the rows of django-tables2 find out for every cell how its column is to be called and which
        attributes it has, and take seven times as long (see docs/performance.md).
        """
        columns = [_Cells(column, self) for column in self.columns]
        for record in self.data:
            yield mark_safe("".join([cells.of(record) for cells in columns]))  # noqa: S308 - each cell is escaped


class _Cells:
    """The cells of one column; what was made of a value is remembered where it always looks the same."""

    def __init__(self, bound: tables.columns.BoundColumn, table: FactTable):
        self.bound, self.column, self.table = bound, bound.column, table
        self.key, self.name = str(bound.accessor), bound.name
        self.start = format_html('<td {} data-label="{}">', bound.attrs["td"].as_html(), bound.header)
        self.known: dict[tuple, str] | None = {} if getattr(self.column, "by_value", False) else None

    def of(self, record: dict[str, Any]) -> str:
        """The cell of a row, with its tags."""
        value = record.get(self.key)
        if self.known is None or isinstance(value, list | dict):
            return self._made(value, record)
        later = self.name in record.get("later_fields", ())
        asked = value, type(value), record["missing"].get(self.name), later, self.column.beside(record)
        if (cell := self.known.get(asked)) is None:
            cell = self.known[asked] = self._made(value, record)
        return cell

    def _made(self, value: Any, record: dict[str, Any]) -> str:
        cell = self.column.render(value=value, record=record, bound_column=self.bound, table=self.table)
        return f"{self.start}{conditional_escape(cell)}</td>"
