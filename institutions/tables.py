"""Columns that several lists show. A page shows some of the columns of its list; files carry all of them."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from govcompare.language import bracketed, headed, is_english
from govcompare.query import path_of
from govcompare.rows import Row
from govcompare.tables import CodeColumn, LinkColumn

from .display import dated
from .vocabularies import AgencyType


def profile_of(code_field: str):
    """A function from a row to the profile of the region in one of its columns."""
    return lambda row: path_of("profile", row[code_field])


def name_of(row: Row) -> str:
    """The region of a row in the language of the page; the list of regions has its names in columns of their own."""
    return row.get("region") or row["name_en" if is_english() else "short_name"]


def region_column(code_field: str = "region_code", verbose_name: str = _("地区")) -> LinkColumn:
    """The column that leads to the profile of the region."""
    return LinkColumn(verbose_name, profile_of(code_field), attrs={"td": {"class": "place"}})


class NamedRegionColumn(LinkColumn):
    """In the list of regions: the name of each in the language of the page, leading to its profile."""

    def __init__(self):
        super().__init__(_("名称"), profile_of("code"), attrs={"td": {"class": "place"}})

    def show(self, value, record, name, table):
        return super().show(name_of(record), record, name, table)


class PickColumn(tables.Column):
    """A tick box that takes a region into a comparison."""

    def __init__(self, code_field: str):
        super().__init__(verbose_name=_("选"), accessor=code_field, orderable=False, attrs={"td": {"class": "pick"}})
        self.code_field = code_field

    def render(self, value, record, bound_column, table):
        words = gettext("比较%(region)s") % {"region": name_of(record)}
        return format_html('<input type="checkbox" name="r" value="{}" aria-label="{}">', value, words)


class TypeColumn(CodeColumn):
    """Agency type: the known one, or 未知 with the last known one beside it."""

    def __init__(self, verbose_name: str = _("机构类型")):
        super().__init__(verbose_name, css="type")

    def render(self, value, record, bound_column, table):
        shown = super().render(value, record, bound_column, table)
        if value is None and record["last_known_type"]:
            earlier = bracketed(AgencyType(record["last_known_type"]).short, dated(record["last_known_as_of"]))
            words = headed(gettext("最近已知"), earlier)
            return format_html('{} <small class="last-known">{}</small>', shown, words)
        return shown

    def show(self, value, record, name, table):
        return format_html('<span class="type type-{}">{}</span>', value, AgencyType(value).short)
