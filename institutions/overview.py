"""The national picture on a day, computed from the rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from govcompare.language import bracketed
from govcompare.partial_dates import last_day
from govcompare.rows import Row, label, provenance
from govcompare.vocabularies import Presence
from govcompare.wording import plain
from regions.models import Region

from .coverage import absences
from .evidence import agency_sources, existence_source
from .models import AgencyEvidence, AgencyStatus, LeadingGroup, OperatingMandate, Statistic
from .region_facts import with_facts
from .vocabularies import AgencyType, StatisticSubject


@dataclass(frozen=True)
class Tally:
    """Regions of a denominator by presence: yes + none + unknown = total, on any day."""

    total: int
    yes: int
    none: int
    unknown: int


def provinces(day: date) -> list[Region]:
    """The 34 province-level units and the Corps with what holds on a day."""
    return list(with_facts(Region.objects.provinces_and_corps().select_related("source"), day))


def tally(regions: list[Region], name: str = "has_agency") -> Tally:
    """How many of some regions have a thing, have none, or are unknown; those outside all denominators left out."""
    values = [getattr(region, name) for region in regions if getattr(region, name) != Presence.NOT_APPLICABLE]
    return Tally(
        len(values),
        *(sum(1 for value in values if value == wanted) for wanted in (Presence.YES, Presence.NONE, Presence.UNKNOWN)),
    )


@dataclass(frozen=True)
class Detail:
    """Of the regions with an agency: of how many the body in front is named, and of how many its type is known."""

    named: int
    typed: int
    only_counted: int  # that they have one is known from a count alone


def detail(regions: list[Region], day: date) -> Detail:
    """What is known of the agencies of some regions beyond that they exist. One query."""
    having = [region for region in regions if region.has_agency == Presence.YES]
    held = AgencyStatus.objects.in_force(day).filter(region__in=[region.pk for region in having])
    bodies = list(held.values_list("region_id", "organization__name"))
    return Detail(
        named=len({code for code, name in bodies if name}),
        typed=sum(1 for region in having if region.agency_type_known),
        only_counted=len({region.pk for region in having} - {code for code, _ in bodies}),
    )


def turning_points() -> list[str]:
    """The written dates at which the picture of provinces and the Corps changed, oldest first. Of a beginning within which
    the body was already seen ("2024", seen on 2024-03-22), the day on which it was seen."""
    written = set(Statistic.objects.filter(subject=StatisticSubject.DATA_AGENCY).values_list("as_of", flat=True))
    for model in (AgencyStatus, LeadingGroup, OperatingMandate):
        rows = model.objects.filter(region__in=Region.objects.provinces_and_corps())
        for begun, observed, certain in rows.values_list("valid_from", "as_of", "certain_from"):
            seen_within = begun is not None and certain < last_day(begun)
            written.add(certain.isoformat() if seen_within else begun or observed)
    return sorted(written)


@dataclass(frozen=True)
class Behind:
    """What a picture of regions rests on: code -> the provenance of what is shown of it (see `govcompare.rows`)."""

    homes: dict[str, list[Row]]

    @property
    def sources(self) -> dict[str, str]:
        """id -> title of the sources, in the order of the ids, which is the same in every language."""
        found = {home["source"]: home["source_label"] for homes in self.homes.values() for home in homes}
        return dict(sorted(found.items()))

    @property
    def dates(self) -> list[str]:
        """The dates for which they vouch, as written."""
        return sorted({home["as_of"] for homes in self.homes.values() for home in homes})

    def of(self, codes: Iterable[str]) -> list[Row]:
        """The homes of some regions."""
        return [home for code in codes for home in self.homes.get(code, ())]

    def beside(self, other: "Behind") -> "Behind":
        """Both together."""
        codes = [*self.homes, *other.homes]
        return Behind({code: [*self.of([code]), *other.of([code])] for code in codes})

    def is_later_than(self, day: date) -> bool:
        """Whether some of it is later than a day: a body's type may be told by a later source than its existence."""
        return any(last_day(written) > day for written in self.dates)


def behind_types(regions: list[Region], day: date) -> Behind:
    """The sources of the agency types and absences of some regions on a day. Five queries at most."""
    fronts = [region.in_front for region in regions if region.in_front]
    without_front = [region.pk for region in regions if not region.in_front]
    evidence = Prefetch("evidence", AgencyEvidence.objects.select_related("source"))
    held = list(
        AgencyStatus.objects.in_force(day)
        .filter(Q(pk__in=fronts) | Q(region__in=without_front))
        .select_related("source", "organization__source")
        .prefetch_related(evidence)
    )
    homes: dict[str, list[Row]] = defaultdict(list)
    for status in held:
        homes[status.region_id].append(existence_source(status, day))
        # the type drawn may rest on a later source than the body's existence: then its date is said too
        if status.type and (home := agency_sources(status, day).get("type")):
            homes[status.region_id].append(home)
    known = absences(StatisticSubject.DATA_AGENCY, day)
    bodies = {status.region_id for status in held}
    for code in {region.code for region in regions}:
        counts = [known.by_code.get(code), *known.reopened.get(code, ())]
        if code not in bodies:
            counts.append(known.present.get(code))
        homes[code] += [provenance(count) for count in counts if count]
    return Behind({code: found for code, found in homes.items() if found})


def names_in_front(regions: list[Region]) -> dict[str, str]:
    """code -> the name of the body in front of it and its type, where a source gives one. One query."""
    statuses = AgencyStatus.objects.filter(pk__in=[region.in_front for region in regions if region.in_front])
    return {
        status.region_id: bracketed(plain(status.organization.name), label(AgencyType, status.type))
        if status.type
        else plain(status.organization.name)
        for status in statuses.select_related("organization")
        if status.organization.name
    }
