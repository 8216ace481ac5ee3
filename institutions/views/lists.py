"""The list pages: everything they do stands in govcompare.list_page and institutions.listings."""

from govcompare.list_page import ListPage

from ..listings import LISTINGS, Agencies, Regions


class ComparableList(ListPage):
    """A list with tick boxes and “compare these”."""

    template_name = "comparable_list.html"


def list_view(listing_class):
    page = ComparableList if listing_class in (Regions, Agencies) else ListPage
    return page.as_view(listing=listing_class())


list_views = {listing_class.key: list_view(listing_class) for listing_class in LISTINGS}
