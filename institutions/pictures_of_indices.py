"""A region across the editions of one index."""

from govcompare.as_of import AsOf
from govcompare.charts import Chart, edition_points
from govcompare.rows import Row

from .lists.scores import rank_label


def across_editions(scores: list[Row], same_method: dict[str, str | None], name: str, as_of: AsOf) -> Chart | None:
    """The ranks of one region, edition by edition; None where none is printed.

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
            "missing": row["missing"] | {"rank_label": row["missing"].get("rank", "unknown")},
        }
        for row in in_order
    ]
    if not any(row["rank"] for row in rows):
        return None
    region = scores[0]["region"]
    joined = {(earlier, edition) for edition, earlier in same_method.items() if earlier}
    joins = "两版之间只有来源说明方法相同才连线" if joined else "没有来源说明任何两版方法相同，各版之间不连线"
    return edition_points(
        rows,
        joined=joined,
        slug="across-editions",
        title=f"{region}在{name}各版中的排名",
        subtitle=f"第1在上，旁注“排名 / 参评数”；{joins}",
        alt=f"{region}在{name}各版中印出的排名，各点之间只有方法相同才连线。",
        sources=sorted({row["source_label"] for row in scores}),
        as_of=as_of.text,
    )
