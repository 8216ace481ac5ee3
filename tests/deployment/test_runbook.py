"""What docs/operations.md says, done as it stands there."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT

from .databases import SETTINGS
from .runbook import blocks, run

pytestmark = pytest.mark.browser


def environment(var: Path, **more: str) -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS, "SECRET_KEY": "only-for-tests", "INSECURE_HTTP": "1",
                         "GOVCOMPARE_VAR_DIR": str(var), "BACKUP": str(var / "backup"), **more}  # fmt: skip


MORE = """
from govcompare.models import ExportJob, ShortLink
ShortLink.objects.create(key="abc", address="/regions/?q=贵州")
ExportJob.objects.create(key="k", format="png", file_name="图.png")
"""


def tables_of_postgresql(postgres, database: str) -> dict[str, list[tuple]]:
    names = postgres.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database)
    found = {name: postgres.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1', database) for (name,) in names}
    sequences = postgres.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1", database)
    return found | {"sequences": sequences}


def tables_of_sqlite(file: Path) -> dict[str, list[tuple]]:
    connection = sqlite3.connect(file)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for (name,) in names}
    connection.close()
    return found


def compared(before: dict, after: dict) -> None:
    """Every table, row by row."""
    assert len(before["govcompare_shortlink"]) == 1 and len(before["institutions_policydocument"]) > 100
    assert before.keys() == after.keys()
    for name, rows in before.items():
        assert rows == after[name], name


def test_backup_of_postgresql_brings_every_row_of_every_table_back(postgres, tmp_path):
    name = postgres.copy()
    there = environment(tmp_path, DATABASE_URL=postgres.url(name), PATH=f"{postgres.bin}:{os.environ['PATH']}")
    subprocess.run([sys.executable, "manage.py", "shell", "-c", MORE], cwd=ROOT, env=there, check=True)
    before = tables_of_postgresql(postgres, name)
    save, restore, _, _ = blocks("Back up and restore")
    run(save, there)
    postgres.execute("DROP TABLE institutions_policydocument CASCADE", name)
    postgres.execute("UPDATE govcompare_shortlink SET address = 'lost'", name)
    assert "全部一致" in run(restore, there)
    compared(before, tables_of_postgresql(postgres, name))


def test_backup_of_the_embedded_database_brings_every_row_of_every_table_back(database_file, tmp_path):
    file = tmp_path / "govcompare.sqlite3"
    file.write_bytes(database_file.read_bytes())
    there = environment(tmp_path, DATABASE_URL="")
    subprocess.run([sys.executable, "manage.py", "shell", "-c", MORE], cwd=ROOT, env=there, check=True)
    before = tables_of_sqlite(file)
    _, _, save, restore = blocks("Back up and restore")
    run(save, there)
    file.write_bytes(b"not a database")
    assert "全部一致" in run(restore, there)
    compared(before, tables_of_sqlite(file))
