"""make bench: the site at three sizes, beside Datasette on the same rows in the same run.

    python -m tests.bench.sizes [--sizes real middle large] [--write docs/performance.md]

Prints a table for each promise, with what was measured, and ends with 1 where one is not kept.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.processes import ROOT

from . import synthetic
from .report import LONG, Report
from .servers import PATIENCE, datasette, environment, fetch, install_datasette, manage, rate, site, table_of
from .visitors import visitors

LIST = "/scores/?size=100&confidence=stated"
PAGES = {
    "list": LIST,
    "profile": "/regions/440000/",
    "compare": "/compare/?r=440000~330000~520000",
}
# What our list shows, for Datasette to show the same.
COLUMNS = "region evaluation edition indicator value rank band n_evaluated source_label locator as_of confidence note"
FACETS = ("evaluation", "indicator", "indicator_level", "confidence", "band")
ROUNDS, SECONDS = 5, 5
# Pages a second; what is slower is measured in one round.
SLOW = 0.2


def main() -> int:
    """Measure every promise; 1 where one is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["real", *synthetic.SIZES], choices=["real", *synthetic.SIZES])
    parser.add_argument("--write", type=Path, help="the file of the report")
    parser.add_argument("--seconds", type=int, default=120, help="how long visitors come")
    asked = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = folder
        beside = ROOT / "var" / "bench-datasette"
        install_datasette(beside)
        folders = {}
        for size in asked.sizes:
            say(f"loading {size} ...")
            folders[size] = prepared(size, Path(folder) / size, report)
        for size, var in folders.items():
            say(f"the list of scores, {size} ...")
            lists(size, var, beside, report)
        say("pages, by size ...")
        growth(folders, report)
        print(report.text(), flush=True)
        if "real" in folders:
            say("visitors ...")
            report.visitors(visitors(seconds=asked.seconds))
    text = report.text()
    print(text)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    return 0 if report.is_kept else 1


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def prepared(size: str, var: Path, report: Report) -> Path:
    """A folder with the database of a size; loading is measured."""
    data = ROOT / "data"
    if size in synthetic.SIZES:
        data = var / "data"
        synthetic.write(size, synthetic.SIZES[size], data)
    var.mkdir(exist_ok=True)
    manage(var, "migrate", "--verbosity", "0")
    manage(var, "collectstatic", "--noinput", "--verbosity", "0")
    first, again = manage(var, "load_dataset", str(data)), manage(var, "load_dataset", str(data))
    report.loaded(size, first, again)
    return var


def lists(size: str, var: Path, beside: Path, report: Report) -> None:
    """The list of scores and its CSV, made anew, kept and asked for again, each beside Datasette."""
    with site(var, DJANGO_SETTINGS_MODULE="tests.bench.unkept") as (ours, pid):
        address = f"{ours}/scores.csv"
        seconds, lines, grown = streamed(address, pid)
        database = var / "scores.db"
        with urllib.request.urlopen(address, timeout=PATIENCE) as response:
            table_of((line.decode("utf-8-sig") for line in response), database)
        with datasette(database, beside) as theirs:
            csv_seconds, csv_lines, _ = streamed(f"{theirs}.csv?_stream=on", None)
            theirs_rate = csv_lines / csv_seconds
            report.streamed(f"{size}, made anew", lines / seconds, theirs_rate, lines, grown)
            filtered = f"{theirs}?_size=100&confidence=stated"
            shown = "".join([*(f"&_facet={one}" for one in FACETS), *(f"&_col={one}" for one in COLUMNS.split())])
            urls = {"made anew": ours + LIST, "Datasette": filtered + shown}
            for url in urls.values():
                fetch(url)
            rates: dict[str, list[float]] = {name: [] for name in urls}
            for _ in range(ROUNDS):
                for name, url in urls.items():
                    if min(rates[name], default=SLOW) >= SLOW:
                        rates[name].append(rate(url, seconds=SECONDS))
    with site(var) as (ours, _pid):
        request = urllib.request.Request(ours + LIST, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            etag = response.headers["ETag"]
        if lines <= LONG:  # it is kept like a page
            fetch(f"{ours}/scores.csv")
            seconds, lines, _ = streamed(f"{ours}/scores.csv", None)
            report.streamed(f"{size}, kept", lines / seconds, theirs_rate, lines, None)
        rates["kept"] = [rate(ours + LIST, seconds=SECONDS) for _ in range(ROUNDS)]
        rates["unchanged"] = [rate(ours + LIST, seconds=SECONDS, etag=etag) for _ in range(ROUNDS)]
    report.lists(size, {name: statistics.median(found) for name, found in rates.items()})


def streamed(url: str, pid: int | None) -> tuple[float, int, float]:
    """A whole CSV: seconds, rows, and by how many MB the process grew meanwhile."""
    before = peak = resident(pid)
    lines, began = -1, time.monotonic()
    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
        while part := response.read(1 << 18):
            lines += part.count(b"\n")
            peak = max(peak, resident(pid))
    return time.monotonic() - began, lines, peak - before


def resident(pid: int | None) -> float:
    """MB of memory that a process has."""
    if pid is None:
        return 0
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def growth(folders: dict[str, Path], report: Report) -> None:
    """How long pages take at each size, and how many queries."""
    for size, var in folders.items():
        with site(var, DJANGO_SETTINGS_MODULE="tests.bench.unkept") as (ours, _pid):
            taken = {name: statistics.median(times(ours + path)) for name, path in PAGES.items()}
        env = environment(var)
        said = subprocess.run(
            [sys.executable, "-m", "tests.bench.queries", *PAGES.values()],
            cwd=ROOT, env=env, check=True, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip
        report.pages(size, taken, dict(zip(PAGES, map(int, said), strict=True)))


def times(url: str, count: int = 15) -> list[float]:
    """Milliseconds of each of some requests, after two that are not counted."""
    found = []
    for number in range(count + 2):
        began = time.monotonic()
        fetch(url)
        if number > 1:
            found.append((time.monotonic() - began) * 1000)
    return found


if __name__ == "__main__":
    sys.exit(main())
