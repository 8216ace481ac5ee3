"""The pages of what workers make: how far a job is, its file, whether exporting works; and short addresses."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from .clients import client_of
from .errors import Forbidden, NothingHere, NotNow
from .exporting import health, jobs, serving
from .language import localized
from .models import ExportJob, ExportKind, ExportState, ShortLink
from .query import refuse_unknown

# Seconds after which the page of a job looks again.
REFRESH = {ExportKind.IMAGE: 1, ExportKind.ARCHIVE: 2}
GONE = gettext_lazy("没有这个导出任务，或它已经删除。请回到图的页面重新导出。")


def job_of(pk) -> ExportJob:
    """A job by its number; NothingHere where there is none."""
    job = ExportJob.objects.defer("spec").filter(pk=pk).first()
    if job is None:
        raise NothingHere(str(GONE))
    return job


class JobPage(View):
    """/exports/<uuid>/: queued, running, done, failed, expired or cancelled; looks again by itself, without a script."""

    def get(self, request: HttpRequest, pk) -> HttpResponse:
        unknown = refuse_unknown(request, set(), "html")
        job = jobs.looked_after(job_of(pk))
        context = {
            "job": job,
            "unknown": unknown,
            "percent": round(100 * job.done / job.total) if job.total else 0,
            "ahead": jobs.ahead(job),
            "refresh": REFRESH[job.kind] if job.is_active else None,
            "is_picture": job.content_type in ("image/png", "image/svg+xml"),
            "chart_page": page_of_chart(job),
            "is_own": is_own(request, job),
            "is_archive": job.kind == ExportKind.ARCHIVE,
        }
        response = render(request, "exports/job.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request: HttpRequest, pk) -> HttpResponse:
        """Cancel, by the client that asked for the file first; others may be waiting for the same."""
        job = job_of(pk)
        if not is_own(request, job):
            raise Forbidden(_("这个文件是别人先要的，只有先要的人可以取消。"))
        jobs.cancel(job)
        return HttpResponseRedirect(reverse("export", args=[pk]), status=303)


def is_own(request: HttpRequest, job: ExportJob) -> bool:
    """Whether this client asked for the file first."""
    return job.client == client_of(request)


def page_of_chart(job: ExportJob) -> str:
    """The address of the page of the chart that a file was asked of, in the language of this page."""
    path, _, query = job.address.partition("?")
    kept = "&".join(part for part in query.split("&") if part and part.partition("=")[0] not in ("each",))
    return localized(f"{path.rpartition('.')[0]}/{'?' + kept if kept else ''}")


def job_file(request: HttpRequest, pk, suffix: str) -> HttpResponse:
    """/exports/<uuid>.zip: what a job made."""
    refuse_unknown(request, set(), suffix)
    job = job_of(pk)
    if job.format != suffix:
        raise NothingHere(_("这个导出任务的文件是 .%(format)s。") % {"format": job.format})
    if job.is_active:
        raise NotNow(_("文件还在制作：%(done)s / %(total)s。") % {"done": job.done, "total": job.total}, retry_after=5)
    if job.state != ExportState.DONE:
        without = _("这个导出任务%(state)s，没有文件。请回到图的页面重新导出。")
        raise NothingHere(job.why or without % {"state": job.get_state_display()})
    return serving.respond(request, serving.kept_of(job))


def export_health(request: HttpRequest) -> HttpResponse:
    """/healthz/export: 200 where pictures can be made with Chinese characters in them, 503 and why where not."""
    refuse_unknown(request, set(), "json")
    problems = health.problems()
    body = {"ok": not problems, "problems": problems}
    response = JsonResponse(body, status=503 if problems else 200, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def short_link(request: HttpRequest, key: str) -> HttpResponse:
    """/s/<key>/: to the page that a picture came from."""
    found = ShortLink.objects.filter(key=key).first()
    if found is None:
        raise NothingHere(_("没有这个短链接。请检查是否抄漏了字母。"))
    return redirect(found.address)
