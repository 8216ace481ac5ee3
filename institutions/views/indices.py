"""One index: who makes it, its editions, their methods, dimensions and weights, and a region across editions."""

from django.db.models import Count, F, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import NothingHere
from govcompare.query import link, refuse_unknown
from govcompare.rows import sources_of
from regions.models import Region

from ..charts import rank_over_editions
from ..lists.scores import Scores, score_row
from ..models import Edition, Evaluation, Indicator
from .reading import read_region


class IndexPage(View):
    """/indices/tsinghua-digital-government-index/?r=440000"""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of", "r"}, "html")
        as_of = AsOf.read(request.GET)
        evaluation = Evaluation.objects.filter(pk=key).select_related("publisher", "source").first()
        if evaluation is None:
            raise NothingHere(_("没有编号为 %(key)s 的指数。请从得分列表进入。") % {"key": key[:80]})
        scores = Scores().queryset(as_of.day).filter(indicator__edition__evaluation=key)
        region = read_region(request.GET.get("r", ""))
        indicators = Indicator.objects.order_by("level", "position").select_related("parent")
        indicators = indicators.annotate(
            printed=Count("scores__region", distinct=True, filter=Q(scores__known_from__lte=as_of.day))
        )
        editions = Edition.objects.known(as_of.day).filter(evaluation=key).select_related("source", "same_method_as")
        mine = [score_row(score) for score in scores.filter(region=region)] if region else []
        ranked = any(row["rank"] for row in mine)
        chart = rank_over_editions.of_region(region, evaluation, as_of) if ranked else None
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "evaluation": evaluation,
            "editions": editions.order_by(F("data_period").asc(nulls_last=True), "label").prefetch_related(
                Prefetch("indicators", indicators)
            ),
            "region": region,
            "chart": chart,
            "charts": [chart] if chart else [],
            "regions": Region.objects.filter(scores__indicator__edition__evaluation=key).distinct().order_by("code"),
            "scores_link": link("/scores/", {"evaluation": evaluation.name, **as_of.param}),
            "path": link(f"/indices/{key}/", {}),
            "date_hidden": [("r", region.code)] if region else [],
            "today_link": link(f"/indices/{key}/", {"r": region.code if region else ""}),
            "sources": sources_of(mine) or sources_of([{"source": evaluation.source_id}]),
        }
        return render(request, "index.html", context)
