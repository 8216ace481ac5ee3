"""What a region has on a day, as columns that filters, facets, lists and maps all read."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from govcompare.vocabularies import Presence
from regions.models import DenominatorMember, Region
from regions.vocabularies import RegionLevel

from .coverage import Absences, absences
from .models import AgencyStatus, LeadingGroup, OperatingMandate, RegionalModel, SeparatedOperation
from .vocabularies import GroupStage, StatisticSubject

NO_COUNT = Absences()
# So many days are asked for in one query: each is a column with its own codes among the parameters.
DAYS_AT_ONCE = 40
# The country, Hong Kong, Macao and Taiwan: no count of agencies is counted over them.
OUTSIDE_DENOMINATORS = ~Q(level=RegionLevel.PREFECTURE) & ~Exists(
    DenominatorMember.objects.filter(region=OuterRef("pk"))
)


def with_facts(regions: QuerySet[Region], day: date) -> QuerySet[Region]:
    """Annotate regions with what holds at the end of `day`.

    has_agency, has_leading_group, has_operating_company, separated_operation: a `Presence`
    in_front: id of the status that stands for the region (the one body in front), or NULL
    agency_type: the type of that body, else its last known one, else "unknown"; NULL where none stands
    agency_type_known: whether the type shown is its own
    model: "yes" where a model is named after the region, else "no"
    """
    here = OuterRef("pk")
    in_front = AgencyStatus.objects.in_front(day).filter(region=here)
    annotated = regions.annotate(
        has_agency=_presence(
            AgencyStatus.objects.filter(region=here), day, absences(StatisticSubject.DATA_AGENCY, day)
        ),
        has_leading_group=_presence(
            LeadingGroup.objects.filter(region=here, stage=GroupStage.IN_PLACE),
            day,
            absences(StatisticSubject.LEADING_GROUP, day),
        ),
        has_operating_company=_presence(OperatingMandate.objects.operating().filter(region=here), day),
        separated_operation=_presence(SeparatedOperation.objects.filter(region=here), day),
        model=Case(
            When(Exists(RegionalModel.objects.in_force(day).filter(region=here)), then=Value("yes")),
            default=Value("no"),
        ),
        in_front=Subquery(in_front.values("pk")[:1]),
        own_type=Subquery(in_front.values("type")[:1]),
        last_known_type=Subquery(in_front.values("last_known_type")[:1]),
        last_known_as_of=Subquery(in_front.values("last_known_as_of")[:1]),
    )
    return annotated.annotate(
        agency_type=Case(
            When(own_type__gt="", then=F("own_type")),
            When(last_known_type__gt="", then=F("last_known_type")),
            When(has_agency=Presence.YES, then=Value("unknown")),
            default=Value(None),
            output_field=CharField(),
        ),
        agency_type_known=Case(When(own_type__gt="", then=Value(True)), default=Value(False)),
    )


def has_agency_on(regions: QuerySet[Region], counted: Mapping[date, Absences]) -> dict[date, dict[str, str]]:
    """day -> code -> the `has_agency` of `with_facts`, for many days at once. counted: day -> what counts settle by then.

    One query for each `DAYS_AT_ONCE` days.
    """
    rows = AgencyStatus.objects.filter(region=OuterRef("pk"))
    days, found = list(counted), {}
    for start in range(0, len(days), DAYS_AT_ONCE):
        some = days[start : start + DAYS_AT_ONCE]
        columns = {f"on_{number}": _presence(rows, day, counted[day]) for number, day in enumerate(some)}
        answers = list(regions.order_by("code").values_list("code", *columns.values()))
        found |= {day: {code: values[number] for code, *values in answers} for number, day in enumerate(some)}
    return found


def _presence(rows: QuerySet, day: date, counted: Absences = NO_COUNT) -> Case:
    """yes, none, unknown or not_applicable; a body that may have begun by then forbids none."""
    return Case(
        When(Exists(rows.in_force(day)) | Q(code__in=sorted(counted.present)), then=Value(Presence.YES)),
        When(OUTSIDE_DENOMINATORS, then=Value(Presence.NOT_APPLICABLE)),
        When(Q(code__in=counted.codes) & ~Exists(rows.undecided(day)), then=Value(Presence.NONE)),
        default=Value(Presence.UNKNOWN),
    )
