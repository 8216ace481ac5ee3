"""The view of every list: one URL, four forms."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views import View

from .errors import NothingHere
from .exports import Takeaway, respond
from .kept_parts import kept
from .language import headed
from .list_state import JSON_PAGE_SIZE, ListState
from .listing import Listing
from .long_csv import streamed
from .query import link
from .rows import PROVENANCE_LABELS


class ListPage(View):
    """One URL, four forms: /agencies/, /agencies.csv, /agencies.xlsx, /agencies.json."""

    listing: Listing = None
    template_name = "list.html"

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        state = ListState(request, self.listing, format)
        if format == "html":
            try:
                return self.render(request, state)
            except NothingHere as beyond:  # the page that was asked for
                raise NothingHere(str(beyond), links=self.ends(state)) from None
        if format == "csv" and state.is_long and (lines := state.lines):
            return streamed(self.file_name(state), list(self.listing.labels), lines)
        return respond(self.takeaway(state), format)

    @staticmethod
    def file_name(state: ListState) -> str:
        """What a file of the list is called."""
        return f"govcompare_{state.listing.key}_{state.as_of.text}"

    @staticmethod
    def ends(state: ListState) -> list[tuple[str, str]]:
        """The links to the first page of a list and, where it is another, to the last."""
        last = state.paginator.num_pages
        found = [(_("第一页"), state.page_link(1)), (_("最后一页"), state.page_link(last))]
        return found if last > 1 else found[:1]

    def render(self, request: HttpRequest, state: ListState) -> HttpResponse:
        table = self.listing.table_class(state.rows, as_of=state.as_of)
        context = {
            "state": state,
            "listing": self.listing,
            "table": table,
            "as_of": state.as_of,
            "unknown": state.unknown,
            "sources": state.sources,
            "facets": self.part("_components/facets.html", lambda: {"state": state}, state, *state.asked),
            "page_numbers": state.page.paginator.get_elided_page_range(state.page_number),
            **self.beside(state),
        }
        response = render(request, self.template_name, context)
        if request.headers.get("HX-Request"):
            # the address that a form swap should leave in the bar: without its empty fields
            response["HX-Push-Url"] = state.link()
        return response

    def beside(self, state: ListState) -> dict:
        """What a page shows besides its rows."""
        return {}

    def part(self, template: str, more: Callable[[], dict], state: ListState, *about) -> SafeString:
        """A part of the page that many pages share, made once for each version of the dataset (see kept_parts).

        more: gives what the template needs besides list and date; about: what it depends on besides the date.
        """

        def make() -> str:
            return render_to_string(template, {"listing": self.listing, "as_of": state.as_of, **more()})

        return mark_safe(kept(make, template, state.as_of.param, *about))  # noqa: S308 - a template's own

    def takeaway(self, state: ListState) -> Takeaway:
        listing, as_of = self.listing, state.as_of
        empty = _("空格的原因见“缺失原因”一列：none 无、unknown 未知、not_applicable 不适用、not_published 未公布")
        body = {}
        if state.format == "json":
            body = {"count": state.count, "as_of": as_of.text, "filters": state.filters, "sort": state.sort}
            if state.page.has_next():
                body["next_url"] = link(
                    f"/{listing.key}.json", state.parameters(page=str(state.page_number + 1), size=self.size(state))
                )
            else:
                body["next_url"] = None
        return Takeaway(
            name=self.file_name(state),
            title=headed(listing.title, state.sentence),
            columns=list(listing.labels),
            labels=PROVENANCE_LABELS | listing.labels,
            rows=state.rows,
            sources=state.sources,
            notes=[
                (_("所示日期"), as_of.text),
                (_("条件"), state.sentence),
                (_("网址"), state.url(state.link())),
                (_("空值"), empty),
                (_("许可"), _("数据 CC BY 4.0")),
            ],
            body=body,
        )

    @staticmethod
    def size(state: ListState) -> str:
        return "" if state.size == JSON_PAGE_SIZE else str(state.size)
