"""Every chart of the site, in the order of the page /charts/. Adding one is an entry here and the module it names."""

from . import (
    agencies_over_time,
    agency_map,
    agency_types,
    agency_types_by_economic_region,
    coverage,
    dimension_profile,
    equity,
    models_side_by_side,
    ownership_flow,
    rank_over_editions,
    ranking,
    responsibilities_matrix,
    type_against_score,
    type_flow,
)
from .entry import Entry

CHARTS: dict[str, Entry] = {
    module.ENTRY.slug: module.ENTRY
    for module in (
        agency_map,
        agency_types_by_economic_region,
        agency_types,
        agencies_over_time,
        type_flow,
        coverage,
        ranking,
        dimension_profile,
        rank_over_editions,
        type_against_score,
        equity,
        ownership_flow,
        responsibilities_matrix,
        models_side_by_side,
    )
}
