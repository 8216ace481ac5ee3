"""Of how many provinces and prefectures it is known whether they have an agency, a leading group, a company."""

from django.db.models import Q

from govcompare.charts import Chart, nothing, presence_bars
from govcompare.rows import label
from govcompare.vocabularies import Presence
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..lists.regions import LABELS
from ..overview import Behind
from ..presences import Grounds
from ..region_facts import with_facts
from .entry import Asked, Entry, Places
from .provenance import observed, or_regions, resting_on, titles

SLUG = "coverage"
COLUMNS = [("group", "层级"), ("thing", "事项"), ("presence_label", "状态"), ("count", "地区数")]
THINGS = ("has_agency", "has_leading_group", "has_operating_company", "separated_operation")
UNITS = {RegionLevel.PROVINCE: "省份", RegionLevel.PREFECTURE: "地级"}
LEVELS = tuple(UNITS)


def draw(asked: Asked) -> Chart:
    """Both levels, or the provinces chosen and the prefectures within them."""
    wanted = Q(counted_in_31=True) | Q(level=RegionLevel.PREFECTURE)
    if asked.codes:
        wanted = Q(code__in=asked.codes) | Q(level=RegionLevel.PREFECTURE, parent__in=asked.codes)
    regions = list(with_facts(Region.objects.filter(wanted).order_by("code").select_related("source"), asked.day))
    rows, behind, homes = [], Behind({}), []
    for name in THINGS:
        grounds = Grounds(name, [region.code for region in regions])
        for level in LEVELS:
            here = {region.code: region for region in regions if region.level == level}
            answers = {code: getattr(region, name) for code, region in here.items()}
            if not answers:
                continue  # a municipality has no prefectures
            grounded = grounds.behind(answers, asked.day)
            behind = behind.beside(grounded)
            for answer in Presence:
                having = [code for code, value in answers.items() if value == answer]
                own = or_regions(grounded.of(having), [here[code] for code in having or here])
                homes += own
                rows.append(
                    {
                        "group": f"{UNITS[level]}（{len(answers)} 个）",
                        "level": level.value,
                        "thing": LABELS[name],
                        "property": name,
                        "presence": answer.value,
                        "presence_label": label(Presence, answer),
                        "count": len(having),
                        **resting_on(own),
                    }
                )
    rows = drawn(rows)
    if not behind.homes:
        return nothing(
            slug=SLUG, title="没有一项确知", as_of=asked.as_of.text, columns=COLUMNS,
            why=f"到 {asked.as_of.text} 为止，没有来源写明这些地区有或没有这些机构。",
        )  # fmt: skip
    title = finding(rows)
    return presence_bars(
        rows,
        slug=SLUG,
        title=title,
        subtitle="每条一件事，按有、无、未知划分；“无”须有来源为证，没有找到的是“未知”；地级含地级市、地区、自治州和盟；"
        f"{observed(behind.dates)}",
        alt=f"横条图：{title}；领导小组、运营公司和管运分离各一条，分有、无、未知。",
        sources=behind.sources | titles(homes),
        as_of=asked.as_of.text,
    )


def drawn(rows: list[dict]) -> list[dict]:
    """The rows by level, without 不适用 where it applies to none."""
    rows = [row for row in rows if row["count"] or row["presence"] != Presence.NOT_APPLICABLE]
    return sorted(rows, key=lambda row: LEVELS.index(row["level"]))


def finding(rows: list[dict]) -> str:
    """Of how many regions of each level it is known that they have an agency."""
    said = []
    for level in LEVELS:
        counts = {
            row["presence"]: row["count"] for row in rows if (row["level"], row["property"]) == (level, THINGS[0])
        }
        if counts:
            said.append(f"{UNITS[level]} {counts[Presence.YES]} / {sum(counts.values())}")
    return f"确知有大数据机构的：{'，'.join(said)}"


ENTRY = Entry(
    slug=SLUG,
    title="有、无与未知",
    lead="省级和地级各有多少确知有大数据机构、领导小组、运营公司，多少确知没有，多少未知。",
    draw=draw,
    places=Places(
        Region.objects.counted,
        "r 只能是 31 个省份，选了就只画这些省份和其中的地级行政区。",
        in_words="31 个省份和全部地级行政区",
    ),
)
