"""A made dataset of any size, for benches: the rows of data/ and, beside them, made ones by the same rules.

    python -m tests.bench.synthetic middle FOLDER

Writes a whole folder of data that `load_dataset FOLDER` takes. The same size gives the same bytes on every run.
Nothing in a made row is a fact: title, version, sources, notes and a README in the folder say so.
"""

import argparse
import csv
import json
from pathlib import Path

from .made_rows import TABLES
from .made_scores import editions, evaluations, indicators, scores
from .made_world import NOTE, Size, World

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = {"middle": Size(3_200, 116_000), "large": Size(44_000, 1_600_000)}
README = (
    "Made by `python -m tests.bench.synthetic` to measure speed. The rows of the real dataset stand in it unchanged; "
    "every other row rests on a source whose id begins with `synthetic-`, and is invented. "
    f"The note of such rows: {NOTE}. Counties have the type of a city, as the real dataset has neither counties nor "
    "their types. Never publish it."
)


def main() -> None:
    """Write one size into a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path, help="made where it is not there; files in it are written over")
    asked = parser.parse_args()
    write(asked.size, SIZES[asked.size], asked.folder)


def write(name: str, size: Size, folder: Path, real: Path = ROOT / "data") -> None:
    """Write the dataset of one size: the real rows as they are, then the made ones."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = json.loads((real / "datapackage.json").read_text(encoding="utf-8"))
    tables = {table["name"]: table for table in descriptor["resources"]}
    world = World(size, real_regions=_rows(real / tables["regions"]["path"]))
    made = {make.__name__: make(world) for make in (*TABLES, evaluations, editions, indicators)}
    made["scores"] = scores(world, size.scores - len(_rows(real / tables["scores"]["path"])))
    for table in tables.values():
        columns = [field["name"] for field in table["schema"]["fields"]]
        with (folder / table["path"]).open("w", encoding="utf-8", newline="") as file:
            file.write((real / table["path"]).read_text(encoding="utf-8"))
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writerows(made.get(table["name"], ()))
    descriptor |= {
        "title": f"合成数据集（{name}）：仅供测速，不是事实",
        "version": f"{descriptor['version']}-synthetic-{name}",
        "description": f"SYNTHETIC, for benches only. {README}",
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False, indent=2), encoding="utf-8")
    (folder / "README.md").write_text(f"# Synthetic data ({name})\n\n{README}\n", encoding="utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
