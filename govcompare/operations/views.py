"""What operators and their machines ask: is it alive, is it ready, how much does it do."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from health_check.exceptions import ServiceWarning
from health_check.views import HealthCheckView
from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.django import PrometheusDjangoView
from prometheus_client.multiprocess import MultiProcessCollector

from ..errors import NothingHere
from .checks import CHECKS
from .stock import Stock


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """/healthz/: this process answers. It asks neither database nor cache: a process that is alive is not to be restarted
    because they are not."""
    return _never_kept(JsonResponse({"ok": True}))


class Ready(HealthCheckView):
    """/readyz/: each check with what it found; 503 where no page can be had, so that a load balancer asks another server.
    Where the site works with less, the answer says so, with 200."""

    checks = CHECKS
    http_method_names = ["get", "head"]

    async def get(self, request, *args, **kwargs):
        await super().get(request, *args, **kwargs)
        return self.answer()

    def render_to_response(self, context, **response_kwargs):
        return self.answer()

    def answer(self) -> HttpResponse:
        """JSON: ok, and by name of the check what it says: ok, degraded or down."""
        checks = {
            result.check.name: {"state": _state(result.error)}
            | ({"problem": result.error.message} if result.error else {})
            for result in self.results
        }
        is_ready = all(check["state"] != "down" for check in checks.values())
        body = {"ok": is_ready, "checks": checks}
        return JsonResponse(body, status=200 if is_ready else 503, json_dumps_params={"ensure_ascii": False})


def _state(error) -> str:
    if error is None:
        return "ok"
    return "degraded" if isinstance(error, ServiceWarning) else "down"


class Metrics(PrometheusDjangoView):
    """/metrics for Prometheus, to who knows METRICS_TOKEN (Authorization: Bearer …); to all others nothing is here."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not settings.METRICS_TOKEN or not secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
            raise NothingHere(_("这个网址没有内容。请检查网址，或从首页、地区列表进入。"))
        self.registry = CollectorRegistry()
        if self.multiprocess_mode:
            MultiProcessCollector(self.registry)
        else:
            self.registry.register(REGISTRY)
        self.registry.register(Stock())
        return _never_kept(super().dispatch(request, *args, **kwargs))


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
