"""Keeps the tables of a load as they are, in a SQLite file whatever the database is, so that `v=` can show them later.

A file with its migrations written down, not CSV: code that is newer than the load migrates a copy and reads it.
"""

import gzip
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, transaction

from . import snapshot
from .dataset_tables import TABLES
from .inserting import BATCH, insert
from .models import DatasetArchive, DatasetLoad

# Level 9 takes three times as long as 6 and saves a hundredth.
PACKED = 6


def archive(load: DatasetLoad) -> DatasetArchive:
    """Keep what the tables hold now as the data of a load."""
    with tempfile.TemporaryDirectory(prefix="govcompare-") as folder:
        path = Path(folder) / "archive.sqlite3"
        with snapshot.opened(path, writable=True) as alias:
            snapshot.create(alias)
            copy(load, alias)
        packed = BytesIO()
        with path.open("rb") as file, gzip.open(packed, "wb", compresslevel=PACKED) as into:
            shutil.copyfileobj(file, into, 2**20)
    return DatasetArchive.objects.create(load=load, content=packed.getbuffer())


def copy(load: DatasetLoad, alias: str) -> None:
    """Copy a load and the rows of all tables, in the order of their foreign keys."""
    with transaction.atomic(using=alias):
        DatasetLoad.objects.using(alias).bulk_create(DatasetLoad.objects.using(DEFAULT_DB_ALIAS).filter(pk=load.pk))
        for _, model, _ in TABLES:
            names = [field.attname for field in model._meta.concrete_fields]
            rows = model._base_manager.using(DEFAULT_DB_ALIAS).order_by("pk").values_list(*names)
            insert(model, rows.iterator(chunk_size=BATCH), using=alias)
