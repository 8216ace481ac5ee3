"""Mirrors data/ into the tables and keeps them as a version: validate, then one transaction, then a tally.

Rows are matched by natural key and created, updated or left; rows that left the CSV are deleted last,
in reverse order, so that PROTECT speaks only when it should.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.utils import timezone

from institutions.overview import turning_points

from . import rules, shown_version
from .archiving import archive
from .dataset import Dataset
from .dataset_tables import TABLES, Table, derived
from .load_lock import one_load
from .mirroring import DatasetFaults, Mirror, Tally
from .models import DatasetArchive, DatasetLoad

Row = dict[str, Any]


@dataclass
class LoadReport:
    version: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    kept: str = ""  # the label of the version of which an archive was made

    @property
    def changed(self) -> int:
        return sum(tally.changed for tally in self.tallies.values())


@one_load()
def load(dataset: Dataset, *, dry_run: bool = False) -> LoadReport:
    """Mirror the dataset; DatasetFaults, with nothing written, if it breaks its contract; one load at a time."""
    if not _passed(dataset) and (faults := dataset.faults()):
        raise DatasetFaults(faults)
    report = LoadReport(dataset.version)
    with transaction.atomic():
        mirrors = [_mirrored(dataset, table) for table in TABLES]
        for mirror in reversed(mirrors):
            mirror.forget()
            report.tallies = {mirror.name: mirror.tally} | report.tallies
        if dry_run:
            transaction.set_rollback(True)
            return report
        load = DatasetLoad.latest_or_none()
        # a new number is a version of its own, even where only the words around the rows have changed
        if report.changed or load is None or load.version != dataset.version:
            load = DatasetLoad.objects.create(
                version=dataset.version,
                label=label(dataset),
                sha256=dataset.sha256,
                loaded_at=timezone.now(),
                turning_points=turning_points(),
            )
            transaction.on_commit(partial(shown_version.announce, load))
        if not DatasetArchive.objects.filter(load=load).exists():
            archive(load)
            report.kept = load.label
    return report


def _passed(dataset: Dataset) -> bool:
    """Whether these very files were the last to be loaded: as their contract is among them, they keep it still. Their rows
    are compared with the tables all the same, for these may have been changed."""
    last = DatasetLoad.latest_or_none()
    return last is not None and last.sha256 == dataset.sha256


def _mirrored(dataset: Dataset, table: Table) -> Mirror:
    """One table with its rows created and updated, those that left noted; DatasetFaults where they break its rules."""
    name, model, derive = table
    mirror = Mirror(name, model)
    # only what looks from row to row needs all of them at once: a table of scores is read twice instead
    whole = list(dataset.rows(name)) if derive or name in rules.RULES else None
    keys = set()
    if broken := rules.faults(
        name, _noting(keys, model._meta.pk.name, dataset.rows(name) if whole is None else whole)
    ):
        raise DatasetFaults(broken)
    mirror.leave(keys)
    mirror.write(derived(table, dataset.rows(name) if whole is None else whole))
    return mirror


def _noting(keys: set, column: str, rows: Iterable[Row]) -> Iterable[Row]:
    """The rows, of which the keys are noted on the way."""
    for row in rows:
        keys.add(row[column])
        yield row


def label(dataset: Dataset) -> str:
    """What `v=` calls a new load: its version; with the checksum where that is taken; numbered where that is taken too,
    as the same data may come back after others. So no label ever changes its meaning."""
    checked = f"{dataset.version}.{dataset.sha256[:8]}"
    candidates = chain([dataset.version, checked], (f"{checked}.{number}" for number in count(2)))
    return next(name for name in candidates if not DatasetLoad.objects.filter(label=name).exists())
