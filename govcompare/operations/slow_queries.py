"""A line for each query that takes too long: what was asked, and how long it took."""

import logging
import time

from django.conf import settings

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
