"""Queries that take too long: a line for each, with what was asked and how long it took; in web processes an end to them."""

import logging
import time

from django.conf import settings
from django.db.backends.signals import connection_created

from . import metrics

log = logging.getLogger(__name__)

# Characters of a query that are logged: enough to find it again.
SHOWN = 1000


def watch(connection, **kwargs) -> None:
    """Have a new connection measured (signal connection_created)."""
    if settings.SLOW_QUERY_MS and measured not in connection.execute_wrappers:
        connection.execute_wrappers.append(measured)


def measured(execute, sql, params, many, context):
    """An execute wrapper of Django; values are not logged, they may be anybody's."""
    start = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (time.perf_counter() - start) * 1000
        if took >= settings.SLOW_QUERY_MS:
            metrics.SLOW_QUERIES.inc()
            log.warning("Slow query: %.0f ms: %s", took, str(sql)[:SHOWN])


def give_up() -> None:
    """From the next connection on, have PostgreSQL end the queries of this process after so many seconds: one that waits for a
    lock, say. Who asked is told so (govcompare.middleware.QueryGuard)."""
    connection_created.connect(limit)


def limit(connection, **kwargs) -> None:
    """Set the limit for a new connection (signal connection_created). An embedded database has none."""
    if settings.WEB_QUERY_SECONDS and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{settings.WEB_QUERY_SECONDS}s"])
