"""How many pictures one client may have made in a minute, whichever process it asks."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ..clients import client_of
from ..errors import TooMany
from ..models import ExportJob, ExportState
from . import clock

WINDOW = timedelta(minutes=1)


def allowed(request: HttpRequest, images: int = 1) -> str:
    """The client, if it may have so many pictures made now; TooMany with the seconds to wait otherwise."""
    client = client_of(request)
    seconds = seconds_to_wait(client, images)
    if seconds:
        refusal = _(
            "一分钟内最多制作 %(limit)s 张图片，已经到了。请 %(seconds)s 秒后再来；做过的图片和数据文件不受限制。"
        )
        raise TooMany(refusal % {"limit": settings.EXPORT_LIMIT, "seconds": seconds}, retry_after=seconds)
    return client


def seconds_to_wait(client: str, images: int = 1) -> int:
    """0 where a client may go on. One archive is always possible, however large, after a minute of rest."""
    now = clock.now()
    made = list(
        ExportJob.objects.filter(client=client, created_at__gt=now - WINDOW, created_at__lte=now)
        .exclude(Q(state=ExportState.FAILED, attempts=0))  # the queue was down: nothing was made
        .order_by("created_at")
        .values_list("created_at", "total")
    )
    used = sum(total for _, total in made)
    for created_at, total in made:
        if used + images <= settings.EXPORT_LIMIT:
            return 0
        used -= total
        leaves = created_at + WINDOW - now
        if used + images <= settings.EXPORT_LIMIT or not used:
            return max(1, int(leaves.total_seconds()) + 1)
    return 0
