"""Dates written as YYYY, YYYY-MM or YYYY-MM-DD, kept as written and compared by whole periods.

The pattern is that of Popolo (http://www.popoloproject.com/specs/). A partial date decides a
question only when its whole period does: "set up in 2019" is not known for June 2019 and is true
from the end of 2019. So a fact is certain from the *last* day of the period in which it began, and
a question about "2019-06" is a question about the last day of that month.
"""

import calendar
import re
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = PATTERN.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    return year, month, day


def first_day(text: str) -> date:
    """The first day of the period; ValueError for anything that is not a partial date."""
    year, month, day = _parts(text)
    return date(year, 1 if month is None else month, 1 if day is None else day)


@lru_cache(maxsize=4096)
def last_day(text: str) -> date:
    """The last day of the period; ValueError for anything that is not a partial date."""
    year, month, day = _parts(text)
    if month is None:
        return date(year, 12, 31)
    return date(year, month, day) if day is not None else date(year, month, _length(year, month))


def _length(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return calendar.monthrange(year, month)[1]


def validate_partial_date(text: str) -> None:
    """ValidationError, in words, for anything that is not YYYY, YYYY-MM or YYYY-MM-DD."""
    try:
        first_day(text)
    except ValueError:
        raise ValidationError(f"“{text}”不是日期，请写成 2019、2019-06 或 2019-06-30。") from None


class PartialDateField(models.CharField):
    """A partial date as written, or NULL where the source gives none."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", kwargs["null"])
        super().__init__(*args, **kwargs)
        self.validators.append(validate_partial_date)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs
