"""Who leads what: departments by policy area, and regions side by side."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.exports import FORMATS, Takeaway, respond
from govcompare.language import enumerated, headed
from govcompare.query import SEPARATOR, link, refuse_unknown
from govcompare.rows import Row, sources_of
from regions.models import Region
from regions.vocabularies import OFFERED

from ..conflicts.tasks import printed_duties
from ..labels import RESPONSIBILITIES
from ..lists.tasks import Tasks
from ..models import Task
from ..responsibilities import by_topic, duty_lines, matrix
from .reading import read_codes

# More regions than this do not fit side by side.
LARGEST = 6


class ResponsibilitiesPage(View):
    """/responsibilities/?r=440300 and its .csv, .xlsx, .json twins; several regions with r=440300~370000."""

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, {"r", "as_of", "document"}, format, repeatable={"r"})
        as_of = AsOf.read(request.GET)
        codes = read_codes(request, as_of)
        if len(codes) > LARGEST:
            message = _("分工一次最多并排 %(most)s 个地区，收到 %(number)s 个。请去掉一些。")
            raise InvalidQuery(message % {"most": LARGEST, "number": len(codes)})
        listing = Tasks()
        found = listing.queryset(as_of.day).filter(region__in=codes).order_by("region_id", "document_id", "position")
        tasks = listing.rows(found, as_of.day)
        documents = {task["document_id"]: task["document"] for task in tasks if task["document_id"]}
        chosen = request.GET.get("document", "")
        if chosen:
            if chosen not in documents:
                message = _("所选地区没有编号为“%(asked)s”的文件；可用：%(choices)s。")
                raise InvalidQuery(message % {"asked": chosen[:40], "choices": enumerated(documents) or _("无")})
            tasks = [task for task in tasks if task["document_id"] == chosen]
        if format == "html":
            return render(
                request, "responsibilities.html", self.context(codes, tasks, documents, chosen, as_of, unknown)
            )
        if not codes:
            raise InvalidQuery(_("请用 r 给出地区，例如 r=440300。"))
        return respond(self.takeaway(request, codes, tasks, chosen, as_of), format)

    def context(self, codes, tasks, documents, chosen, as_of: AsOf, unknown) -> dict:
        regions = {region.code: region for region in Region.objects.filter(code__in=codes)}
        tasks = [
            task | {f"{role}_named": enumerated(task[role]) for role in ("leads", "participants")} for task in tasks
        ]
        single = len({task["region_code"] for task in tasks} or codes) == 1
        asked = {"r": SEPARATOR.join(codes), "document": chosen, **as_of.param}
        having = Exists(Task.objects.known(as_of.day).filter(region=OuterRef("pk")))
        return {
            "as_of": as_of,
            "unknown": unknown,
            "regions": [regions[code] for code in codes],
            "where": enumerated(regions[code] for code in codes),
            "tasks": tasks,
            "chosen": chosen,
            "documents": [
                (key, title, key == chosen, link("/responsibilities/", {**asked, "document": key}))
                for key, title in documents.items()
            ],
            "all_documents": link("/responsibilities/", {**asked, "document": ""}),
            "matrix": matrix(tasks) if single and tasks else None,
            "topics": [] if single else by_topic(tasks, codes),
            "printed": printed_duties(codes[0], as_of.day) if len(codes) == 1 and not chosen else [],
            "choices": Region.objects.filter(having, level__in=OFFERED).exclude(code__in=codes),
            "has_more": Region.objects.filter(having).exclude(level__in=OFFERED).exists(),
            "joined_codes": SEPARATOR.join(codes),
            "date_hidden": [("r", SEPARATOR.join(codes))] if codes else [],
            "today_link": link("/responsibilities/", {**asked, "as_of": ""}),
            "sources": sources_of(tasks, more=Tasks().sources_behind(tasks, as_of.day)),
            "chart_link": link("/charts/responsibilities/", asked) if tasks else "",
            "files": [(name.upper(), link(f"/responsibilities.{name}", asked)) for name in FORMATS] if codes else [],
        }

    def takeaway(self, request: HttpRequest, codes: list[str], tasks: list[Row], chosen: str, as_of: AsOf) -> Takeaway:
        """One line a unit, area and source: L for tasks led, P for tasks taken part in."""
        rows = [line for code in codes for line in duty_lines([task for task in tasks if task["region_code"] == code])]
        return Takeaway(
            name=f"govcompare_responsibilities_{'-'.join(codes)}",
            title=headed(_("任务分工"), enumerated(dict.fromkeys(task["region"] for task in tasks)) or _("没有任务")),
            columns=list(RESPONSIBILITIES),
            labels=RESPONSIBILITIES,
            rows=rows,
            sources=sources_of(tasks),
            notes=[
                (_("所示日期"), as_of.text),
                (_("网址"), request.build_absolute_uri(link("/responsibilities/", {"r": SEPARATOR.join(codes), "document": chosen, **as_of.param}))),
                (_("口径"), _("L 为牵头，P 为参与；牵头的任务不再计入参与")),
            ],
            body={"count": len(rows), "as_of": as_of.text, "next_url": None},
        )  # fmt: skip
