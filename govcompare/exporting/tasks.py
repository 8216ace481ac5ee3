"""What workers do: make a job, and the chores that keep the list of jobs in order."""

import logging

from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _

from ..models import ExportJob, ExportKind, ExportState
from ..pages_ahead import maker
from . import ahead, jobs, queue, sweeping, worker
from .rendering import RenderFailure

log = logging.getLogger(__name__)

TOO_SLOW = _("超过了制作时限，文件没有做成。请稍后再试，或选小一些的范围。")
NO_ROOM = _("服务器存不下做好的文件（%(why)s）。请告诉管理员。")
ERROR = _("制作时出错（%(why)s），已记入日志。请稍后再试；若仍如此，请把网址告诉管理员。")


class Unwanted(Exception):
    """The job was cancelled, or another worker has it."""


class JobTask(Task):
    """A task whose job is ended even when its process had to be killed for being too slow."""

    def on_failure(self, exc, task_id, args, kwargs, einfo):
        """Called in the worker's main process where the hard limit struck."""
        end_slow(args[0])
        connection.close()  # the next process is forked from here and must not share it


def end_slow(job_id: str) -> None:
    """End the job of a process that was killed for being too slow."""
    for job in ExportJob.objects.filter(pk=job_id, state=ExportState.RUNNING):
        jobs.fail(job, TOO_SLOW)


@shared_task(base=JobTask, name=queue.RENDER)
def render(job_id: str) -> None:
    """Make one job: a picture, or an archive of them."""
    job = jobs.claim(job_id, jobs.me())
    if job is None:
        return
    try:
        content = _make(job)
        try:
            jobs.finish(job, content)
            log.info("Job %s made: %s, %s bytes", job.pk, job.file_name, len(content))
        except OSError as error:
            log.exception("The file of %s cannot be kept", job.pk)
            jobs.fail(job, NO_ROOM, why=error.strerror or type(error).__name__)
    except Unwanted:
        log.info("Job %s is no longer wanted", job.pk)
    except RenderFailure as failure:
        log.warning("Job %s: %s", job.pk, failure)
        jobs.fail(job, failure.reason, **failure.values)
    except SoftTimeLimitExceeded:
        log.warning("Job %s took too long", job.pk)
        jobs.fail(job, TOO_SLOW)
    except Exception as error:  # whatever it was, the visitor must not wait for ever
        log.exception("Job %s failed", job.pk)
        jobs.fail(job, ERROR, why=type(error).__name__)


def _make(job: ExportJob) -> bytes:
    maker = import_string(settings.EXPORT_MAKERS[job.kind])

    def progress(done: int) -> None:
        if not jobs.renew(job, done):
            raise Unwanted

    if job.kind == ExportKind.ARCHIVE:
        return maker(job.spec, worker.draw, progress)
    return maker(job.spec, worker.draw)


@shared_task(name=queue.RECOVER)
def recover(at_start: bool = False) -> None:
    """Send again what was lost."""
    jobs.recover(at_start=at_start)


@shared_task(name=queue.AHEAD)
def draw_ahead(at_start: bool = False) -> None:
    """Draw what pages will show; once that is done, make the pages."""
    if not worker.has_problem():
        ahead.take_turn(worker.draw, at_start=at_start)
    if not ahead.is_behind():
        maker.take_turn()


@shared_task(name=queue.SWEEP)
def sweep() -> None:
    """Remove what is no longer needed."""
    sweeping.sweep()
