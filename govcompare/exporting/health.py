"""Whether pictures can be made, and with Chinese characters in them."""

from datetime import timedelta

from ..models import ExportJob, ExportState, ExportWorker
from . import clock, queue

QUEUE_DOWN = "任务队列连不上（BROKER_URL），图片做不了；数据文件照常可用。"
NO_WORKER = "最近 30 秒没有看到导出进程。请启动：celery -A govcompare worker（`make run` 会一并启动）。"
STUCK = "有任务排队超过 {minutes} 分钟还没有开始。请查看导出进程的日志。"
STUCK_AFTER = timedelta(minutes=2)


def problems() -> list[str]:
    """Sentences for the operator; none where all is well."""
    return no_queue() + no_worker() + problems_of_workers() + stuck()


def no_queue() -> list[str]:
    """That no message can be sent."""
    return [] if queue.is_up() else [QUEUE_DOWN]


def no_worker() -> list[str]:
    """That no worker was heard of lately."""
    return [] if queue.workers_alive() else [NO_WORKER]


def problems_of_workers() -> list[str]:
    """What those that were heard of lately say is wrong: no browser, no Chinese characters."""
    seen = ExportWorker.objects.filter(seen_at__gte=clock.now() - queue.SEEN_WITHIN).exclude(problem="")
    return sorted(set(seen.values_list("problem", flat=True)))


def stuck() -> list[str]:
    """That a job waits for too long."""
    waiting = ExportJob.objects.filter(state=ExportState.QUEUED, created_at__lt=clock.now() - STUCK_AFTER)
    return [STUCK.format(minutes=round(STUCK_AFTER.total_seconds() / 60))] if waiting.exists() else []
