"""The clock of the chores: `celery -A govcompare beat`. It measures time by a clock that nobody can set, so that a machine
whose date jumps goes on working; it remembers nothing, so that it can be started anywhere and anew."""

import time

from celery.beat import ScheduleEntry, Scheduler
from celery.schedules import schedstate, schedule

# What is done how often; each comes with `expires`, so that none pile up while no worker is there.
CHORES = {"recover": 10, "draw_ahead": 10, "sweep": 600}
# Seconds that one chore may take.
LIMITS = {"soft_time_limit": 60, "time_limit": 70}


def timetable() -> dict[str, dict]:
    """CELERY_BEAT_SCHEDULE."""
    return {
        name: {
            "task": f"govcompare.exporting.tasks.{name}",
            "schedule": seconds,
            "options": {"expires": seconds, "ignore_result": True, **LIMITS},
        }
        for name, seconds in CHORES.items()
    }


class Every(schedule):
    """So many seconds apart, the first at once."""

    def __init__(self, seconds: float, app=None):
        super().__init__(seconds, app=app)
        self.due_at = time.monotonic()

    def is_due(self, last_run_at) -> schedstate:
        """Whether it is time, and in how many seconds to ask again. last_run_at: by the other clock, and not read."""
        now = time.monotonic()
        if now < self.due_at:
            return schedstate(False, self.due_at - now)
        self.due_at = now + self.seconds
        return schedstate(True, self.seconds)


class Chores(Scheduler):
    """CELERY_BEAT_SCHEDULER."""

    def setup_schedule(self) -> None:
        """The timetable by our clock."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.schedule = Every(entry.schedule.seconds, app=self.app)

    def tick(self, **kwargs) -> float:
        """Send what is due; the seconds until something is again."""
        return min([self._look(entry) for entry in self.schedule.values()] + [self.max_interval])

    def _look(self, entry: ScheduleEntry) -> float:
        is_due, wait = entry.is_due()
        if is_due:
            self.apply_entry(entry, producer=self.producer)
        return wait
