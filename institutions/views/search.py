"""Finding: the results page, its JSON, and the suggestions that come as one types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.query import link, refuse_unknown, whole_number

from ..search.asked import LONGEST, Query
from ..search.kinds import KINDS
from ..search.state import SearchState, Suggested
from .reading import read_choices

# Seconds for which a browser may keep suggestions.
FRESH = 300


class SearchPage(View):
    """/search/?q=广东&kind=document and its .json twin."""

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, {"q", "kind", "page", "as_of"}, format, repeatable={"kind"})
        state = SearchState(
            Query.read(request.GET.get("q", "")),
            AsOf.read(request.GET),
            kinds=list(dict.fromkeys(read_choices(request.GET, "kind", KINDS))),
            page_number=whole_number(request.GET, "page", default=1, minimum=1, maximum=9_999),
        )
        if format == "json":
            return self.json(state)
        context = {
            "state": state,
            "sought": state.query.text,
            "as_of": state.as_of,
            "unknown": unknown,
            "dataset_load": state.index.load,
            "alike": [(entry, entry.address(state.as_of)) for entry in state.outcome.alike],
            "page_numbers": state.page.paginator.get_elided_page_range(state.page_number),
            "examples": state.examples,
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
        found = Suggested.by(Query.read(request.GET.get("q", "")), AsOf.read(request.GET))
        context = {"shown": found.shown, "total": found.total, "said": found.said}
        response = render(request, "_components/suggestions.html", context)
        response["Cache-Control"] = f"public, max-age={FRESH}"
        return response
