"""Pictures of plain rows. Nothing here knows the database, the request or the language of a page.

Shapes are named by form, not by page: `tile_map`, `share_bars`, `composition_bars`, `rank_strips`,
`score_matrix`, `flow`, `edition_points`. Each returns a `Chart`: figure, words, data and sources together.
"""

from .bars import SHARE_COLUMNS, composition_bars, share_bars
from .chart import Chart, nothing
from .editions import edition_points
from .flow import flow
from .matrix import score_matrix
from .strips import rank_strips
from .tiles import tile_map

__all__ = [
    "SHARE_COLUMNS",
    "Chart",
    "composition_bars",
    "edition_points",
    "flow",
    "nothing",
    "rank_strips",
    "score_matrix",
    "share_bars",
    "tile_map",
]
