"""Servers side by side: the site on data of any size, and Datasette on the same rows; and the load that is sent to them."""

import csv
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.processes import ROOT, free_port

from .deployment import BIN

HERE = Path(__file__).resolve().parent
WRK, CLIENTS = "wrk", 2
PATIENCE = 600  # seconds


class Load(NamedTuple):
    """What a load tool saw. rate: requests a second; median, p99: milliseconds; errors: of connections and statuses."""

    rate: float
    median: float
    p99: float
    requests: int
    errors: int


class Run(NamedTuple):
    """What a command took. seconds; peak: MB of memory."""

    seconds: float
    peak: float


def environment(var: Path, **more: str) -> dict[str, str]:
    """That of a site of production with a folder of its own."""
    own = {
        "SECRET_KEY": "only-for-benches", "INSECURE_HTTP": "1", "GOVCOMPARE_VAR_DIR": str(var), "WEB_WORKERS": "1",
        "EXPORT_LIMIT": "1000000", "FILES_LIMIT": "1000000", "SEARCH_LIMIT": "1000000", "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "govcompare.settings",
    }  # fmt: skip
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own | more


def manage(var: Path, *command: str) -> Run:
    """Run a command of manage.py to its end."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment(var), stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"manage.py {' '.join(command)} failed.")
    return Run(time.monotonic() - began, used.ru_maxrss / 1024)


@contextmanager
def site(var: Path, **more: str) -> Iterator[tuple[str, int]]:
    """A web server of one process: its address, and the id of that process."""
    port = str(free_port())
    with _running([BIN / "gunicorn"], environment(var, PORT=port, **more), f"http://127.0.0.1:{port}/about/") as pid:
        worker = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
        yield f"http://127.0.0.1:{port}", worker


@contextmanager
def datasette(database: Path, venv: Path) -> Iterator[str]:
    """Datasette, one process as well: the address of its table."""
    port = str(free_port())
    command = [venv / "bin" / "datasette", "serve", "--immutable", database, "-p", port, "--setting", "max_csv_mb", "0",
               "--setting", "sql_time_limit_ms", "600000", "--setting", "facet_time_limit_ms", "600000"]  # fmt: skip
    with _running(command, dict(os.environ), f"http://127.0.0.1:{port}/"):
        yield f"http://127.0.0.1:{port}/{database.stem}/scores"


def install_datasette(venv: Path) -> None:
    """Datasette in an environment of its own, once."""
    if not (venv / "bin" / "datasette").exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin" / "pip", "install", "-qq", "-r", HERE / "datasette.txt"], check=True)


def table_of(lines: Iterator[str], database: Path) -> int:
    """A table with the rows of a CSV, as one would make it for Datasette: what is filtered and counted has an index."""
    database.unlink(missing_ok=True)
    reader = csv.reader(lines)
    columns = next(reader)
    with sqlite3.connect(database) as connection:
        named = ", ".join(f'"{name}"' for name in columns)
        connection.execute(f"CREATE TABLE scores ({named})")
        marks = ", ".join("?" * len(columns))
        count = connection.executemany(f"INSERT INTO scores VALUES ({marks})", reader).rowcount  # noqa: S608 - our own
        for name in ("evaluation", "indicator", "indicator_level", "confidence", "band"):
            connection.execute(f'CREATE INDEX "by_{name}" ON scores ("{name}")')
    connection.close()
    return count


def load(url: str, *, seconds: int, clients: int = CLIENTS, addresses: Path | None = None, wait: int = 0, etag: str = "",
         start: int = 0) -> Load:  # fmt: skip
    """Send as many requests as get answered. addresses: a file of paths instead of one; wait: milliseconds before each
    request; etag: of a copy that the visitor has; start: where in the file to begin."""
    if addresses is None:
        addresses = Path(os.environ["TMPDIR"]) / "one-address"
        path = re.sub(r"^https?://[^/]+", "", url)
        addresses.write_text(f"{path}\n")
    more = ["-H", f"If-None-Match: {etag}"] if etag else []
    told = {"ADDRESSES": str(addresses), "START": str(start)} | ({"WAIT": str(wait)} if wait else {})
    command = [WRK, "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "20s", "-s", HERE / "load.lua",
               "-H", "Accept-Encoding: gzip", *more, url]  # fmt: skip
    said = subprocess.run(command, env=os.environ | told, check=True, capture_output=True, text=True).stdout
    requests, microseconds, broken, status, late, median, p99 = re.search(r"RESULT (.*)", said)[1].split()
    # a conditional request is answered 304, which wrk does not count as an error
    errors = int(broken) + int(status) + int(late)
    return Load(int(requests) / int(microseconds) * 1e6, float(median), float(p99), int(requests), errors)


def rate(url: str, *, seconds: int, etag: str = "") -> float:
    """Requests a second for two clients; where one takes longer than a second, it is asked for once by each."""
    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(fetch, [url] * CLIENTS))
    taken = time.monotonic() - began
    return CLIENTS / taken if taken > CLIENTS else load(url, seconds=seconds, etag=etag).rate


def fetch(url: str) -> bytes:
    """What an address answers, however long it takes."""
    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
        return response.read()


@contextmanager
def _running(command: list, env: dict[str, str], ready: str) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} did not start.")
            try:
                urllib.request.urlopen(ready, timeout=60).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:  # Datasette, while it counts for somebody who has gone
            process.kill()
            process.wait()
