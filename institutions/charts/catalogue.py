"""Every chart of the site, in the order of the page /charts/. Adding one is an entry here and the module it names."""

from . import (
    agency_map,
    agency_types,
    dimension_profile,
    equity,
    models_side_by_side,
    ownership_flow,
    rank_over_editions,
    responsibilities_matrix,
    type_flow,
)
from .entry import Entry

CHARTS: dict[str, Entry] = {
    module.ENTRY.slug: module.ENTRY
    for module in (
        agency_map,
        agency_types,
        type_flow,
        dimension_profile,
        rank_over_editions,
        equity,
        ownership_flow,
        responsibilities_matrix,
        models_side_by_side,
    )
}
