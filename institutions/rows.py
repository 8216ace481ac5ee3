"""One function per list: from a model to the row that page, CSV, XLSX and JSON show."""

from datetime import date

from govcompare.partial_dates import last_day
from govcompare.rows import Row, finish, label, number
from govcompare.vocabularies import Confidence, Presence
from regions.models import Region
from regions.vocabularies import EconomicRegion, RegionLevel

from .evidence import ROLES, agency_sources, elsewhere, leading_group_sources
from .models import (
    AgencyStatus,
    Indicator,
    LeadingGroup,
    OperatingMandate,
    PolicyDocument,
    RegionalModel,
    Score,
    Shareholding,
)
from .vocabularies import (
    AdministrativeRank,
    AgencyType,
    DocumentStage,
    GroupStage,
    MandateKind,
    MandateStage,
)

LIST_SEPARATOR = "；"


def joined(parts: list[str]) -> str | None:
    """Parts as one text, or None for none."""
    return LIST_SEPARATOR.join(parts) or None


def place(region: Region) -> Row:
    """The columns that say which region a row belongs to."""
    return {"region_code": region.code, "region": region.short_name}


def region_row(region: Region) -> Row:
    """Needs `with_facts` and `agency_types` (see listings.Regions)."""
    row = {
        "code": region.code,
        "name": region.name,
        "short_name": region.short_name,
        "name_en": region.name_en,
        "pinyin": region.pinyin,
        "iso_code": region.iso_code or None,
        "abbreviation": region.abbreviation or None,
        "level": region.level,
        "level_label": label(RegionLevel, region.level),
        "parent_code": region.parent_id,
        "economic_region": label(EconomicRegion, region.economic_region),
        "counted_in_31": region.counted_in_31,
        "has_agency": region.has_agency,
        "has_agency_label": label(Presence, region.has_agency),
        "agency_type": region.own_type or None,
        "agency_type_label": label(AgencyType, region.own_type),
        "last_known_type": region.last_known_type or None,
        "last_known_type_label": label(AgencyType, region.last_known_type),
        "last_known_as_of": region.last_known_as_of or None,
        "agency_types": region.agency_types,
        "has_leading_group": region.has_leading_group,
        "has_leading_group_label": label(Presence, region.has_leading_group),
        "has_operating_company": region.has_operating_company,
        "has_operating_company_label": label(Presence, region.has_operating_company),
        "separated_operation": region.separated_operation,
        "separated_operation_label": "实行"
        if region.separated_operation == Presence.YES
        else label(Presence, region.separated_operation),
    }
    reason = region.has_agency if region.has_agency in (Presence.NONE, Presence.NOT_APPLICABLE) else "unknown"
    of_agency = ("agency_type", "last_known_type", "last_known_as_of", "agency_types")
    return finish(row, region, because=dict.fromkeys(of_agency, str(reason)))


def agency_row(status: AgencyStatus, day: date) -> Row:
    """Needs `region_front`: the id of the status in front of its region on the day, or None."""
    row = {
        "id": status.id,
        **place(status.region),
        "name": status.organization.name or None,
        "principal": is_principal(status),
        "type": status.type or None,
        "type_label": label(AgencyType, status.type),
        "last_known_type": status.last_known_type or None,
        "last_known_type_label": label(AgencyType, status.last_known_type),
        "last_known_as_of": status.last_known_as_of or None,
        "rank": status.rank or None,
        "rank_label": label(AdministrativeRank, status.rank),
        "rank_confidence": status.rank_confidence or None,
        "superior": status.superior or None,
        "predecessor": joined(status.organization.predecessor),
        "plates": status.plates,
        "functions": status.functions,
        "valid_from": status.valid_from,
        "valid_to": status.valid_to,
        "last_observed": last_observed(status, day),
    }
    row = finish(row, status)
    row["evidence"] = elsewhere(row, agency_sources(status, day))
    if last_day(status.as_of) > day:
        # the state is certain by its beginning, its details are observed later: see docs/decisions.md
        row |= {"confidence": "implied", "confidence_label": label(Confidence, "implied")}
    return row


def is_principal(status: AgencyStatus) -> bool | None:
    """True for the one body in front; unknown where no source says which body that is."""
    if status.region_front == status.id:
        return True
    return False if status.region_front or status.principal is False else None


def last_observed(status: AgencyStatus, day: date) -> str:
    """The latest date, not after `day`, for which a source vouches for this body; needs its evidence prefetched."""
    dates = [status.as_of, *(evidence.as_of for evidence in status.evidence.all())]
    return max((text for text in dates if last_day(text) <= day), key=last_day, default=status.as_of)


def leading_group_row(group: LeadingGroup) -> Row:
    """Needs `members`: the memberships in force on the day."""

    def labels(name: str) -> list[str]:
        return [membership.label for membership in group.members if membership.role == ROLES[name]]

    row = {
        "id": group.id,
        **place(group.region),
        "name": group.organization.name or None,
        "stage": group.stage,
        "stage_label": label(GroupStage, group.stage),
        "heads": labels("heads"),
        "deputies": labels("deputies"),
        "office": joined(labels("office")),
        "lead_unit": joined(labels("lead_unit")),
        "members": labels("members"),
        "advisory_bodies": labels("advisory_bodies"),
        "established": group.established,
        "predecessor": joined(group.organization.predecessor),
        "functions": group.functions,
        "valid_from": group.valid_from,
        "valid_to": group.valid_to,
    }
    row = finish(row, group)
    row["evidence"] = elsewhere(row, leading_group_sources(group))
    return row


def company_row(mandate: OperatingMandate) -> Row:
    """One operating mandate; `serves` is a list."""
    row = {
        "id": mandate.id,
        **place(mandate.region),
        "company": mandate.company_id,
        "name": mandate.company.name or None,
        "role": mandate.role or None,
        "serves": [mandate.serves.name or mandate.serves.id] if mandate.serves else [],
        "kind": mandate.kind,
        "kind_label": label(MandateKind, mandate.kind),
        "stage": mandate.stage,
        "stage_label": label(MandateStage, mandate.stage),
        "valid_from": mandate.valid_from,
        "valid_to": mandate.valid_to,
    }
    return finish(row, mandate)


def shareholding_row(holding: Shareholding) -> Row:
    """One shareholding, shares in percent."""
    row = {
        "id": holding.id,
        "company": holding.company.name,
        "holder": holding.holder.name,
        "share_exact": number(holding.share_exact),
        "share_minimum": number(holding.share_minimum),
        "share_maximum": number(holding.share_maximum),
        "collective": holding.collective,
        "valid_from": holding.valid_from,
        "valid_to": holding.valid_to,
    }
    exact = {"share_minimum": "not_applicable", "share_maximum": "not_applicable"}
    return finish(row, holding, because=exact if holding.share_exact is not None else None)


def document_row(document: PolicyDocument) -> Row:
    """One policy document; of a planned one number and dates do not apply."""
    row = {
        "id": document.id,
        **place(document.region),
        "title": document.title,
        "number": document.number or None,
        "kind": document.kind,
        "issuers": document.issuers,
        "issued_on": document.issued_on,
        "effective_from": document.effective_from,
        "period": document.period or None,
        "stage": document.stage,
        "stage_label": label(DocumentStage, document.stage),
        "legal_force": document.legal_force or None,
    }
    planned = {"number": "not_applicable", "issued_on": "not_applicable", "effective_from": "not_applicable"}
    return finish(row, document, because=planned if document.stage == DocumentStage.PLANNED else None)


def score_row(score: Score) -> Row:
    """One score; what is not printed of value, rank and band is 未公布."""
    indicator = score.indicator
    row = {
        "id": score.id,
        "evaluation": indicator.edition.evaluation.name,
        "publisher": indicator.edition.evaluation.publisher.name,
        "edition": indicator.edition.label,
        "edition_id": indicator.edition_id,
        "indicator": indicator.name,
        "indicator_id": indicator.id,
        "indicator_level": indicator.level,
        **place(score.region),
        "value": number(score.value),
        "rank": score.rank,
        "tied": score.tied,
        "band": score.band or None,
        "n_evaluated": indicator.n_evaluated,
    }
    unprinted = dict.fromkeys(("value", "rank", "band"), "not_published")
    return finish(row, score, because=unprinted)


def rank_label(row: Row) -> str | None:
    """A rank of a score row with its tie as printed and how many were ranked: 3（并列） / 31."""
    if row.get("rank") is None:
        return None
    return f"{row['rank']}{'（并列）' if row.get('tied') else ''} / {row.get('n_evaluated') or '参评数未知'}"


def score_title(row: Row) -> str:
    """What a score measures, in one line; city indicators say so, for some share the name of a provincial one."""
    scope = "（城市）" if row["indicator_level"] == RegionLevel.PREFECTURE else ""
    return f"{row['evaluation']} {row['edition']}：{row['indicator']}{scope}"


def unprinted_row(indicator: Indicator, region: Region) -> Row:
    """The row of a region that an indicator evaluates and prints nothing of."""
    row = {
        "id": f"{indicator.id}-{region.code}-unprinted",
        "evaluation": indicator.edition.evaluation.name,
        "edition": indicator.edition.label,
        "indicator": indicator.name,
        "indicator_id": indicator.id,
        "indicator_level": indicator.level,
        **place(region),
        "value": None,
        "rank": None,
        "band": None,
    }
    # the reason is that of the row, not those of the indicator's own fields
    row = finish(row, indicator) | {"confidence": "implied", "note": "参评而没有印出此地"}
    return row | {"missing": dict.fromkeys(("value", "rank", "band"), "not_published")}


def unprinted(score: Row, region: Region) -> str:
    """Why an indicator has nothing for a region: 不适用 where it ranks others, 未公布 where it evaluates as many regions
    as a denominator that holds this one, else 未知. Needs `covered_by` (see profiles.profiles)."""
    if score["indicator_level"] != region.level:
        return "not_applicable"
    return "not_published" if score["n_evaluated"] in region.covered_by else "unknown"


def shareholding_title(row: Row) -> str:
    """Who holds what, in one line."""
    return f"{row['holder']} 持有 {row['company']}"


def regional_model_row(model: RegionalModel) -> Row:
    """One regional model."""
    row = {
        "id": model.id,
        **place(model.region),
        "name": model.name,
        "slogan": model.slogan or None,
        "features": model.features,
        "valid_from": model.valid_from,
        "valid_to": model.valid_to,
    }
    return finish(row, model)
