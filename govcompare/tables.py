"""Table columns that never print a bare None: every empty cell says why it is empty."""

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import wording
from .as_of import AsOf
from .evidence import evidence
from .language_dates import shown_date
from .query import link
from .vocabularies import MissingReason


def absence(reason: str) -> SafeString:
    """A badge for a missing value; the four reasons look different (see .absent in site.css)."""
    reason = MissingReason(reason or MissingReason.UNKNOWN)
    return format_html('<span class="absent absent-{}">{}</span>', reason.value.replace("_", "-"), reason.label)


class FactColumn(tables.Column):
    """A value as text; lists as short lines; an absence as its badge. `proper`: its values are proper names."""

    empty_values = ()

    def __init__(self, verbose_name: str, *, proper: bool = False, **extra):
        super().__init__(verbose_name=verbose_name, orderable=False, **extra)
        self.proper = proper

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

    def text(self, value) -> SafeString:
        return format_html('<time datetime="{}">{}</time>', value, shown_date(value))


class CodeColumn(FactColumn):
    """A code shown by its label, which stands in the row as `<name>_label`."""

    def __init__(self, verbose_name: str, *, css: str = "", **extra):
        super().__init__(verbose_name, **extra)
        self.css = css

    def show(self, value, record, name, table):
        text = self.text(record.get(f"{name}_label") or value)
        return format_html('<span class="{0} {0}-{1}">{2}</span>', self.css, value, text) if self.css else text


class LinkColumn(FactColumn):
    """A value that leads to a page on the date shown: `url` is a function of the row."""

    def __init__(self, verbose_name: str, url, **extra):
        super().__init__(verbose_name, **extra)
        self.url = url

    def show(self, value, record, name, table):
        return format_html('<a href="{}">{}</a>', link(self.url(record), table.as_of.param), self.text(value))


class EvidenceColumn(FactColumn):
    """Source, place in it, date and confidence: the way home from every row."""

    def __init__(self):
        super().__init__(gettext_lazy("出处"), accessor="source", attrs={"td": {"class": "evidence"}})

    def render(self, value, record, bound_column, table):
        page = link(f"/facts/{table.facts}/{record[table.key]}/", table.as_of.param) if table.facts else ""
        return evidence(record, table.as_of.param, page=page)


class FactTable(tables.Table):
    """What the lists share; _components/fact_table.html draws them with caption, scopes and sort links."""

    # the table of the dataset whose rows these are, and the column that names a row
    facts = ""
    key = "id"

    def __init__(self, rows, *, as_of: AsOf):
        super().__init__(rows)
        self.as_of = as_of

    def body(self) -> Iterator[SafeString]:
        """The cells of each row in HTML, in the order of the rows.

        Written in one pass: the rows of django-tables2 find out for every cell how its column is to be called and which
        attributes it has, and take seven times as long (see docs/performance.md).
        """
        columns = [
            (format_html('<td {} data-label="{}">', one.attrs["td"].as_html(), one.header), str(one.accessor), one)
            for one in self.columns
        ]
        for record in self.data:
            cells = []
            for start, key, one in columns:
                cell = one.column.render(value=record.get(key), record=record, bound_column=one, table=self)
                cells.append(f"{start}{conditional_escape(cell)}</td>")
            yield mark_safe("".join(cells))  # noqa: S308 - each cell is escaped
