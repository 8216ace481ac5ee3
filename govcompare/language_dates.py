"""Dates as readers of each language write them; partial dates stay partial."""

from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.translation import override

from .language import is_english
from .partial_dates import first_day


def shown_date(text: str | None) -> str:
    """2019-06-30 -> 2019年6月30日 or 30 June 2019; 2019-06 -> 2019年6月 or June 2019; anything else as it stands."""
    return _shown(str(text or ""), is_english())


@lru_cache(maxsize=10_000)
def _shown(text: str, in_english: bool) -> str:
    try:
        day = first_day(text)
    except ValueError:
        return text
    parts = text.count("-")
    if not in_english:
        return "".join([f"{day.year}年", f"{day.month}月", f"{day.day}日"][: parts + 1])
    with override("en"):
        return " ".join([str(day.year), str(MONTHS[day.month]), str(day.day)][: parts + 1][::-1])
