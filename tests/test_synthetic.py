"""The made data of benches: they keep the contract, say what they are, and are the same on every run."""

import pytest

from govcompare.dataset import Dataset
from tests.bench.made_world import Size
from tests.bench.synthetic import write

SMALL = Size(700, 3_000)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Dataset:
    folder = tmp_path_factory.mktemp("made")
    write("small", SMALL, folder)
    return Dataset(folder)


def test_made_data_keep_the_contract_and_have_the_size_asked_for(made):
    assert made.faults() == []
    assert sum(1 for _ in made.rows("regions")) == SMALL.regions
    assert sum(1 for _ in made.rows("scores")) == SMALL.scores


def test_made_data_say_what_they_are(made):
    assert "synthetic" in made.version and "合成" in made.descriptor["title"]
    assert "invented" in (made.folder / "README.md").read_text(encoding="utf-8")


def test_made_data_are_the_same_on_every_run(made, tmp_path):
    write("small", SMALL, tmp_path)
    assert Dataset(tmp_path).sha256 == made.sha256
