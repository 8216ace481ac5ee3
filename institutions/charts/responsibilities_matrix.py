"""Who leads what: the units of one region by policy area; several regions go to `leads_by_topic`."""

from collections.abc import Iterable

from govcompare.as_of import AsOf
from govcompare.charts import Cell, Chart, Tone, nothing, text_table
from govcompare.rows import Row
from regions.models import Region

from ..lists.tasks import Tasks
from ..models import PolicyDocument, Task
from ..responsibilities import Duties, Matrix, duty_lines, matrix
from .entry import Asked, Choice, Entry, Parameter, Places
from .leads_by_topic import leads_by_topic
from .provenance import observed, resting_on, titles

SHENZHEN = "440300"
MOST = 6
# Up to so many units are all drawn; of more only those that lead, and one line for all others.
MOST_UNITS, MOST_LEADING = 30, 40
WITHOUT_LEAD = "没有牵头单位"
# Chinese characters in a line of a cell, by the number of areas.
PER_LINE_OF_AREAS = {1: 20, 2: 14, 3: 10, 4: 9, 5: 8, 6: 7, 7: 6, 8: 6}
NARROW_AREA = 4
TONES = {
    "many": Tone("牵头 3 项以上", "#1f5fa8", "#ffffff"),
    "led": Tone("牵头 1—2 项", "#9cc3e6"),
    "part": Tone("只参与", "#e4eef8"),
    "open": Tone("没有牵头单位的任务", "#ffffff"),
    "sum": Tone("", "#f3efe6"),
    "blank": Tone("", "#f6f7f8"),
}
COLUMNS = [("region", "地区"), ("unit", "单位"), ("unit_kind", "部门种类"), ("area", "领域"), ("role_label", "分工"),
           ("tasks", "任务数"), ("titles_joined", "任务")]  # fmt: skip
ROLES = {"L": "牵头", "P": "参与"}


def responsibilities(tasks: list[Row], as_of: AsOf, *, told: str = "") -> Chart:
    """The units of one region by area, those that lead most first. told: words for the end of the subtitle."""
    found, region = matrix(tasks), tasks[0]["region"]
    drawn, rest = units_drawn(found.units)
    areas = found.areas
    cells, labels = [], []
    for row, unit in enumerate(drawn):
        labels.append(unit.unit)
        cells += _line(row, unit.led, unit.participated, [_counts(unit, area) for area in areas])
    if rest:
        labels.append(_rest_words(rest))
        counts = [tuple(map(sum, zip(*(_counts(unit, area) for unit in rest), strict=True))) for area in areas]
        cells += _line(len(drawn), sum(one.led for one in rest), sum(one.participated for one in rest), counts)
    if found.without_lead:
        labels.append(WITHOUT_LEAD)
        open_tasks = [task for task in tasks if not task["leads"]]
        numbers = [sum(1 for task in open_tasks if _area(task) == area) for area in areas]
        cells.append(Cell(len(labels) - 1, 0, "open", [f"{found.without_lead} 项"]))
        cells += [Cell(len(labels) - 1, column, "open" if number else "blank", [f"{number} 项"] if number else [])
                  for column, number in enumerate(numbers, 1)]  # fmt: skip
    return text_table(
        cells,
        heads=["合计", *areas],
        labels=labels,
        tones=TONES,
        per_line=PER_LINE_OF_AREAS.get(len(areas), NARROW_AREA),
        label_width=12,
        centred=True,
        rows=_rows(tasks),
        columns=COLUMNS,
        slug="responsibilities",
        title=_finding(found, region),
        subtitle=f"{len(found.units)} 个单位，按牵头任务数排列；L 牵头、P 参与，数字为任务数，牵头的不再计入参与，空格为没有点到；"
        f"{'其余各单位的数合为一行；' if rest else ''}{observed(task['as_of'] for task in tasks)}{told}",
        alt=f"矩阵图：{region} {found.tasks} 项任务中各单位在 {len(areas)} 个领域牵头和参与的任务数；{_finding(found, region)}。",
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
    only = "只参与" if not any(unit.led for unit in rest) else "合计"
    return f"其余 {len(rest)} 个单位{only}"


def _counts(unit: Duties, area: str) -> tuple[int, int]:
    """Tasks led and taken part in."""
    cell = unit.by_area.get(area, {})
    return len(cell.get("L", ())), len(cell.get("P", ()))


def _area(task: Row) -> str:
    return task["area"] or "未分领域"


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
        return f"{region} {found.tasks} 项任务都没有牵头单位"
    most = found.units[0].led
    first = [unit.unit for unit in found.units if unit.led == most]
    names = "、".join(first[:3]) + (f"等 {len(first)} 个单位" if len(first) > 3 else "")
    each = "各" if len(first) > 1 else ""
    open_ones = f"，{found.without_lead} 项没有牵头单位" if found.without_lead else ""
    return f"{region} {found.tasks} 项任务中，{names}{each}牵头 {most} 项，最多{open_ones}"


def _rows(tasks: list[Row]) -> list[Row]:
    """One row a unit, area, letter and source; and the tasks of each area that name no lead."""
    rows = [line | {"role_label": ROLES[line["role"]], "titles_joined": "；".join(line["titles"])} for line in duty_lines(tasks)]  # fmt: skip
    for area in dict.fromkeys(map(_area, tasks)):
        several = [task for task in tasks if _area(task) == area and not task["leads"]]
        if several:
            rows.append(
                {
                    "region_code": several[0]["region_code"],
                    "region": several[0]["region"],
                    "unit": None,
                    "unit_kind": None,
                    "area": area,
                    "role": "L",
                    "role_label": ROLES["L"],
                    "tasks": len(several),
                    "titles": [task["title"] for task in several],
                    "titles_joined": "；".join(task["title"] for task in several),
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
    names = "、".join(region.short_name for region in asked.regions)
    if not tasks:
        where = f"《{asked.words('document')}》中" if asked["document"] else f"截至 {asked.as_of.text}，"
        return nothing(slug="responsibilities", title=f"{names}：没有任务分工", as_of=asked.as_of.text, columns=COLUMNS,
                       why=f"{where}没有来源列出{names}的任务分工：未知，不是没有。")  # fmt: skip
    without = "、".join(region.short_name for region in asked.regions if region.code not in having)
    told = f"；{without}没有任务可列" if without else ""
    if len(having) == 1:
        return responsibilities(tasks, asked.as_of, told=told)
    return leads_by_topic(tasks, [one for one in asked.regions if one.code in having], asked.as_of, told=told)


def documents(as_of: AsOf) -> list[Choice]:
    """The documents that list tasks by a day, under their regions; all of them together first."""
    found = PolicyDocument.objects.filter(pk__in=Task.objects.known(as_of.day).values("document"))
    found = found.select_related("region").order_by("region_id", "pk")
    return [Choice("", "全部文件"), *(Choice(one.pk, one.title, one.region.short_name) for one in found)]


def _having_tasks():
    return Region.objects.filter(code__in=Task.objects.values("region"))


ENTRY = Entry(
    slug="responsibilities",
    title="谁牵头什么",
    lead="一个地区：各单位在各领域牵头（L）和参与（P）的任务数。两个以上地区：同一主题各由哪类部门牵头。",
    draw=draw,
    places=Places(
        _having_tasks,
        "能选有来源列出任务的地区，一次 1 至 6 个。",
        default=lambda as_of: [SHENZHEN],
        least=1,
        most=MOST,
    ),
    parameters=(Parameter("document", "文件", documents),),
)
