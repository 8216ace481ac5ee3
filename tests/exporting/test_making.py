"""What a worker does with a message, without the worker: the same on both databases."""

import pytest

from govcompare.exporting import jobs, store, tasks, worker
from govcompare.exporting.rendering import RenderFailure
from govcompare.models import ExportJob, ExportState

from .job_rows import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]


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
