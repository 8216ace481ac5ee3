"""What the overview says in words: where things stand, four figures, a first visit in five steps, and the ways in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from institutions.catalogue import LISTINGS
from institutions.categories import Category
from institutions.overview import Behind, Detail, Tally

from .as_of import AsOf
from .language import sentences
from .language_dates import shown_date
from .query import link

# How many printed figures stand open; the others are folded.
OPEN_HEADLINES = 6


@dataclass(frozen=True)
class Entrance:
    """A way into the site: where it leads, what it is called and what is there."""

    link: str
    title: str
    words: str


@dataclass(frozen=True)
class Tile:
    """A figure of the front: how many regions have a thing, and what is known of the others."""

    link: str
    label: str
    yes: int
    rest: str


def standing(as_of: AsOf, agencies: Tally, detail: Detail, behind: Behind) -> str:
    """How many have an agency, have none and are unknown; and how much is known of those there are."""
    date, dates = shown_date(as_of.text), [shown_date(one) for one in behind.dates]
    when = (_("今天（%(date)s）") if as_of.is_today else _("截至 %(date)s")) % {"date": date}
    if dates:
        when = _("%(when)s，据 %(first)s至 %(last)s的资料") % {"when": when, "first": dates[0], "last": dates[-1]}
    said = [
        _("%(when)s：%(total)s 个中 %(yes)s 个有，%(none)s 个无，%(unknown)s 个未知。")
        % {"when": when, "total": agencies.total, "yes": agencies.yes, "none": agencies.none, "unknown": agencies.unknown}
    ]  # fmt: skip
    if agencies.yes:
        known = {"yes": agencies.yes, "named": detail.named, "typed": detail.typed, "counted": detail.only_counted}
        if detail.only_counted:
            known_of = _(
                "%(yes)s 个之中，%(named)s 个知道机构名称，%(typed)s 个知道机构类型，%(counted)s 个只见于“全部都有”的说法。"
            )
        else:
            known_of = _("%(yes)s 个之中，%(named)s 个知道机构名称，%(typed)s 个知道机构类型。")
        said.append(known_of % known)
    if behind.is_later_than(as_of.day):
        said.append(_("有的机构的类型或设立日期出自所示日期之后的资料，在机构列表和地区概况中标为“推出”。"))
    return sentences(said)


def tiles(as_of: AsOf, agencies: Tally, groups: Tally, companies: Tally, separated: Tally) -> list[Tile]:
    """The four figures that the front leads with, each a link to the regions counted."""
    return [
        _tile("has_agency", _("有省级大数据机构"), agencies, as_of),
        _tile("has_leading_group", _("有领导小组"), groups, as_of),
        _tile("has_operating_company", _("有运营公司（含推出）"), companies, as_of),
        _tile("separated_operation", _("实行管运分离"), separated, as_of),
    ]


def _tile(filter_name: str, label: str, tally: Tally, as_of: AsOf) -> Tile:
    rest = []
    if tally.none:
        rest.append(ngettext("%(n)s 个无", "%(n)s 个无", tally.none) % {"n": tally.none})
    rest.append(ngettext("%(n)s 个未知", "%(n)s 个未知", tally.unknown) % {"n": tally.unknown})
    shown = link("/regions/", {filter_name: "yes", "level": "province", **as_of.param})
    return Tile(shown, label, tally.yes, " · ".join(rest))


def type_links(counts: dict[Category, int], as_of: AsOf) -> list[tuple[Category, int, str]]:
    """Each type with its number of regions and the link to them."""
    return [
        (category, number, link("/regions/", {"agency_type": _asked(category), "level": "province", **as_of.param}))
        for category, number in counts.items()
    ]


def _asked(category: Category) -> str:
    return "unknown" if category.key == "unknown_type" else category.key


def steps(as_of: AsOf, profile: str, compare: str) -> list[Entrance]:
    """A first visit: the overview, a type, a profile, a comparison, a chart to take away.

    profile, compare: the addresses of an example of each.
    """
    date = as_of.param
    return [
        Entrance(link("/charts/agency-type-map/", date), _("看全国"), _("31 个省份的机构类型，一格一省。")),
        Entrance(
            link("/regions/", {"agency_type": "directly_under", "level": "province", **date}),
            _("挑一种类型"),
            _("只看直属机构，或换一种；每个选项都写着个数。"),
        ),
        Entrance(profile, _("读一个地区"), _("机构、领导小组、运营公司、文件和得分，条条有出处。")),
        Entrance(compare, _("放在一起比"), _("2 至 31 个地区并排，不同的突出，相同的收起。")),
        Entrance(
            link("/charts/", date), _("把图带走"), _("PNG、SVG、PDF、PowerPoint、表格，来源和日期都在图里。")
        ),
    ]  # fmt: skip


def entrances(as_of: AsOf) -> list[Entrance]:
    """Every list and every page across lists."""
    lists = [Entrance(link(f"/{one.key}/", as_of.param), one.title, one.lead) for one in LISTINGS]
    pages = [
        ("/compare/", _("比较"), _("2 至 31 个地区并排看，相同的收起，不同的突出，图可以带走。")),
        ("/responsibilities/", _("谁牵头什么"), _("部门 × 领域的分工矩阵，和几个地区牵头部门的不同。")),
        ("/charts/", pgettext("list", "图表"), _("每张图都有自己的网址，可以改参数、带走、嵌入。")),
        ("/changes/", pgettext("list", "变化"), _("两个日期之间设立、更名、改变类型和隶属的机构，和类型的流向。")),
        ("/conflicts/", pgettext("list", "分歧"), _("来源之间不一致的地方，各方并列。")),
        ("/sources/", pgettext("list", "来源"), _("全部来源，和以每个来源为据的事实。")),
    ]
    return lists + [Entrance(link(path, as_of.param), title, words) for path, title, words in pages]
