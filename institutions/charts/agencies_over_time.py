"""How many provinces were known to have an agency, had none, or were unknown, day by day."""

from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from govcompare.charts import Chart, nothing, presence_steps
from govcompare.language import clauses, enumerated
from govcompare.language_dates import shown_date
from govcompare.rows import label
from govcompare.vocabularies import Presence
from regions.models import Region

from ..overview import Behind
from ..presences import Grounds
from ..region_facts import has_agency_on
from .entry import Asked, Entry, provinces
from .provenance import observed, or_regions, resting_on, titles

SLUG = "agencies-over-time"
COLUMNS = [
    ("written", gettext_lazy("日期")),
    ("presence_label", gettext_lazy("状态")),
    ("count", gettext_lazy("地区数")),
    ("regions", gettext_lazy("此时新计入")),
]
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
            slug=SLUG, title=_("没有可画的变化"), as_of=asked.as_of.text, columns=COLUMNS,
            why=_("这一天以前没有来源写明这些省份有或没有大数据机构。"),
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
                    "written": enumerated(written.get(day, [])) or day.isoformat(),
                    "presence": answer.value,
                    "presence_label": label(Presence, answer),
                    "count": len(having),
                    "regions": enumerated(known[code].display_name for code in having if before[code] != answer),
                    "missing": {"regions": "none"},
                    **resting_on(own),
                }
            )
    found = finding(rows, len(known), {day: in_words(day, written) for day in turns})
    return presence_steps(
        [row | {"regions": row["regions"] or None} for row in rows],
        until=asked.day,
        slug=SLUG,
        title=found,
        subtitle=clauses(
            [
                ngettext("%(number)s 个省份有无省级大数据机构", "%(number)s 个省份有无省级大数据机构", len(known))
                % {"number": len(known)},
                _("每一级从答案改变的那一天起，只写到年或月的日期从那一年、那一月的末日起"),
                *reopened(answers, turns, grounds),
                observed(behind.dates),
            ]
        ),
        alt=_("阶梯图：%(finding)s，其余为无或未知。") % {"finding": found},
        sources=behind.sources | titles(homes),
        as_of=asked.as_of.text,
        value_title=_("省份数"),
    )


def turning_days(answers: dict) -> list:
    """The days on which some answer is another than the day before, from the first day on which any is known."""
    days = list(answers)
    changed = [later for earlier, later in pairwise(days) if answers[earlier] != answers[later]]
    turns = [*days[:1], *changed]
    known = [day for day in turns if set(answers[day].values()) != {Presence.UNKNOWN}]
    return [day for day in turns if day >= known[0]] if known else []


def in_words(day: date, written: dict[date, list[str]]) -> str:
    """A day as its sources write it, for readers."""
    return enumerated(map(shown_date, written.get(day, []))) or shown_date(day.isoformat())


def finding(rows: list[dict], total: int, said_of: dict[date, str]) -> str:
    """From how many when to how many when. said_of: day -> the day in words."""
    having = [row for row in rows if row["presence"] == Presence.YES]
    known = [row for row in having if row["count"]] or having
    first = known[0]
    last = next(row for row in having if row["count"] == having[-1]["count"])
    said = {
        "total": total,
        "first": said_of[first["day"]],
        "before": first["count"],
        "last": said_of[last["day"]],
        "after": last["count"],
    }
    if first["count"] == last["count"]:
        return ngettext("%(total)s 个省份中，自 %(first)s 起 %(before)s 个确知设有大数据机构",
                        "%(total)s 个省份中，自 %(first)s 起 %(before)s 个确知设有大数据机构", total) % said  # fmt: skip
    if first["count"] < last["count"]:
        return (
            _("%(total)s 个省份中确知设有大数据机构的，由%(first)s的 %(before)s 个增至%(last)s的 %(after)s 个") % said
        )
    return _("%(total)s 个省份中确知设有大数据机构的，由%(first)s的 %(before)s 个减至%(last)s的 %(after)s 个") % said


def reopened(answers: dict, turns: list, grounds: Grounds) -> list[str]:
    """A word, if any is needed, on the first day on which a larger count without names turned 无 back into 未知."""
    for earlier, later in pairwise(turns):
        opened = grounds.counted(later).reopened
        if any(code in opened and answers[earlier][code] == Presence.NONE for code in answers[later]):
            said = {"date": in_words(later, grounds.written())}
            return [_("%(date)s由无转为未知，是因为有来源印出更大的数目而没有列名单，不是撤销") % said]
    return []


ENTRY = Entry(
    slug=SLUG,
    title=gettext_lazy("各时点的大数据机构"),
    lead=gettext_lazy("到每一天为止，多少省份确知有省级大数据机构，多少确知没有，多少未知。"),
    draw=draw,
    places=provinces(),
    reading=(
        gettext_lazy("横轴是时间；每一级从答案改变的那一天画到下一次改变，高度是省份数，三种答案合起来总是全部省份。"),
        gettext_lazy("实色是确知设有机构，只描边的是确知没有，斜线是未知。"),
        gettext_lazy("实色升高是有来源写明了，不一定是那一天设立的；资料少的年份斜线多。"),
        gettext_lazy("由无转为未知，是后来的来源印出更大的数目而没有名单，不是撤销。"),
    ),
)
