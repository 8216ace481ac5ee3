"""One regional model as a column of words: what sources say of it, and how its region is organised on the date shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from govcompare.as_of import AsOf
from govcompare.charts.words import capital, named, plain, small
from govcompare.language import bracketed, clauses, headed, phrases
from govcompare.language_dates import shown_date
from govcompare.rows import Row, provenance
from govcompare.vocabularies import MissingReason

from ..facts import KNOWN, Fact
from ..models import AgencyStatus
from ..profiles import Profile, profiles
from ..vocabularies import GroupStage

TOLD, STATE = "told", "state"
HOME = ("as_of", "source", "locator", "source_label")
NO_HOME = dict.fromkeys(HOME)


@dataclass(frozen=True)
class Told:
    """One thing said in a cell: what the data have, or why there is nothing, and where that comes from. shown: as it is
    written in the picture, where that is not simply the text."""

    text: str | None
    reason: str
    home: Row
    shown: str = ""

    @property
    def words(self) -> str:
        if self.text is None:
            return capital(str(MissingReason(self.reason).label))
        return capital(self.shown or plain(self.text))


@dataclass(frozen=True)
class Column:
    """One model of a region on a day; of a region without one in the sources, its organisation alone."""

    profile: Profile
    model: Row | None
    last_types: dict[tuple[str, str, str], Row]

    @property
    def head(self) -> str:
        region = self.profile.region.display_name
        if self.model is None:
            return headed(region, _("模式未知"))
        name = plain(self.model["name"])
        return name if name.startswith(region) else headed(region, name)

    @property
    def aspects(self) -> dict[str, tuple[str, list[Told]]]:
        """Aspect -> its tone and what is told of it."""
        return {
            _("概括"): (TOLD, [self._of_model("slogan")]),
            _("特征"): (TOLD, self._features()),
            _("主要机构"): (STATE, [self._agency("name")]),
            _("机构类型"): (STATE, self._type()),
            _("领导小组"): (STATE, self._groups()),
            pgettext("short", "管运分离"): (STATE, [self._presence("separated_operation")]),
            _("运营公司"): (STATE, self._companies()),
            _("运营公司的股权"): (STATE, self._shares()),
            _("其他数据企业"): (STATE, self._others()),
        }

    def _of_model(self, name: str) -> Told:
        if self.model is None:
            return unknown()
        return Told(self.model[name], self.model["missing"].get(name, "unknown"), self.model)

    def _features(self) -> list[Told]:
        features = self.model["features"] if self.model else []
        return [Told(feature, "unknown", self.model) for feature in features] or [self._of_model_absent("features")]

    def _of_model_absent(self, name: str) -> Told:
        return Told(None, self.model["missing"].get(name, "unknown"), self.model) if self.model else unknown()

    def _presence(self, name: str) -> Told:
        return of_fact(self.profile.presence(name))

    def _absent(self, name: str) -> Told:
        """Why there is nothing to show of a thing: there is none, or only that there is one is known."""
        there = self._presence(name)
        return unknown() if there.text is not None else there

    def _agency(self, name: str) -> Told:
        front = self.profile.principal
        if front is None:
            return self._absent("has_agency")
        return of_fact(self._fact("agency", name, front["id"]))

    def _type(self) -> list[Told]:
        """The type of the body in front; where it is unknown also the last one known, with its date."""
        own, front = self._agency("type"), self.profile.principal
        if own.text is not None or front is None or not front["last_known_type"]:
            return [own]
        kept = front["last_known_type"], front["last_known_as_of"]
        text, shown = (headed(_("最近已知"), phrases([small(front["last_known_type_label"]), when]))
                       for when in (kept[1], shown_date(kept[1])))  # fmt: skip
        home = self.last_types.get((self.profile.region.code, *kept), NO_HOME)
        return [own, Told(text, "unknown", home, shown)]

    def _groups(self) -> list[Told]:
        told = []
        for group in self.profile.leading_groups:
            if group["stage"] == GroupStage.IN_PLACE:
                heads = self._fact("leading_group", "heads", group["id"])
                home = of_fact(heads).home if heads.status == KNOWN else group
                name = group["name"] or _("领导小组（名称未知）")
                text, shown = (phrases([said(name), self._head(heads)]) for said in (plain, named))
                told.append(Told(text, "unknown", home, shown))
        return told or [self._absent("has_leading_group")]

    @staticmethod
    def _head(heads: Fact) -> str:
        """Who heads a group, or why nobody is named."""
        if heads.status == KNOWN:
            return _("组长：%(names)s") % {"names": of_fact(heads).shown}
        return _("组长%(absence)s") % {"absence": MissingReason(heads.status).label}

    def _companies(self) -> list[Told]:
        told = [
            Told(one["name"] or _("有，名称未知"), "unknown", one, named(one["name"] or ""))
            for one in self.profile.operating
        ]
        return told or [self._absent("has_operating_company")]

    def _shares(self) -> list[Told]:
        if not self.profile.operating:
            company = self._presence("has_operating_company")
            return [Told(None, "not_applicable" if company.reason == "none" else "unknown", company.home)]
        names = {one["name"] for one in self.profile.operating}
        told = [
            Told(
                f"{plain(one['holder'])} {(share := share_in_words(one))}",
                "unknown",
                one,
                f"{named(one['holder'])} {share}",
            )
            for one in sorted(self.profile.shareholdings, key=lambda one: (-(one["share_exact"] or 0), one["id"]))
            if one["company"] in names
        ]
        return told or [unknown()]

    def _others(self) -> list[Told]:
        others = [one for one in self.profile.companies if one not in self.profile.operating]
        told = []
        for one in others:
            kind = small(phrases([one["kind_label"], small(one["stage_label"])]))
            text, shown = (bracketed(said(one["name"] or _("名称未知")), kind) for said in (plain, named))
            told.append(Told(text, "unknown", one, shown))
        return told or [unknown()]

    def _fact(self, kind: str, name: str, row_id: str) -> Fact:
        return next(one for one in self.profile.facts if (one.kind, one.property, one.row_id) == (kind, name, row_id))


def unknown() -> Told:
    """That no source says anything."""
    return Told(None, "unknown", NO_HOME)


def of_fact(fact: Fact) -> Told:
    """A fact as it stands in a cell."""
    home = {name: getattr(fact, name) for name in HOME}
    if not fact.is_known:
        return Told(None, fact.status, home)
    several = fact.value if isinstance(fact.value, list) else [fact.text]
    return Told(fact.text, "unknown", home, clauses(map(named, several)))


def share_in_words(holding: Row) -> str:
    """49%, 合计 51%, 比例未公布."""
    if holding["share_exact"] is None:
        reason = MissingReason(holding["missing"].get("share_exact", "unknown"))
        return _("比例%(absence)s") % {"absence": reason.label}
    share = {"share": f"{holding['share_exact']:g}"}
    return _("合计 %(share)s%%") % share if holding["collective"] else f"{share['share']}%"


def columns_of(codes: Iterable[str], as_of: AsOf) -> list[Column]:
    """The models in force in some regions, in their order, a column each."""
    found = profiles(codes, as_of.day)
    last_types = {
        (status.region_id, status.type, status.as_of): provenance(status)
        for status in AgencyStatus.objects.filter(region__in=codes).exclude(type="").select_related("source")
    }
    return [Column(profile, model, last_types) for profile in found for model in profile.models or [None]]
