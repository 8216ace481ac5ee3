"""The life of a job and its queue, without a worker: the same on both databases."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError
from django.utils import timezone

from govcompare.exporting import jobs, queue, store
from govcompare.models import ExportJob, ExportState

from .job_rows import again, change, long_ago, made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]


def test_the_row_is_there_before_its_message_is_sent(django_capture_on_commit_callbacks, sent):
    with django_capture_on_commit_callbacks() as callbacks:
        job = jobs.enqueue(key="k", format="png", spec={}, address="/", file_name="k", content_type="image/png")
        assert again(job).state == ExportState.QUEUED and sent == []
    callbacks[0]()
    assert sent == [job.pk]


def test_two_who_ask_for_one_content_get_one_job(ask, sent):
    assert ask("same").pk == ask("same").pk and len(sent) == 1
    assert ask("other").pk not in sent[:1]


def test_two_who_ask_in_the_same_moment_get_one_job(ask, sent, monkeypatch):
    first, look = ask("same"), jobs.active
    too_early = [None]
    monkeypatch.setattr(jobs, "active", lambda key: too_early.pop() if too_early else look(key))
    assert ask("same").pk == first.pk and sent == [first.pk]


def test_the_database_itself_refuses_a_second_active_job(ask):
    job = ask("same")
    with pytest.raises(IntegrityError):
        ExportJob.objects.create(key="same", format="png", file_name="k", content_type="image/png")
    assert job.is_active


def test_what_was_made_before_is_not_made_again(ask, sent):
    job = made(ask("same"))
    assert jobs.ready("same").pk == job.pk == ask("same").pk and len(sent) == 1


def test_a_file_that_was_deleted_is_made_again(ask):
    job = made(ask("same"))
    store.delete(job.stored)
    assert jobs.ready("same") is None and again(job).state == ExportState.EXPIRED
    assert ask("same").pk != job.pk


def test_exactly_one_worker_gets_a_job(ask):
    job = ask()
    assert jobs.claim(job.pk, "here:1").attempts == 1
    assert jobs.claim(job.pk, "there:2") is None


def test_a_claim_that_lost_the_race_gets_nothing(ask, monkeypatch):
    job = ask()
    original = jobs._as_it_was

    def overtaken(read):
        change(job, state=ExportState.RUNNING, worker="there:2", attempts=1)
        return original(read)

    monkeypatch.setattr(jobs, "_as_it_was", overtaken)
    assert jobs.claim(job.pk, "here:1") is None and again(job).worker == "there:2"


def test_a_job_that_does_not_exist_or_has_ended_is_nobodys(ask):
    assert jobs.claim(uuid.uuid4(), "here:1") is None
    assert jobs.claim(made(ask()).pk, "here:1") is None


def test_a_job_whose_lease_has_run_out_is_taken_over_and_ended_once(ask):
    first = jobs.claim(ask().pk, "there:1")
    change(first, lease_until=long_ago(seconds=1))
    second = jobs.claim(first.pk, "here:2")
    assert second.attempts == 2
    assert not jobs.renew(first, 1) and not jobs.finish(first, b"late") and not jobs.fail(first, "late")
    assert jobs.finish(second, b"in time")
    with store.open(again(second).stored) as file:
        assert file.read() == b"in time"
    assert len(list(storages["exports"].listdir("k")[1])) == 1


def test_a_job_of_a_killed_process_of_this_computer_is_taken_over_at_once(ask, monkeypatch):
    host = jobs.me().rpartition(":")[0]
    job = jobs.claim(ask().pk, f"{host}:4321")
    monkeypatch.setattr(jobs, "is_alive", lambda pid: pid != 4321)
    assert jobs.claim(job.pk, jobs.me()).attempts == 2


def test_a_job_that_is_never_done_ends_with_a_reason(ask):
    job = ask()
    for _ in range(jobs.MAX_ATTEMPTS):
        assert jobs.claim(job.pk, "here:1")
    assert jobs.claim(job.pk, "here:1") is None
    assert again(job).state == ExportState.FAILED and "3 次都没有做完" in again(job).why


def test_a_done_job_says_what_its_file_is(ask):
    job = made(ask(), b"picture")
    assert (job.state, job.size, job.spec, job.reason) == (ExportState.DONE, 7, {}, "")
    assert job.content_sha256 == hashlib.sha256(b"picture").hexdigest()
    assert job.expires_at > timezone.now() and store.exists(job.stored)


def test_a_cancelled_job_is_not_made(ask):
    job = ask()
    assert jobs.cancel(job) and jobs.claim(job.pk, "here:1") is None
    assert not jobs.cancel(job) and again(job).reason == jobs.CANCELLED


def test_a_job_cancelled_in_the_middle_leaves_no_file(ask):
    job = jobs.claim(ask().pk, "here:1")
    assert jobs.renew(job, 1) and jobs.cancel(job)
    assert not jobs.renew(job, 2) and not jobs.finish(job, b"unwanted")
    assert again(job).state == ExportState.CANCELLED and storages["exports"].listdir("k")[1] == []


def test_a_lost_message_is_sent_again(ask, sent):
    job = ask()
    assert jobs.recover() == 0
    change(job, lease_until=long_ago(seconds=1))
    assert jobs.recover() == 1 and sent == [job.pk, job.pk] and jobs.recover() == 0


def test_what_waits_for_a_busy_worker_is_not_sent_again(ask, sent):
    waiting, running = ask(), ask(key="b" * 64)
    change(waiting, lease_until=long_ago(seconds=1))
    change(running, state=ExportState.RUNNING, worker="there:2", lease_until=timezone.now() + timedelta(seconds=30))
    assert jobs.recover() == 0
    change(running, state=ExportState.DONE)
    assert jobs.recover() == 1


def test_a_worker_that_starts_asks_for_all_that_waits(ask, sent):
    job = ask()
    assert jobs.recover(at_start=True) == 1 and sent == [job.pk, job.pk]


def test_a_job_whose_worker_was_killed_is_sent_again(ask, sent):
    job = jobs.claim(ask().pk, "there:1")
    assert jobs.recover() == 0
    change(job, lease_until=long_ago(seconds=1))
    assert jobs.recover() == 1 and again(job).state == ExportState.QUEUED and again(job).attempts == 1


def test_a_job_that_nobody_works_at_is_given_up_when_somebody_looks(ask):
    job = ask()
    change(job, created_at=long_ago(minutes=20), lease_until=long_ago(minutes=1))
    looked = jobs.looked_after(job)
    assert looked.state == ExportState.FAILED and "没有导出进程在工作" in looked.why


def test_who_looks_at_an_expired_job_is_told(ask):
    job = made(ask())
    change(job, expires_at=long_ago(seconds=1))
    looked = jobs.looked_after(again(job))
    assert looked.state == ExportState.EXPIRED and looked.reason == jobs.EXPIRED
    assert not store.exists(job.stored)


def test_jobs_ahead_are_those_that_wait_longer(ask):
    waiting = [ask(str(number)) for number in range(3)]
    for number, job in enumerate(waiting):
        change(job, created_at=long_ago(seconds=10 - number))
    assert [jobs.ahead(again(job)) for job in waiting] == [0, 1, 2]
    assert jobs.ahead(jobs.claim(waiting[2].pk, "here:1")) == 0


def test_without_a_queue_no_row_is_left_waiting(ask, monkeypatch):
    monkeypatch.setattr(queue, "is_up", lambda: False)
    with pytest.raises(queue.QueueDown):
        ask()
    assert not ExportJob.objects.exists()


def test_a_message_that_cannot_be_sent_ends_the_job(ask, monkeypatch):
    def refuse(pk, total):
        raise queue.QueueDown

    monkeypatch.setattr(queue, "send_job", refuse)
    with pytest.raises(queue.QueueDown) as down:
        ask()
    job = ExportJob.objects.get()
    assert job.state == ExportState.FAILED and job.reason == str(down.value) and down.value.retry_after > 0


def test_waiting_ends_with_the_job(ask):
    job = ask()
    assert jobs.wait(job, 0.05).state == ExportState.QUEUED
    made(job)
    assert jobs.wait(job, 5).state == ExportState.DONE


def test_a_web_process_always_has_threads_for_pages(ask):
    job = ask()
    for _ in range(100):
        if not jobs._waiters.acquire(blocking=False):
            break
    try:
        assert jobs.wait(job, 3600).state == ExportState.QUEUED  # at once
    finally:
        for _ in range(jobs.settings.EXPORT_WAITERS):
            jobs._waiters.release()
