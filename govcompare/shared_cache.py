"""What all processes of the site know together, through Django's cache (CACHE_URL). It only saves work: without it, or
when it is down, every answer is the same and takes longer."""

import logging
import time
from typing import Any

from django.core.cache import cache

log = logging.getLogger(__name__)

# Seconds in which a cache that failed is not asked again, so that its failing costs each visitor nothing.
PAUSE = 2.0


class PlainBytes:
    """What is sent to a Redis or Valkey: bytes and whole numbers as they are. Nothing read back is ever executed, as
    pickled objects would be."""

    def dumps(self, value: Any) -> bytes | int:
        """Bytes or a whole number; TypeError for all else."""
        if isinstance(value, bytes | int):
            return value
        raise TypeError(f"The shared cache takes bytes and whole numbers, not {type(value).__name__}.")

    def loads(self, value: bytes) -> bytes | int:
        """The same back."""
        return int(value) if value.isdigit() else value


class _Health:
    """Whether the cache is worth asking."""

    until = 0.0

    def is_asked(self) -> bool:
        return time.monotonic() >= self.until

    def failed(self, error: Exception) -> None:
        self.until = time.monotonic() + PAUSE
        log.warning("The shared cache does not answer: %s: %s", type(error).__name__, error)


_health = _Health()


def get(key: str) -> bytes | None:
    """What is kept under a key; None where nothing is, or the cache is down."""
    return _tried(lambda: cache.get(key))


def put(key: str, value: bytes, seconds: int) -> None:
    """Keep something for a while."""
    _tried(lambda: cache.set(key, value, seconds))


def put_if_absent(key: str, value: bytes, seconds: int) -> None:
    """Keep something for a while unless something is kept already."""
    _tried(lambda: cache.add(key, value, seconds))


def _tried(ask):
    if not _health.is_asked():
        return None
    try:
        return ask()
    except Exception as error:  # each backend fails in its own way, and none of them may fail a page
        _health.failed(error)
        return None
