"""One region's page, or many at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from govcompare.rows import Row, provenance
from regions.models import Region

from . import rows
from .coverage import absences
from .facts import KINDS, PRESENCES, Fact, agency_facts, facts_of, presence_facts
from .listings import Agencies, Companies, Documents, LeadingGroups, RegionalModels, Regions, Scores, Shareholdings
from .models import SeparatedOperation
from .vocabularies import MandateStage


@dataclass(frozen=True)
class Profile:
    """What is known of one region on a day: the facts, and the rows they were made of."""

    region: Region
    row: Row
    facts: list[Fact]
    agencies: list[Row] = field(default_factory=list)
    leading_groups: list[Row] = field(default_factory=list)
    companies: list[Row] = field(default_factory=list)
    shareholdings: list[Row] = field(default_factory=list)
    models: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    scores: list[Row] = field(default_factory=list)

    @property
    def principal(self) -> Row | None:
        """The one body in front."""
        return next((row for row in self.agencies if row["principal"]), None)

    def of(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind == kind]

    def presence(self, name: str) -> Fact:
        return next(fact for fact in self.facts if fact.kind == "region" and fact.property == name)

    @property
    def subjects(self) -> dict[str, list[tuple[str, list[Fact]]]]:
        """kind -> [(subject, its facts)] in the order of the facts."""
        grouped: dict[str, list[tuple[str, list[Fact]]]] = {kind: [] for kind in KINDS}
        for fact in self.facts:
            groups = grouped[fact.kind]
            first_property = groups and groups[-1][1][0].property
            if not groups or (fact.kind != "region" and fact.property == first_property):
                groups.append((fact.subject, []))
            groups[-1][1].append(fact)
        return grouped


def profiles(codes: Iterable[str], day: date) -> list[Profile]:
    """The profiles of some regions on a day, in the order of `codes`; unknown codes are left out."""
    codes = list(codes)
    regions = {region.code: region for region in Regions().queryset(day).filter(code__in=codes)}
    statuses = _grouped(Agencies().queryset(day).filter(region__in=codes))
    groups = _grouped(LeadingGroups().queryset(day).filter(region__in=codes))
    mandates = _grouped(Companies().queryset(day).filter(region__in=codes))
    separated = {
        row.region_id: row
        for row in SeparatedOperation.objects.in_force(day).filter(region__in=codes).select_related("source")
    }
    models = _grouped(RegionalModels().queryset(day).filter(region__in=codes))
    documents = _grouped(Documents().queryset(day).filter(region__in=codes).order_by("-known_from", "id"))
    scores = _grouped(
        Scores().queryset(day).filter(region__in=codes).order_by("indicator__edition_id", "indicator__position", "id")
    )
    companies = {mandate.company_id for found in mandates.values() for mandate in found}
    holdings = _grouped(Shareholdings().queryset(day).filter(company__in=companies), by="company_id")
    absent = {
        name: absences(subject, day).by_code for name, subject in PRESENCES.items() if subject is not None
    }
    return [
        _profile(
            regions[code],
            sorted(statuses[code], key=lambda status: (status.region_front != status.id, status.id)),
            groups[code],
            mandates[code],
            separated.get(code),
            models[code],
            documents[code],
            scores[code],
            holdings,
            absent,
        )
        for code in codes
        if code in regions
    ]


def _grouped(queryset, by: str = "region_id") -> dict[str, list]:
    found = defaultdict(list)
    for item in queryset:
        found[getattr(item, by)].append(item)
    return found


def _profile(region, statuses, groups, mandates, separated, models, documents, scores, holdings, absent) -> Profile:
    operating = [mandate for mandate in mandates if mandate.stage == MandateStage.OPERATING]
    homes = {
        "has_agency": statuses,
        "has_leading_group": groups,
        "has_operating_company": operating,
        "separated_operation": [separated] if separated else [],
    }
    lists = {
        "leading_group": [rows.leading_group_row(group) for group in groups],
        "company": [rows.company_row(mandate) for mandate in mandates],
        "model": [rows.regional_model_row(model) for model in models],
        "score": [rows.score_row(score) for score in scores],
        "document": [rows.document_row(document) for document in documents],
    }
    shares = [
        rows.shareholding_row(holding) for mandate in mandates for holding in holdings.get(mandate.company_id, ())
    ]
    facts = list(presence_facts(region, {name: provenance(found[0]) for name, found in homes.items() if found}, absent))
    for status in statuses:
        facts.extend(agency_facts(status))
    for kind in ("leading_group", "company"):
        for row in lists[kind]:
            facts.extend(facts_of(kind, row))
    for row in shares:
        placed = row | rows.place(region)
        facts.extend(facts_of("shareholding", placed, subject=f"{row['holder']} 持有 {row['company']}"))
    for kind in ("model", "score", "document"):
        for row in lists[kind]:
            subject = rows.score_title(row) if kind == "score" else None
            facts.extend(facts_of(kind, row, subject=subject))
    return Profile(
        region=region,
        row=Regions().row(region),
        facts=facts,
        agencies=[rows.agency_row(status) for status in statuses],
        leading_groups=lists["leading_group"],
        companies=lists["company"],
        shareholdings=shares,
        models=lists["model"],
        documents=lists["document"],
        scores=lists["score"],
    )
