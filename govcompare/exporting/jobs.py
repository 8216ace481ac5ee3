"""The life of a job: asked for, claimed by one worker, ended once. Every step is one conditional UPDATE."""

import hashlib
import logging
import os
import socket
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _

from ..models import ACTIVE, ExportJob, ExportKind, ExportState
from . import clock, queue, store
from .browser import is_alive

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# A message that was not heard for so long counts as lost and is sent again; a job that nobody works at ends.
RESEND_AFTER = timedelta(seconds=30)
GIVE_UP_AFTER = timedelta(minutes=15)
# Kept as they stand here, and translated when somebody reads them (ExportJob.why).
TOO_OFTEN = _("做了 %(times)s 次都没有做完（导出进程中途停止）。请稍后再试；若仍如此，请把网址告诉管理员。")
NOBODY = _("没有导出进程在工作，这个任务等了太久，已经放弃。请稍后再试，或告诉管理员。")
CANCELLED = _("已按要求取消。")
EXPIRED = _("文件已经过期删除。重新打开原来的网址就会再做一份。")
# A page may wait for its picture, but never all of them at once: the others are shown the page of the job.
_waiters = threading.BoundedSemaphore(settings.EXPORT_WAITERS)


def me() -> str:
    """This process, as a job names it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def ready(key: str) -> ExportJob | None:
    """The job whose file is there, if the content was made before."""
    done = ExportJob.objects.defer("spec").filter(key=key, state=ExportState.DONE, expires_at__gt=clock.now())
    for job in done.order_by("-finished_at"):
        if store.exists(job.stored):
            return job
        expire(job)
    return None


def enqueue(
    *, key: str, format: str, spec: dict, address: str, file_name: str, content_type: str,
    kind: str = ExportKind.IMAGE, total: int = 1, client: str = "",
) -> ExportJob:  # fmt: skip
    """The one job of a content: that of somebody who asked before, or a new one. QueueDown where none can be made."""
    if (known := active(key) or ready(key)) is not None:
        return known
    if not queue.is_up():
        raise queue.QueueDown
    job = ExportJob(
        key=key, kind=kind, format=format, spec=spec, address=address, file_name=file_name, content_type=content_type,
        total=total, client=client, lease_until=clock.now() + RESEND_AFTER,
    )  # fmt: skip
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:  # somebody asked for the same in this moment
        other = active(key) or ready(key)
        if other is None:
            raise
        return other
    transaction.on_commit(lambda: _send(job))
    return job


def begin(*, key: str, **values) -> ExportJob | None:
    """A job that this process has set itself and does at once; None where another is at the same."""
    now = clock.now()
    job = ExportJob(
        key=key, state=ExportState.RUNNING, worker=me(), attempts=1, started_at=now, lease_until=_lease(), **values
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        return None
    return job


def active(key: str) -> ExportJob | None:
    """The job that is making a content."""
    return ExportJob.objects.defer("spec").filter(key=key, state__in=ACTIVE).first()


def _send(job: ExportJob) -> None:
    try:
        queue.send_job(job.pk, job.total)
    except queue.QueueDown:
        _end(ExportJob.objects.filter(pk=job.pk, state=ExportState.QUEUED), ExportState.FAILED, queue.DOWN)
        raise


def _end(jobs, state: str, reason: str = "", reason_values: dict | None = None, **values) -> int:
    """End the jobs of a condition; how many there were."""
    return jobs.update(
        state=state, reason=reason, reason_values=reason_values or {}, spec={}, finished_at=clock.now(),
        lease_until=None, **values,
    )  # fmt: skip


def _lease():
    """Longer than the hardest limit on one picture (queue.send_job), so that nobody takes a job while its process may still
    be ended for being slow; a worker that makes several renews it for each."""
    return clock.now() + timedelta(seconds=2 * settings.EXPORT_TIME_LIMIT + 30)


def _is_given_up(job: ExportJob, worker: str) -> bool:
    """Whether nobody works at a running job any more."""
    host, _, pid = job.worker.rpartition(":")
    if job.worker == worker or job.lease_until is None or job.lease_until < clock.now():
        return True  # a process does one job at a time: what is its own was left behind
    return host == socket.gethostname() and pid.isdecimal() and not is_alive(int(pid))


def _as_it_was(job: ExportJob):
    """The job, if nobody has touched it since it was read."""
    return ExportJob.objects.filter(pk=job.pk, state=job.state, worker=job.worker, attempts=job.attempts)


def claim(job_id, worker: str) -> ExportJob | None:
    """The job, for this worker alone; None where it is another's, has ended or was tried too often."""
    job = ExportJob.objects.filter(pk=job_id).first()
    if job is None or not job.is_active:
        return None
    if job.state == ExportState.RUNNING and not _is_given_up(job, worker):
        return None
    if job.attempts >= MAX_ATTEMPTS:
        _end(_as_it_was(job), ExportState.FAILED, TOO_OFTEN, {"times": MAX_ATTEMPTS})
        return None
    values = {"state": ExportState.RUNNING, "worker": worker, "lease_until": _lease(), "started_at": clock.now()}
    if not _as_it_was(job).update(**values, attempts=F("attempts") + 1, done=0):
        return None
    job.refresh_from_db()
    return job


def _mine(job: ExportJob):
    """The job, if this claim of it still stands."""
    return ExportJob.objects.filter(pk=job.pk, state=ExportState.RUNNING, worker=job.worker, attempts=job.attempts)


def renew(job: ExportJob, done: int) -> bool:
    """Tell how far a job is and keep it; False where it was cancelled or taken over."""
    return bool(_mine(job).update(done=done, lease_until=_lease()))


def finish(job: ExportJob, content: bytes, *, keep: timedelta | None = None) -> bool:
    """Keep the file and end the job; False where it was cancelled or taken over meanwhile."""
    name = store.save(job.key, job.format, content)
    values = {
        "stored": name,
        "content_sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "done": job.total,
        "expires_at": clock.now() + (keep or timedelta(hours=settings.EXPORT_KEEP_HOURS)),
    }
    if _end(_mine(job), ExportState.DONE, **values):
        return True
    store.delete(name)
    return False


def fail(job: ExportJob, reason: str, **values) -> bool:
    """End a job with a sentence for the visitor, as it stands in the source, and what stands in it."""
    return bool(_end(_mine(job), ExportState.FAILED, reason, values))


def cancel(job: ExportJob) -> bool:
    """End a job that nobody wants; False where it has ended already."""
    return bool(_end(ExportJob.objects.filter(pk=job.pk, state__in=ACTIVE), ExportState.CANCELLED, CANCELLED))


def expire(job: ExportJob) -> None:
    """Forget the file of a job."""
    done = ExportJob.objects.filter(pk=job.pk, state=ExportState.DONE)
    if done.update(state=ExportState.EXPIRED, reason=EXPIRED, stored=""):
        store.delete(job.stored)


def ahead(job: ExportJob) -> int:
    """How many jobs wait before a queued one."""
    if job.state != ExportState.QUEUED:
        return 0
    return ExportJob.objects.filter(state=ExportState.QUEUED, created_at__lt=job.created_at).count()


def wait(job: ExportJob, seconds: float) -> ExportJob:
    """The job when it has ended, or as it stands after so many seconds; at once where too many wait already."""
    end, pause = time.monotonic() + seconds, 0.02
    if not job.is_active or not _waiters.acquire(blocking=False):
        return job
    try:
        while job.is_active and time.monotonic() < end:
            time.sleep(pause)
            pause = min(0.1, pause * 1.2)
            job = ExportJob.objects.defer("spec").filter(pk=job.pk).first() or job
    finally:
        _waiters.release()
    return job


def looked_after(job: ExportJob) -> ExportJob:
    """A job that a visitor looks at, as it stands now: expired, sent again or given up where that is due."""
    if job.state == ExportState.DONE and (job.expires_at < clock.now() or not store.exists(job.stored)):
        expire(job)
    elif job.is_active:
        recover(ExportJob.objects.filter(pk=job.pk))
    return ExportJob.objects.defer("spec").filter(pk=job.pk).first() or job


def recover(jobs=None, *, at_start: bool = False) -> int:
    """Send again what was lost: messages nobody heard, jobs whose worker was killed. How many were sent.

    at_start: a worker has just started, and messages that an earlier one held may be gone with it.
    """
    sent, now = 0, clock.now()
    jobs = ExportJob.objects.all() if jobs is None else jobs
    # while workers are busy, what is queued waits its turn: sending it again would only lengthen the queue
    busy = ExportJob.objects.filter(state=ExportState.RUNNING, lease_until__gt=now).exists()
    for job in jobs.filter(state__in=ACTIVE).defer("spec"):
        if job.state == ExportState.RUNNING:
            lost = _is_given_up(job, worker="")
        else:
            lost = at_start or not busy and (job.lease_until is None or job.lease_until < now)
        if not lost:
            continue
        if job.attempts >= MAX_ATTEMPTS:
            _end(_as_it_was(job), ExportState.FAILED, TOO_OFTEN, {"times": MAX_ATTEMPTS})
        elif now - job.created_at > GIVE_UP_AFTER and not queue.workers_alive():
            _end(_as_it_was(job), ExportState.FAILED, NOBODY)
        elif _as_it_was(job).update(state=ExportState.QUEUED, worker="", lease_until=now + RESEND_AFTER):
            try:
                queue.send_job(job.pk, job.total)
            except queue.QueueDown:
                break  # the next round tries again
            log.warning("Job %s is sent again: nobody works at it", job.pk)
            sent += 1
    return sent
