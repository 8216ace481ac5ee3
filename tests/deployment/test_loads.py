"""Loads while visitors read, two loads at once, and a migration meanwhile."""

import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.processes import ROOT

from .databases import SETTINGS
from .versions import MARK, second_version

pytestmark = pytest.mark.browser

MIGRATION = """
import django; django.setup()
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

class Migration(migrations.Migration):
    atomic = False
    operations = [
        migrations.AddField("source", "tried", models.TextField(null=True)),
        AddIndexConcurrently("source", models.Index(fields=["tried"], name="source_tried")),
    ]

with connection.schema_editor(atomic=False) as editor:
    Migration("tried", "govcompare").apply(MigrationLoader(connection).project_state(), editor)
"""
PATHS = ["/documents/", "/documents/?size=10", "/documents.csv", "/documents.json", "/about/"]


@pytest.fixture(scope="module")
def site(make_site, shared_valkey):
    return make_site(CACHE_URL=f"{shared_valkey.connection_url}/1")


@pytest.fixture(scope="module")
def webs(site):
    return site.web(WEB_WORKERS="2"), site.web()


class Readers:
    """Visitors who ask one web process after the other until they are told to stop."""

    def __init__(self, webs, paths, count: int = 3):
        self.webs, self.paths, self.stop = webs, paths, threading.Event()
        self.pool = ThreadPoolExecutor(count)
        self.answers: list[list[tuple[str, int, str]]] = [[] for _ in range(count)]
        self.read = [self.pool.submit(self._read, number) for number in range(count)]

    def _read(self, number: int) -> None:
        turn = number
        while not self.stop.is_set():
            path = self.paths[turn % len(self.paths)]
            found = self.webs[turn % len(self.webs)].get(path)
            self.answers[number].append((path, found.status, found.text))
            turn += 1

    def end(self) -> None:
        """All have stopped; whatever went wrong with one of them is raised here."""
        self.stop.set()
        for one in self.read:
            one.result(timeout=60)
        self.pool.shutdown()


def versions_in(path: str, text: str) -> set[str]:
    """Which versions an answer shows: by the number in its foot, and by the titles of its rows."""
    found = set(re.findall(r"数据集 (0\.2\.0|9\.9\.9)（", text))
    if path.startswith("/documents"):
        found.add("9.9.9" if MARK in text else "0.2.0")
    if path == "/documents.csv":  # each row has the mark, or none has
        rows = text.splitlines()[1:]
        found |= {"9.9.9" if MARK in row else "0.2.0" for row in rows}
    return found


def test_readers_see_the_old_version_whole_then_the_new_one_whole_and_never_the_old_one_again(site, webs, tmp_path):
    data = second_version(tmp_path / "data")
    readers = Readers(webs, PATHS)
    time.sleep(1)
    site.manage("load_dataset", str(data))
    announced = [len(answers) for answers in readers.answers]
    time.sleep(1.5)
    readers.end()
    for answers, after in zip(readers.answers, announced, strict=True):
        assert {status for _, status, _ in answers} == {200}
        seen = [versions_in(path, text) for path, _, text in answers]
        assert all(len(versions) == 1 for versions in seen)
        shown = [versions.pop() for versions in seen]
        assert shown == sorted(shown) and shown[0] == "0.2.0"
        assert set(shown[after + 1 :]) == {"9.9.9"}  # the one under way may have been asked before


def test_migration_while_visitors_read_costs_no_answer(site, webs, postgres):
    """What docs/operations.md calls safe: a column that may be empty, and an index that is built beside the writers."""
    site.manage("shell", "-c", "from django.core.cache import cache; cache.clear()")
    readers = Readers(webs, [f"/sources/?page={page}" for page in range(1, 4)])
    time.sleep(0.5)
    machine = site.machine()
    subprocess.run(
        [sys.executable, "-c", MIGRATION],
        cwd=ROOT,
        env=machine.environment | {"DJANGO_SETTINGS_MODULE": SETTINGS},
        check=True,
    )
    time.sleep(0.5)
    readers.end()
    assert {status for answers in readers.answers for _, status, _ in answers} == {200}
    columns = postgres.execute(
        "SELECT 1 FROM information_schema.columns WHERE column_name = 'tried'", database=site.database
    )
    assert columns


def test_two_loads_at_once_come_to_the_same_as_one(site, webs, tmp_path, postgres):
    third = second_version(tmp_path / "third", mark="〔第三版〕", number="9.9.10")
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: site.manage("load_dataset", str(third)), range(2)))
    said = sorted(one.stdout.count("已载入") for one in both)
    assert said == [0, 1] and any("无需改动" in one.stdout for one in both)
    assert sum("waits until it has ended" in one.stderr for one in both) == 1
    loads = postgres.execute("SELECT version FROM govcompare_datasetload ORDER BY loaded_at", database=site.database)
    assert [version for (version,) in loads].count("9.9.10") == 1
    assert (
        webs[0].get("/documents.csv").text.count("〔第三版〕")
        == len(webs[1].get("/documents.csv").text.splitlines()) - 1
    )
