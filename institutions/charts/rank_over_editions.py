"""A region across the editions of one index."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govcompare.as_of import AsOf
from govcompare.charts import Chart, edition_points, nothing
from govcompare.charts.words import plain
from govcompare.language import clauses, headed
from govcompare.language_dates import shown_date
from govcompare.rows import Row
from regions.models import Region

from ..lists.scores import Scores, rank_label, score_row
from ..models import Edition, Evaluation, Indicator
from .entry import Asked, Entry, Places
from .indicators import printed_by
from .parameters import Choice, Parameter
from .provenance import gaps, own_place, titles

COLUMNS = [
    ("edition", gettext_lazy("版本")),
    ("indicator", gettext_lazy("指标")),
    ("value", gettext_lazy("得分")),
    ("rank_label", gettext_lazy("排名 / 参评数")),
    ("band", gettext_lazy("档次")),
]


def across_editions(scores: list[Row], same_method: dict[str, str | None], name: str, as_of: AsOf) -> Chart:
    """The ranks of one region, edition by edition. scores: its rows, at least one with a rank.

    same_method: edition -> the earlier edition whose method a source says is the same, or None; in the order of time.
    What several sources print alike of one edition is one point.
    """
    order = list(same_method)
    unique = {(row["edition_id"], row["indicator"], row["rank"]): row for row in reversed(scores)}
    in_order = sorted(
        unique.values(), key=lambda row: (order.index(row["edition_id"]), row["indicator_level"], row["id"])
    )
    rows = [
        {
            "edition_id": row["edition_id"],
            "edition": row["edition"],
            "indicator": row["indicator"],
            "rank": row["rank"],
            "rank_label": rank_label(row),
            "value": row["value"],
            "band": row["band"],
            "missing": gaps(row),
            **own_place(row),
        }
        for row in in_order
    ]
    region = scores[0]["region"]
    joined = {(earlier, edition) for edition, earlier in same_method.items() if earlier}
    joins = _("两版之间只有来源说明方法相同才连线") if joined else _("没有来源说明任何两版方法相同，各版之间不连线")
    return edition_points(
        rows,
        joined=joined,
        slug="rank-over-editions",
        title=_("%(region)s在%(index)s各版中的排名") % {"region": region, "index": name},
        subtitle=clauses([_("第1在上，旁注“排名 / 参评数”"), joins]),
        note=clauses([_("第1在上"), joins]),
        alt=_("%(region)s在%(index)s各版中印出的排名，各点之间只有方法相同才连线。")
        % {"region": region, "index": name},
        sources=titles(scores),
        as_of=as_of.text,
    )


def draw(asked: Asked) -> Chart:
    """The region chosen across the editions of the index asked for."""
    [region] = asked.regions
    scores = Scores().queryset(asked.day).filter(indicator__edition__evaluation=asked["evaluation"], region=region)
    rows = [score_row(score) for score in scores]
    name = asked.words("evaluation")
    if not any(row["rank"] for row in rows):
        if asked["evaluation"]:
            title = _("%(region)s在%(index)s各版中的排名") % {"region": region.display_name, "index": name}
            why = _("各版都没有印出这个地区的排名。")
        else:
            title = headed(region.display_name, _("没有印出的排名"))
            why = _("到%(date)s为止，没有来源印出排名。") % {"date": shown_date(asked.as_of.text)}
        return nothing(slug="rank-over-editions", title=title, why=why, as_of=asked.as_of.text, columns=COLUMNS)
    in_time = Edition.objects.filter(evaluation=asked["evaluation"]).order_by(
        F("data_period").asc(nulls_last=True), "label"
    )
    links = {edition.pk: edition.same_method_as_id for edition in in_time}
    return across_editions(rows, links, name, asked.as_of)


def evaluations(as_of: AsOf) -> list[Choice]:
    """The indices with a printed rank by a day, those with most editions first."""
    ranked = Indicator.objects.filter(printed_by(as_of.day, Q(rank__isnull=False))).order_by()
    found = Evaluation.objects.filter(pk__in=ranked.values("edition__evaluation"))
    counted = found.annotate(n=Count("editions")).order_by("-n", "pk")
    return [Choice(evaluation.pk, plain(evaluation.name)) for evaluation in counted]


ENTRY = Entry(
    slug="rank-over-editions",
    title=gettext_lazy("一个地区在一个指数各版中的排名"),
    lead=gettext_lazy("每版一列，第1在上；只有来源说明两版方法相同才连线。"),
    draw=draw,
    places=Places(
        Region.objects.all, gettext_lazy("一次一个地区。"), default=lambda as_of: ["440000"], least=1, most=1
    ),
    parameters=(Parameter("evaluation", gettext_lazy("指数"), evaluations),),
    reading=(
        gettext_lazy("一列是一版，一点是这一版印出的一个排名，第1在上；颜色分开不同的指标。"),
        gettext_lazy("点旁写着排名和参评数；写“未印排名”的一版评了这个地区而没有印出排名。"),
        gettext_lazy("没有连线的两版方法不同，或不知道是否相同，名次升降不能当作进退步。"),
        gettext_lazy("参评数不同，同一个名次的分量也不同。"),
    ),
    each=True,
)


def of_region(region: Region, evaluation: Evaluation, as_of: AsOf) -> Chart:
    """The chart of one region and index, for the page of the index."""
    return ENTRY.chart(ENTRY.given(as_of, [region], evaluation=Choice(evaluation.pk, plain(evaluation.name))))
