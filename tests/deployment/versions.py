"""Another version of the dataset, which can be told from the first one on every page that it changes."""

import csv
import io
import json
import shutil
from pathlib import Path

from tests.processes import ROOT

MARK = "〔另一版〕"


def second_version(folder: Path, mark: str = MARK, number: str = "9.9.9") -> Path:
    """data/ with another number, and a mark after the title of each document."""
    shutil.copytree(ROOT / "data", folder)
    descriptor = folder / "datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    descriptor.write_text(json.dumps(package | {"version": number}, ensure_ascii=False), encoding="utf-8")
    table = folder / "documents.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"title": row["title"] + mark} for row in rows)
    return folder


def titles(table: str) -> list[str]:
    """The titles in documents.csv as the site sends it, in order; there is one at least."""
    found = [row["title"] for row in csv.DictReader(io.StringIO(table, newline=""))]
    assert found
    return found
