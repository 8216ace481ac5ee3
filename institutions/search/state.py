"""One search: what is asked for, what a page of it shows, what is suggested while one types."""

from dataclasses import dataclass

from django.core.paginator import EmptyPage, Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govcompare.as_of import AsOf
from govcompare.errors import NothingHere
from govcompare.language import CHINESE, ENGLISH, enumerated, quoted
from govcompare.language import current as language
from govcompare.language_dates import shown_date
from govcompare.models import DatasetLoad
from govcompare.query import link

from .asked import LONGEST, Query
from .finding import Outcome, Search
from .index import current
from .kinds import SEVERAL
from .results import Shown, plain_name

PAGE_SIZE = 20
MOST_SUGGESTIONS = 8
EXAMPLES = {
    CHINESE: ("广东", "gd", "浙江 数据局", "数字广东", "深府〔2020〕89号", "440300"),
    ENGLISH: ("Guangdong", "gd", "data Zhejiang", "数字广东", "guizhou platform", "440300"),
}


class SearchState:
    """What is asked for, what is found of it, and the links to the rest. NothingHere for a page that there is not."""

    def __init__(self, query: Query, as_of: AsOf, *, kinds: list[str], page_number: int):
        self.query, self.as_of, self.kinds, self.page_number = query, as_of, kinds, page_number
        self.index = current(DatasetLoad.latest_or_none())
        self.search = Search(self.index, query)
        self.outcome: Outcome = self.search.outcome(as_of.day)
        results = [one for one in self.outcome.results if not kinds or one.entry.kind in kinds]
        self.page = self._page(Paginator(results, PAGE_SIZE))
        self.rows = [Shown(result, self.index, as_of) for result in self.page.object_list]

    def _page(self, paginator: Paginator) -> Page:
        try:
            return paginator.page(self.page_number)
        except EmptyPage:
            words = _("没有第 %(number)s 页；共 %(pages)s 页。")
            raise NothingHere(words % {"number": self.page_number, "pages": paginator.num_pages}) from None

    @property
    def count(self) -> int:
        return self.page.paginator.count

    # Links: the query string is the state, defaults left out.

    def parameters(self, **changes) -> dict:
        return {"q": self.query.text, "kind": self.kinds, **self.as_of.param, **changes}

    def link(self, **changes) -> str:
        return link("/search/", self.parameters(**changes))

    def page_link(self, number: int) -> str:
        """The link to one page of the results; what the pager of lists asks for."""
        return self.link(page=str(number) if number > 1 else "")

    whole_link = ""  # results are never put on one page

    def with_kind(self, kind: str) -> str:
        """The link that shows one kind more, or one less."""
        kinds = [one for one in self.kinds if one != kind] if kind in self.kinds else [*self.kinds, kind]
        return self.link(kind=kinds)

    @property
    def all_kinds(self) -> str:
        return self.link(kind=[])

    @property
    def path(self) -> str:
        return link("/search/", {})

    def ask(self, text: str) -> str:
        """The link that looks for something else, on the same date."""
        return link("/search/", {"q": text, **self.as_of.param})

    @property
    def examples(self) -> list[tuple[str, str]]:
        """What can be looked for, for somebody who has asked for nothing yet: words and link."""
        return [(text, self.ask(text)) for text in EXAMPLES[language()]]

    # Words.

    @property
    def sentence(self) -> str:
        """How much is found, for the eye and for a screen reader."""
        if not self.query.text:
            return ""
        shown = {"query": quoted(self.query.text), "count": self.count}
        if not self.count:
            return _("没有找到%(query)s。") % shown
        return ngettext("%(query)s：%(count)s 个结果", "%(query)s：%(count)s 个结果", self.count) % shown

    @property
    def remarks(self) -> list[str]:
        """What was done to the query before anything was found."""
        said = []
        if self.query.is_cut:
            said.append(_("要找的文字太长，只按前 %(longest)s 个字符查找。") % {"longest": LONGEST})
        for typed, taken in self.outcome.taken_for.items():
            words = {"typed": quoted(typed), "taken": enumerated(quoted(one) for one in taken)}
            said.append(_("没有%(typed)s，下面按与它相近的%(taken)s查找。") % words)
        return said

    @property
    def later(self) -> str:
        """How many more are known only after the date shown."""
        number = self.outcome.later
        if not number:
            return ""
        words = ngettext(
            "另有 %(count)s 个结果在所示日期（%(date)s）之后才见于来源。",
            "另有 %(count)s 个结果在所示日期（%(date)s）之后才见于来源。",
            number,
        )
        return words % {"count": number, "date": shown_date(self.as_of.text)}

    @property
    def facets(self) -> list[tuple[str, str, int, bool, str]]:
        """The kinds among the results: code, words, how many, whether chosen, the link that chooses it or not."""
        counts = self.outcome.by_kind
        return [
            (kind, str(words), counts[kind], kind in self.kinds, self.with_kind(kind))
            for kind, words in SEVERAL.items()
            if counts[kind] or kind in self.kinds
        ]

    @property
    def ideas(self) -> list[tuple[str, str, int]]:
        """What else to look for when nothing is found: words, link, how many results where that is known."""
        if self.outcome.results or not self.query.whole:
            return []
        alone = self.search.alone(self.as_of.day)[:4]
        near = dict.fromkeys(plain_name(entry) for entry in self.search.nearest()[:4])
        found = [(text, self.ask(text), count) for text, count in alone]
        return found + [(text, self.ask(text), 0) for text in near]


@dataclass(frozen=True)
class Suggested:
    """The best results for what is typed so far. total: how many there are in all."""

    shown: list[Shown]
    total: int

    @classmethod
    def by(cls, query: Query, as_of: AsOf) -> "Suggested":
        """What a query finds on a day, the best of it."""
        index = current(DatasetLoad.latest_or_none())
        results = Search(index, query).outcome(as_of.day).results
        return cls([Shown(result, index, as_of) for result in results[:MOST_SUGGESTIONS]], len(results))

    @property
    def said(self) -> str:
        """What a screen reader says of them."""
        if not self.shown:
            return _("没有建议。")
        shown = len(self.shown)
        words = ngettext(
            "%(shown)s 条建议，共 %(total)s 个结果，用上下箭头选择。",
            "%(shown)s 条建议，共 %(total)s 个结果，用上下箭头选择。",
            shown,
        )
        return words % {"shown": shown, "total": self.total}
