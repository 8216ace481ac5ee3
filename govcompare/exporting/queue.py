"""The queue between the web and the workers: whether it takes messages, and handing it one. Never waits long."""

import logging
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from ..celery import app
from ..errors import NotNow
from ..models import ExportWorker
from . import clock
from .beat import LIMITS

log = logging.getLogger(__name__)

DOWN = gettext_noop(
    "图片服务暂时连不上任务队列，图片现在做不了。请一分钟后再来；CSV、XLSX、JSON 和离线 HTML 照常可用。"
)
RETRY_AFTER = 60
# Seconds: a look at the broker takes no longer, and is believed for so long; a message may take so long to be handed over.
PATIENCE, BELIEVED = 0.3, 3
SEND_WITHIN = 0.7
# A worker tells every few seconds that it is there (worker.py).
SEEN_WITHIN = timedelta(seconds=30)

RENDER, RECOVER, SWEEP, AHEAD = (
    f"govcompare.exporting.tasks.{name}" for name in ("render", "recover", "sweep", "draw_ahead")
)


class QueueDown(NotNow):
    """No message can be sent; the visitor is told what still works."""

    def __init__(self):
        super().__init__(gettext(DOWN), retry_after=RETRY_AFTER)


class _Look:
    """The last look at the broker. One thread looks, the others believe the last look meanwhile."""

    def __init__(self):
        self.lock = threading.Lock()
        self.up, self.until = True, 0.0

    def forget(self) -> None:
        self.up, self.until = True, 0.0


_look = _Look()


def is_up() -> bool:
    """Whether the broker takes messages, as of a few seconds ago."""
    if time.monotonic() >= _look.until and _look.lock.acquire(blocking=False):
        try:
            _look.up = _reach()
            _look.until = time.monotonic() + BELIEVED
        finally:
            _look.lock.release()
    return _look.up


def workers_alive() -> int:
    """How many processes that make pictures were there lately."""
    return ExportWorker.objects.filter(seen_at__gte=clock.now() - SEEN_WITHIN).count()


def send_job(job_id, total: int) -> None:
    """Have a worker make a job; QueueDown where no message can be sent."""
    # Each picture has its own limit in the renderer; these are for what hangs beside it.
    soft = 2 * settings.EXPORT_TIME_LIMIT + 4 * total
    _send(RENDER, [str(job_id)], soft_time_limit=soft, time_limit=soft + 10)


def send_chore(name: str, *args, expires: float) -> None:
    """Have a worker do one of its chores within so many seconds, or not at all."""
    _send(name, list(args), expires=expires, **LIMITS)


def _send(name: str, args: list, **options) -> None:
    try:
        # one of its own: the pool's would wait for a broker that hangs as long as a worker does, and more than once
        with _connection(SEND_WITHIN) as connection:
            app.send_task(name, args, connection=connection, retry=False, ignore_result=True, **options)
    except Exception as error:  # each kind of broker has its own
        log.warning("The queue takes no messages: %s", error)
        _look.up, _look.until = False, time.monotonic() + BELIEVED
        raise QueueDown from error


def _connection(seconds: float):
    """A connection to the broker that gives up after so many seconds."""
    options = dict(app.conf.broker_transport_options)
    if "socket_timeout" in options:
        options |= {"socket_timeout": seconds, "socket_connect_timeout": seconds}
    return app.connection_for_write(connect_timeout=seconds, transport_options=options)


def _reach() -> bool:
    try:
        if app.conf.broker_url.startswith("filesystem:"):
            folder = Path(app.conf.broker_transport_options["folder"])
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as probe:
                probe.write(b"0")
            return True
        with _connection(PATIENCE) as connection:
            connection.ensure_connection(max_retries=0, timeout=PATIENCE)
            connection.channel().close()
    except Exception as error:  # each kind of broker has its own
        log.warning("The queue cannot be reached: %s", error)
        return False
    return True
