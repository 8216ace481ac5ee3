"""What all processes of the site know together, through Django's cache (CACHE_URL). It only saves work: without it, or
when it is down, every answer is the same and takes longer."""

import logging
import time
from collections.abc import Callable
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


class Health:
    """Whether something is worth asking. complaint: what the log says where it fails."""

    def __init__(self, complaint: str):
        self.complaint, self.until = complaint, 0.0

    def tried(self, ask: Callable[[], Any]) -> Any:
        """What it answers; None where it fails now or did so a moment ago."""
        if time.monotonic() < self.until:
            return None
        try:
            return ask()
        except Exception as error:  # each backend fails in its own way, and none of them may fail a page
            self.until = time.monotonic() + PAUSE
            log.warning("%s: %s: %s", self.complaint, type(error).__name__, error)
            return None


_health = Health("The shared cache does not answer")


def get(key: str) -> bytes | None:
    """What is kept under a key; None where nothing is, or the cache is down."""
    return _health.tried(lambda: cache.get(key))


def has(key: str) -> bool:
    """Whether something is kept under a key."""
    return bool(_health.tried(lambda: cache.has_key(key)))


def put(key: str, value: bytes, seconds: int) -> None:
    """Keep something for a while."""
    _health.tried(lambda: cache.set(key, value, seconds))


def put_if_absent(key: str, value: bytes, seconds: int) -> bool:
    """Keep something for a while unless something is kept already; whether it is kept now."""
    return bool(_health.tried(lambda: cache.add(key, value, seconds)))


def forget(key: str) -> None:
    """Keep something no longer."""
    _health.tried(lambda: cache.delete(key))
