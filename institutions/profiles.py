"""One region's page, or many at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from govcompare.partial_dates import last_day
from govcompare.rows import Row, provenance
from regions.models import Region
from regions.vocabularies import RegionLevel

from .coverage import absences, universes
from .evidence import existence_source, leading_group_sources
from .facts import KINDS, PRESENCE_OF, PRESENCES, Fact, agency_facts, facts_of, identity_facts, nothing_of
from .lists.agencies import Agencies, agency_row
from .lists.companies import Companies, company_row
from .lists.documents import Documents, document_row
from .lists.leading_groups import LeadingGroups, leading_group_row
from .lists.regional_models import RegionalModels, regional_model_row
from .lists.regions import Regions
from .lists.scores import Scores, score_row, unprinted_row
from .lists.shareholdings import Shareholdings, shareholding_row
from .models import Indicator, Score, SeparatedOperation
from .presence_facts import presence_facts
from .rows import place
from .vocabularies import MandateKind, MandateStage

# What a profile tells after identity, presences, agencies and leading groups.
FURTHER = ("company", "shareholding", "model", "score", "document")
# So many ranks of an indicator are shown as dots beside that of a region.
MOST_BESIDE = 150


@dataclass(frozen=True)
class Profile:
    """What is known of one region on a day: the facts, and the rows they were made of."""

    region: Region
    day: date
    row: Row
    facts: list[Fact]
    agencies: list[Row] = field(default_factory=list)
    leading_groups: list[Row] = field(default_factory=list)
    companies: list[Row] = field(default_factory=list)
    shareholdings: list[Row] = field(default_factory=list)
    models: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    scores: list[Row] = field(default_factory=list)
    # those of `scores` that are of a whole index, not of one of its parts
    overall_scores: list[Row] = field(default_factory=list)

    @property
    def principal(self) -> Row | None:
        """The one body in front."""
        return next((row for row in self.agencies if row["principal"]), None)

    @property
    def operating(self) -> list[Row]:
        """The companies that build and run the digital government of the region."""
        wanted = MandateStage.OPERATING, MandateKind.DIGITAL_GOVERNMENT
        return [row for row in self.companies if (row["stage"], row["kind"]) == wanted]

    @property
    def told(self) -> list[Fact]:
        """The facts that some source tells."""
        return [fact for fact in self.facts if fact.is_told]

    def of(self, kind: str) -> list[Fact]:
        """The facts of a kind; none where all there is to say is that no source mentions it."""
        return [fact for fact in self.facts if fact.kind == kind and fact.row_id]

    def presence(self, name: str) -> Fact:
        return next(fact for fact in self.facts if fact.kind == "region" and fact.property == name)

    def last_seen(self, row: Row) -> str | None:
        """The date of the newest evidence for anything known of a row."""
        dates = [fact.as_of for fact in self.facts if fact.row_id == row["id"] and fact.is_known]
        return max(filter(None, dates), key=last_day, default=None)

    @property
    def subjects(self) -> dict[str, list[tuple[str, list[Fact]]]]:
        """kind -> [(subject, its facts)]: the facts of one row stand together."""
        grouped: dict[str, dict[str, list[Fact]]] = {kind: {} for kind in KINDS}
        for fact in self.facts:
            grouped[fact.kind].setdefault(fact.row_id, []).append(fact)
        return {kind: [(facts[0].subject, facts) for facts in rows.values()] for kind, rows in grouped.items()}


def profiles(codes: Iterable[str], day: date, *, briefly: Iterable[str] = ()) -> list[Profile]:
    """The profiles of some regions on a day, in the order of `codes`; unknown codes are left out.

    briefly: codes after these of which identity, presences, agencies and leading groups are enough.
    """
    whole, codes = list(codes), [*codes, *briefly]
    here, wholly = {"region__in": codes}, {"region__in": whole}
    separated = SeparatedOperation.objects.in_force(day).filter(**here).select_related("source")
    found = {
        "agency": _grouped(Agencies().queryset(day).filter(**here)),
        "leading_group": _grouped(LeadingGroups().queryset(day).filter(**here)),
        "company": _grouped(Companies().queryset(day).filter(**here)),
        "separated": _grouped(separated),
        "model": _grouped(RegionalModels().queryset(day).filter(**wholly)),
        "document": _grouped(Documents().queryset(day).filter(**wholly).order_by("-known_from", "id")),
        "score": _grouped(
            Scores().queryset(day).filter(**wholly).order_by("indicator__edition_id", "indicator__position", "id")
        ),
    }
    companies = {mandate.company_id for code in whole for mandate in found["company"].get(code, ())}
    holdings = _grouped(Shareholdings().queryset(day).filter(company__in=companies), by="company_id")
    absent = {name: absences(subject, day) for name, subject in PRESENCES.items() if subject is not None}
    sizes = universes()
    printed = Score.objects.known(day).filter(indicator=OuterRef("pk"))
    evaluated = list(
        Indicator.objects.filter(Exists(printed), level=RegionLevel.PROVINCE, n_evaluated__in=sizes).select_related(
            "edition__evaluation", "source"
        )
    )
    regions = {region.code: region for region in Regions().queryset(day).filter(code__in=codes)}
    wholes = set(whole)
    for region in regions.values():
        region.covered_by = {size for size, members in sizes.items() if region.code in members}
    return [
        _profile(
            regions[code],
            {kind: rows[code] for kind, rows in found.items()},
            holdings,
            absent,
            evaluated,
            day,
            kinds=FURTHER if code in wholes else (),
        )
        for code in codes
        if code in regions
    ]


def scores_beside(chosen: list[Profile], day: date) -> list[Row]:
    """All score rows of the indicators in which one of these regions stands: a place among the others. None of those that
    rank more than MOST_BESIDE: nobody finds a place among thousands of dots, and they are a page of megabytes."""
    indicators = {row["indicator_id"] for profile in chosen for row in profile.scores}
    scores = Scores().queryset(day).filter(indicator__in=readable(Indicator.objects.filter(pk__in=indicators)))
    ordered = scores.order_by("indicator__edition_id", "indicator__position", "rank", "region_id", "id")
    return [score_row(score) for score in ordered]


def readable(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Those of some indicators that rank no more than MOST_BESIDE regions."""
    further = Score.objects.filter(indicator=OuterRef("pk"), rank__gt=MOST_BESIDE)
    return indicators.filter(~Exists(further)).order_by()


def _grouped(queryset, by: str = "region_id") -> dict[str, list]:
    found = defaultdict(list)
    for item in queryset:
        found[getattr(item, by)].append(item)
    return found


def _profile(
    region: Region,
    found: dict[str, list],
    holdings: dict[str, list],
    absent: dict,
    evaluated: list[Indicator],
    day: date,
    *,
    kinds: tuple[str, ...],
) -> Profile:
    """One profile from the rows of its region; the body in front comes first. kinds: those of FURTHER that it tells."""
    statuses = sorted(found["agency"], key=lambda status: (status.region_front != status.id, status.id))
    homes = {
        "has_leading_group": [one for one in found["leading_group"] if one.is_in_place],
        "has_operating_company": [one for one in found["company"] if one.is_operating],
        "separated_operation": found["separated"],
    }
    lists = {
        "leading_group": [leading_group_row(group) for group in found["leading_group"]],
        "company": [company_row(mandate) for mandate in found["company"]],
        "shareholding": [
            shareholding_row(holding) | place(region)
            for mandate in found["company"]
            for holding in holdings.get(mandate.company_id, ())
        ],
        "model": [regional_model_row(model) for model in found["model"]],
        "score": [score_row(score) for score in found["score"]],
        "document": [document_row(document) for document in found["document"]],
    }
    row = Regions().row(region, day)
    facts = list(identity_facts(region, row, day))
    shown = {name: provenance(one[0]) for name, one in homes.items() if one}
    if statuses:
        shown["has_agency"] = existence_source(statuses[0], day)
    facts += list(presence_facts(region, shown, absent))
    for status in statuses:
        facts.extend(agency_facts(status, day))
    for group, one in zip(found["leading_group"], lists["leading_group"], strict=True):
        facts.extend(facts_of("leading_group", one, day, sources=leading_group_sources(group)))
    for kind in kinds:
        for one in lists[kind]:
            facts.extend(facts_of(kind, one, day))
        if kind == "score":
            # an index that covers a whole denominator covers each of it, even where it prints nothing of one
            printed = {one["indicator_id"] for one in lists[kind]}
            for indicator in evaluated:
                if indicator.id not in printed and indicator.n_evaluated in region.covered_by:
                    gap = unprinted_row(indicator, region)
                    facts.extend(facts_of(kind, gap, day))
        if not any(fact.kind == kind for fact in facts) and kind not in PRESENCE_OF:
            facts.append(nothing_of(kind, region))
    return Profile(
        region=region,
        day=day,
        row=row,
        facts=facts,
        agencies=[agency_row(status, day) for status in statuses],
        leading_groups=lists["leading_group"],
        companies=lists["company"],
        shareholdings=lists["shareholding"],
        models=lists["model"],
        documents=lists["document"],
        scores=lists["score"],
        overall_scores=[
            row for score, row in zip(found["score"], lists["score"], strict=True) if score.indicator.parent_id is None
        ],
    )
