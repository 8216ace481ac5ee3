"""Loads while visitors read, two loads at once, and a migration meanwhile."""

import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.processes import ROOT

from .readers import Readers
from .versions import MARK, second_version, titles

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
# What takes a table for itself.
HASTY = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE institutions_policydocument ALTER COLUMN title TYPE text")
"""
PATHS = ["/documents/", "/documents/?size=10", "/documents.csv", "/documents.json", "/about/"]
FORMS = ["/documents/?x={}", "/documents/?size=20&x={}", "/documents.csv?size={}", "/about/?x={}"]


def kept_or_new(turn: int) -> str:
    """Addresses that many ask for and that are kept, and in between such as nobody has asked for."""
    number = turn // 2
    return PATHS[number % len(PATHS)] if turn % 2 else FORMS[number % len(FORMS)].format(number + 1)


@pytest.fixture(scope="module")
def site(make_site, shared_valkey):
    return make_site(CACHE_URL=f"{shared_valkey.connection_url}/1")


@pytest.fixture(scope="module")
def webs(site):
    return site.web(WEB_WORKERS="2"), site.web()


def versions_in(path: str, text: str) -> set[str]:
    """Which versions an answer shows: by the number in its foot, and by the title of each of its rows."""
    found, form = set(re.findall(r"数据集 (0\.2\.0|9\.9\.9)（", text)), path.partition("?")[0]
    rows = {
        "/documents/": lambda: re.findall(r'<td class="title"[^>]*>(.*?)</td>', text, re.DOTALL),
        "/documents.csv": lambda: titles(text),
        "/documents.json": lambda: [row["title"] for row in json.loads(text)["rows"]],
        "/about/": list,
    }[form]()
    assert len(rows) >= 10 or form == "/about/"
    return found | {"9.9.9" if MARK in row else "0.2.0" for row in rows}


def test_readers_see_the_old_version_whole_then_the_new_one_whole_and_never_the_old_one_again(site, webs, tmp_path):
    data = second_version(tmp_path / "data")
    readers = Readers(webs, kept_or_new, count=2)
    time.sleep(1)
    began = [len(answers) for answers in readers.answers]
    site.manage("load_dataset", str(data))
    announced = [len(answers) for answers in readers.answers]
    time.sleep(1.5)
    readers.end()
    made_anew = 0
    for answers, before, after in zip(readers.answers, began, announced, strict=True):
        assert {found.status for _, found in answers} == {200}
        seen = [versions_in(path, found.text) for path, found in answers]
        assert all(len(versions) == 1 for versions in seen)
        shown = [versions.pop() for versions in seen]
        assert shown == sorted(shown) and shown[0] == "0.2.0"
        assert set(shown[after + 1 :]) == {"9.9.9"}  # the one under way may have been asked before
        made_anew += sum(path not in PATHS for path, _ in answers[before:after])
    assert made_anew > 10


def test_migration_while_visitors_read_costs_no_answer(site, webs, postgres):
    """What docs/operations.md calls safe: a column that may be empty, and an index that is built beside the writers. It is
    held up in the middle: an index waits for all who have begun to read anything before it."""
    readers = Readers(webs, lambda turn: ("/sources/?q=x{}", "/sources.json?q=x{}")[turn % 2].format(turn))
    under_way = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%' AND state = 'active'"
    with postgres.connected(site.database) as other:
        other.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1")
        machine = site.machine()
        migration = machine.start("migration", sys.executable, "-c", MIGRATION)
        machine.until(lambda: postgres.execute(under_way), "no index is built")
        before = len(readers.all())
        machine.until(lambda: len(readers.all()) > before + 20, "nobody reads meanwhile")
        assert migration.poll() is None and postgres.execute(under_way)
        other.execute("ROLLBACK")
    assert migration.wait(timeout=30) == 0, machine.log("migration")
    readers.end()
    assert {found.status for _, found in readers.all()} == {200}
    assert len({path for path, _ in readers.all()}) == len(readers.all())
    made = """SELECT 1 FROM information_schema.columns WHERE column_name = 'tried' UNION ALL
              SELECT 2 FROM pg_index WHERE indexrelid = 'source_tried'::regclass AND indisvalid"""
    assert len(postgres.execute(made, site.database)) == 2


def test_lock_that_is_held_for_long_costs_visitors_a_wait_and_no_page_that_was_made(site, postgres):
    """What a migration must not do, and what becomes of it."""
    web = site.web(WEB_QUERY_SECONDS="1")
    kept, words = web.get("/documents/"), "数据库暂时没有回答"
    with postgres.connected(site.database) as other:
        other.execute("BEGIN; LOCK TABLE institutions_policydocument IN ACCESS EXCLUSIVE MODE")
        refused = web.get("/documents/?size=13")
        assert refused.status == 503 and words in refused.text and refused.headers["Retry-After"] == "5"
        assert web.get("/documents/").text == kept.text and web.get("/agencies/?size=13").status == 200
        other.execute("ROLLBACK")
        assert web.says("canceling statement due to statement timeout")
        assert web.get("/documents/?size=13").status == 200
        # and the way round: a reader who takes long, and a migration that is told to wait no longer than this
        other.execute("BEGIN; SELECT count(*) FROM institutions_policydocument")
        machine = site.machine(PGOPTIONS="-c lock_timeout=200ms")
        command = [sys.executable, "-c", HASTY]
        gave_up = subprocess.run(command, cwd=ROOT, env=machine.environment, capture_output=True, text=True)
        assert gave_up.returncode and "canceling statement due to lock timeout" in gave_up.stderr
        assert web.get("/documents/?size=14").status == 200
        other.execute("ROLLBACK")


def test_two_loads_at_once_come_to_the_same_as_one(site, webs, tmp_path, postgres):
    third = second_version(tmp_path / "third", mark="〔第三版〕", number="9.9.10")
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: site.manage("load_dataset", str(third)), range(2)))
    said = sorted(one.stdout.count("已载入") for one in both)
    assert said == [0, 1] and any("无需改动" in one.stdout for one in both)
    assert sum("waits until it has ended" in one.stderr for one in both) == 1
    loads = postgres.execute("SELECT version FROM govcompare_datasetload ORDER BY loaded_at", database=site.database)
    assert [version for (version,) in loads].count("9.9.10") == 1
    for web in webs:
        assert all(title.endswith("〔第三版〕") for title in titles(web.get("/documents.csv").text))
