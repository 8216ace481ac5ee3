"""What is over is swept away: files, jobs, sessions, logins."""

from datetime import timedelta
from io import BytesIO

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.utils import timezone

from govcompare.exporting import jobs, store, sweeping
from govcompare.models import ExportJob, ExportState, ExportWorker

from .job_rows import again, change, long_ago, made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]


def test_files_past_their_day_are_swept(ask):
    old, young = made(ask("old")), made(ask("young"))
    change(old, expires_at=long_ago(seconds=1))
    assert sweeping.sweep()["expired"] == 1
    assert again(old).state == ExportState.EXPIRED and not store.exists(old.stored)
    assert again(young).state == ExportState.DONE and store.exists(young.stored)


def test_the_oldest_files_make_room(ask, settings):
    settings.EXPORT_CACHE_MB = 2
    files = [made(ask(str(number)), b"x" * sweeping.MB) for number in range(4)]
    for number, job in enumerate(files):
        change(job, finished_at=long_ago(hours=4 - number))
    assert sweeping.sweep()["crowded_out"] == 2
    assert [store.exists(job.stored) for job in files] == [False, False, True, True]


def test_old_rows_and_leftovers_are_swept(ask, settings, tmp_path):
    old = made(ask("old"))
    jobs.expire(old)
    change(old, expires_at=long_ago(days=30))
    cancelled = ask("cancelled")
    jobs.cancel(cancelled)
    change(cancelled, finished_at=long_ago(days=30))
    fresh = ask("fresh")
    ExportWorker.objects.create(name="gone:1", started_at=long_ago(days=1), seen_at=long_ago(days=1))
    stray = store.files().save("aa/stray.png", BytesIO(b""))
    swept = sweeping.sweep()
    assert (swept["rows"], swept["workers"], swept["strays"]) == (2, 1, 0)  # a young stray may be in the making
    assert list(ExportJob.objects.all()) == [fresh]
    storages["exports"].get_modified_time = lambda name: long_ago(days=1)
    assert sweeping.sweep()["strays"] == 1 and not store.exists(stray)


def test_sessions_that_ended_and_old_logins_are_swept():
    now = timezone.now()
    for days in (-1, 1):
        Session.objects.create(session_key=f"s{days}", session_data="", expire_date=now + timedelta(days=days))
    for rows, values in ((AccessLog, {}), (AccessAttempt, {"failures_since_start": 1})):
        for days in (29, 31):
            row = rows.objects.create(username=f"{days} days ago", **values)
            rows.objects.filter(pk=row.pk).update(attempt_time=now - timedelta(days=days))
    swept = sweeping.sweep()
    assert (swept["sessions"], swept["logins"]) == (1, 2)
    assert Session.objects.get().session_key == "s1"
    assert {row.username for rows in (AccessLog, AccessAttempt) for row in rows.objects.all()} == {"29 days ago"}
