"""The tables of the dataset in the order of their foreign keys, and what is derived before they are written.

`observed` goes before all of them, for every row that rests on a source.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from institutions import models as institutions
from regions.models import Denominator, DenominatorMember, Region, RegionEvidence

from .citations import bibtex, gb_t_7714
from .models import Source, Sourced
from .partial_dates import last_day
from .sort_keys import typed
from .validity import certain_day, settle, supersede

Row = dict[str, Any]


def sources(rows: list[Row]) -> None:
    """Derive how each source is cited."""
    for row in rows:
        row["citation"], row["bibtex"] = gb_t_7714(row), bibtex(row)


def dated(rows: list[Row]) -> None:
    """Derive the day columns, then let rows end where another supersedes them."""
    for row in rows:
        settle(row)
    supersede(rows)


def agencies(rows: list[Row]) -> None:
    """Dated; and each row of unknown type keeps beside it the last type known of those it supersedes."""
    dated(rows)
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        earlier, seen = row, set()
        while earlier and not earlier["type"] and earlier["id"] not in seen:
            seen.add(earlier["id"])
            earlier = by_id.get(earlier["supersedes"])
        known = earlier if earlier and earlier["type"] else {"type": "", "as_of": ""}
        row["last_known_type"], row["last_known_as_of"] = known["type"], known["as_of"]


def regions(rows: list[Row]) -> None:
    """Derive the sort key: pinyin as one types it, then the code."""
    for row in rows:
        # 陕西 is written shaan only to tell it from 山西
        row["sort_key"] = typed(row["pinyin"]).replace("shaan", "shan") + row["code"]


def documents(rows: list[Row]) -> None:
    """Derive the day by which a document is known: when issued, else when a source names it."""
    for row in rows:
        seen = last_day(row["as_of"])
        row["known_from"] = certain_day(row["issued_on"], seen) if row["issued_on"] else seen


def observed(rows: Iterable[Row]) -> Iterable[Row]:
    """Derive the day by which a row is known: the end of the period its source vouches for."""
    for row in rows:
        row["known_from"] = last_day(row["as_of"])
        yield row


def derived(table: "Table", rows: Iterable[Row]) -> Iterable[Row]:
    """The rows of a table as they are written; read one after another where none looks at the others."""
    _, model, derive = table
    if issubclass(model, Sourced):
        rows = observed(rows)
    if derive:
        rows = list(rows)
        derive(rows)
    return rows


# table, model, what is derived before its rows are written
Table = tuple[str, type[models.Model], Callable[[list[Row]], None] | None]
TABLES: list[Table] = [
    ("sources", Source, sources),
    ("regions", Region, regions),
    ("region_evidence", RegionEvidence, None),
    ("denominators", Denominator, None),
    ("denominator_members", DenominatorMember, None),
    ("organizations", institutions.Organization, None),
    ("agency_statuses", institutions.AgencyStatus, agencies),
    ("agency_evidence", institutions.AgencyEvidence, None),
    ("leading_groups", institutions.LeadingGroup, dated),
    ("leading_group_evidence", institutions.LeadingGroupEvidence, None),
    ("memberships", institutions.Membership, dated),
    ("operating_mandates", institutions.OperatingMandate, dated),
    ("mandate_evidence", institutions.MandateEvidence, None),
    ("separated_operations", institutions.SeparatedOperation, dated),
    ("shareholdings", institutions.Shareholding, dated),
    ("shareholding_evidence", institutions.ShareholdingEvidence, None),
    ("regional_models", institutions.RegionalModel, dated),
    ("documents", institutions.PolicyDocument, documents),
    ("document_evidence", institutions.DocumentEvidence, None),
    ("tasks", institutions.Task, None),
    ("task_units", institutions.TaskUnit, None),
    ("task_evidence", institutions.TaskEvidence, None),
    ("unit_names", institutions.UnitName, None),
    ("platforms", institutions.Platform, None),
    ("platform_evidence", institutions.PlatformEvidence, None),
    ("national_functions", institutions.NationalFunction, None),
    ("body_names", institutions.BodyName, None),
    ("definitions", institutions.Definition, None),
    ("evaluations", institutions.Evaluation, None),
    ("editions", institutions.Edition, None),
    ("indicators", institutions.Indicator, None),
    ("scores", institutions.Score, None),
    ("statistics", institutions.Statistic, None),
    ("statistic_members", institutions.StatisticMember, None),
    ("statistic_evidence", institutions.StatisticEvidence, None),
    ("explanations", institutions.Explanation, None),
    ("left_out", institutions.LeftOut, None),
]
