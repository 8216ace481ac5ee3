"""What the pictures of this domain share: words about dates, and where each row of a picture comes from."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from govcompare.language_dates import shown_date
from govcompare.rows import Row, provenance
from regions.models import Region

PRINTED = ("value", "rank", "band")


def observed(dates: Iterable[str]) -> str:
    """From when to when the facts of a picture were observed: none of them is newer than that."""
    written = [shown_date(text) for text in sorted(set(dates))]
    if not written:
        return _("没有资料")
    if len(written) == 1:
        return _("资料日期 %(date)s") % {"date": written[0]}
    return _("资料日期 %(first)s至%(last)s") % {"first": written[0], "last": written[-1]}


def resting_on(homes: Iterable[Row]) -> dict:
    """The columns that say where a row of a picture comes from: one place, or all that it sums up.

    homes: rows with source, as_of and locator. Of one place its locator is said; of several only sources and dates.
    """
    places = list({(home["source"], home["as_of"], home["locator"]): home for home in homes}.values())
    if len(places) == 1:
        return {name: places[0][name] for name in ("as_of", "source", "locator")}
    return {
        "as_of": sorted({place["as_of"] for place in places}),
        "source": sorted({place["source"] for place in places}),
        "locator": None,
    }


def or_regions(homes: list[Row], regions: Iterable[Region]) -> list[Row]:
    """What a number rests on; where no source speaks of it, on the rows of the regions that were counted."""
    return homes or [provenance(region) for region in regions]


def titles(rows: Iterable[Row]) -> dict[str, str]:
    """id -> title of the sources of some rows, in their order."""
    return {row["source"]: row["source_label"] for row in rows}


def own_place(row: Row) -> dict:
    """The same columns for a row that is one fact."""
    return {name: row[name] for name in ("as_of", "source", "locator")}


def gaps(row: Row | None, reason: str = "unknown") -> dict[str, str]:
    """Why the cells of a score are empty: its own reasons, or `reason` where nothing is printed at all."""
    if row is None:
        return labelled(dict.fromkeys(PRINTED, reason))
    return labelled({name: row["missing"].get(name) or "unknown" for name in PRINTED if row[name] is None})


def labelled(missing: dict[str, str]) -> dict[str, str]:
    """The reasons of a score, the one for its rank also for the words of the rank."""
    return missing | ({"rank_label": missing["rank"]} if "rank" in missing else {})
