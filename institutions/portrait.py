"""The head of a profile: at most six facts that make the portrait of a region, each with its way home."""

from dataclasses import dataclass, field

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from govcompare import wording
from govcompare.language import headed, is_english, phrases
from govcompare.partial_dates import first_day
from govcompare.rows import Row
from govcompare.vocabularies import Presence
from regions.models import Region
from regions.vocabularies import RegionLevel

from .display import day, items
from .facts import KINDS, Fact
from .phrases import Prose, phrase
from .profiles import Profile
from .sentences import heads, one_of_several, superior
from .vocabularies import AgencyType, GroupStage


@dataclass(frozen=True)
class Feature:
    """One key fact. kind: the section of the profile that tells more; value: what it is, or the badge of its absence.

    homes: the facts it rests on, each source and place once; terms: detail -> the property that the glossary explains
    behind it, and its label.
    """

    kind: str
    label: str
    value: SafeString
    details: list[SafeString] = field(default_factory=list)
    homes: list[Fact] = field(default_factory=list)
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def lines(self) -> list[tuple[SafeString, str, str]]:
        """Its details, each with the property to be explained behind it and the label of that, or nothing."""
        return [(detail, *self.terms.get(detail, ("", ""))) for detail in self.details]

    @property
    def anchor(self) -> str:
        return f"#{self.kind}"


def portrait(profile: Profile, inside: list[Profile]) -> list[Feature]:
    """The features of a region; of what it lacks the first three say so, the others are left out."""
    found = [_agency(profile), _leading_group(profile), _company(profile), _model(profile), _ranks(profile)]
    return [feature for feature in (*found, _cities(inside)) if feature]


def identity_line(region: Region) -> SafeString:
    """Code, names and place of a region in one line; in English its Chinese name stands first."""
    parts = [wording.name(region.name)] if is_english() else []
    parts.append(_("代码 %(code)s") % {"code": region.code})
    if region.iso_code:
        parts.append(region.iso_code)
    if region.abbreviation:
        parts.append(phrase(_("简称%(abbreviation)s"), abbreviation=Prose(region.abbreviation)).html)
    if not is_english():
        parts += [region.name_en, format_html('<span lang="zh-Latn">{}</span>', region.pinyin)]
    if region.economic_region:
        parts.append(region.get_economic_region_display())
    if region.level == RegionLevel.PROVINCE:
        in_31 = pgettext("of a region", "计入 31 个省级行政区")
        parts.append(in_31 if region.counted_in_31 else pgettext("of a region", "不计入 31 个省级行政区"))
    return format_html_join(" · ", "{}", ((part,) for part in parts))


def _agency(profile: Profile) -> Feature:
    there, front = profile.presence("has_agency"), profile.principal
    label = str(KINDS["agency"])
    if front is None:
        names = [wording.name(row["name"]) for row in profile.agencies if row["name"]]
        return Feature("agency", label, items(names) if names else there.html, _note(there), _told(there))
    told = _facts(profile, "agency", front["id"])
    details = [told["type"].html] if told["type"].is_known else [_labelled(told["type"])]
    terms = {details[0]: ("type", told["type"].property_label)}
    if front["last_known_type"] and not front["type"]:
        last = AgencyType(front["last_known_type"]).short, day(front["last_known_as_of"])
        details.append(_pair(_("最近已知"), format_html(phrases(["{}", "{}"]), *last)))
    if told["rank"].is_known:
        details.append(told["rank"].html)
    if told["superior"].is_known:
        under = superior(front)
        details.append(under.html if under else _labelled(told["superior"]))
    homes = [there, *(told[name] for name in ("name", "type", "rank", "superior"))]
    return Feature("agency", label, told["name"].html, details, _told(*homes), terms)


def _leading_group(profile: Profile) -> Feature:
    there = profile.presence("has_leading_group")
    label = str(KINDS["leading_group"])
    found = [row for row in profile.leading_groups if row["stage"] == GroupStage.IN_PLACE]
    if not found:
        return Feature("leading_group", label, there.html, _note(there), _told(there))
    told = [_facts(profile, "leading_group", row["id"]) for row in found]
    homes = _told(*(facts[name] for facts in told for name in ("name", "heads")))
    if len(found) > 1:
        named = sorted(found, key=lambda row: row["name"] is None)
        return Feature("leading_group", label, items(one_of_several(row).html for row in named), [], homes)
    (facts,) = told
    details = [_pair(facts["heads"].property_label, heads(found[0]).html)] if facts["heads"].is_known else []
    return Feature("leading_group", label, facts["name"].html, details, homes)


def _company(profile: Profile) -> Feature:
    there, separated = profile.presence("has_operating_company"), profile.presence("separated_operation")
    label = str(KINDS["company"])
    found = profile.operating
    apart = [conditional_escape(pgettext("portrait", "实行管运分离"))] if separated.is_known else []
    terms = dict.fromkeys(apart, ("separated_operation", separated.property_label))
    if not found:
        return Feature("company", label, there.html, [*apart, *_note(there)], _told(there, separated), terms)
    told = _facts(profile, "company", found[0]["id"])
    details, homes = [], [told["name"]]
    if told["controller"].is_known:
        details.append(_labelled(told["controller"]))
        homes.append(told["controller"])
    if largest := _largest_share(profile, found[0]["name"]):
        row, share = largest
        said = _("合计 %(share)s%%") if row["collective"] else "%(share)s%%"
        value = format_html("{} {}", wording.name(row["holder"]), said % {"share": format(row["share_exact"], "g")})
        details.append(_pair(_("已知最大持股"), value))
        homes.append(share)
    return Feature("company", label, told["name"].html, [*details, *apart], _told(*homes, separated), terms)


def _largest_share(profile: Profile, company: str | None) -> tuple[Row, Fact] | None:
    """The largest known share in a company, held by one or by several together, and the fact that states it."""
    known = [row for row in profile.shareholdings if row["company"] == company and row["share_exact"] is not None]
    if not known:
        return None
    row = max(known, key=lambda one: one["share_exact"])
    return row, _facts(profile, "shareholding", row["id"])["share_exact"]


def _model(profile: Profile) -> Feature | None:
    if not profile.models:
        return None
    told = _facts(profile, "model", profile.models[0]["id"])
    details = [told["slogan"].html] if told["slogan"].is_known else []
    return Feature("model", str(KINDS["model"]), told["name"].html, details, _told(told["name"], told["slogan"]))


def _ranks(profile: Profile) -> Feature | None:
    """The latest printed rank in a whole index, and the best one; a rank says little where nobody says among how many."""
    ranked = [row for row in profile.overall_scores if row["rank"] is not None]
    if not ranked:
        return None
    ranked = [row for row in ranked if row["n_evaluated"]] or ranked
    latest = max(ranked, key=lambda row: (first_day(row["as_of"]), -row["rank"]))
    best = min(ranked, key=lambda row: (row["rank"], -(row["n_evaluated"] or 0), -first_day(row["as_of"]).toordinal()))
    fact = _facts(profile, "score", latest["id"])["rank"]
    details, homes = [_index(latest, fact)], [fact]
    if best["rank"] < latest["rank"]:
        other = _facts(profile, "score", best["id"])["rank"]
        details.append(_pair(_("最好的一次"), format_html(phrases(["{}", "{}"]), other.html, _index(best, other))))
        homes.append(other)
    return Feature("score", _("最近的指数排名"), fact.html, details, _told(*homes))


def _index(row: Row, fact: Fact) -> SafeString | str:
    """What a rank is of; an index that is its own only indicator is named once."""
    if row["indicator"] != row["evaluation"]:
        return fact.subject_html
    return phrase("%(evaluation)s %(edition)s", **{name: Prose(row[name]) for name in ("evaluation", "edition")}).html


def _cities(inside: list[Profile]) -> Feature | None:
    """Of how many places inside it is known that they have an agency, that they have none, or neither."""
    facts = [one.presence("has_agency") for one in inside]
    facts = [fact for fact in facts if fact.status != Presence.NOT_APPLICABLE]
    having = [fact for fact in facts if fact.is_known]
    if not facts:
        return None
    rest = {
        "without": sum(fact.status == Presence.NONE for fact in facts),
        "open": sum(fact.status == Presence.UNKNOWN for fact in facts),
    }
    details = [conditional_escape(_("%(without)s 个确知没有，%(open)s 个未知") % rest)]
    value = format_html("{} / {}", len(having), len(facts))
    return Feature("cities", _("确知设有数据机构的下辖地区"), value, details, _told(*facts))


def _facts(profile: Profile, kind: str, row_id: str) -> dict[str, Fact]:
    return {fact.property: fact for fact in profile.facts if fact.kind == kind and fact.row_id == row_id}


def _note(fact: Fact) -> list[SafeString]:
    return [fact.note_html] if fact.note else []


def _labelled(fact: Fact) -> SafeString:
    return _pair(fact.property_label, fact.html)


def _pair(label: str, value: SafeString | str) -> SafeString:
    return format_html(headed("{}", "{}"), label, value)


def _told(*facts: Fact) -> list[Fact]:
    """Those of some facts that a source tells, each source and place once."""
    return list({(fact.source, fact.locator): fact for fact in reversed(facts) if fact.is_told}.values())[::-1]
