"""Mirrors data/ into the tables and keeps them as a version: validate, then one transaction, then a tally.

Rows are matched by natural key and created, updated or left; rows that left the CSV are deleted last,
in reverse order, so that PROTECT speaks only when it should.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from institutions.overview import turning_points

from . import rules, shown_version
from .archiving import archive
from .dataset import Dataset, Fault
from .dataset_tables import TABLES, observed
from .load_lock import one_load
from .models import DatasetArchive, DatasetLoad, Sourced
from .sort_keys import SortKeyField

Row = dict[str, Any]


class DatasetFaults(Exception):
    """The dataset breaks its contract; nothing was written."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass
class Tally:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0

    @property
    def changed(self) -> int:
        return self.created + self.updated + self.deleted


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
    if faults := dataset.faults():
        raise DatasetFaults(faults)
    report = LoadReport(dataset.version)
    with transaction.atomic():
        leavers = []
        for name, model, derive in TABLES:
            rows = list(dataset.rows(name))
            if broken := rules.faults(name, rows):
                raise DatasetFaults(broken)
            if issubclass(model, Sourced):
                observed(rows)
            if derive:
                derive(rows)
            report.tallies[name], gone = mirror(name, model, rows)
            leavers.append((name, gone))
        for name, gone in reversed(leavers):
            report.tallies[name].deleted += gone.count()
            gone.delete()
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


def label(dataset: Dataset) -> str:
    """What `v=` calls a new load: its version; with the checksum where that is taken; numbered where that is taken too,
    as the same data may come back after others. So no label ever changes its meaning."""
    checked = f"{dataset.version}.{dataset.sha256[:8]}"
    candidates = chain([dataset.version, checked], (f"{checked}.{number}" for number in count(2)))
    return next(name for name in candidates if not DatasetLoad.objects.filter(label=name).exists())


def mirror(name: str, model: type[models.Model], rows: list[Row]) -> tuple[Tally, models.QuerySet]:
    """Create and update; returns the tally and the rows that left (not yet deleted)."""
    tally = Tally()
    fields = list(model._meta.concrete_fields)
    key = model._meta.pk
    existing = model._base_manager.in_bulk()
    create, update = [], []
    for number, row in enumerate(rows, start=2):
        wanted = build(model, fields, row)
        found = existing.get(wanted.pk)
        if found is None:
            create.append((number, wanted))
        elif any(getattr(found, field.attname) != getattr(wanted, field.attname) for field in fields):
            wanted._state.adding = False  # so that its constraints are not checked against its old self
            update.append((number, wanted))
        else:
            tally.unchanged += 1
    clean(name, [*create, *update])
    gone = model._base_manager.filter(pk__in=set(existing) - {row[key.name] for row in rows})
    if not model._meta.related_objects:
        # nothing refers to these rows: they go first, so that a renamed row does not meet its old self
        tally.deleted = gone.count()
        gone.delete()
    _write(name, create, lambda objects: model._base_manager.bulk_create(objects, batch_size=500))
    names = [field.name for field in fields if field is not key]
    _write(name, update, lambda objects: model._base_manager.bulk_update(objects, names, batch_size=200))
    tally.created, tally.updated = len(create), len(update)
    return tally, gone


def clean(name: str, numbered: list[tuple[int, models.Model]]) -> None:
    """Lengths and codes, which SQLite would not check; DatasetFaults names row and field."""
    faults = []
    for number, wanted in numbered:
        try:
            wanted.clean_fields(exclude=[field.name for field in wanted._meta.fields if field.is_relation])
        except ValidationError as invalid:
            faults += [
                Fault(name, number, field, "；".join(messages)) for field, messages in invalid.message_dict.items()
            ]
    if faults:
        raise DatasetFaults(faults)


def _write(name: str, numbered: list[tuple[int, models.Model]], write: Callable[[list], Any]) -> None:
    """Write all rows at once; if the database refuses, find the row to blame by cleaning each."""
    objects = [wanted for _, wanted in numbered]
    if not objects:
        return
    try:
        with transaction.atomic():
            write(objects)
    except IntegrityError as error:
        faults = []
        for number, wanted in numbered:
            try:
                wanted.validate_constraints(exclude=[])
            except ValidationError as invalid:
                # a constraint names its field as the code of its error
                broken = [error for errors in invalid.error_dict.values() for error in errors]
                faults += [Fault(name, number, error.code, error.message) for error in broken]
        raise DatasetFaults(faults or [Fault(name, None, None, str(error))]) from error


def build(model: type[models.Model], fields: list[models.Field], row: Row) -> models.Model:
    """One instance from one typed row. A column `x_code` is the foreign key `x`; `；` joins lists."""
    values = {}
    for column in fields:
        name = column.name
        if isinstance(column, SortKeyField):
            values[name] = column.derived(row[column.of])
            continue
        value = row.get(f"{name}_code") if name not in row else row[name]
        if name == "missing":
            value = dict(pair.split(":") for pair in value.split("；")) if value else {}
        elif isinstance(column, models.JSONField):
            value = value.split("；") if value else []
        elif isinstance(column, models.DecimalField) and value is not None:
            value = value.quantize(column_step(column))
        elif value is None and isinstance(column, models.CharField | models.TextField) and not column.null:
            value = ""
        values[column.attname] = value
    return model(**values)


def column_step(column: models.DecimalField) -> Decimal:
    """The smallest step a decimal column stores, e.g. 0.001."""
    return Decimal(1).scaleb(-column.decimal_places)
