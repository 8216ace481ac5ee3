"""A region across the editions of one index."""

from django.db.models import Count, F

from govcompare.as_of import AsOf
from govcompare.charts import Chart, edition_points, nothing
from govcompare.rows import Row
from regions.models import Region

from ..lists.scores import Scores, rank_label, score_row
from ..models import Edition, Evaluation, Score
from .entry import Asked, Choice, Entry, Parameter, Places
from .provenance import gaps, own_place, titles

COLUMNS = [
    ("edition", "版本"),
    ("indicator", "指标"),
    ("value", "得分"),
    ("rank_label", "排名 / 参评数"),
    ("band", "档次"),
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
    joins = "两版之间只有来源说明方法相同才连线" if joined else "没有来源说明任何两版方法相同，各版之间不连线"
    return edition_points(
        rows,
        joined=joined,
        slug="rank-over-editions",
        title=f"{region}在{name}各版中的排名",
        subtitle=f"第1在上，旁注“排名 / 参评数”；{joins}",
        note=f"第1在上；{joins}",
        alt=f"{region}在{name}各版中印出的排名，各点之间只有方法相同才连线。",
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
        return nothing(
            slug="rank-over-editions", title=f"{region.short_name}在{name}各版中的排名", as_of=asked.as_of.text,
            columns=COLUMNS, why="各版都没有印出这个地区的排名。",
        )  # fmt: skip
    in_time = Edition.objects.filter(evaluation=asked["evaluation"]).order_by(
        F("data_period").asc(nulls_last=True), "label"
    )
    links = {edition.pk: edition.same_method_as_id for edition in in_time}
    return across_editions(rows, links, name, asked.as_of)


def evaluations(as_of: AsOf) -> list[Choice]:
    """The indices with a printed rank by a day, those with most editions first."""
    ranked = Score.objects.known(as_of.day).filter(rank__isnull=False)
    found = Evaluation.objects.filter(pk__in=ranked.values("indicator__edition__evaluation"))
    counted = found.annotate(n=Count("editions")).order_by("-n", "pk")
    return [Choice(evaluation.pk, evaluation.name) for evaluation in counted]


ENTRY = Entry(
    slug="rank-over-editions",
    title="一个地区在一个指数各版中的排名",
    lead="每版一列，第1在上；只有来源说明两版方法相同才连线。",
    draw=draw,
    places=Places(Region.objects.all, "一次一个地区。", default=lambda as_of: ["440000"], least=1, most=1),
    parameters=(Parameter("evaluation", "指数", evaluations),),
    each=True,
)


def of_region(region: Region, evaluation: Evaluation, as_of: AsOf) -> Chart:
    """The chart of one region and index, for the page of the index."""
    return ENTRY.chart(ENTRY.given(as_of, [region], evaluation=Choice(evaluation.pk, evaluation.name)))
