"""What Prometheus is told of what stands in the database, the same whichever process it asks: jobs are ended by workers, which
have no page of their own to tell it."""

import logging
from collections.abc import Iterator

from django.db import DatabaseError
from django.db.models import Count
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from ..exporting import queue
from ..models import ExportJob, ExportState

log = logging.getLogger(__name__)


class Stock(Collector):
    """Export jobs by their state, and the processes that make them."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Asked anew each time; nothing while the database does not answer."""
        try:
            counted = dict(ExportJob.objects.order_by().values_list("state").annotate(Count("pk")))
            workers = queue.workers_alive()
        except DatabaseError as error:
            log.warning("Jobs cannot be counted: %s", error)
            return
        jobs = GaugeMetricFamily(
            "govcompare_export_jobs", "Export jobs that are remembered, by state", labels=["state"]
        )
        for state in ExportState.values:
            jobs.add_metric([state], counted.get(state, 0))
        yield jobs
        yield GaugeMetricFamily(
            "govcompare_export_workers", "Processes that make files, heard of lately", value=workers
        )
