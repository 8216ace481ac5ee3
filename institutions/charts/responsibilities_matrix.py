"""Who leads what: the units of one region by policy area; several regions go to `leads_by_topic`."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from govcompare.as_of import AsOf
from govcompare.charts import Cell, Chart, Tone, nothing, text_table
from govcompare.charts.words import named, plain, sounds
from govcompare.language import clauses, enumerated, headed, is_english, phrases
from govcompare.language_dates import shown_date
from govcompare.rows import Row
from regions.models import Region
from regions.vocabularies import OFFERED

from ..lists.tasks import Tasks
from ..models import PolicyDocument, Task
from ..responsibilities import Duties, Matrix, area_of, duty_lines, matrix
from .entry import Asked, Entry, Places
from .leads_by_topic import leads_by_topic
from .parameters import Choice, Parameter
from .provenance import observed, resting_on, titles

SHENZHEN = "440300"
MOST = 6
# Up to so many units are all drawn; of more only those that lead, and one line for all others.
MOST_UNITS, MOST_LEADING = 30, 40
WITHOUT_LEAD = gettext_lazy("没有牵头单位")
# Chinese characters in a line of a cell, by the number of areas.
PER_LINE_OF_AREAS = {1: 20, 2: 14, 3: 10, 4: 9, 5: 8, 6: 7, 7: 6, 8: 6}
NARROW_AREA = 4
# The same for the name of a unit: beside an English picture it stands over its pinyin.
CHINESE_LABEL, ENGLISH_LABEL = 12, 19
TONES = {
    "many": Tone(gettext_lazy("牵头 3 项以上"), "#1f5fa8", "#ffffff"),
    "led": Tone(gettext_lazy("牵头 1—2 项"), "#9cc3e6"),
    "part": Tone(gettext_lazy("只参与"), "#e4eef8"),
    "open": Tone(gettext_lazy("没有牵头单位的任务"), "#ffffff"),
    "sum": Tone("", "#f3efe6"),
    "blank": Tone("", "#f6f7f8"),
}
COLUMNS = [
    ("region", gettext_lazy("地区")),
    ("unit", gettext_lazy("单位")),
    ("unit_kind", gettext_lazy("部门种类")),
    ("area", gettext_lazy("领域")),
    ("role_label", gettext_lazy("分工")),
    ("tasks", gettext_lazy("任务数")),
    ("titles_joined", gettext_lazy("任务")),
]
ROLES = {"L": gettext_lazy("牵头"), "P": gettext_lazy("参与")}


def responsibilities(tasks: list[Row], as_of: AsOf, *, told: Sequence[str] = ()) -> Chart:
    """The units of one region by area, those that lead most first. told: words for the end of the subtitle."""
    found, region = matrix(tasks), tasks[0]["region"]
    drawn, rest = units_drawn(found.units)
    areas = found.areas
    cells, labels = [], []
    for row, unit in enumerate(drawn):
        labels.append("\n".join(filter(None, (plain(unit.unit), sounds(unit.unit)))))
        cells += _line(row, unit.led, unit.participated, [_counts(unit, area) for area in areas])
    if rest:
        labels.append(_rest_words(rest))
        counts = [tuple(map(sum, zip(*(_counts(unit, area) for unit in rest), strict=True))) for area in areas]
        cells += _line(len(drawn), sum(one.led for one in rest), sum(one.participated for one in rest), counts)
    if found.without_lead:
        labels.append(str(WITHOUT_LEAD))
        open_tasks = [task for task in tasks if not task["leads"]]
        numbers = [sum(1 for task in open_tasks if area_of(task) == area) for area in areas]
        cells.append(Cell(len(labels) - 1, 0, "open", [_("%(number)s 项") % {"number": found.without_lead}]))
        cells += [Cell(len(labels) - 1, column, "open" if number else "blank", [_("%(number)s 项") % {"number": number}] if number else [])
                  for column, number in enumerate(numbers, 1)]  # fmt: skip
    return text_table(
        cells,
        heads=[pgettext("tasks", "合计"), *map(plain, areas)],
        labels=labels,
        tones=TONES,
        per_line=PER_LINE_OF_AREAS.get(len(areas), NARROW_AREA),
        label_width=ENGLISH_LABEL if is_english() else CHINESE_LABEL,
        centred=True,
        rows=_rows(tasks),
        columns=COLUMNS,
        slug="responsibilities",
        title=_finding(found, region),
        subtitle=clauses(
            [
                _("%(number)s 个单位，按牵头任务数排列") % {"number": len(found.units)},
                _("L 牵头、P 参与，数字为任务数，牵头的不再计入参与，空格为没有点到"),
                *([_("其余各单位的数合为一行")] if rest else []),
                observed(task["as_of"] for task in tasks),
                *told,
            ]
        ),
        alt=_("矩阵图：%(region)s %(tasks)s 项任务中各单位在 %(areas)s 个领域牵头和参与的任务数；%(finding)s。")
        % {"region": region, "tasks": found.tasks, "areas": len(areas), "finding": _finding(found, region)},
        sources=titles(tasks),
        as_of=as_of.text,
    )


def units_drawn(units: list[Duties]) -> tuple[list[Duties], list[Duties]]:
    """The units that have a line of their own, and those that share the last one."""
    if len(units) <= MOST_UNITS:
        return units, []
    leading = sum(1 for unit in units if unit.led)
    shown = min(leading, MOST_LEADING) or MOST_UNITS
    return units[:shown], units[shown:]


def _rest_words(rest: list[Duties]) -> str:
    words = _("其余 %(number)s 个单位合计") if any(unit.led for unit in rest) else _("其余 %(number)s 个单位只参与")
    return words % {"number": len(rest)}


def _counts(unit: Duties, area: str) -> tuple[int, int]:
    """Tasks led and taken part in."""
    cell = unit.by_area.get(area, {})
    return len(cell.get("L", ())), len(cell.get("P", ()))


def _line(row: int, led: int, participated: int, counts: Iterable[tuple[int, int]]) -> list[Cell]:
    """The cells of one unit: its sums, then area by area."""
    cells = [Cell(row, 0, "sum", [_letters(led, participated)])]
    for column, (own_led, own_part) in enumerate(counts, 1):
        tone = "many" if own_led >= 3 else "led" if own_led else "part" if own_part else "blank"
        cells.append(Cell(row, column, tone, [_letters(own_led, own_part)] if own_led or own_part else []))
    return cells


def _letters(led: int, participated: int) -> str:
    return " ".join([f"L{led}"] * bool(led) + [f"P{participated}"] * bool(participated))


def _finding(found: Matrix, region: str) -> str:
    """Who leads most, or that nobody is named."""
    if found.without_lead == found.tasks:
        return _("%(region)s %(tasks)s 项任务都没有牵头单位") % {"region": region, "tasks": found.tasks}
    most = found.units[0].led
    first = [named(unit.unit) for unit in found.units if unit.led == most]
    names = enumerated(first[:3])
    if len(first) > 3:
        names = _("%(names)s等 %(number)s 个单位") % {"names": names, "number": len(first)}
    said = {"region": region, "tasks": found.tasks, "units": names, "most": most}
    if len(first) > 1:
        finding = _("%(region)s %(tasks)s 项任务中，%(units)s各牵头 %(most)s 项，最多") % said
    else:
        finding = _("%(region)s %(tasks)s 项任务中，%(units)s牵头 %(most)s 项，最多") % said
    open_ones = [_("%(number)s 项没有牵头单位") % {"number": found.without_lead}] if found.without_lead else []
    return phrases([finding, *open_ones])


def _rows(tasks: list[Row]) -> list[Row]:
    """One row a unit, area, letter and source; and the tasks of each area that name no lead."""
    rows = [line | {"role_label": str(ROLES[line["role"]]), "titles_joined": clauses(line["titles"])} for line in duty_lines(tasks)]  # fmt: skip
    for area in dict.fromkeys(map(area_of, tasks)):
        several = [task for task in tasks if area_of(task) == area and not task["leads"]]
        if several:
            rows.append(
                {
                    "region_code": several[0]["region_code"],
                    "region": several[0]["region"],
                    "unit": None,
                    "unit_kind": None,
                    "area": area,
                    "role": "L",
                    "role_label": str(ROLES["L"]),
                    "tasks": len(several),
                    "titles": [task["title"] for task in several],
                    "titles_joined": clauses(task["title"] for task in several),
                    "missing": dict.fromkeys(("unit", "unit_kind"), "none"),
                    **resting_on(several),
                }
            )
    return rows


def draw(asked: Asked) -> Chart:
    """One region as units by area; several as topics by region."""
    listing = Tasks()
    found = listing.queryset(asked.day).filter(region__in=asked.codes)
    if asked["document"]:
        found = found.filter(document=asked["document"])
    tasks = listing.rows(found.order_by("region_id", "document_id", "position"), asked.day)
    having = {task["region_code"] for task in tasks}
    names = enumerated(region.display_name for region in asked.regions)
    if not tasks:
        said = {"regions": names, "date": shown_date(asked.as_of.text), "document": asked.words("document")}
        why = _("截至 %(date)s，没有来源列出%(regions)s的任务分工：未知，不是没有。") % said
        if asked["document"]:
            why = _("《%(document)s》中没有来源列出%(regions)s的任务分工：未知，不是没有。") % said
        return nothing(slug="responsibilities", title=headed(names, _("没有任务分工")), as_of=asked.as_of.text,
                       columns=COLUMNS, why=why)  # fmt: skip
    without = enumerated(region.display_name for region in asked.regions if region.code not in having)
    told = [_("%(regions)s没有任务可列") % {"regions": without}] if without else []
    if len(having) == 1:
        return responsibilities(tasks, asked.as_of, told=told)
    return leads_by_topic(tasks, [one for one in asked.regions if one.code in having], asked.as_of, told=told)


def documents(as_of: AsOf) -> list[Choice]:
    """The documents of provinces and cities that list tasks by a day, under their regions; all of them together first. Those
    of counties are thousands: they are chosen on the page of a county's tasks."""
    found = _listing_tasks(as_of).filter(region__level__in=OFFERED).order_by("region_id", "pk")
    return [Choice("", _("全部文件")), *map(_choice, found)]


def other_document(key: str, as_of: AsOf) -> Choice | None:
    """Any document that lists tasks by a day."""
    found = _listing_tasks(as_of).filter(pk=key).first()
    return found and _choice(found)


def _listing_tasks(as_of: AsOf) -> QuerySet[PolicyDocument]:
    having = Exists(Task.objects.known(as_of.day).filter(document=OuterRef("pk")))
    return PolicyDocument.objects.filter(having).select_related("region")


def _choice(document: PolicyDocument) -> Choice:
    return Choice(document.pk, plain(document.title), document.region.display_name)


def _having_tasks():
    return Region.objects.filter(Exists(Task.objects.filter(region=OuterRef("pk"))))


ENTRY = Entry(
    slug="responsibilities",
    title=gettext_lazy("谁牵头什么"),
    lead=gettext_lazy(
        "一个地区：各单位在各领域牵头（L）和参与（P）的任务数。两个以上地区：同一主题各由哪类部门牵头。"
    ),
    draw=draw,
    places=Places(
        _having_tasks,
        gettext_lazy("能选有来源列出任务的地区，一次 1 至 6 个。"),
        default=lambda as_of: [SHENZHEN],
        least=1,
        most=MOST,
    ),
    parameters=(Parameter("document", gettext_lazy("文件"), documents, besides=other_document),),
    reading=(
        gettext_lazy(
            "一个地区：一行是一个单位，一列是一个领域；L 后是牵头的任务数，P 后是参与的任务数，空格是没有点到。"
        ),
        gettext_lazy("颜色越浓牵头越多；牵头的任务不再计入参与。"),
        gettext_lazy("两个以上地区：一行是一个主题，格里是各地牵头部门的种类和任务数；≠ 表示各地不同，斜线是未知。"),
        gettext_lazy("任务数是文件里列出的条数，不是工作量；没有列出不等于不承担。主题和部门种类是本站的归类。"),
    ),
)
