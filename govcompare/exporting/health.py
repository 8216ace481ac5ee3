"""Whether pictures can be made, and with Chinese characters in them."""

from datetime import timedelta

from django.utils import timezone

from ..models import ExportJob, ExportState, ExportWorker
from . import queue

QUEUE_DOWN = "任务队列连不上（BROKER_URL），图片做不了；数据文件照常可用。"
NO_WORKER = "最近 30 秒没有看到导出进程。请启动：celery -A govcompare worker（`make run` 会一并启动）。"
STUCK = "有任务排队超过 {minutes} 分钟还没有开始。请查看导出进程的日志。"
STUCK_AFTER = timedelta(minutes=2)


def problems() -> list[str]:
    """Sentences for the operator; none where all is well."""
    now, found = timezone.now(), []
    if not queue.is_up():
        found.append(QUEUE_DOWN)
    if not queue.workers_alive():
        found.append(NO_WORKER)
    seen = ExportWorker.objects.filter(seen_at__gte=now - queue.SEEN_WITHIN).exclude(problem="")
    found += sorted(set(seen.values_list("problem", flat=True)))
    waiting = ExportJob.objects.filter(state=ExportState.QUEUED, created_at__lt=now - STUCK_AFTER)
    if waiting.exists():
        found.append(STUCK.format(minutes=round(STUCK_AFTER.total_seconds() / 60)))
    return found
