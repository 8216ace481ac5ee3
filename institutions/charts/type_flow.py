"""How the agency types of some regions differ between two dates."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from govcompare.as_of import AsOf
from govcompare.charts import Chart, flow
from govcompare.language import enumerated
from govcompare.language_dates import shown_date
from govcompare.rows import Row
from govcompare.vocabularies import Presence
from regions.models import Region

from ..categories import Category, category
from ..changes import Span, default_start, read_span
from ..overview import Behind, behind_types
from ..region_facts import with_facts
from .entry import Asked, Entry, provinces
from .parameters import Parameter
from .provenance import or_regions, resting_on, titles


def type_flow(span: Span, codes: Collection[str] = ()) -> Chart:
    """The flow over the 31 provinces, or some of them, from the day before a span to its last day, with the sources of
    both ends."""
    days = span.first - timedelta(days=1), span.last
    regions = Region.objects.filter(code__in=codes) if codes else Region.objects.counted()
    regions = regions.select_related("source")
    before, after = (list(with_facts(regions, day)) for day in days)
    ends = [behind_types(regions, day) for regions, day in zip((before, after), days, strict=True)]
    return agency_type_flow(before, after, span, ends[0].beside(ends[1]))


def agency_type_flow(before: Iterable, after: Iterable, span: Span, behind: Behind) -> Chart:
    """Regions annotated by `with_facts` on the day before a span and on its last day, grouped by both categories."""
    later = {region.code: category(region) for region in after}
    groups: dict[tuple[Category, Category], list[Region]] = defaultdict(list)
    for region in before:
        groups[category(region), later[region.code]].append(region)
    homes = {
        both: or_regions(behind.of(region.code for region in members), members) for both, members in groups.items()
    }
    rows = [
        {
            "before": was.key,
            "before_label": was.label,
            "before_is_last_known": was.is_last_known,
            "after": now.key,
            "after_label": now.label,
            "after_is_last_known": now.is_last_known,
            "count": len(members),
            "regions": enumerated(region.display_name for region in members),
            **resting_on(homes[was, now]),
        }
        for (was, now), members in groups.items()
    ]
    total = sum(row["count"] for row in rows)
    moved = sum(row["count"] for row in rows if row["before_label"] != row["after_label"])
    learnt = sum(row["count"] for row in rows if row["before"] == Presence.UNKNOWN != row["after"])
    said = {
        "total": total,
        "changed": moved - learnt,
        "learnt": learnt,
        "start": shown_date(span.start),
        "end": shown_date(span.end),
    }
    title, subtitle, alt = _words(rows)
    return flow(
        rows,
        slug="type-flow",
        title=title % said,
        subtitle=subtitle % said,
        alt=alt % said,
        sources=behind.sources | titles(home for several in homes.values() for home in several),
        as_of=span.end,
        ends=(_("%(date)s之前") % {"date": said["start"]}, _("%(date)s之末") % {"date": said["end"]}),
    )


def _words(rows: list[Row]) -> tuple[str, str, str]:
    """Title, subtitle and sentence; before the first source they say that nothing is known, not that nothing changed."""
    if all(row["before"] == row["after"] == Presence.UNKNOWN for row in rows):
        return (
            _("%(end)s及以前没有来源说明这 %(total)s 个地区的机构状况"),
            _("有无大数据机构全部未知；未知不等于没有机构"),
            _("流向图：%(end)s及以前没有来源说明 %(total)s 个地区有无大数据机构，全部未知。"),
        )
    return (
        _("%(total)s 个地区中，%(changed)s 个的机构状况有变，%(learnt)s 个由未知变为已知"),
        _("主要大数据机构的类型，%(start)s之前与%(end)s之末；带宽为地区数。由未知变为已知，是有了资料，未必是改革"),
        _(
            "流向图：%(total)s 个地区在%(start)s之前和%(end)s之末的大数据机构类型，%(changed)s 个有变，%(learnt)s 个由未知变为已知。"
        ),
    )


def draw(asked: Asked) -> Chart:
    """The flow between the dates asked for."""
    return type_flow(read_span(asked["from"], asked["to"], asked.as_of), asked.codes)


ENTRY = Entry(
    slug="type-flow",
    title=gettext_lazy("两个日期之间机构类型的流向"),
    lead=gettext_lazy("一个日期之前是什么类型，另一个日期之末是什么类型；由未知变为已知单独计数。"),
    draw=draw,
    places=provinces(),
    parameters=(
        Parameter("from", pgettext_lazy("date", "从"), default=default_start),
        Parameter("to", pgettext_lazy("date", "到"), default=lambda as_of: as_of.text),
    ),
    reading=(
        gettext_lazy("左边是前一个日期的机构类型，右边是后一个日期的；一块越高，地区越多，数字是地区数。"),
        gettext_lazy("带把同一批地区的前后连起来，越宽地区越多，颜色是后来的类型；鼠标停在带上可看是哪些地区。"),
        gettext_lazy("灰色斜线块是有无未知，颜色上画斜线或带星号表示类型是最近已知的。"),
        gettext_lazy("由未知流向一种类型，是有了资料，未必是改革；只有从一种类型流向另一种才是变化。"),
    ),
)


def between(span: Span, as_of: AsOf) -> Chart:
    """The chart of a span, for the page of changes."""
    return ENTRY.chart(ENTRY.ask(as_of, **{"from": span.start, "to": span.end}))
