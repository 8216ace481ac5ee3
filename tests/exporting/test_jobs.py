"""The life of a job, its queue, its limits and its end, without a worker: the same on both databases."""

import hashlib
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.db import IntegrityError
from django.test import RequestFactory
from django.utils import timezone

from govcompare.clients import client_of
from govcompare.errors import TooMany
from govcompare.exporting import health, jobs, limits, queue, store, sweeping, tasks, worker
from govcompare.exporting.rendering import RenderFailure
from govcompare.models import ExportJob, ExportState, ExportWorker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sent(monkeypatch, settings, tmp_path):
    """The messages that would go to the queue; files go to a folder of the test."""
    settings.STORAGES = settings.STORAGES | {
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "e"}}
    }
    settings.BROKER_DIR = tmp_path / "queue"
    settings.EXPORT_MAKERS = {
        "image": "tests.exporting.makers.plain",
        "archive": "tests.exporting.makers.plain_archive",
    }
    sent = []
    monkeypatch.setattr(queue, "is_up", lambda: True)
    monkeypatch.setattr(queue, "send_job", lambda pk, total: sent.append(pk))
    return sent


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """ask(key) -> the job, its message sent."""

    def ask(key: str = "k", **more) -> ExportJob:
        values = {
            "format": "png",
            "spec": {"text": key},
            "address": "/",
            "file_name": "k.png",
            "content_type": "image/png",
        }
        with django_capture_on_commit_callbacks(execute=True):
            return jobs.enqueue(key=key, **(values | more))

    return ask


def again(job: ExportJob) -> ExportJob:
    return ExportJob.objects.get(pk=job.pk)


def change(job: ExportJob, **values) -> None:
    ExportJob.objects.filter(pk=job.pk).update(**values)


def made(job: ExportJob, content: bytes = b"picture") -> ExportJob:
    assert jobs.finish(jobs.claim(job.pk, "here:1"), content)
    return again(job)


def long_ago(**amount):
    return timezone.now() - timedelta(**amount)


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


@pytest.fixture
def work(monkeypatch):
    """work(job): what a worker does with a message, with a browser that is a function of the test."""

    def work(job, draw=lambda *_: b"drawn") -> ExportJob:
        monkeypatch.setattr(worker, "draw", draw)
        tasks.render(str(job.pk))
        return again(job)

    return work


def test_a_worker_makes_what_the_spec_says(ask, work):
    job = work(ask("words"))
    assert job.state == ExportState.DONE
    with store.open(job.stored) as file:
        assert file.read() == b"words drawn"


def test_a_message_heard_twice_is_done_once(ask, work):
    job = ask()
    first = work(job)
    assert work(job).finished_at == first.finished_at


def test_the_reason_of_a_failed_picture_is_the_browsers(ask, work):
    def fail(*_):
        raise RenderFailure("浏览器坏了。")

    assert work(ask(), fail).why == "浏览器坏了。"


def test_an_error_of_ours_is_named_without_its_details(ask, work):
    def fail(*_):
        raise KeyError("secret")

    reason = work(ask(), fail).why
    assert "KeyError" in reason and "secret" not in reason


def test_a_full_disk_is_named(ask, work, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "save", refuse)
    assert "存不下" in work(ask()).why


def test_a_task_that_had_to_be_killed_ends_its_job(ask):
    job = jobs.claim(ask().pk, "here:1")
    tasks.end_slow(str(job.pk))
    assert again(job).reason == tasks.TOO_SLOW


def test_an_archive_stops_where_it_was_cancelled(ask, work):
    job, drawn = ask(kind="archive", total=3), []

    def draw(*_):
        drawn.append(1)
        if len(drawn) == 2:
            jobs.cancel(job)
        return b"."

    assert work(job, draw).state == ExportState.CANCELLED and len(drawn) == 2


def asker(**meta):
    return RequestFactory().get("/", **meta)


def test_a_client_may_have_so_many_pictures_a_minute(ask, settings):
    settings.EXPORT_LIMIT = 3
    client = limits.allowed(asker())
    for number in range(2):
        ask(str(number), client=client)
    assert limits.allowed(asker()) == client
    ask("2", client=client)
    with pytest.raises(TooMany) as refused:
        limits.allowed(asker())
    assert 1 <= refused.value.retry_after <= 60 and str(refused.value.retry_after) in str(refused.value)
    assert limits.allowed(asker(REMOTE_ADDR="10.0.0.1"))
    ExportJob.objects.update(created_at=long_ago(seconds=61))
    assert limits.allowed(asker())


def test_an_archive_counts_as_many_as_it_holds(ask, settings):
    settings.EXPORT_LIMIT = 40
    client = limits.allowed(asker(), images=31)
    ask(kind="archive", total=31, client=client)
    assert limits.allowed(asker(), images=9)
    with pytest.raises(TooMany):
        limits.allowed(asker(), images=10)


def test_one_archive_larger_than_the_limit_is_possible(settings):
    settings.EXPORT_LIMIT = 10
    assert limits.allowed(asker(), images=31)


def test_what_a_dead_queue_refused_is_not_counted(ask, settings):
    settings.EXPORT_LIMIT = 1
    change(ask(client=client_of(asker())), state=ExportState.FAILED)
    assert limits.allowed(asker())


def test_clients_are_told_apart_without_keeping_their_address(settings):
    def client(address, **meta):
        return client_of(asker(REMOTE_ADDR=address, **meta))

    assert client("192.0.2.1") != client("192.0.2.2") and "192" not in client("192.0.2.1")
    assert client("2001:db8::1") == client("2001:db8::2") != client("2001:db8:0:1::1")
    assert client("192.0.2.1", HTTP_X_REAL_IP="192.0.2.9") == client("192.0.2.1")
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR"
    assert client("192.0.2.1", HTTP_X_FORWARDED_FOR="forged, 192.0.2.9") == client(
        "-", HTTP_X_FORWARDED_FOR="192.0.2.9"
    )


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


def test_health_names_every_trouble(ask, monkeypatch):
    def seen(name, problem=""):
        ExportWorker.objects.create(name=name, started_at=timezone.now(), seen_at=timezone.now(), problem=problem)

    assert health.problems() == [health.NO_WORKER]
    seen("here:1")
    assert health.problems() == [] and queue.workers_alive() == 1
    seen("here:2", "没有字体。")
    change(ask(), created_at=long_ago(minutes=5))
    monkeypatch.setattr(queue, "is_up", lambda: False)
    assert health.problems() == [health.QUEUE_DOWN, "没有字体。", health.STUCK.format(minutes=2)]
