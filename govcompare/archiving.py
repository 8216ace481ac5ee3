"""Keeps the tables of a load as they are, in a SQLite file whatever the database is, so that `v=` can show them later.

A file with its migrations written down, not CSV: code that is newer than the load migrates a copy and reads it.
"""

import gzip
import tempfile
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, transaction

from . import snapshot
from .dataset_tables import TABLES
from .models import DatasetArchive, DatasetLoad


def archive(load: DatasetLoad) -> DatasetArchive:
    """Keep what the tables hold now as the data of a load."""
    with tempfile.TemporaryDirectory(prefix="govcompare-") as folder:
        path = Path(folder) / "archive.sqlite3"
        with snapshot.opened(path, writable=True) as alias:
            snapshot.create(alias)
            copy(load, alias)
        content = gzip.compress(path.read_bytes())
    return DatasetArchive.objects.create(load=load, content=content)


def copy(load: DatasetLoad, alias: str) -> None:
    """Copy a load and the rows of all tables, in the order of their foreign keys."""
    with transaction.atomic(using=alias):
        DatasetLoad.objects.using(alias).bulk_create(DatasetLoad.objects.using(DEFAULT_DB_ALIAS).filter(pk=load.pk))
        for _, model, _ in TABLES:
            rows = model._base_manager.using(DEFAULT_DB_ALIAS).all()
            model._base_manager.using(alias).bulk_create(rows, batch_size=500)
