"""Writes many new rows at once: `bulk_create` without its objects, for tables of a hundred thousand rows and more."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.db import connections, models

# Columns whose values drivers take as they are.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
BATCH = 2_000


def insert(model: type[models.Model], rows: Iterable[Sequence[Any]], *, using: str) -> None:
    """Write rows, each the values of all columns in the order of the model; IntegrityError where the database refuses.

    Neither defaults nor signals: the tables of the dataset have none that count.
    """
    connection = connections[using]
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    # the values are parameters; the names are those of the model
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    adapt = [_adapter(field, connection) for field in fields]
    rows = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(
                statement,
                [[value if to is None else to(value) for to, value in zip(adapt, row, strict=True)] for row in batch],
            )


def _adapter(field: models.Field, connection) -> Callable[[Any], Any] | None:
    return None if isinstance(field, PLAIN) else partial(field.get_db_prep_save, connection=connection)
