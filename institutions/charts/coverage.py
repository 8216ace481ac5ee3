"""Of how many provinces and prefectures it is known whether they have an agency, a leading group, a company."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from govcompare.charts import Chart, nothing, presence_bars
from govcompare.language import phrases
from govcompare.language_dates import shown_date
from govcompare.rows import label
from govcompare.vocabularies import Presence
from regions.models import Region
from regions.vocabularies import RegionLevel

from ..overview import Behind
from ..presences import Grounds
from ..region_facts import with_facts
from .entry import Asked, Entry, Places
from .provenance import observed, or_regions, resting_on, titles

SLUG = "coverage"
COLUMNS = [
    ("group", gettext_lazy("层级")),
    ("thing", gettext_lazy("事项")),
    ("presence_label", gettext_lazy("状态")),
    ("count", gettext_lazy("地区数")),
]
THINGS = {
    "has_agency": gettext_lazy("大数据机构"),
    "has_leading_group": gettext_lazy("领导小组"),
    "has_operating_company": gettext_lazy("运营公司"),
    "separated_operation": pgettext_lazy("short", "管运分离"),
}
GROUPS = {
    RegionLevel.PROVINCE: gettext_lazy("省份（%(number)s 个）"),
    RegionLevel.PREFECTURE: gettext_lazy("地级（%(number)s 个）"),
}
FOUND = {
    RegionLevel.PROVINCE: gettext_lazy("省份 %(having)s / %(all)s"),
    RegionLevel.PREFECTURE: gettext_lazy("地级 %(having)s / %(all)s"),
}
LEVELS = tuple(GROUPS)


def draw(asked: Asked) -> Chart:
    """Both levels, or the provinces chosen and the prefectures within them."""
    wanted = Q(counted_in_31=True) | Q(level=RegionLevel.PREFECTURE)
    if asked.codes:
        wanted = Q(code__in=asked.codes) | Q(level=RegionLevel.PREFECTURE, parent__in=asked.codes)
    regions = list(with_facts(Region.objects.filter(wanted).order_by("code").select_related("source"), asked.day))
    rows, behind, homes = [], Behind({}), []
    for name, thing in THINGS.items():
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
                        "group": GROUPS[level] % {"number": len(answers)},
                        "level": level.value,
                        "thing": str(thing),
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
            slug=SLUG, title=_("没有一项确知"), as_of=asked.as_of.text, columns=COLUMNS,
            why=_("到%(date)s为止，没有来源写明这些地区有或没有这些机构。") % {"date": shown_date(asked.as_of.text)},
        )  # fmt: skip
    title = finding(rows)
    return presence_bars(
        rows,
        slug=SLUG,
        title=title,
        subtitle=_(
            "每条一件事，按有、无、未知划分；“无”须有来源为证，没有找到的是“未知”；地级含地级市、地区、自治州和盟；%(dates)s"
        )
        % {"dates": observed(behind.dates)},
        alt=_("横条图：%(finding)s；领导小组、运营公司和管运分离各一条，分有、无、未知。") % {"finding": title},
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
            row["presence"]: row["count"] for row in rows if (row["level"], row["property"]) == (level, "has_agency")
        }
        if counts:
            said.append(FOUND[level] % {"having": counts[Presence.YES], "all": sum(counts.values())})
    return _("确知有大数据机构的：%(found)s") % {"found": phrases(said)}


ENTRY = Entry(
    slug=SLUG,
    title=gettext_lazy("有、无与未知"),
    lead=gettext_lazy("省级和地级各有多少确知有大数据机构、领导小组、运营公司，多少确知没有，多少未知。"),
    draw=draw,
    places=Places(
        Region.objects.counted,
        gettext_lazy("r 只能是 31 个省份，选了就只画这些省份和其中的地级行政区。"),
        in_words=gettext_lazy("31 个省份和全部地级行政区"),
    ),
    reading=(
        gettext_lazy("一条是一件事，上面的字是有、无、未知各多少个地区；条长按百分比。"),
        gettext_lazy("实色是确知有，只描边的是确知没有，斜线是未知。"),
        gettext_lazy("斜线多是没有找到来源，不是没有机构；实色只是至少有多少，不是全部有多少。"),
        gettext_lazy("省级和地级的资料多少不同，不要拿两组的比例相比。"),
    ),
)
