"""The time on which all machines of a site agree: that of their database. Leases and limits of jobs are reckoned by it, so that
a machine whose own clock was set wrong takes no job from another and keeps no visitor waiting for a day."""

import time
from datetime import UTC, datetime

from django.utils import timezone


class _Offset:
    """From a clock of this machine that nobody can set to that of the database, in seconds; None before it was asked."""

    seconds: float | None = None


def read(connection, **kwargs) -> None:
    """Ask the database for the time, with each new connection (signal connection_created). An embedded one has none of its own."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        _Offset.seconds = float(cursor.fetchone()[0]) - time.monotonic()


def now() -> datetime:
    """The time, as timezone.now() gives it."""
    if _Offset.seconds is None:
        return timezone.now()
    return datetime.fromtimestamp(time.monotonic() + _Offset.seconds, UTC)
