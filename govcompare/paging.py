"""Pages of what is no list of rows of one table: disagreements, changes, the facts of a source."""

from collections.abc import Callable, Sequence
from functools import cached_property

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import QueryDict
from django.utils.translation import ngettext

from .errors import NothingHere
from .query import whole_number


class Pages:
    """Things cut into pages as an address asks for them (`page`), with what the pager shows of them.

    items: anything that has a length and is cut by [start:end]; address: gives the link that asks for a page by its
    number as text, the first by "". NothingHere for a page that there is not.
    """

    whole_link = ""  # they are never put on one page

    def __init__(self, items: Sequence, query: QueryDict, *, size: int, address: Callable[[str], str]):
        self.paginator = Paginator(items, size)
        self.page_number = whole_number(query, "page", default=1, minimum=1, maximum=999_999)
        self._address = address

    @cached_property
    def page(self) -> Page:
        try:
            return self.paginator.page(self.page_number)
        except EmptyPage:
            words = ngettext(
                "没有第 %(page)s 页；共 %(pages)s 页。",
                "没有第 %(page)s 页；共 %(pages)s 页。",
                self.paginator.num_pages,
            )
            raise NothingHere(words % {"page": self.page_number, "pages": self.paginator.num_pages}) from None

    @property
    def shown(self) -> Sequence:
        """What stands on the page that was asked for."""
        return self.page.object_list

    @property
    def numbers(self):
        """The numbers of pages between which the pager lets choose."""
        return self.paginator.get_elided_page_range(self.page_number)

    @property
    def next_link(self) -> str | None:
        """The link to the next page, if there is one."""
        return self.page_link(self.page_number + 1) if self.page.has_next() else None

    def page_link(self, number: int) -> str:
        return self._address(str(number) if number > 1 else "")
