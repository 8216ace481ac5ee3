"""Facts in a sentence: the first line of a profile, made of nothing but its rows.

What was last seen long before the date shown says when: a source of 2020 tells nothing of today.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from govcompare.language import bracketed, clauses, enumerated, is_english, phrases
from govcompare.language_dates import shown_date
from govcompare.rows import Row
from govcompare.vocabularies import Presence
from regions.vocabularies import RegionLevel

from .phrases import Name, Phrase, Prose, only, phrase, together
from .profiles import Profile
from .vocabularies import AdministrativeRank, AgencyType, GroupStage, MandateStage

# What a body is and ranks, as a sentence says it; the labels of the vocabularies stand alone.
TYPES = {
    AgencyType.CONSTITUENT_DEPARTMENT: pgettext_lazy("in a sentence", "政府组成部门"),
    AgencyType.DIRECTLY_UNDER: pgettext_lazy("in a sentence", "直属机构"),
    AgencyType.DEPARTMENT_ADMINISTERED: pgettext_lazy("in a sentence", "部门管理机构"),
    AgencyType.NAMEPLATE: pgettext_lazy("in a sentence", "挂牌机构"),
    AgencyType.PUBLIC_INSTITUTION: pgettext_lazy("in a sentence", "事业单位"),
    AgencyType.INTERNAL_DIVISION: pgettext_lazy("in a sentence", "内设机构"),
    AgencyType.STATUTORY_BODY: pgettext_lazy("in a sentence", "法定机构"),
}
RANKS = {
    AdministrativeRank.PROVINCIAL_DEPARTMENT: pgettext_lazy("in a sentence", "正厅级"),
    AdministrativeRank.DEPUTY_DEPARTMENT: pgettext_lazy("in a sentence", "副厅级"),
    AdministrativeRank.DIVISION: pgettext_lazy("in a sentence", "正处级"),
    AdministrativeRank.DEPUTY_DIVISION: pgettext_lazy("in a sentence", "副处级"),
}


def summary(profile: Profile) -> str:
    """One sentence a part: the agency, the leading group, the operating company. In plain text."""
    return sentence(profile).plain


def summary_html(profile: Profile) -> SafeString:
    """The same sentence for a page: names with their pinyin, Chinese marked as such on an English page."""
    return sentence(profile).html


@dataclass(frozen=True)
class Clause:
    """One part of the sentence. seen: the month of its newest evidence where that is old, else nothing; write: the words,
    given how they say that month."""

    seen: str
    write: Callable[[str], Phrase]


def sentence(profile: Profile) -> Phrase:
    """What is known of a region, in one line; a date that all parts share is said once."""
    parts = [part for part in (_agency(profile), _leading_groups(profile), *_operation(profile)) if part]
    region, dates = profile.region.display_name, {part.seen for part in parts}
    if len(parts) > 1 and len(dates) == 1 and all(dates):
        said = together(clauses, (part.write("") for part in parts))
        date = shown_date(parts[0].seen)
        return phrase(_("%(region)s（%(date)s所见）：%(parts)s。"), region=region, date=date, parts=said)
    said = together(clauses, (part.write(_seen_in(part.seen)) for part in parts))
    return phrase(_("%(region)s：%(parts)s。"), region=region, parts=said)


def _old(profile: Profile, *dates: str | None) -> str:
    """The month of the newest of some dates, where it lies before the year before the one shown; else nothing."""
    newest = max(filter(None, dates), default="")
    return newest[:7] if newest and int(newest[:4]) < profile.day.year - 1 else ""


def _seen_in(month: str) -> str:
    """When a part was last seen, where its template has room for it."""
    return pgettext("in a sentence", "（%(date)s所见）") % {"date": shown_date(month)} if month else ""


def _agency(profile: Profile) -> Clause:
    """The body in front: what it is, at what rank, under whom; or why none is shown."""
    fact, row = profile.presence("has_agency"), profile.principal
    if not fact.is_known:
        return Clause("", lambda seen: _no_agency(profile))
    if row is None:
        dates = (profile.last_seen(one) for one in profile.agencies)
        return Clause(_old(profile, fact.as_of, *dates), lambda seen: _several(profile, seen))
    return Clause(_old(profile, fact.as_of, profile.last_seen(row)), lambda seen: _body(row, seen))


def _no_agency(profile: Profile) -> Phrase:
    """Why no body is shown."""
    fact = profile.presence("has_agency")
    if fact.status == Presence.NONE:
        return phrase(
            _("截至%(date)s没有大数据机构（%(why)s）"), date=shown_date(fact.as_of), why=_readable(fact.note)
        )
    if profile.region.level == RegionLevel.COUNTRY:
        return only(_("没有来源提到国家一级的大数据机构"))
    if fact.status == Presence.NOT_APPLICABLE:
        return only(_("不在各项统计的范围内"))
    return phrase(_("有无大数据机构未知：%(why)s"), why=_readable(fact.note or _("现有来源没有提到")))


def _readable(note: str) -> str:
    """A note of this site with its dates as readers write them."""
    return re.sub(r"\b\d{4}-\d\d(-\d\d)?(?![-\d]) ?", lambda found: shown_date(found[0].strip()), note)


def _body(row: Row, seen: str) -> Phrase:
    """The one body in front."""
    remarks = together(phrases, _remarks(row))
    if not any(row[name] for name in ("name", "type", "last_known_type", "rank")):
        return phrase(_("设有大数据机构%(seen)s，名称未知，类型未知"), seen=seen)
    if not row["name"]:
        return phrase(_("设有大数据机构%(seen)s，名称未知，%(remarks)s"), seen=seen, remarks=remarks)
    # in Chinese both are one apposition behind the other; in English "X is …" needs something that it is
    known = pgettext("what a body is", "%(name)s%(seen)s，%(remarks)s")
    template = known if row["type"] else pgettext("of a body", "%(name)s%(seen)s，%(remarks)s")
    return phrase(template, name=Name(row["name"]), seen=seen, remarks=remarks)


def _several(profile: Profile, seen: str) -> Phrase:
    """Bodies of which none is known to be the one in front, or only a count that says there is one."""
    if not profile.agencies:
        return phrase(_("设有大数据机构%(seen)s，名称和类型未知"), seen=seen)
    nameless = pgettext("in a row of names", "名称未知的机构")
    names = (Name(row["name"]) if row["name"] else nameless for row in profile.agencies)
    return phrase(_("设有%(names)s%(seen)s，哪个为主要机构未知"), names=together(in_a_row, names), seen=seen)


def _remarks(row: Row) -> list[str | Phrase]:
    """Type, rank and superior of a body, as parts of a sentence."""
    found = [str(TYPES[row["type"]]) if row["type"] else _type_unknown(row)]
    if row["rank"]:
        rank = str(RANKS[row["rank"]])
        found.append(bracketed(rank, _("按该类机构一般规格")) if row["rank_confidence"] == "implied" else rank)
    under = superior(row)
    return [*found, under] if under else found


def superior(row: Row) -> Phrase | None:
    """Under whom a body stands, where its type says what that means."""
    if row["superior"] and row["type"] == AgencyType.DEPARTMENT_ADMINISTERED:
        return phrase(_("由%(superior)s管理"), superior=Name(row["superior"]))
    if row["superior"] and row["type"] == AgencyType.NAMEPLATE:
        return phrase(_("挂在%(superior)s"), superior=Name(row["superior"]))
    return None


def _type_unknown(row: Row) -> str:
    """That the type is unknown, and the last one known with its date."""
    unknown = pgettext("in a sentence", "类型未知")
    if not row["last_known_type"]:
        return unknown
    last = {"type": TYPES[row["last_known_type"]], "date": shown_date(row["last_known_as_of"])}
    return bracketed(unknown, _("最近已知：%(type)s，%(date)s") % last)


def _leading_groups(profile: Profile) -> Clause | None:
    """The leading groups in place; who heads one of several stands in brackets behind its name."""
    # those with a name first
    found = sorted(
        (row for row in profile.leading_groups if row["stage"] == GroupStage.IN_PLACE),
        key=lambda row: row["name"] is None,
    )
    if not found:
        return None
    if len(found) == 1:
        return Clause(_old(profile, profile.last_seen(found[0])), lambda seen: _one_group(found[0], seen))
    shared, months = _months(profile, found)

    def write(seen: str) -> Phrase:
        names = map(one_of_several, found, months)
        return phrase(pgettext("several", "领导小组%(seen)s：%(names)s"), seen=seen, names=together(in_a_row, names))

    return Clause(shared, write)


def _months(profile: Profile, rows: list[Row]) -> tuple[str, list[str]]:
    """The month in which several things were last seen, where it is one and old; else that of each, where it is old."""
    months = [_old(profile, profile.last_seen(row)) for row in rows]
    return (months[0], [""] * len(rows)) if len(set(months)) == 1 else ("", months)


def _one_group(row: Row, seen: str) -> Phrase:
    """The only leading group."""
    name = Name(row["name"]) if row["name"] else pgettext("in a row of names", "有，名称未知")
    if row["heads"]:
        return phrase(_("领导小组%(seen)s：%(name)s，组长为%(heads)s"), seen=seen, name=name, heads=heads(row))
    return phrase(_("领导小组%(seen)s：%(name)s"), seen=seen, name=name)


def one_of_several(row: Row, month: str = "") -> Phrase:
    """A leading group beside others, with who heads it and the month in which it was last seen, where that is said."""
    name = Name(row["name"]) if row["name"] else pgettext("in a row of names", "另一个名称未知的领导小组")
    return _remarked(name, [phrase(_("组长为%(heads)s"), heads=heads(row))] if row["heads"] else [], month)


def _remarked(name: str, remarks: list[str | Phrase], month: str) -> Phrase:
    """A name among others, with remarks behind it."""
    if month:
        remarks = [*remarks, pgettext("behind a name", "%(date)s所见") % {"date": shown_date(month)}]
    if not remarks:
        return only(name)
    return phrase(bracketed("%(name)s", "%(remarks)s"), name=name, remarks=together(phrases, remarks))


def heads(row: Row) -> Phrase:
    """Who heads a leading group."""
    return together(in_a_row, map(Prose, row["heads"]))


def _operation(profile: Profile) -> list[Clause]:
    """The companies, and that they are separated from the administration; of one date, both are one part."""
    separated, companies = profile.presence("separated_operation"), _companies(profile)
    if not separated.is_known:
        return [companies] if companies else []
    month = _old(profile, separated.as_of)
    apart = Clause(month, lambda seen: phrase(_("实行管运分离%(seen)s"), seen=seen))
    if companies is None or not month or companies.seen != month:
        return [companies, apart] if companies else [apart]

    def both(seen: str) -> Phrase:
        template = pgettext("of one date", "%(companies)s，%(separated)s%(seen)s")
        return phrase(template, companies=companies.write(""), separated=apart.write(""), seen=seen)

    return [Clause(month, both)]


def _companies(profile: Profile) -> Clause | None:
    """The companies that build and run the digital government of the region, and what is known of a nameless other one."""
    if not profile.operating:
        return None
    others = [row for row in profile.companies if not row["name"] and row not in profile.operating]
    found = [*profile.operating, *others]
    shared, months = _months(profile, found)

    def write(seen: str) -> Phrase:
        names = together(in_a_row, map(_company, found, months))
        words = ngettext("运营公司%(seen)s：%(names)s", "运营公司%(seen)s：%(names)s", len(found))
        return phrase(words, seen=seen, names=names)

    return Clause(shared, write)


def _company(row: Row, month: str) -> Phrase:
    """A company among others; a nameless one that does not operate yet says so."""
    if row["name"]:
        return _remarked(Name(row["name"]), [], month)
    if row["stage"] == MandateStage.OPERATING:
        return _remarked(pgettext("in a row of names", "名称未知"), [], month)
    return _remarked(pgettext("in a row of names", "另一家拟组建、名称未知的公司"), [], month)


def in_a_row(parts: Iterable[str]) -> str:
    """Things of one kind within a sentence: 甲、乙、丙 or A, B and C."""
    *first, last = parts
    return f"{enumerated(first)} and {last}" if first and is_english() else enumerated([*first, last])
