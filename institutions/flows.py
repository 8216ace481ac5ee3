"""How the agency types of some regions differ between two dates."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from govcompare.charts import Chart, flow
from govcompare.vocabularies import Presence
from regions.models import Region

from .categories import Category, category
from .changes import Span
from .overview import Behind, behind_types
from .region_facts import with_facts


def type_flow(span: Span) -> Chart:
    """The flow over the 31 provinces, from the day before a span to its last day, with the sources of both ends."""
    days = span.first - timedelta(days=1), span.last
    before, after = (list(with_facts(Region.objects.counted(), day)) for day in days)
    ends = [behind_types(regions, day) for regions, day in zip((before, after), days, strict=True)]
    titles, dates = ({one for end in ends for one in getattr(end, name)} for name in ("titles", "dates"))
    return agency_type_flow(before, after, span, Behind(sorted(titles), sorted(dates)))


def agency_type_flow(before: Iterable, after: Iterable, span: Span, behind: Behind) -> Chart:
    """Regions annotated by `with_facts` on the day before a span and on its last day, grouped by both categories."""
    later = {region.code: category(region) for region in after}
    groups: dict[tuple[Category, Category], list[str]] = defaultdict(list)
    for region in before:
        groups[category(region), later[region.code]].append(region.short_name)
    rows = [
        {
            "before": was.key,
            "before_label": was.label,
            "before_is_last_known": was.is_last_known,
            "after": now.key,
            "after_label": now.label,
            "after_is_last_known": now.is_last_known,
            "count": len(names),
            "regions": "、".join(names),
        }
        for (was, now), names in groups.items()
    ]
    total = sum(row["count"] for row in rows)
    moved = sum(row["count"] for row in rows if row["before_label"] != row["after_label"])
    learnt = sum(row["count"] for row in rows if row["before"] == Presence.UNKNOWN != row["after"])
    return flow(
        rows,
        slug="agency-type-flow",
        title=f"{total} 个地区中，{moved - learnt} 个的机构状况有变，{learnt} 个由未知变为已知",
        subtitle=f"主要大数据机构的类型，{span.start} 之前与 {span.end} 之末；带宽为地区数。由未知变为已知，是有了资料，未必是改革",
        alt=f"流向图：{total} 个地区在 {span.start} 之前和 {span.end} 之末的大数据机构类型，{moved - learnt} 个有变，{learnt} 个由未知变为已知。",
        sources=behind.titles,
        as_of=span.end,
        ends=(f"{span.start} 之前", f"{span.end} 之末"),
    )
