"""Opens data/datapackage.json, validates it and yields typed rows; knows no model.

Only this module imports frictionless.
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from frictionless import Package, system


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: `row` counts from 1 with the header as row 1; None for a whole table."""

    table: str
    row: int | None
    field: str | None
    reason: str

    def __str__(self):
        place = [f"表 {self.table}"]
        if self.row:
            place.append(f"第 {self.row} 行")
        if self.field:
            place.append(f"字段 {self.field}")
        return f"{'，'.join(place)}：{self.reason}"


class Dataset:
    """A folder with datapackage.json and its CSV files."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))

    @property
    def version(self) -> str:
        return self.descriptor["version"]

    @cached_property
    def tables(self) -> dict[str, dict]:
        return {resource["name"]: resource for resource in self.descriptor["resources"]}

    @cached_property
    def sha256(self) -> str:
        """One checksum over the descriptor and every table, in order."""
        digest = hashlib.sha256()
        for path in ("datapackage.json", *(table["path"] for table in self.tables.values())):
            digest.update(path.encode() + b"\0")
            with (self.folder / path).open("rb") as file:
                while piece := file.read(2**20):
                    digest.update(piece)
            digest.update(b"\0")
        return digest.hexdigest()

    def faults(self) -> list[Fault]:
        """Everything that breaks the contract: types, enums, keys, foreign keys, headers."""
        with system.use_context(trusted=True):
            report = Package(str(self.folder / "datapackage.json")).validate()
        faults = [
            Fault(task.name, getattr(error, "row_number", None), _field(error), _reason(error))
            for task in report.tasks
            for error in task.errors
        ]
        return faults + [Fault("datapackage", None, None, error.message) for error in report.errors]

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of one table with the types its schema names; None where a cell is empty."""
        types = {field["name"]: field["type"] for field in self.tables[table]["schema"]["fields"]}
        with (self.folder / self.tables[table]["path"]).open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            names = next(lines)
            readers = [READERS.get(types[name], str) for name in names]
            for line in filter(None, lines):  # as csv.DictReader does, an empty line is passed over
                cells = zip(names, readers, line, strict=True)
                yield {name: read(text) if text else None for name, read, text in cells}


# How a cell that is not empty is read, by the type of its column; all others are text.
READERS = {"integer": int, "number": Decimal, "boolean": "true".__eq__}

# What frictionless says of the commonest faults, in our words; the rest as it says it.
REASONS = {
    "foreign-key": "“{cells}”不在所指的表中",
    "primary-key": "与另一行重复",
    "unique-error": "与另一行重复",
    "constraint-error": "“{cell}”不合规定（{note}）",
    "type-error": "“{cell}”不是所要的类型",
    "blank-row": "空行",
    "extra-cell": "比表头多出一格",
    "missing-cell": "比表头少一格",
}


def _field(error) -> str | None:
    names = getattr(error, "field_names", None)
    return getattr(error, "field_name", None) or ("、".join(names) if names else None)


def _reason(error) -> str:
    said = {
        "cells": "、".join(str(cell) for cell in getattr(error, "field_cells", ())),
        "cell": getattr(error, "cell", ""),
        "note": error.note,
    }
    return REASONS[error.type].format(**said) if error.type in REASONS else error.message
