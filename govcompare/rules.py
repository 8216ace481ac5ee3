"""What the schema cannot say: rules over the rows of one table. Pure; each yields faults by row and field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

from .dataset import Fault
from .partial_dates import first_day, last_day

Row = dict[str, Any]
Numbered = list[tuple[int, Row]]

# Columns of a row that are kept in another table: the row may say why they are empty.
KEPT_ELSEWHERE = {"tasks": ("leads", "participants")}

DATES = (
    "as_of",
    "valid_from",
    "valid_to",
    "established",
    "issued_on",
    "effective_from",
    "released_on",
    "published_on",
    "launched",
)


def faults(table: str, rows: Iterable[Row]) -> list[Fault]:
    """Every broken rule of one table; the header is row 1. Rows of a table without a rule of its own are read once, one
    after another."""
    rule = RULES.get(table)
    numbered = enumerate(rows, start=2)
    if rule:
        numbered = list(numbered)
    found = [Fault(table, *fault) for number, row in numbered for fault in _common(table, number, row)]
    if rule and not found:  # the rules of tables compare dates and need them to be dates
        found = [Fault(table, *fault) for fault in rule(numbered)]
    return found


def _common(table: str, number: int, row: Row) -> Iterator[tuple[int, str, str]]:
    """What holds for a row of any table."""
    wrong = [column for column in DATES if row.get(column) and not _is_date(row[column])]
    yield from ((number, column, f"“{row[column]}”不是一个存在的日期") for column in wrong)
    begun, ended = row.get("valid_from"), row.get("valid_to")
    if not wrong and begun and ended and last_day(ended) <= first_day(begun):
        yield number, "valid_to", f"失效 {ended} 不晚于生效 {begun}"
    for pair in (row.get("missing") or "").split("；"):
        name = pair.split(":")[0]
        if name in KEPT_ELSEWHERE.get(table, ()):
            continue
        if name and name not in row:
            yield number, "missing", f"没有“{name}”这个字段"
        elif name and row[name] is not None:
            yield number, "missing", f"字段“{name}”有值，不能又写缺失原因"


def _circles(rows: Numbered) -> Iterator[tuple[int, str, str]]:
    """A row supersedes itself neither at once nor through others."""
    earlier = {row["id"]: row["supersedes"] for _, row in rows}
    for number, row in rows:
        if row["supersedes"] and _is_circular(row["id"], earlier):
            yield number, "supersedes", "取代关系绕回自身"


def _is_date(text: str) -> bool:
    try:
        last_day(text)
    except ValueError:
        return False
    return True


def _is_circular(start: str, earlier: dict[str, str | None]) -> bool:
    """Whether following `supersedes` from a row leads back to it."""
    seen, current = set(), earlier.get(start)
    while current and current not in seen:
        if current == start:
            return True
        seen.add(current)
        current = earlier.get(current)
    return False


def _regions(rows: Numbered) -> Iterator[tuple[int, str, str]]:
    """GB/T 2260: the first two digits of a prefecture are those of its province."""
    for number, row in rows:
        if row["level"] == "prefecture" and row["parent_code"] != row["code"][:2] + "0000":
            yield number, "parent_code", f"{row['code']} 的上级应是 {row['code'][:2]}0000"


def _agencies(rows: Numbered) -> Iterator[tuple[int, str, str]]:
    """One body in front per region and date: of two marked principal, one must end or be superseded before the other."""
    yield from _circles(rows)
    earlier = {row["id"]: row["supersedes"] for _, row in rows}
    fronts = defaultdict(list)
    for number, row in rows:
        if row["principal"]:
            fronts[row["region_code"]].append((number, row))
    for region, several in fronts.items():
        clashing = {
            number: one["id"]
            for (_, one), (number, other) in combinations(several, 2)
            if not (_follows(one, other, earlier) or _follows(other, one, earlier))
        }
        for number, front in clashing.items():
            yield number, "principal", f"{region} 已有主要机构 {front}，须写明取代或失效"


def _follows(later: Row, one: Row, earlier: dict[str, str | None]) -> bool:
    """Whether a row comes after another: it supersedes it, through others or not, or the other has ended by then."""
    seen, current = set(), earlier[later["id"]]
    while current and current not in seen:
        if current == one["id"]:
            return True
        seen.add(current)
        current = earlier.get(current)
    return bool(one["valid_to"]) and first_day(one["valid_to"]) <= _start(later)


def _start(row: Row) -> date:
    """The first day on which a row may hold: of its beginning, else of the period in which it was seen."""
    return first_day(row["valid_from"] or row["as_of"])


def _shareholdings(rows: Numbered) -> Iterator[tuple[int, str, str]]:
    """What holders hold of one company is at no time more than the whole: summed at each written beginning."""
    companies = defaultdict(list)
    for number, row in rows:
        companies[row["company"]].append((number, row))
    for company, held in companies.items():
        for number, row in held:
            day = _start(row)
            total = sum(
                other["share_exact"] or other["share_minimum"] or 0
                for _, other in held
                if (not other["valid_from"] or first_day(other["valid_from"]) <= day)
                and (not other["valid_to"] or day < first_day(other["valid_to"]))
            )
            if total > 100:
                yield number, "share_exact", f"{company} 在 {day} 的持股合计 {total:g}%，超过 100%"
                break


def _statistics(rows: Numbered) -> Iterator[tuple[int, str, str]]:
    """A figure about the tasks of one unit names that unit, and the document whose tasks it counts."""
    for number, row in rows:
        if row["subject"] in ("led_tasks", "named_tasks"):
            if not row["members"] or "；" in row["members"]:
                yield number, "members", "这类数字须写一个单位"
            if not row["document"]:
                yield number, "document", "这类数字须写所数的文件"


RULES = {
    "statistics": _statistics,
    "regions": _regions,
    "agency_statuses": _agencies,
    "leading_groups": _circles,
    "shareholdings": _shareholdings,
}
