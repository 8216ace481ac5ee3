"""How many provinces were known to have an agency, had none, or were unknown, day by day."""

from itertools import pairwise

from govcompare.charts import Chart, nothing, presence_steps
from govcompare.rows import label
from govcompare.vocabularies import Presence
from regions.models import Region

from ..overview import Behind
from ..presences import Grounds
from ..region_facts import has_agency_on
from .entry import Asked, Entry, provinces
from .provenance import observed, or_regions, resting_on, titles

SLUG = "agencies-over-time"
COLUMNS = [("written", "日期"), ("presence_label", "状态"), ("count", "地区数"), ("regions", "此时新计入")]
ANSWERS = (Presence.YES, Presence.NONE, Presence.UNKNOWN)


def draw(asked: Asked) -> Chart:
    """The provinces, or those chosen, from the first day on which anything is known to the day shown."""
    regions = Region.objects.counted()
    if asked.codes:
        regions = regions.filter(code__in=asked.codes)
    known = {region.code: region for region in regions.order_by("code").select_related("source")}
    grounds = Grounds("has_agency", list(known))
    days = grounds.days(asked.day)
    answers = has_agency_on(regions, {day: grounds.counted(day) for day in days})
    turns = turning_days(answers)
    if not turns:
        return nothing(
            slug=SLUG, title="没有可画的变化", as_of=asked.as_of.text, columns=COLUMNS,
            why="这一天以前没有来源写明这些省份有或没有大数据机构。",
        )  # fmt: skip
    written, behind, rows, homes = grounds.written(), Behind({}), [], []
    for number, day in enumerate(turns):
        before = answers[turns[number - 1]] if number else dict.fromkeys(known, Presence.UNKNOWN)
        grounded = grounds.behind(answers[day], day)
        behind = behind.beside(grounded)
        for answer in ANSWERS:
            having = [code for code, value in answers[day].items() if value == answer]
            own = or_regions(grounded.of(having), [known[code] for code in having or known])
            homes += own
            rows.append(
                {
                    "day": day,
                    "written": "、".join(written.get(day, [])) or day.isoformat(),
                    "presence": answer.value,
                    "presence_label": label(Presence, answer),
                    "count": len(having),
                    "regions": "、".join(known[code].short_name for code in having if before[code] != answer),
                    "missing": {"regions": "none"},
                    **resting_on(own),
                }
            )
    return presence_steps(
        [row | {"regions": row["regions"] or None} for row in rows],
        until=asked.day,
        slug=SLUG,
        title=finding(rows, len(known)),
        subtitle=f"{len(known)} 个省份有无省级大数据机构；每一级从答案改变的那一天起，只写到年或月的日期从那一年、那一月的末日起"
        f"{reopened(answers, turns, grounds)}；{observed(behind.dates)}",
        alt=f"阶梯图：{finding(rows, len(known))}，其余为无或未知。",
        sources=behind.sources | titles(homes),
        as_of=asked.as_of.text,
        value_title="省份数",
    )


def turning_days(answers: dict) -> list:
    """The days on which some answer is another than the day before, from the first day on which any is known."""
    days = list(answers)
    changed = [later for earlier, later in pairwise(days) if answers[earlier] != answers[later]]
    turns = [*days[:1], *changed]
    known = [day for day in turns if set(answers[day].values()) != {Presence.UNKNOWN}]
    return [day for day in turns if day >= known[0]] if known else []


def finding(rows: list[dict], total: int) -> str:
    """From how many when to how many when."""
    having = [row for row in rows if row["presence"] == Presence.YES]
    known = [row for row in having if row["count"]] or having
    first = known[0]
    last = next(row for row in having if row["count"] == having[-1]["count"])
    if first["count"] == last["count"]:
        return f"{total} 个省份中，自 {first['written']} 起 {first['count']} 个确知设有大数据机构"
    way = "增至" if first["count"] < last["count"] else "减至"
    return f"{total} 个省份中确知设有大数据机构的，由 {first['written']} 的 {first['count']} 个{way} {last['written']} 的 {last['count']} 个"


def reopened(answers: dict, turns: list, grounds: Grounds) -> str:
    """A word on the first day on which a larger count without names turned 无 back into 未知."""
    for earlier, later in pairwise(turns):
        opened = grounds.counted(later).reopened
        if any(code in opened and answers[earlier][code] == Presence.NONE for code in answers[later]):
            day = "、".join(grounds.written().get(later, [])) or later.isoformat()
            return f"；{day} 由无转为未知，是因为有来源印出更大的数目而没有列名单，不是撤销"
    return ""


ENTRY = Entry(
    slug=SLUG,
    title="各时点的大数据机构",
    lead="到每一天为止，多少省份确知有省级大数据机构，多少确知没有，多少未知。",
    draw=draw,
    places=provinces(),
)
