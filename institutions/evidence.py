"""Which source each field rests on, where it is not that of its row."""

from collections.abc import Iterable
from datetime import date

from govcompare.language import phrases
from govcompare.partial_dates import last_day
from govcompare.rows import Row, provenance
from govcompare.vocabularies import Confidence
from regions.models import Region

from .agreement import differs
from .models import AgencyStatus, LeadingGroup
from .models.evidence import Evidence
from .vocabularies import EvidenceField, MembershipRole

# Column of a leading group -> the role whose memberships fill it.
ROLES = {
    "heads": MembershipRole.HEAD,
    "deputies": MembershipRole.DEPUTY_HEAD,
    "office": MembershipRole.OFFICE_HOST,
    "lead_unit": MembershipRole.LEAD_UNIT,
    "members": MembershipRole.MEMBER_UNIT,
    "advisory_bodies": MembershipRole.ADVISORY_BODY,
}


def agency_sources(status: AgencyStatus, day: date) -> dict[str, Row]:
    """Field -> provenance. Needs the organisation's source and the evidence with its sources.

    Of several sources the latest one that is not later than `day`; if all are later, the first of them.
    """
    named = provenance(status.organization)
    found = {"name": [named], "predecessor": [named]}
    for evidence in status.evidence.all():
        # a source that gives another value is the other side of a disagreement, not the home of this one
        if evidence.field != EvidenceField.EXISTENCE and not differs(status, evidence):
            found.setdefault(evidence.field, []).append(provenance(evidence))
    return {name: _closest(homes, day) for name, homes in found.items()}


def existence_source(status: AgencyStatus, day: date) -> Row:
    """Provenance for there being this body on a day: the latest witness by then; if all are later, the first, implied."""
    witnesses = [
        status,
        *(evidence for evidence in status.evidence.all() if evidence.field == EvidenceField.EXISTENCE),
    ]
    home = _closest([provenance(witness) for witness in witnesses], day)
    return home if last_day(home["as_of"]) <= day else home | {"confidence": Confidence.IMPLIED.value}


def leading_group_sources(group: LeadingGroup) -> dict[str, Row]:
    """Field -> provenance: who sits where, from the first membership of the role; the name from the organisation."""
    named = provenance(group.organization)
    found = {"name": named, "predecessor": named}
    for name, role in ROLES.items():
        first = next((membership for membership in group.members if membership.role == role), None)
        if first:
            found[name] = provenance(first)
    return found


def region_sources(region: Region) -> dict[str, Row]:
    """Field -> provenance, for the columns that other standards give. Needs the evidence with its sources."""
    return {evidence.field: provenance(evidence) for evidence in region.evidence.all()}


def elsewhere(row: Row, sources: dict[str, Row]) -> dict[str, str]:
    """Field -> "source locator as_of", for filled fields of a row that rest on another place than the row."""
    own = (row["source"], row["locator"])
    return {
        name: f"{home['source']} {home['locator']} {home['as_of']}"
        for name, home in sources.items()
        if row.get(name) not in (None, []) and (home["source"], home["locator"]) != own
    }


def sources_elsewhere(rows: Iterable[Row]) -> set[str]:
    """The sources that `elsewhere` names in some rows."""
    return {place.split()[0] for row in rows for place in row["evidence"].values()}


def other_sources(evidence: Iterable[Evidence]) -> dict[str, str]:
    """source -> "field locator as_of" of each further source of a row, with what it says where that differs."""
    found: dict[str, list[str]] = {}
    for one in evidence:
        words = f"{one.field} {one.locator} {one.as_of}" + (f" {one.value}" if one.value else "")
        found.setdefault(one.source_id, []).append(words)
    return {source: phrases(words) for source, words in found.items()}


def _closest(homes: list[Row], day: date) -> Row:
    dated = sorted(homes, key=lambda home: last_day(home["as_of"]))
    return next((home for home in reversed(dated) if last_day(home["as_of"]) <= day), dated[0])
