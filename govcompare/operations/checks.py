"""What must work, each as a check that /readyz/ runs with a limit of time (django-health-check)."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable, ServiceWarning

from ..exporting import health
from ..models import DatasetLoad


class Check(HealthCheck):
    """A check under a name of its own. run: ServiceUnavailable where no page can be had, ServiceWarning where the site works
    with less."""

    name = ""
    timeout = timedelta(seconds=3)


@dataclasses.dataclass
class Database(Check):
    """A query is answered, and a dataset is there to be shown."""

    name = "database"

    def run(self):
        try:
            loaded = DatasetLoad.objects.exists()
        except DatabaseError as error:
            raise ServiceUnavailable("数据库没有回答（DATABASE_URL）。已存的页面照常可看。") from error
        finally:
            connection.close()  # of the thread in which checks run
        if not loaded:
            raise ServiceUnavailable("还没有载入数据：python manage.py load_dataset")


@dataclasses.dataclass
class Cache(Check):
    """What is written can be read."""

    name = "cache"

    def run(self):
        key, value = f"readyz-{uuid4().hex}", timezone.now().isoformat().encode()
        try:
            cache.set(key, value, 10)
            found = cache.get(key)
        except Exception as error:  # each backend fails in its own way
            raise ServiceWarning("缓存没有回答（CACHE_URL）。每一页都要重新生成，因此会慢。") from error
        if found != value:
            raise ServiceWarning("缓存没有留住刚写入的内容（CACHE_URL）。")


@dataclasses.dataclass
class Broker(Check):
    """The queue takes messages."""

    name = "broker"

    def run(self):
        if found := health.no_queue():
            raise ServiceWarning(" ".join(found))


@dataclasses.dataclass
class Worker(Check):
    """A worker was heard of lately."""

    name = "worker"

    def run(self):
        _say(health.no_worker)


@dataclasses.dataclass
class Export(Check):
    """Pictures are made, with Chinese characters in them, and none waits for long."""

    name = "export"

    def run(self):
        _say(lambda: health.problems_of_workers() + health.stuck())


def _say(problems: Callable[[], list[str]]) -> None:
    """Warn of problems that the database knows of."""
    try:
        found = problems()
    except DatabaseError as error:
        raise ServiceWarning("数据库没有回答，所以不知道。") from error
    finally:
        connection.close()
    if found:
        raise ServiceWarning(" ".join(found))


CHECKS = (Database, Cache, Broker, Worker, Export)
