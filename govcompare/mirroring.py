"""Makes one table equal to its rows, a batch at a time, so that memory does not grow with the table.

Rows are matched by natural key and compared by value. What is read of a column is turned into what is stored, and
checked, once for each different text.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, router, transaction

from .dataset import Fault
from .inserting import insert
from .sort_keys import SortKeyField

Row = dict[str, Any]
# a row of the dataset with its number, counting the header as row 1, and what its columns store
Wanted = tuple[int, dict[str, Any]]

BATCH = 2_000
# Different values of one column that are remembered as checked.
REMEMBERED = 10_000


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


class Mirror:
    """One table on its way to become its rows: first `leave`, then `write`, and `forget` once all tables are written."""

    def __init__(self, name: str, model: type[models.Model]):
        self.name, self.model, self.tally = name, model, Tally()
        self.columns = [Column(field) for field in model._meta.concrete_fields]
        self.key, self.using = model._meta.pk.attname, router.db_for_write(model)
        self.existing = set(model._base_manager.values_list("pk", flat=True))
        self.gone: set = set()

    def leave(self, keys: Iterable[Any]) -> None:
        """Note the rows of the table that are not among the keys. Where nothing refers to them they go at once, so that a
        renamed row does not meet its old self."""
        self.gone = self.existing - set(keys)
        self.existing -= self.gone
        if not self.model._meta.related_objects:
            self.forget()

    def forget(self) -> None:
        """Delete the rows that left; ProtectedError where a row that stays refers to one."""
        self.tally.deleted += len(self.gone)
        _delete(self.model, self.gone)
        self.gone = set()

    def write(self, rows: Iterable[Row]) -> None:
        """Create and update; DatasetFaults with all that is wrong where a row does not fit its columns."""
        faults: list[Fault] = []
        numbered = enumerate(rows, start=2)
        while batch := list(islice(numbered, BATCH)):
            wanted = [(number, {one.attname: one.stored(row) for one in self.columns}) for number, row in batch]
            create, update = self._sorted(wanted)
            faults += [fault for one in (*create, *update) for fault in self._misfits(*one)]
            if not faults:
                self._write(create, self._insert)
                self._write(update, self._update)
        if faults:
            raise DatasetFaults(faults)

    def _sorted(self, wanted: list[Wanted]) -> tuple[list[Wanted], list[Wanted]]:
        """Which rows to create and which to update; the others are counted as unchanged."""
        names = [column.attname for column in self.columns]
        keys = [values[self.key] for _, values in wanted if values[self.key] in self.existing]
        found = {row[0]: row[1:] for row in _by_key(self.model, keys, [self.key, *names])}
        create, update = [], []
        for number, values in wanted:
            row = found.get(values[self.key])
            if row is None:
                create.append((number, values))
            elif row != tuple(values.values()):
                update.append((number, values))
        self.tally.created += len(create)
        self.tally.updated += len(update)
        self.tally.unchanged += len(wanted) - len(create) - len(update)
        return create, update

    def _misfits(self, number: int, values: dict[str, Any]) -> Iterator[Fault]:
        """Lengths and codes, which SQLite would not check."""
        for column in self.columns:
            if messages := column.misfit(values[column.attname]):
                yield Fault(self.name, number, column.name, "；".join(messages))

    def _insert(self, wanted: list[Wanted]) -> None:
        insert(self.model, (values.values() for _, values in wanted), using=self.using)

    def _update(self, wanted: list[Wanted]) -> None:
        names = [column.name for column in self.columns if column.attname != self.key]
        objects = [self.model(**values) for _, values in wanted]
        self.model._base_manager.bulk_update(objects, names, batch_size=200)

    def _write(self, wanted: list[Wanted], write: Callable[[list[Wanted]], None]) -> None:
        """Write all rows at once; if the database refuses, find the row to blame by checking each."""
        if not wanted:
            return
        try:
            with transaction.atomic():
                write(wanted)
        except IntegrityError as error:
            faults = [fault for number, values in wanted for fault in self._broken(number, values)]
            raise DatasetFaults(faults or [Fault(self.name, None, None, str(error))]) from error

    def _broken(self, number: int, values: dict[str, Any]) -> Iterator[Fault]:
        one = self.model(**values)
        one._state.adding = values[self.key] not in self.existing  # a row that is there is not checked against itself
        try:
            one.validate_constraints(exclude=[])
        except ValidationError as invalid:
            # a constraint names its field as the code of its error
            for error in (error for errors in invalid.error_dict.values() for error in errors):
                yield Fault(self.name, number, error.code, error.message)


class Column:
    """How one column of a table is read from a row of the dataset, and what may stand in it."""

    def __init__(self, field: models.Field):
        self.field, self.name, self.attname = field, field.name, field.attname
        self.convert = _conversion(field)
        self.of = field.of if isinstance(field, SortKeyField) else None
        self.fitting: set = set()

    def stored(self, row: Row) -> Any:
        """What the column stores of a row. A column `x_code` is the foreign key `x`; `；` joins lists."""
        if self.of:
            return self.field.derived(row[self.of])
        value = row[self.name] if self.name in row else row.get(f"{self.name}_code")
        return self.convert(value) if self.convert else value

    def misfit(self, value: Any) -> list[str]:
        """What is wrong with a value, in Django's words; empty where nothing is. Relations were checked before."""
        field = self.field
        if field.is_relation or (field.blank and value in field.empty_values):
            return []
        is_plain = isinstance(value, str | int | Decimal)
        if is_plain and value in self.fitting:
            return []
        try:
            field.clean(value, None)
        except ValidationError as invalid:
            return invalid.messages
        if is_plain and not field.primary_key and len(self.fitting) < REMEMBERED:
            self.fitting.add(value)
        return []


def _conversion(field: models.Field) -> Callable[[Any], Any] | None:
    """What turns a typed cell into what the column stores; None where that is the cell itself."""
    if field.name == "missing":
        return _reasons
    if isinstance(field, models.JSONField):
        return _parts
    if isinstance(field, models.DecimalField):
        step = Decimal(1).scaleb(-field.decimal_places)  # the smallest step that the column stores, e.g. 0.001
        return lambda value: None if value is None else value.quantize(step)
    if isinstance(field, models.CharField | models.TextField) and not field.null:
        return lambda value: "" if value is None else value
    return None


@lru_cache(maxsize=REMEMBERED)
def _reasons(text: str | None) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split("；")) if text else {}


@lru_cache(maxsize=REMEMBERED)
def _parts(text: str | None) -> list[str]:
    return text.split("；") if text else []


def _by_key(model: type[models.Model], keys: list, names: list[str]) -> Iterator[tuple]:
    """The values of columns of the rows with some keys, in no order."""
    for start in range(0, len(keys), 500):
        yield from model._base_manager.filter(pk__in=keys[start : start + 500]).order_by().values_list(*names)


def _delete(model: type[models.Model], keys: set) -> None:
    """Delete rows by key; of rows that refer to each other, those first to which none of the others refers."""
    to_self = [field.attname for field in model._meta.concrete_fields if field.related_model is model]
    while keys:
        held = {target for row in _by_key(model, list(keys), to_self) for target in row} if to_self else set()
        free = list(keys - held) or list(keys)  # in a circle none is free: let the database speak
        for start in range(0, len(free), 500):
            model._base_manager.filter(pk__in=free[start : start + 500]).delete()
        keys = keys - set(free)
