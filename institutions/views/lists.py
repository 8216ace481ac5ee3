"""The list pages: everything they do stands in govcompare.list_page and institutions.lists."""

from django.db.models import Prefetch

from govcompare.list_page import ListPage

from ..catalogue import LISTINGS
from ..lists.agencies import Agencies
from ..lists.regions import Regions
from ..lists.scores import Scores
from ..models import Edition, Indicator


class ComparableList(ListPage):
    """A list with tick boxes and “compare these”."""

    template_name = "comparable_list.html"


class ScoreList(ListPage):
    """Scores, and what the indices are that they belong to."""

    template_name = "score_list.html"

    def beside(self, state) -> dict:
        return {"indices": self.part("_components/indices.html", self.indices, state)}

    @staticmethod
    def indices() -> dict:
        """The editions with their indicators, as they are explained above the scores."""
        indicators = Indicator.objects.order_by("level", "position").select_related("parent")
        editions = Edition.objects.select_related("evaluation__publisher", "source")
        return {"editions": editions.prefetch_related(Prefetch("indicators", indicators))}


PAGES = {Regions: ComparableList, Agencies: ComparableList, Scores: ScoreList}

list_views = {listing.key: PAGES.get(listing, ListPage).as_view(listing=listing()) for listing in LISTINGS}
