"""The rows that the index is made of, each table read once."""

from collections import Counter, defaultdict
from datetime import date
from functools import cached_property

from django.db.models import Count, Min

from govcompare.models import Source
from regions.models import Region
from regions.vocabularies import RegionLevel

from .. import models, sourced
from ..vocabularies import EvidenceField
from .entry import State

LEVELS = {level: place for place, level in enumerate(RegionLevel.values)}


class Tables:
    """Each table when it is first wanted, in a fixed number of queries."""

    @cached_property
    def regions(self) -> dict[str, Region]:
        return {region.code: region for region in Region.objects.all()}

    @cached_property
    def organizations(self) -> dict[str, models.Organization]:
        return models.Organization.objects.in_bulk()

    @cached_property
    def statuses(self) -> list[models.AgencyStatus]:
        return list(models.AgencyStatus.objects.order_by("certain_from", "id"))

    @cached_property
    def names_elsewhere(self) -> dict[str, list[str]]:
        """id of a state -> names that further sources give its body."""
        found = defaultdict(list)
        named = models.AgencyEvidence.objects.filter(field=EvidenceField.NAME).exclude(value="")
        for state, text in named.values_list("status", "value"):
            found[state].append(text)
        return found

    @cached_property
    def groups(self) -> list[models.LeadingGroup]:
        return list(models.LeadingGroup.objects.order_by("certain_from", "id"))

    @cached_property
    def memberships(self) -> list[models.Membership]:
        return list(models.Membership.objects.order_by("id"))

    @cached_property
    def mandates(self) -> list[models.OperatingMandate]:
        return list(models.OperatingMandate.objects.order_by("certain_from", "id"))

    @cached_property
    def holdings(self) -> list[models.Shareholding]:
        return list(models.Shareholding.objects.order_by("certain_from", "id"))

    @cached_property
    def states(self) -> dict[str, list[State]]:
        """body -> what holds of it from when to when, as a data agency, a leading group, a company."""
        found: dict[str, list[State]] = defaultdict(list)
        for status in self.statuses:
            more = {"type": status.type, "last_known_type": status.last_known_type}
            found[status.organization_id].append(State.of("agency_statuses", status, **more))
        for group in self.groups:
            found[group.organization_id].append(State.of("leading_groups", group))
        for mandate in self.mandates:
            found[mandate.company_id].append(State.of("operating_mandates", mandate))
        return found

    @cached_property
    def documents(self) -> dict[str, models.PolicyDocument]:
        return models.PolicyDocument.objects.in_bulk()

    @cached_property
    def tasks(self) -> list[models.Task]:
        return list(models.Task.objects.prefetch_related("units"))

    @cached_property
    def unit_names(self) -> dict[tuple[str, str], list[str]]:
        """(region, unit) -> other names of the unit."""
        found = defaultdict(list)
        for region, unit, other in models.UnitName.objects.values_list("region", "unit", "other_name"):
            found[region, unit].append(other)
        return found

    @cached_property
    def platforms(self) -> list[models.Platform]:
        return list(models.Platform.objects.all())

    @cached_property
    def evaluations(self) -> list[models.Evaluation]:
        return list(models.Evaluation.objects.prefetch_related("editions__indicators"))

    @cached_property
    def scores(self) -> dict[str, list[tuple[date, int]]]:
        """index -> the days from which scores of it are known, each with how many; of millions nothing else is held."""
        found = defaultdict(list)
        rows = models.Score.objects.order_by().values_list("indicator__edition__evaluation", "known_from")
        for evaluation, since, number in rows.annotate(n=Count("*")):
            found[evaluation].append((since, number))
        return found

    @cached_property
    def regional_models(self) -> list[models.RegionalModel]:
        return list(models.RegionalModel.objects.all())

    @cached_property
    def definitions(self) -> list[models.Definition]:
        return list(models.Definition.objects.all())

    @cached_property
    def functions(self) -> dict[str, list[models.NationalFunction]]:
        """national body -> its functions."""
        found = defaultdict(list)
        for function in models.NationalFunction.objects.all():
            found[function.body].append(function)
        return found

    @cached_property
    def body_names(self) -> dict[str, list[str]]:
        """national body -> its other names."""
        found = defaultdict(list)
        for body, other in models.BodyName.objects.values_list("body", "other_name"):
            found[body].append(other)
        return found

    @cached_property
    def sources(self) -> list[Source]:
        return list(Source.objects.all())

    @cached_property
    def first_facts(self) -> dict[str, date]:
        """source -> the day from which a fact that rests on it is known. One query over all kinds of facts."""
        parts = [
            sourced.with_a_text(kind.model).order_by().values_list("source").annotate(first=Min("known_from"))
            for kind in sourced.KINDS
        ]
        found: dict[str, date] = {}
        for source, first in parts[0].union(*parts[1:], all=True):
            found[source] = min(first, found.get(source, date.max))
        return found

    @cached_property
    def told_of(self) -> Counter[str]:
        """region -> how many things are told of it: bodies, documents, tasks, platforms."""
        several = (self.organizations.values(), self.documents.values(), self.tasks, self.platforms)
        return Counter(one.region_id for things in several for one in things)

    def level(self, code: str | None) -> int:
        """How high a region stands, the country first; things of no region stand with the provinces."""
        return LEVELS[self.regions[code].level] if code in self.regions else LEVELS[RegionLevel.PROVINCE]
