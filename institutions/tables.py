"""Columns that several lists show. A page shows some of the columns of its list; files carry all of them."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from govcompare.tables import CodeColumn, LinkColumn


def profile_of(code_field: str):
    """A function from a row to the profile of the region in one of its columns."""
    return lambda row: reverse("profile", args=[row[code_field]])


def region_column(code_field: str = "region_code", verbose_name: str = "地区") -> LinkColumn:
    """The column that leads to the profile of the region."""
    return LinkColumn(verbose_name, profile_of(code_field), attrs={"td": {"class": "place"}})


class PickColumn(tables.Column):
    """A tick box that takes a region into a comparison."""

    def __init__(self, code_field: str):
        super().__init__(verbose_name="选", accessor=code_field, orderable=False, attrs={"td": {"class": "pick"}})
        self.code_field = code_field

    def render(self, value, record):
        name = record.get("region") or record.get("short_name")
        return format_html('<input type="checkbox" name="r" value="{}" aria-label="比较{}">', value, name)


class TypeColumn(CodeColumn):
    """Agency type: the known one, or 未知 with the last known one beside it."""

    def __init__(self, verbose_name: str = "机构类型"):
        super().__init__(verbose_name, css="type")

    def render(self, value, record, bound_column, table):
        shown = super().render(value, record, bound_column, table)
        if value is None and record["last_known_type"]:
            return format_html(
                '{} <small class="last-known">最近已知：{}（{}）</small>',
                shown, record["last_known_type_label"], record["last_known_as_of"],
            )  # fmt: skip
        return shown
