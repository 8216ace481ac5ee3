"""What is said to who failed to log in too often."""

from datetime import timedelta

from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..clients import address_of
from ..errors import TooMany, refusal


def locked(request: HttpRequest, original_response, credentials) -> HttpResponse:
    """429 with when to come back (django-axes: AXES_LOCKOUT_CALLABLE)."""
    wait = remaining(get_client_username(request, credentials), address_of(request))
    minutes = -(-wait // timedelta(minutes=1))
    words = _("登录失败次数太多，已暂时锁定。请 %(minutes)s 分钟后再来，或请管理员解锁。")
    return refusal(request, TooMany(words % {"minutes": minutes}, retry_after=int(wait.total_seconds()) + 1))


def remaining(username: str | None, address: str | None) -> timedelta:
    """How long a name is still locked for a client."""
    last = AccessAttempt.objects.filter(username=username, ip_address=address).order_by("-attempt_time").first()
    since = last.attempt_time if last else timezone.now()
    return max(since + settings.AXES_COOLOFF_TIME - timezone.now(), timedelta(seconds=1))
