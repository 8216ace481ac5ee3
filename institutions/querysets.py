"""Questions about institutions. The day is always an argument."""

from datetime import date

from django.db.models import Case, F, IntegerField, Q, Value, When

from govcompare.models import DatedQuerySet

from .vocabularies import ADMINISTRATIVE_TYPES


class AgencyStatusQuerySet(DatedQuerySet):
    def in_front(self, day: date):
        """Bodies in force that may stand for their region, the one that does first.

        The body marked principal comes first (the one counted in the literature), else an administrative
        one; a centre or institute that no source puts in front never stands for its region.
        """
        return (
            self.in_force(day)
            .filter(Q(principal=True) | Q(principal__isnull=True, type__in=ADMINISTRATIVE_TYPES))
            .order_by(
                Case(When(principal=True, then=Value(0)), default=Value(1), output_field=IntegerField()),
                F("certain_from").desc(),
                "id",
            )
        )
