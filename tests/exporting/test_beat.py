"""The clock of the chores: what is sent how often, whatever happens to the date of the machine."""

from pathlib import Path

import libfaketime
import pytest

from govcompare.celery import app
from govcompare.exporting import beat

FAKETIME = Path(libfaketime.__file__).parent / "vendor" / "libfaketime" / "src" / "libfaketime.so.1"


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on when it is told to."""

    class Clock:
        now = 1000.0

        def monotonic(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(beat, "time", clock)
    return clock


@pytest.fixture
def chores(clock, monkeypatch):
    """The scheduler, and what it has sent."""
    scheduler, sent = beat.Chores(app, lazy=False), []
    monkeypatch.setattr(scheduler, "apply_entry", lambda entry, producer=None: sent.append(entry.name))
    monkeypatch.setattr(beat.Chores, "producer", None)
    return scheduler, sent


def test_each_chore_is_sent_at_once_and_then_in_its_own_time(clock, chores):
    scheduler, sent = chores
    assert scheduler.tick() == scheduler.max_interval == 5
    assert sorted(sent) == ["draw_ahead", "recover", "sweep"]
    for clock.now in range(1001, 1601):
        scheduler.tick()
    assert (sent.count("recover"), sent.count("draw_ahead"), sent.count("sweep")) == (61, 61, 2)


def test_what_is_sent_is_forgotten_when_nobody_takes_it_in_time():
    app.loader.import_default_modules()
    for name, chore in beat.timetable().items():
        assert chore["options"]["expires"] == chore["schedule"] == beat.CHORES[name]
        assert chore["task"] in app.tasks


@pytest.mark.browser
def test_chores_go_on_when_the_clock_of_the_machine_is_set(deploy):
    site = deploy()
    date = site.folder / "date"
    date.write_text("+0")
    site.start_beat(
        LD_PRELOAD=str(FAKETIME),
        FAKETIME_TIMESTAMP_FILE=str(date),
        FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )

    def sent() -> set[str]:
        return {message.name for message in (site.folder / "queue").glob("*.msg")}

    for jump in ("-2h", "+3d"):
        site.until(sent, "no chore was sent")
        date.write_text(jump)
        before = sent()
        site.until(lambda before=before: sent() - before, f"no chore was sent after {jump}")
