"""What the filters of the lists share. Repeating a parameter means "or"; different parameters mean "and"."""

from functools import reduce
from operator import and_

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
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
AGENCY_TYPES = [*((one.value, one.short) for one in AgencyType), ("unknown", _("类型未知"))]
TRUE_OR_FALSE = [("true", pgettext("answer", "是")), ("false", pgettext("answer", "否"))]


class NamedChoiceField(MultipleChoiceField):
    """An unknown code is an error that names the code and the known ones."""

    def validate(self, value):
        for code in value:
            if not self.valid_value(code):
                known = [str(key) for key, word in self.choices]
                listed = enumerated(known[:12]) + ("……" if len(known) > 12 else "")
                words = gettext("没有“%(code)s”这个选项；可用：%(known)s")
                raise ValidationError(words % {"code": code[:40], "known": listed})


class Choices(django_filters.MultipleChoiceFilter):
    """One of several codes, given as choices or as a function that reads them from the database."""

    field_class = NamedChoiceField

    def __init__(self, choices, *, label: str, field_name: str | None = None):
        # no field is one of several rows of another table, so that no row can come twice; and sorting out double ones
        # of a million takes seconds
        super().__init__(field_name=field_name, label=label, choices=choices, required=False, distinct=False)


def region_choices():
    """Every region as code and name, in the order of the codes."""
    return list(Region.objects.values_list("code", "name_en" if is_english() else "short_name"))


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
        """The rows that have the whole as it stands, or else each of its words."""
        typed = Typed(text)
        whole = self.mentions(queryset.model, typed)
        each = [self.mentions(queryset.model, word) for word in typed.words]
        return queryset.filter(whole | reduce(and_, each) if each else whole)

    def mentions(self, model: type[Model], typed: Typed) -> Q:
        """Which rows have what was typed. What else of a list has it is for subclasses to add, by subqueries, so that a
        row with two matches counts once."""
        return typed.within(model, *self.searched)


class PlaceFilter(TextFilter):
    """Filters of every list whose rows belong to a region."""

    region_code = Choices(region_choices, label=_("地区"), field_name="region_id")
    level = Choices(RegionLevel.choices, label=_("层级"), field_name="region__level")
    economic_region = Choices(EconomicRegion.choices, label=_("经济区域"), field_name="region__economic_region")
    confidence = Choices(Confidence.choices, label=_("可信度"))

    def mentions(self, model, typed):
        return super().mentions(model, typed) | Q(region__in=typed.regions)
