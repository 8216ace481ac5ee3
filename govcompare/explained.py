"""Where the glossary explains what a filter, a column or a row of a table is about."""

from .query import link

# field, or what else a label or a heading is about -> the anchor on /glossary/ (a test holds them against the page)
ANCHORS = {
    "agency_type": "agency-types",
    "type": "agency-types",
    "last_known_type": "last-known",
    "rank": "ranks",
    "principal": "principal",
    "superior": "superior",
    "plates": "plates",
    "confidence": "evidence",
    "has_agency": "data-agency",
    "has_leading_group": "leading-group",
    "has_operating_company": "operating-company",
    "separated_operation": "separated-operation",
    "model": "regional-model",
    "evaluation": "indices",
    "edition": "edition",
    "band": "tier",
    "lead_basis": "lead",
    "topic": "topic",
    "lead": "lead",
    "agency": "data-agency",
    "leading_group": "leading-group",
    "company": "operating-company",
    "score": "indices",
    "body": "bodies",
    "as_of": "as-of",
    "date_shown": "date-shown",
    "locator": "locator",
}
# In these lists `rank` is a place in an index.
OTHERWISE = {"score", "scores"}


def explained(field: str, params: dict[str, str], *, kind: str = "") -> str:
    """The address of the explanation, or nothing. kind: the list or section in which the field stands."""
    if field not in ANCHORS or (field == "rank" and kind in OTHERWISE):
        return ""
    return f"{link('/glossary/', params)}#{ANCHORS[field]}"
