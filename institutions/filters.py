"""What the filters of the lists share. Repeating a parameter means "or"; different parameters mean "and"."""

from collections.abc import Callable, Collection
from functools import reduce
from operator import and_

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms import MultipleChoiceField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.language import enumerated, is_english
from govcompare.sort_keys import sort_key
from govcompare.vocabularies import Confidence
from govcompare.wording import plain
from regions.models import Region
from regions.vocabularies import EconomicRegion, RegionLevel

from .typed import Typed
from .vocabularies import AgencyType

LONGEST_SEARCH = 100
# More choices are not named where one is asked for that there is not.
MOST_LISTED = 12
# No number of so many digits stands in any column.
LONGEST_NUMBER = 10
AGENCY_TYPES = [*((one.value, one.short) for one in AgencyType), ("unknown", _("类型未知"))]
TRUE_OR_FALSE = [("true", pgettext("answer", "是")), ("false", pgettext("answer", "否"))]


class NamedChoiceField(MultipleChoiceField):
    """An unknown code is an error that names the code and the known ones."""

    def validate(self, value):
        for code in value:
            if not self.valid_value(code):
                raise unknown_code(code, [str(key) for key, word in self.choices])


def unknown_code(code: str, known: list[str]) -> ValidationError:
    """That there is no such code, and which there are."""
    listed = enumerated(known[:MOST_LISTED]) + ("……" if len(known) > MOST_LISTED else "")
    return ValidationError(gettext("没有“%(code)s”这个选项；可用：%(known)s") % {"code": code[:40], "known": listed})


class Choices(django_filters.MultipleChoiceFilter):
    """One of several codes, given as choices or as a function that reads them from the database."""

    field_class = NamedChoiceField
    is_open = False

    def __init__(self, choices, *, label: str, field_name: str | None = None):
        # no field is one of several rows of another table, so that no row can come twice; and sorting out double ones
        # of a million takes seconds
        super().__init__(field_name=field_name, label=label, choices=choices, required=False, distinct=False)

    def among(self, values: Collection[str]) -> list[tuple[str, str]]:
        """Those of its choices that are among some values, in their order."""
        return [(value, words) for value, words in self.field.choices if value in values]


class OpenField(MultipleChoiceField):
    """Values of which there are too many to list: only those asked for are looked up. among: gives those of some that there
    are, with their words; first: gives some that there are."""

    def __init__(self, *, among: Callable, first: Callable, **kwargs):
        self.among, self.first = among, first
        super().__init__(**kwargs)

    def validate(self, value):
        known = {code for code, words in self.among(value)} if value else ()
        for code in value:
            if code not in known:
                raise unknown_code(code, self.first(MOST_LISTED + 1))


class OpenChoices(Choices):
    """One of very many: its choices are no list to go through, only those of some values can be read."""

    field_class = OpenField
    is_open = True

    def __init__(self, *, label: str, field_name: str | None = None):
        super().__init__([], label=label, field_name=field_name)
        self.extra |= {"among": self.among, "first": self.first}

    def first(self, number: int) -> list[str]:
        """Some of its values."""
        raise NotImplementedError


class RegionChoices(OpenChoices):
    """One of several regions, by their codes."""

    def among(self, values):
        name = "name_en" if is_english() else "short_name"
        return list(Region.objects.filter(code__in=values).order_by("code").values_list("code", name))

    def first(self, number):
        return list(Region.objects.order_by("code").values_list("code", flat=True)[:number])


class NumberChoices(OpenChoices):
    """One of several whole numbers that stand in a column."""

    def __init__(self, rows: Callable[[], QuerySet], column: str, *, label: str):
        self.rows, self.column = rows, column
        super().__init__(label=label)

    def among(self, values):
        numbers = [
            int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < LONGEST_NUMBER
        ]
        found = self.rows().filter(**{f"{self.column}__in": numbers}).values_list(self.column, flat=True).distinct()
        return [(str(number), str(number)) for number in sorted(found)]

    def first(self, number):
        found = self.rows().exclude(**{self.column: None}).order_by(self.column)
        return [str(value) for value in found.values_list(self.column, flat=True).distinct()[:number]]


def in_use(queryset, field: str) -> list[tuple[str, str]]:
    """The codes, numbers or years in use, as choices."""
    values = {value for value in queryset.values_list(field, flat=True) if value not in (None, "")}
    return [(str(value), str(value)) for value in sorted(values)]


def named(queryset, field: str) -> list[tuple[str, str]]:
    """The names in use, as choices in the order of their sound, on English pages in the alphabet of what is shown; the
    text of the dataset is the value in every language."""
    values = queryset.exclude(**{field: ""}).order_by(f"{field}_key").values_list(field, flat=True).distinct()
    choices = [(value, plain(value)) for value in values if value]
    return sorted(choices, key=lambda choice: sort_key(choice[1])) if is_english() else choices


class TextFilter(django_filters.FilterSet):
    """Filters of every list: free text, looked for in the fields that are `searched`."""

    q = django_filters.CharFilter(
        method="matching",
        label=_("搜索"),
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": _("最多 %(limit_value)s 个字，收到 %(show_value)s 个。请改短。")},
    )

    searched: tuple[str, ...] = ()
    # the same in words, for who searches
    looks_in: str = ""

    def matching(self, queryset, name, text):
        typed = Typed(text)
        apart = [self.mentions(queryset.model, word) for word in typed.words]
        return queryset.filter(self.mentions(queryset.model, typed) | reduce(and_, apart, Q()))

    def mentions(self, model: type[Model], typed: Typed) -> Q:
        """Which rows have what was typed. What else of a list has it is for subclasses to add, by subqueries, so that a
        row with two matches counts once."""
        return typed.within(model, *self.searched)


class PlaceFilter(TextFilter):
    """Filters of every list whose rows belong to a region."""

    region_code = RegionChoices(label=_("地区"), field_name="region_id")
    level = Choices(RegionLevel.choices, label=_("层级"), field_name="region__level")
    economic_region = Choices(EconomicRegion.choices, label=_("经济区域"), field_name="region__economic_region")
    confidence = Choices(Confidence.choices, label=_("可信度"))

    def mentions(self, model, typed):
        return super().mentions(model, typed) | Q(region__in=typed.regions)
