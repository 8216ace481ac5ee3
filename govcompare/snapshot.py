"""A SQLite file with the tables of one version, shown in place of the default database for as long as a block lasts.

The connection lives in the thread that opened it and appears in no settings, so nothing is left behind when the block
ends: neither a file handle nor an alias that another thread or a test might trip over.
"""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import count
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, ConnectionHandler, connections, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .models import DatasetArchive, DrawnAhead, ExportJob, ExportWorker, ShortLink

# What belongs to this installation and to no version: read and written where it always is, whatever is shown.
INSTALLATION = {DatasetArchive, DrawnAhead, ExportJob, ExportWorker, ShortLink}
# Whose tables stand in a file; those of users and their sessions never do.
APPS = {"govcompare", "regions", "institutions"}
_ALIAS = "snapshot-"


class Shown(NamedTuple):
    alias: str
    whole: bool  # nothing but this file is touched, as while it is being made


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)
_numbers = count(1)


class Router:
    """Lead the models of the dataset to the version shown; without one, Django's own way."""

    def db_for_read(self, model, **hints) -> str | None:
        shown = _shown.get()
        if shown is None or model._meta.app_label not in APPS or (model in INSTALLATION and not shown.whole):
            return None
        return shown.alias

    # Versions do not change: a write in the midst of one is refused by its file instead of reaching the live tables.
    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints) -> bool | None:
        """What is made of tables in a file."""
        return app_label in APPS if db.startswith(_ALIAS) else None


@contextmanager
def default() -> Iterator[None]:
    """Show the live tables again, within a block that shows a version."""
    token = _shown.set(None)
    try:
        yield
    finally:
        _shown.reset(token)


@contextmanager
def opened(path: Path, *, writable: bool = False) -> Iterator[str]:
    """Show a file; yields its alias. Writable: all models live in it, and nobody else reads it yet."""
    alias = f"{_ALIAS}{next(_numbers)}"
    if writable:
        # the file is thrown away if anything fails: neither journal nor sync on the way
        name, options = path, {"init_command": "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"}
    else:
        # immutable: it never changes in its place, so SQLite need not lock it
        name, options = f"{path.absolute().as_uri()}?mode=ro&immutable=1", {}
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options}
    connection = ConnectionHandler({DEFAULT_DB_ALIAS: {}, alias: database}).create_connection(alias)
    connections[alias] = connection
    token = _shown.set(Shown(alias, whole=writable))
    try:
        yield alias
    finally:
        _shown.reset(token)
        connection.close()
        del connections[alias]


@cache
def schema() -> str:
    """A short digest of the newest migrations: what the code expects of tables."""
    return hashlib.sha256(repr(sorted(_newest(MigrationLoader(None)))).encode()).hexdigest()[:8]


def _newest(loader: MigrationLoader) -> list[tuple[str, str]]:
    return [node for node in loader.graph.leaf_nodes() if node[0] in APPS]


def create(alias: str) -> None:
    """Make the tables of an opened, empty file. From the models at once, which takes a tenth of the time that going
    through all migrations does; they are written down as done, so that later ones find where to begin."""
    connection = connections[alias]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if router.allow_migrate_model(alias, model) and model._meta.can_migrate(connection):
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    known = MigrationLoader(None).disk_migrations
    done = [recorder.Migration(app=app, name=name) for app, name in known if app in APPS]
    recorder.migration_qs.bulk_create(done)


def migrate(alias: str) -> None:
    """Bring an opened file to the tables that the code expects."""
    executor = MigrationExecutor(connections[alias])
    executor.migrate(_newest(executor.loader))


def unpack(content: bytes, path: Path) -> None:
    """Write an archive to its place, migrated; whoever looks there finds nothing or the whole of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(gzip.decompress(content))
        with opened(temporary, writable=True) as alias:
            migrate(alias)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # web and workers may run as different users
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
