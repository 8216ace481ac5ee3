"""Facts in a sentence: the first line of a profile, made of nothing but its rows."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from govcompare.language import bracketed, clauses, enumerated, is_english, phrases
from govcompare.rows import Row
from govcompare.vocabularies import Presence

from .display import dated
from .phrases import Name, Phrase, Prose, only, phrase, together
from .profiles import Profile
from .vocabularies import AdministrativeRank, AgencyType, GroupStage

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


def sentence(profile: Profile) -> Phrase:
    """What is known of a region, in one line."""
    parts = [_agency(profile), *_leading_groups(profile), *_companies(profile)]
    if profile.presence("separated_operation").is_known:
        parts.append(only(_("实行管运分离")))
    return phrase(_("%(region)s：%(parts)s。"), region=profile.region.display_name, parts=together(clauses, parts))


def _agency(profile: Profile) -> Phrase:
    """The body in front: what it is, at what rank, under whom; or why none is shown."""
    fact = profile.presence("has_agency")
    if fact.status == Presence.NONE:
        return phrase(_("截至 %(date)s 没有大数据机构（%(why)s）"), date=dated(fact.as_of), why=fact.note)
    if fact.status == Presence.NOT_APPLICABLE:
        return only(_("不在各项统计的范围内"))
    if fact.status == Presence.UNKNOWN:
        return phrase(_("有无大数据机构未知：%(why)s"), why=fact.note or _("现有来源没有提到"))
    row = profile.principal
    if row is None:
        return _several(profile)
    remarks = together(phrases, _remarks(row))
    if not any(row[name] for name in ("name", "type", "last_known_type", "rank")):
        return only(_("设有大数据机构，名称未知，类型未知"))
    if not row["name"]:
        return phrase(_("设有大数据机构，名称未知，%(remarks)s"), remarks=remarks)
    # in Chinese both are one apposition behind the other; in English "X is …" needs something that it is
    known = pgettext("what a body is", "%(name)s，%(remarks)s")
    template = known if row["type"] else pgettext("of a body", "%(name)s，%(remarks)s")
    return phrase(template, name=Name(row["name"]), remarks=remarks)


def _several(profile: Profile) -> Phrase:
    """Bodies of which none is known to be the one in front, or only a count that says there is one."""
    if not profile.agencies:
        return only(_("设有大数据机构，名称和类型未知"))
    nameless = pgettext("in a row of names", "名称未知的机构")
    names = (Name(row["name"]) if row["name"] else nameless for row in profile.agencies)
    return phrase(_("设有%(names)s，哪个为主要机构未知"), names=together(in_a_row, names))


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
    last = {"type": TYPES[row["last_known_type"]], "date": dated(row["last_known_as_of"])}
    return bracketed(unknown, _("最近已知：%(type)s，%(date)s") % last)


def _leading_groups(profile: Profile) -> list[Phrase]:
    """The leading groups in place; who heads one of several stands in brackets behind its name."""
    found = [row for row in profile.leading_groups if row["stage"] == GroupStage.IN_PLACE]
    if not found:
        return []
    if len(found) > 1:
        # those with a name first
        names = (one_of_several(row) for row in sorted(found, key=lambda row: row["name"] is None))
        return [phrase(pgettext("several", "领导小组：%(names)s"), names=together(in_a_row, names))]
    (row,) = found
    name = Name(row["name"]) if row["name"] else pgettext("in a row of names", "有，名称未知")
    if row["heads"]:
        return [phrase(_("领导小组：%(name)s，组长为%(heads)s"), name=name, heads=heads(row))]
    return [phrase(_("领导小组：%(name)s"), name=name)]


def one_of_several(row: Row) -> Phrase:
    """A leading group beside others, with who heads it."""
    name = Name(row["name"]) if row["name"] else pgettext("in a row of names", "另一个名称未知的领导小组")
    if not row["heads"]:
        return only(name)
    return phrase(bracketed("%(name)s", _("组长为%(heads)s")), name=name, heads=heads(row))


def heads(row: Row) -> Phrase:
    """Who heads a leading group."""
    return together(in_a_row, map(Prose, row["heads"]))


def _companies(profile: Profile) -> list[Phrase]:
    """The companies that build and run the digital government of the region."""
    found = profile.operating
    if not found:
        return []
    nameless = pgettext("in a row of names", "名称未知")
    names = together(in_a_row, (Name(row["name"]) if row["name"] else nameless for row in found))
    return [phrase(ngettext("运营公司：%(names)s", "运营公司：%(names)s", len(found)), names=names)]


def in_a_row(parts: Iterable[str]) -> str:
    """Things of one kind within a sentence: 甲、乙、丙 or A, B and C."""
    *first, last = parts
    return f"{enumerated(first)} and {last}" if first and is_english() else enumerated([*first, last])
