"""Deployments of their own: a database file, a queue, real workers with the real browser, a web process."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govcompare.exporting import jobs, queue
from govcompare.models import ExportJob
from tests.processes import ROOT, Machine


class Deployment(Machine):
    """A machine with a database file, workers, the clock of their chores, and a web process without the web."""

    def __init__(self, database: Path, **environment: str):
        super().__init__(
            **{"DJANGO_SETTINGS_MODULE": "tests.exporting.deployment", "EXPORT_WORKERS": "2", **environment}
        )
        shutil.copy(database, self.folder / "govcompare.sqlite3")
        self.workers: list[subprocess.Popen] = []
        self.beats: list[subprocess.Popen] = []
        self.client = None

    def start_beat(self, **environment: str) -> subprocess.Popen:
        """The clock of the chores."""
        command = [sys.executable, "-m", "celery", "-A", "govcompare", "beat", "--pidfile="]
        self.beats.append(self.start("beat", *command, **environment))
        return self.beats[-1]

    def start_worker(self, **environment: str) -> subprocess.Popen:
        """A worker, once its processes have their browsers; with the first one the clock of the chores."""
        if not self.beats:
            self.start_beat()
        before = len(self.signs()) if self.workers else 0
        flags = ["--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        worker = self.start(
            "worker", sys.executable, "-m", "celery", "-A", "govcompare", "worker", *flags, **environment
        )
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

    def processes(self) -> dict[int, str]:
        """Every process that was started by this deployment's workers, the web process and the clock left out."""
        others = {process.pid for process in (self.client, *self.beats) if process is not None}
        return {pid: words for pid, words in super().processes().items() if pid not in others}

    def browsers(self) -> list[int]:
        """The main processes of the browsers."""
        return [pid for pid, words in self.processes().items() if "--type=" not in words and "--headless" in words]

    def stop(self) -> None:
        """See that all end."""
        super().stop()
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


@pytest.fixture(scope="module")
def deploy(empty_database):
    """deploy(EXPORT_TIME_LIMIT="5") -> a Deployment; all of a file end together."""
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


@pytest.fixture
def sent(monkeypatch, settings, tmp_path):
    """The messages that would go to the queue; files go to a folder of the test."""
    settings.STORAGES = settings.STORAGES | {
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "e"}}
    }
    settings.BROKER_DIR = tmp_path / "queue"
    settings.EXPORT_MAKERS = {
        "image": "tests.exporting.makers.plain",
        "archive": "tests.exporting.makers.plain_archive",
    }
    sent = []
    monkeypatch.setattr(queue, "is_up", lambda: True)
    monkeypatch.setattr(queue, "send_job", lambda pk, total: sent.append(pk))
    return sent


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """ask(key) -> the job, its message sent."""

    def ask(key: str = "k", **more) -> ExportJob:
        values = {
            "format": "png",
            "spec": {"text": key},
            "address": "/",
            "file_name": "k.png",
            "content_type": "image/png",
        }
        with django_capture_on_commit_callbacks(execute=True):
            return jobs.enqueue(key=key, **(values | more))

    return ask
