"""Finding: the results page, its JSON, and the suggestions that come as one types."""

from django.core.paginator import EmptyPage, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery, NothingHere
from govcompare.language import CHINESE, ENGLISH, enumerated, quoted
from govcompare.language import current as language
from govcompare.language_dates import shown_date
from govcompare.models import DatasetLoad
from govcompare.query import link, refuse_unknown, whole_number

from ..search.asked import LONGEST, Query
from ..search.finding import Outcome, Search
from ..search.index import current
from ..search.kinds import KINDS, SEVERAL
from ..search.results import Shown, plain_name
from .reading import read_choices

PAGE_SIZE = 20
MOST_SUGGESTIONS = 8
# Seconds for which a browser may keep suggestions.
FRESH = 300
EXAMPLES = {
    CHINESE: ("广东", "gd", "浙江 数据局", "数字广东", "深府〔2020〕89号", "440300"),
    ENGLISH: ("Guangdong", "gd", "data Zhejiang", "数字广东", "guizhou platform", "440300"),
}


class SearchState:
    """One request: what is asked for, what is found, and the links to the rest of it."""

    def __init__(self, request: HttpRequest, format: str):
        self.unknown = refuse_unknown(request, {"q", "kind", "page", "as_of"}, format, repeatable={"kind"})
        self.as_of = AsOf.read(request.GET)
        self.query = Query.read(request.GET.get("q", ""))
        self.kinds = list(dict.fromkeys(read_choices(request.GET, "kind", KINDS)))
        self.page_number = whole_number(request.GET, "page", default=1, minimum=1, maximum=9_999)
        self.load = DatasetLoad.latest_or_none()
        self.index = current(self.load)
        self.search = Search(self.index, self.query)
        self.outcome: Outcome = self.search.outcome(self.as_of.day)
        results = [one for one in self.outcome.results if not self.kinds or one.entry.kind in self.kinds]
        self.page = self._page(Paginator(results, PAGE_SIZE))
        self.rows = [Shown(result, self.index, self.as_of) for result in self.page.object_list]

    def _page(self, paginator: Paginator):
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


class SearchPage(View):
    """/search/?q=广东&kind=document and its .json twin."""

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        state = SearchState(request, format)
        if format == "json":
            return self.json(state)
        context = {
            "state": state,
            "sought": state.query.text,
            "as_of": state.as_of,
            "unknown": state.unknown,
            "dataset_load": state.load,
            "alike": [(entry, entry.address(state.as_of)) for entry in state.outcome.alike],
            "page_numbers": state.page.paginator.get_elided_page_range(state.page_number),
            "examples": [(text, state.ask(text)) for text in EXAMPLES[language()]],
            "date_hidden": [("q", state.query.text)] * bool(state.query.text) + [("kind", one) for one in state.kinds],
            "today_link": state.link(as_of=""),
        }
        return render(request, "search.html", context)

    @staticmethod
    def json(state: SearchState) -> HttpResponse:
        if not state.query.text:
            raise InvalidQuery(_("请用 q 给出要找的文字，例如 q=广东。"))
        if state.query.is_cut:
            raise InvalidQuery(_("q 最多 %(longest)s 个字符。") % {"longest": LONGEST})
        following = ""
        if state.page.has_next():
            following = link("/search.json", state.parameters(page=str(state.page_number + 1)))
        body = {
            "q": state.query.text,
            "count": state.count,
            "as_of": state.as_of.text,
            "filters": {"kind": state.kinds} if state.kinds else {},
            "kinds": dict(state.outcome.by_kind),
            "later": state.outcome.later,
            "taken_for": state.outcome.taken_for,
            "next_url": following or None,
            "rows": [shown.row() for shown in state.rows],
        }
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


class Suggestions(View):
    """/search/suggest/?q=gua: at most eight results as the options of a list, for the script of the search box."""

    def get(self, request: HttpRequest) -> HttpResponse:
        refuse_unknown(request, {"q", "as_of"}, "json")
        as_of = AsOf.read(request.GET)
        index = current(DatasetLoad.latest_or_none())
        outcome = Search(index, Query.read(request.GET.get("q", ""))).outcome(as_of.day)
        shown = [Shown(result, index, as_of) for result in outcome.results[:MOST_SUGGESTIONS]]
        total = len(outcome.results)
        context = {"shown": shown, "total": total, "said": suggested(len(shown), total)}
        response = render(request, "_components/suggestions.html", context)
        response["Cache-Control"] = f"public, max-age={FRESH}"
        return response


def suggested(shown: int, total: int) -> str:
    """What a screen reader says of the suggestions."""
    if not shown:
        return _("没有建议。")
    words = ngettext(
        "%(shown)s 条建议，共 %(total)s 个结果，用上下箭头选择。",
        "%(shown)s 条建议，共 %(total)s 个结果，用上下箭头选择。",
        shown,
    )
    return words % {"shown": shown, "total": total}
