"""One process of the site at a time, for what two must not do at once, on whatever machines they run."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import DatabaseError, connection


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether no other process of the site is at what the name says. One that was killed holds nothing: its lock goes with its
    connection to PostgreSQL, or with its open file beside the embedded database, which is of one machine."""
    if connection.vendor == "postgresql":
        lock = _in_database(name)
    elif connection.is_in_memory_db():  # nobody else can see it
        lock = _free()
    else:
        lock = _in_file(Path(f"{connection.settings_dict['NAME']}.{name}.lock"))
    with lock as is_mine:
        yield is_mine


@contextmanager
def _in_database(name: str) -> Iterator[bool]:
    number = int.from_bytes(hashlib.sha256(f"govcompare {name}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        is_mine = cursor.fetchone()[0]
    try:
        yield is_mine
    finally:
        if is_mine:
            with suppress(DatabaseError), connection.cursor() as cursor:  # a connection that broke took the lock along
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@contextmanager
def _free() -> Iterator[bool]:
    yield True


@contextmanager
def _in_file(path: Path) -> Iterator[bool]:
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
