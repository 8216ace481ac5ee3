"""Expressions by which lists sort: blanks as NULL, codes in the order of their vocabulary."""

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Coalesce, NullIf

# The sorts of every list whose rows belong to a region.
PLACE_SORTS = {"region_code": ["region_id"], "region": ["region__sort_key"]}


def filled(field: str) -> NullIf:
    """A text field with its blanks as NULL, so that they sort last."""
    return NullIf(F(field), Value(""))


def or_unknown(field: str) -> Coalesce:
    """A code, or "unknown" where there is none: a choice that filters and facets can name."""
    return Coalesce(filled(field), Value("unknown"))


def in_order(field: str, choices) -> Case:
    """The position of a code in its vocabulary; NULL for no code."""
    return Case(
        *(When(**{field: code}, then=Value(position)) for position, code in enumerate(choices.values)),
        default=Value(None),
        output_field=IntegerField(),
    )


def own_or_unknown(own: str, last_known: str) -> Case:
    """False where the type shown is only the last known one."""
    return Case(When(**{own: "", f"{last_known}__gt": ""}, then=Value(False)), default=Value(True))


def tier_order() -> Case:
    """第一梯队 before 第二梯队, whatever their code points; other words after them."""
    numerals = enumerate("一二三四五六七八九")
    return Case(
        *(When(band__startswith=f"第{numeral}", then=Value(position)) for position, numeral in numerals),
        When(band="", then=Value(None)),
        default=Value(99),
        output_field=IntegerField(),
    )
