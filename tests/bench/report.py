"""What a bench of sizes found, as tables of Markdown, each with its promise and whether it was kept."""

from datetime import UTC, datetime

from .servers import Load, Run

HEAD = """# Performance

Measured by `python -m tests.bench.sizes`, the last part of `make bench`, ({date} UTC) on one machine in one run: the site with one web process (gunicorn, SQLite, the shared
cache in a folder), Datasette 0.65.5 with one process on the same rows. `middle` (3,200 regions, 116,000 scores) and `large`
(44,000 regions, 1,600,000 scores) are made by `tests/bench/synthetic.py` and hold no facts. Rates are medians of five
rounds that alternate, of one where less than one page comes in five seconds; ratios hold within this run only. The file is written anew by each run, with the sizes that were asked for.
"""
LISTS = {"made anew": 2, "kept": 40, "unchanged": 60}
LONG = 10_000  # rows; a longer CSV is streamed and not kept (govcompare/long_csv.py)
CSV, SLOWER, LOAD_SECONDS, LOAD_MB, AGAIN_SECONDS, P99 = 3, 2, 30, 400, 10, 250


class Report:
    """Collects what was measured; `text` says it."""

    def __init__(self):
        self.is_kept = True
        self._loads, self._lists, self._csv, self._pages = [], [], [], {}
        self._visitors: Load | None = None

    def loaded(self, size: str, first: Run, again: Run) -> None:
        """load_dataset into an empty database, and once more."""
        promised = size == "middle"
        kept = first.seconds < LOAD_SECONDS and max(first.peak, again.peak) < LOAD_MB and again.seconds < AGAIN_SECONDS
        self._loads.append([size, f"{first.seconds:.1f} s", f"{first.peak:.0f} MB", f"{again.seconds:.1f} s",
                            self._judged(kept) if promised else "–"])  # fmt: skip

    def lists(self, size: str, rates: dict[str, float]) -> None:
        """Requests a second for a page of the list of scores."""
        for name, least in LISTS.items():
            ratio = rates[name] / rates["Datasette"]
            self._lists.append([size, name, f"{rates[name]:.0f}", f"{rates['Datasette']:.1f}", f"{ratio:.1f}",
                                f"≥ {least}: {self._judged(ratio >= least)}"])  # fmt: skip

    def streamed(self, size: str, ours: float, theirs: float, rows: int, grown: float | None) -> None:
        """Rows a second of a CSV of all scores; grown: MB of memory, None for a file that is kept (it is short)."""
        promised = rows > LONG or grown is None
        verdict = f"≥ {CSV}: {self._judged(ours / theirs >= CSV)}" if promised else "–"
        self._csv.append([size, f"{rows:,}", f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.1f}",
                          "–" if grown is None else f"{grown:.0f} MB", verdict])  # fmt: skip

    def pages(self, size: str, taken: dict[str, float], queries: dict[str, int]) -> None:
        """Milliseconds and queries of pages that are made anew."""
        self._pages[size] = taken, queries

    def visitors(self, seen: Load) -> None:
        """What fifty visitors saw."""
        self._visitors = seen

    def text(self) -> str:
        """The whole report."""
        parts = [HEAD.format(date=datetime.now(UTC).strftime("%Y-%m-%d %H:%M"))]
        parts += ["## The list of scores: a filter, facets, 100 rows", _table(
            ["size", "page", "requests/s", "Datasette", "ratio", "promise"], self._lists)]  # fmt: skip
        parts += ["## CSV of all scores, streamed", _table(
            ["size", "rows", "rows/s", "Datasette", "ratio", "memory grew by", "promise"], self._csv)]  # fmt: skip
        parts += ["## `load_dataset`: validated and mirrored", _table(
            ["size", "first", "memory", "again, nothing to do", "promise (< 30 s, < 400 MB; again < 10 s)"],
            self._loads)]  # fmt: skip
        parts += [f"## Pages made anew, by size (at most {SLOWER} times slower, as many queries)", self._growth()]
        if self._visitors:
            seen = self._visitors
            kept = seen.p99 < P99 and not seen.errors
            parts += ["## Fifty visitors, a second between pages, half of the addresses repeated",
                      "The pages of the site map have been made ahead, as a worker does after each load; one visit in ten is to "
                      "a list on a date that nobody asked for before.", _table(
                ["requests", "median", "p99", "errors", "promise (p99 < 250 ms, no error)"],
                [[str(seen.requests), f"{seen.median:.0f} ms", f"{seen.p99:.0f} ms", str(seen.errors),
                  self._judged(kept)]])]  # fmt: skip
        return "\n\n".join(part.strip("\n") for part in parts) + "\n"

    def _growth(self) -> str:
        if not self._pages:
            return ""
        sizes = list(self._pages)
        rows = []
        for name in self._pages[sizes[0]][0]:
            taken = [self._pages[size][0][name] for size in sizes]
            queries = [self._pages[size][1][name] for size in sizes]
            ratio = taken[-1] / taken[0]
            kept = self._judged(ratio <= SLOWER and len(set(queries)) == 1)
            rows.append(
                [name, *(f"{one:.0f} ms" for one in taken), f"{ratio:.1f}", ", ".join(map(str, queries)), kept]
            )
        return _table(["page", *sizes, "ratio", "queries", "promise"], rows)

    def _judged(self, kept: bool) -> str:
        self.is_kept = self.is_kept and kept
        return "kept" if kept else "**broken**"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
