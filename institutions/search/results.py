"""A result as the page and the JSON show it: what it is, where it belongs, why it was found, what it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from govcompare import wording
from govcompare.as_of import AsOf
from govcompare.language import bracketed, is_english, phrases
from govcompare.language_dates import shown_date
from govcompare.query import link
from govcompare.rows import Row

from ..vocabularies import AgencyType
from .asked import Word
from .entry import Entry, Ref
from .finding import Result
from .index import Index
from .kinds import KINDS
from .marking import excerpt, marked, places
from .matching import Grade
from .relations import COUNTED, NAMED, Link

# So many things of one role are named, the rest counted.
MOST_ITEMS = 3
# What a key is to its thing, where that is not its name; those missing here are not shown.
FIELDS = {
    "short_name": gettext_lazy("简称"),
    "abbreviation": gettext_lazy("简称"),
    "code": gettext_lazy("代码"),
    "iso_code": "ISO 3166-2",
    "other_name": gettext_lazy("又称"),
    "predecessor": gettext_lazy("前身"),
    "plates": gettext_lazy("加挂牌子"),
    "number": gettext_lazy("文号"),
    "issued_on": gettext_lazy("发布日期"),
    "published_on": gettext_lazy("发布日期"),
    "functions": gettext_lazy("职能"),
    "role": gettext_lazy("职责"),
    "issuers": gettext_lazy("发文机关"),
    "area": gettext_lazy("领域"),
    "description": gettext_lazy("说明"),
    "owner": gettext_lazy("主办单位"),
    "publisher": gettext_lazy("发布者"),
    "indicator": gettext_lazy("指标"),
    "slogan": gettext_lazy("概括"),
    "features": gettext_lazy("特征"),
    "definition": gettext_lazy("定义"),
    "authors": gettext_lazy("作者"),
    "container": gettext_lazy("刊物或网站"),
}
DATES = {"issued_on", "published_on"}
# What is said of these is what their pages are for; of the others only what matched.
WITH_ABOUT = {"page", "chart", "term", "model"}


@dataclass(frozen=True)
class Item:
    """One thing that a result leads to; ref: the entry it is, where it is one."""

    name: SafeString
    text: str
    url: str = ""
    note: str = ""
    ref: Ref | None = None

    def row(self) -> Row:
        kind, id = self.ref or (None, None)
        return {"kind": kind, "id": id, "name": self.text, "url": self.url or None, "note": self.note or None}


@dataclass(frozen=True)
class Related:
    """The things of one role: a few of them, or how many there are and the list that has them."""

    role: str
    label: str
    count: int
    items: list[Item] = field(default_factory=list)
    url: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.items) if self.items else 0


class Shown:
    """One result on a page of a day, in the language of the page."""

    def __init__(self, result: Result, index: Index, as_of: AsOf):
        self.result, self.index, self.as_of = result, index, as_of
        self.entry, self.words = result.entry, result.words

    @property
    def day(self) -> date:
        return self.as_of.day

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.entry.kind])

    @property
    def url(self) -> str:
        return self.entry.address(self.as_of)

    @property
    def name(self) -> SafeString:
        return shown_name(self.entry, self.words)

    @property
    def where(self) -> list[tuple[str, str]]:
        """The region that it belongs to, below its province: name and link."""
        region = self.index.regions.get(self.entry.region)
        if region is None:
            return []
        above = self.index.regions.get(region.parent_id)
        path = [above] if above and above.parent_id else []
        path += [region] if self.entry.kind != "region" else []
        return [(one.display_name, link(f"/regions/{one.code}/", self.as_of.param)) for one in path]

    @property
    def is_over(self) -> bool:
        return self.entry.is_over(self.day)

    @property
    def badge(self) -> tuple[str, str] | None:
        """Of a data agency the classes and the words of its type on the day; None where it is not known."""
        state = self.entry.state(self.day)
        if state is None or not (state.type or state.last_known_type):
            return None
        words = str(AgencyType(state.type or state.last_known_type).short)
        if state.type:
            return f"type-{state.type}", words
        return f"type-{state.last_known_type} is-last-known", bracketed(words, pgettext("remark", "最近已知"))

    @property
    def dates(self) -> str:
        """Since when it is, else on what day it was last observed."""
        state = self.entry.state(self.day)
        if state is None:
            return ""
        if state.begun:
            return _("自 %(date)s") % {"date": shown_date(state.begun)}
        return _("截至 %(date)s") % {"date": shown_date(state.as_of)} if state.as_of else ""

    @property
    def about(self) -> SafeString | str:
        return wording.prose(self.entry.about) if self.entry.kind in WITH_ABOUT and self.entry.about else ""

    @property
    def remarks(self) -> list[tuple[str, SafeString]]:
        """Its number, date, publisher: label and text."""
        return [
            (str(FIELDS[name]), shown_date(text) if name in DATES else self._said(text))
            for name, text in self.entry.remarks
            if text
        ]

    def _said(self, text: str) -> SafeString:
        key = next((name.key for name in self.entry.names if name.key.text == text), None)
        return marked(key, self.words) if key else wording.prose(text)

    @property
    def matched(self) -> Item | None:
        """What it was found by, where its name and remarks do not show that; its note is the label."""
        visible = {name.key.text for name in self.entry.names[:1]} | {text for _name, text in self.entry.remarks}
        visible |= {self.entry.english} if is_english() else set()
        apart = self.result.grade == Grade.GAPS
        if any(places(one.key, self.words, apart=apart) for one in self.entry.names if one.key.text in visible):
            return None
        for name in (*self.entry.names, *self.entry.mentions):
            if name.field in FIELDS and places(name.key, self.words, apart=apart):
                return Item(excerpt(name.key, self.words), name.key.text, note=str(FIELDS[name.field]))
        return None

    @property
    def related(self) -> list[Related]:
        """What it leads to on the day: named things first, then counts."""
        links = [link for link in self.index.links.get(self.entry.ref, ()) if link.is_shown(self.day)]
        roles = {role: [link for link in links if link.role == role] for role in (*NAMED, *COUNTED)}
        found = [self._named(role, links) for role, links in roles.items() if links and role in NAMED]
        return found + [self._counted(role, links) for role, links in roles.items() if links and role in COUNTED]

    def _named(self, role: str, links: list[Link]) -> Related:
        links = sorted({(one.ref, one.text): one for one in links}.values(), key=lambda one: not one.holds(self.day))
        items = [self._item(one) for one in links[:MOST_ITEMS]]
        return Related(role, str(NAMED[role]), len(links), items)

    def _item(self, one: Link) -> Item:
        notes = [one.note] if one.note else []
        if not one.holds(self.day):
            notes.append(_("至 %(date)s") % {"date": shown_date(one.ended)})
        note = phrases(notes)
        entry = self.index.by_ref.get(one.ref) if one.ref else None
        if entry is not None:
            return Item(shown_name(entry, ()), plain_name(entry), entry.address(self.as_of), note, entry.ref)
        text = one.text or _("名称未知")
        return Item(wording.name(one.text) if one.text else wording.prose(text), text, note=note)

    def _counted(self, role: str, links: list[Link]) -> Related:
        label, path, parameter = COUNTED[role]
        asked = {"region_code": links[0].region, parameter: links[0].of, **self.as_of.param}
        return Related(role, str(label), sum(one.number for one in links), url=link(path, asked))

    def row(self) -> Row:
        """The result in JSON; names of the dataset as they stand, labels in the language of the page."""
        entry, state = self.entry, self.entry.state(self.day)
        found = self.matched
        return {
            "kind": entry.kind,
            "kind_label": self.kind_label,
            "id": entry.id,
            "name": plain_name(entry) if not isinstance(entry.name, str) else entry.name,
            "name_en": entry.english or None,
            "region_code": entry.region,
            "region": self.index.regions[entry.region].display_name if entry.region in self.index.regions else None,
            "url": self.url,
            "match": self.result.grade.name.lower(),
            "matched": {"label": found.note, "text": found.text} if found else None,
            "agency_type": (state.type or None) if state else None,
            "last_known_type": (state.last_known_type or None) if state else None,
            "valid_from": state.begun if state else None,
            "as_of": (state.as_of or None) if state else None,
            "is_over": self.is_over,
            "relations": [
                {
                    "role": one.role,
                    "label": one.label,
                    "count": one.count,
                    "items": [item.row() for item in one.items],
                    "url": one.url or None,
                }
                for one in self.related
            ],
        }


def shown_name(entry: Entry, words: Sequence[Word]) -> SafeString:
    """The name of an entry with what matched marked; words of this site in the language of the page."""
    keys = {name.key.text: name.key for name in entry.names}

    def show(text: str) -> SafeString:
        return marked(keys[text], words) if text in keys else wording.chinese(text)

    if isinstance(entry.name, str):
        return wording.name(entry.name, entry.english, show=show)
    return show(str(entry.name))


def plain_name(entry: Entry) -> str:
    """The name of an entry without mark-up."""
    return entry.english if is_english() and entry.english else str(entry.name)
