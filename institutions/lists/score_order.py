"""The default order of the list of scores, in which a page is read without sorting all scores there are.

It goes by evaluation, edition and indicator, of which there are few, then by rank. How many scores each indicator has says
which indicators a page is about; only theirs are sorted.
"""

import json
from collections.abc import Iterator
from itertools import groupby

from django.db.models import F, QuerySet

from govcompare.kept_parts import kept

from ..models import Indicator, Score

ORDER = ("edition__evaluation__name_key", "edition_id", "position")


def indicators_in_order() -> Iterator[list[str]]:
    """The indicators in the order of the list, those of one place in it together. One query."""
    found = Indicator.objects.order_by(F(ORDER[0]).asc(nulls_last=True), *ORDER[1:]).values_list("pk", *ORDER)
    return ([one[0] for one in several] for _place, several in groupby(found, key=lambda one: one[1:]))


class InOrder:
    """Scores in the default order, of which pages are cut; for a Paginator.

    ordered: the scores, told how to be sorted; counts: indicator -> how many of them it has.
    """

    ordered = True

    def __init__(self, scores: QuerySet[Score], counts: dict[str, int]):
        self.scores, self.counts = scores, counts

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __getitem__(self, part: slice) -> QuerySet[Score]:
        passed, first, about = 0, 0, []
        for several in json.loads(kept(lambda: json.dumps(list(indicators_in_order())), "indicators in order")):
            behind = passed + sum(self.counts.get(one, 0) for one in several)
            if behind > part.start and passed < part.stop:
                first = first if about else passed
                about += several
            passed = behind
        return self.scores.filter(indicator__in=about)[part.start - first : part.stop - first]
