"""Deployments of their own: a database file, a queue, real workers with the real browser, a web process."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


class Deployment:
    """A folder, and the processes that live by it."""

    def __init__(self, database: Path, **environment: str):
        # The browser's sockets bear only short paths.
        self.folder = Path(tempfile.mkdtemp(prefix="gc-"))
        shutil.copy(database, self.folder / "govcompare.sqlite3")
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.exporting.deployment",
            "SECRET_KEY": "only-for-tests",
            "INSECURE_HTTP": "1",
            "GOVCOMPARE_VAR_DIR": str(self.folder),
            "TMPDIR": str(self.folder),
            "EXPORT_WORKERS": "2",
            **environment,
        }
        self.environment.pop("DATABASE_URL", None)
        self.workers: list[subprocess.Popen] = []
        self.beats: list[subprocess.Popen] = []
        self.client = None

    def start_beat(self, **environment: str) -> subprocess.Popen:
        """The clock of the chores."""
        with (self.folder / "beat.log").open("ab") as log:
            beat = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "govcompare", "beat", "--pidfile="],
                cwd=ROOT, env=self.environment | environment, stdout=log, stderr=log,
            )  # fmt: skip
        self.beats.append(beat)
        return beat

    def start_worker(self, **environment: str) -> subprocess.Popen:
        """A worker, once its processes have their browsers; with the first one the clock of the chores."""
        if not self.beats:
            self.start_beat()
        before = len(self.signs()) if self.workers else 0
        flags = ["--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        with (self.folder / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "govcompare", "worker", *flags],
                cwd=ROOT, env=self.environment | environment, stdout=log, stderr=log,
            )  # fmt: skip
        self.workers.append(worker)
        processes = int((self.environment | environment)["EXPORT_WORKERS"])
        self.until(lambda: len(self.signs()) >= before + processes, "the worker did not start")
        return worker

    def signs(self) -> dict[str, str]:
        """The worker processes that have given a sign of life, with their problems."""
        return self.call("workers")

    def call(self, name: str, *arguments, **options):
        """Have the web process do something."""
        if self.client is None:
            self.client = subprocess.Popen(
                [sys.executable, "-m", "tests.exporting.client"], cwd=ROOT, env=self.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        self.client.stdin.write(json.dumps([name, arguments, options]) + "\n")
        self.client.stdin.flush()
        return json.loads(self.client.stdout.readline())

    def until(self, condition, complaint: str, seconds: float = 60):
        """Wait for what is going to happen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.05)
        raise AssertionError(f"{complaint}\n{self.log()}")

    def log(self) -> str:
        path = self.folder / "worker.log"
        return path.read_text(errors="replace")[-6000:] if path.exists() else ""

    def processes(self) -> dict[int, str]:
        """Every process that was started by this deployment's workers, the web process and the clock left out."""
        found, mark = {}, str(self.folder).encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if process.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z":
                    continue
                words = process.joinpath("cmdline").read_bytes()
                if mark in words or mark in process.joinpath("environ").read_bytes():
                    found[int(process.name)] = words.replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
        for other in (self.client, *self.beats):
            if other is not None:
                found.pop(other.pid, None)
        return found

    def browsers(self) -> list[int]:
        """The main processes of the browsers."""
        return [pid for pid, words in self.processes().items() if "--type=" not in words and "--headless" in words]

    def end(self) -> None:
        """Ask all to end."""
        for process in (*self.beats, *self.workers):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """See that all end."""
        self.end()
        for process in (*self.beats, *self.workers):
            process.wait(timeout=60)
        if self.client is not None:
            self.client.stdin.close()
            self.client.wait(timeout=20)
            self.client.stdout.close()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> Path:
    """A database file with all tables and no rows."""
    folder = tmp_path_factory.mktemp("database")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "GOVCOMPARE_VAR_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    return folder / "govcompare.sqlite3"


@pytest.fixture(scope="session")
def deploy(empty_database):
    """deploy(EXPORT_TIME_LIMIT="5") -> a Deployment."""
    deployments = []

    def make(**environment: str) -> Deployment:
        deployments.append(Deployment(empty_database, **environment))
        return deployments[-1]

    yield make
    left = {}
    for deployment in deployments:
        deployment.end()
    for deployment in deployments:
        deployment.stop()
        left |= deployment.processes()
        shutil.rmtree(deployment.folder, ignore_errors=True)
    assert left == {}
