"""What is wrong with the making of pictures has a name."""

import pytest
from django.utils import timezone

from govcompare.exporting import health, queue
from govcompare.models import ExportWorker

from .job_rows import change, long_ago

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]


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
