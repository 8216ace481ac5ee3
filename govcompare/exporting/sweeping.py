"""What is no longer needed goes: files past their day or beyond the room there is, old rows, ended sessions, leftovers."""

import logging
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, Sum
from django.utils import timezone

from ..models import ACTIVE, ExportJob, ExportState, ExportWorker
from . import ahead, browser, clock, jobs, store

log = logging.getLogger(__name__)

MB = 1024 * 1024
# Workers that have not been seen for so long are forgotten; drafts of messages so old are nobody's.
FORGET_AFTER = timedelta(minutes=10)
# Who logged in to the admin, or tried to, and from where.
FORGET_LOGINS_AFTER = timedelta(days=30)


def sweep() -> dict[str, int]:
    """Everything that is due; how many of each."""
    swept = {
        "expired": _expire(ExportJob.objects.filter(state=ExportState.DONE, expires_at__lt=clock.now())),
        "crowded_out": _make_room(settings.EXPORT_CACHE_MB * MB),
        "rows": _forget_rows(),
        "drawn": ahead.forget(),
        "strays": _remove_strays(),
        "workers": ExportWorker.objects.filter(seen_at__lt=clock.now() - FORGET_AFTER).delete()[0],
        "folders": browser.remove_left_folders(),
        "drafts": _remove_drafts(Path(settings.BROKER_DIR)),
        "sessions": Session.objects.filter(expire_date__lt=timezone.now()).delete()[0],
        "logins": _forget_logins(),
    }
    log.info("Swept: %s", swept)
    return swept


def _expire(due) -> int:
    count = 0
    for job in due.defer("spec"):
        jobs.expire(job)
        count += 1
    return count


def _make_room(most: int) -> int:
    """Expire the oldest files until the rest fits."""
    kept = ExportJob.objects.filter(state=ExportState.DONE)
    over = (kept.aggregate(total=Sum("size"))["total"] or 0) - most
    count = 0
    for job in kept.order_by("finished_at").defer("spec").iterator() if over > 0 else ():
        jobs.expire(job)
        over -= job.size or 0
        count += 1
        if over <= 0:
            break
    return count


def _forget_rows() -> int:
    """Rows outlive their files by the time the files were kept: the page of a job can say what became of it."""
    before = clock.now() - timedelta(hours=settings.EXPORT_KEEP_HOURS)
    ended = ExportJob.objects.exclude(state__in=[*ACTIVE, ExportState.DONE])
    return ended.filter(Q(expires_at__lt=before) | Q(expires_at=None, finished_at__lt=before)).delete()[0]


def _remove_strays() -> int:
    known = set(ExportJob.objects.exclude(stored="").values_list("stored", flat=True))
    strays = store.strays(known)
    for name in strays:
        store.delete(name)
    return len(strays)


def _forget_logins() -> int:
    before = timezone.now() - max(FORGET_LOGINS_AFTER, settings.AXES_COOLOFF_TIME)
    return sum(rows.objects.filter(attempt_time__lt=before).delete()[0] for rows in (AccessAttempt, AccessLog))


def _remove_drafts(folder: Path) -> int:
    before, count = (timezone.now() - FORGET_AFTER).timestamp(), 0
    for pattern in ("*.draft", "*.taken"):
        for path in folder.glob(pattern):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()
                    count += 1
    return count
