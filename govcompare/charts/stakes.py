"""The percent of companies that sources state, as bands of a picture: never more than the whole, each holder once."""

from dataclasses import dataclass

from ..language import enumerated
from ..language import gettext as _

WHOLE = 100
# Percent that a band of unknown width takes of the unstated part at the most.
TOKEN = 8
# Beyond this the shares of a company contradict each other; below it they are rounded.
ROUNDING = 0.1


@dataclass(frozen=True)
class Band:
    """One holding: as thick as its share; of an unknown share a token width."""

    holder: str
    company: str
    thickness: float
    is_known: bool
    said: str


def stated(rows) -> float:
    """The percent of one company that sources state, each holder once."""
    first = {row["holder"]: row["share"] for row in reversed(rows) if row["share"] is not None}
    return sum(first.values())


def names(rows, side: str) -> list[str]:
    """The holders, or the companies, of some rows, each once in their order."""
    return list(dict.fromkeys(row[side] for row in rows))


def bands_of(rows) -> list[Band]:
    """One band a holder and company. Shares that contradict each other, more than the whole together, are drawn smaller."""
    pairs: dict[tuple[str, str], list] = {}
    for row in rows:
        pairs.setdefault((row["company"], row["holder"]), []).append(row)
    sums = {company: stated([row for row in rows if row["company"] == company]) for company in names(rows, "company")}
    bands = []
    for (company, holder), several in pairs.items():
        known = [row["share"] for row in several if row["share"] is not None]
        open_ones = sum(1 for (other, _), rest in pairs.items() if other == company and _is_open(rest))
        room = max(WHOLE - sums[company], 0)
        token = min(TOKEN, room / (open_ones + 1) if open_ones else TOKEN)
        scale = min(1, WHOLE / sums[company]) if sums[company] else 1
        thickness = known[0] * scale if known else token
        bands.append(Band(holder, company, thickness, bool(known), _share_in_words(several)))
    return bands


def _is_open(several) -> bool:
    return all(row["share"] is None for row in several)


def _share_in_words(several) -> str:
    """49%；两个来源时 49%（另有来源：51%）."""
    words = list(dict.fromkeys(_one_share(row) for row in several))
    if len(words) == 1:
        return words[0]
    return _("%(share)s（另有来源：%(others)s）") % {"share": words[0], "others": enumerated(words[1:])}


def _one_share(row) -> str:
    if row["share"] is not None:
        return f"{row['share']:g}%"
    bounds = [(row.get("share_minimum"), _("%(share)s%% 以上")), (row.get("share_maximum"), _("%(share)s%% 以下"))]
    return enumerated(words % {"share": f"{bound:g}"} for bound, words in bounds if bound is not None) or _("未知")
