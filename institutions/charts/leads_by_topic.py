"""Topic by topic, which kinds of department lead in each of several regions: a table of words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from govcompare.as_of import AsOf
from govcompare.charts import Cell, Chart, Tone, text_table
from govcompare.charts.words import breadth, capital
from govcompare.language import clauses, enumerated
from govcompare.rows import Row
from regions.models import Region

from ..responsibilities import TopicLine, by_topic
from ..units import unit_kind
from .provenance import observed, resting_on, titles

# Chinese characters in a line of a cell, by the number of regions.
PER_LINE = {2: 26, 3: 18, 4: 14}
NARROWEST = 11
TONES = {
    "differs": Tone(gettext_lazy("牵头最多的部门种类各地不同"), "#efe3cf"),
    "same": Tone(gettext_lazy("牵头最多的部门种类相同"), "#e4eef8"),
    "alone": Tone(gettext_lazy("只有一地写明牵头单位"), "#f1f1f4"),
    "open": Tone(gettext_lazy("任务没有牵头单位"), "#ffffff"),
}
COLUMNS = [
    ("topic_label", gettext_lazy("主题")),
    ("region", gettext_lazy("地区")),
    ("kind", gettext_lazy("牵头部门的种类")),
    ("tasks", gettext_lazy("任务数")),
    ("units", gettext_lazy("牵头单位")),
    ("different_label", gettext_lazy("各地不同")),
]


def leads_by_topic(tasks: list[Row], regions: list[Region], as_of: AsOf, *, told: Sequence[str] = ()) -> Chart:
    """Topic by topic, the kinds of department that lead in each of several regions. told: words for the end of the
    subtitle."""
    codes = [region.code for region in regions]
    of_region = {code: [task for task in tasks if task["region_code"] == code] for code in codes}
    lines, alone = by_topic(tasks, codes), by_topic(tasks, codes, alone=True)
    names = enumerated(region.display_name for region in regions)
    # topics of one region alone are drawn only where there are no others
    drawn = lines or alone
    cells = [
        Cell(row, column, *_cell(line, kinds, several, PER_LINE.get(len(regions), NARROWEST)))
        for row, line in enumerate(drawn)
        for column, (kinds, several) in enumerate(line.cells)
    ]
    left = []
    if lines and alone:
        left = [
            ngettext("另有 %(number)s 个主题只有一地有任务，在数据表中", "另有 %(number)s 个主题只有一地有任务，在数据表中",
                     len(alone)) % {"number": len(alone)}
        ]  # fmt: skip
    return text_table(
        cells,
        heads=[region.display_name for region in regions],
        labels=[f"≠ {line.label}" if line.is_different else line.label for line in drawn],
        tones=TONES,
        per_line=PER_LINE.get(len(regions), NARROWEST),
        rows=[row for line in (*lines, *alone) for row in _rows(line, regions, of_region)],
        columns=COLUMNS,
        slug="responsibilities",
        title=_finding(lines, regions),
        subtitle=clauses(
            [
                names,
                _("格内为首位牵头部门的种类和任务数，主题与种类是本站的归类，≠ 为不同"),
                observed(task["as_of"] for task in tasks),
                *left,
                *told,
            ]
        ),
        alt=_("对照图：%(regions)s在 %(number)s 个主题的任务由哪类部门牵头；%(finding)s。")
        % {"regions": names, "number": len(drawn), "finding": _finding(lines, regions)},
        sources=titles(tasks),
        as_of=as_of.text,
    )


def _is_comparable(line: TopicLine) -> bool:
    """Whether two regions at least name who leads."""
    return sum(1 for kinds, _tasks in line.cells if kinds) > 1


def _finding(lines: list[TopicLine], regions: list[Region]) -> str:
    """Of the topics in which several regions name a lead, how many are led by different kinds of department."""
    comparable = sum(1 for line in lines if _is_comparable(line))
    different = sum(1 for line in lines if line.is_different)
    names = enumerated(region.display_name for region in regions)
    said = {"regions": names, "topics": comparable, "different": different, "number": len(regions)}
    if not comparable:
        return _("%(regions)s没有都写明牵头单位的主题") % said
    if len(regions) == 2:
        return _("%(regions)s都写明牵头单位的 %(topics)s 个主题中，%(different)s 个由不同种类的部门牵头") % said
    return _("%(number)s 地中至少两地写明牵头单位的 %(topics)s 个主题，%(different)s 个由不同种类的部门牵头") % said


def _cell(
    line: TopicLine, kinds: list[tuple[str, int, str]], several: list[Row], per_line: int
) -> tuple[str, list[str]]:
    """The tone and words of one topic in one region."""
    if not several:
        return "unknown", [capital(_("未知"))]
    if not kinds:
        return "open", [_("%(number)s 项没有牵头单位") % {"number": len(several)}]
    without_lead = sum(1 for task in several if not task["lead"])
    lines = [f"{_(kind)} {number}" for kind, number, _units in kinds]
    tone = "differs" if line.is_different else "same" if _is_comparable(line) else "alone"
    return tone, packed(lines + [_("（无牵头 %(number)s）") % {"number": without_lead}] * bool(without_lead), per_line)


def packed(parts: list[str], per_line: int) -> list[str]:
    """Parts beside one another as long as they fit into a line, none of them broken."""
    lines: list[str] = []
    for part in parts:
        if lines and breadth(f"{lines[-1]}　{part}") <= per_line:
            lines[-1] += f"　{part}"
        else:
            lines.append(part)
    return lines


def _rows(line: TopicLine, regions: list[Region], of_region: dict[str, list[Row]]) -> list[Row]:
    """One row a region and kind; tasks without a lead say so, and so does a region without tasks: that rests on all
    documents of the region that were read."""
    rows = []
    for region, (kinds, several) in zip(regions, line.cells, strict=True):
        shared = {
            "topic": line.topic,
            "topic_label": line.label,
            "region_code": region.code,
            "region": region.display_name,
            "different": line.is_different,
            "different_label": (pgettext("answer", "是") if line.is_different else pgettext("answer", "否"))
            if _is_comparable(line)
            else None,
        }
        uncompared = {"different_label": "not_applicable"}  # why that cell is empty, where it is
        for kind, number, units in kinds:
            homes = [task for task in several if task["lead"] and unit_kind(task["lead"]) == kind]
            rows.append(
                shared | {"kind": _(kind), "tasks": number, "units": units, "missing": uncompared, **resting_on(homes)}
            )
        open_ones = [task for task in several if not task["lead"]]
        if open_ones or not several:
            reason = "none" if several else "unknown"
            rows.append(
                shared
                | {
                    "kind": None,
                    "tasks": len(open_ones) or None,
                    "units": None,
                    "missing": uncompared | dict.fromkeys(("kind", "units", "tasks"), reason),
                    **resting_on(open_ones or of_region[region.code]),
                }
            )
    return rows
