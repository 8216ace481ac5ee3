"""From written, partial dates to the days on which a fact certainly or possibly holds. Pure."""

from collections.abc import Iterable, MutableMapping
from datetime import date
from typing import Any

from .partial_dates import first_day, last_day


def settle(row: MutableMapping[str, Any]) -> None:
    """Add the day columns of `govcompare.models.Dated` to one row.

    With no known beginning a fact is certain from the day it was observed (`as_of`) and says nothing
    about before; with one, from the last day of the period in which it began, or from the day within
    that period on which it was seen ("set up in 2024", seen on 2024-03-22: certain from then).
    """
    begun, ended, seen = row.get("valid_from"), row.get("valid_to"), last_day(row["as_of"])
    row["certain_from"] = seen if begun is None else certain_day(begun, seen)
    row["possible_from"] = first_day(begun) if begun else None
    row["certain_until"] = first_day(ended) if ended else None
    row["gone_from"] = last_day(ended) if ended else None
    row.setdefault("superseded_from", None)


def certain_day(begun: str, seen: date) -> date:
    """The day by which a thing that began in a period had begun: its end, or the day on which it was seen within it."""
    return seen if first_day(begun) <= seen < last_day(begun) else last_day(begun)


def supersede(rows: Iterable[MutableMapping[str, Any]]) -> None:
    """A row ends on the day the row that supersedes it is certain; rows must be settled."""
    by_id = {row["id"]: row for row in rows}
    for row in by_id.values():
        earlier = by_id.get(row.get("supersedes"))
        if earlier is not None:
            days = (earlier["superseded_from"], row["certain_from"])
            earlier["superseded_from"] = min(day for day in days if day)
