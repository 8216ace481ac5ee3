"""Pictures of plain rows. Nothing here knows the database or the request; words are said in the language of the page.

Shapes are named by form, not by page: `tile_map`, `share_bars`, `composition_bars`, `rank_strips`,
`score_matrix`, `flow`, `edition_points`, `presence_bars`, `presence_steps`, `value_bars`, `rank_dots`,
`tier_tiles`, `swarm`, `holdings_flow`, `text_table`. Each returns a `Chart`: figure, words, data and sources together.
"""

from .bars import SHARE_COLUMNS, composition_bars, share_bars
from .chart import Chart, nothing
from .editions import edition_points
from .flow import flow
from .holdings import holdings_flow
from .matrix import score_matrix
from .presences import presence_bars, presence_steps
from .ranking import rank_dots, tier_tiles, value_bars
from .strips import rank_strips
from .swarm import swarm
from .text_table import Cell, Tone, text_table
from .tiles import tile_map

__all__ = [
    "SHARE_COLUMNS",
    "Cell",
    "Chart",
    "Tone",
    "composition_bars",
    "edition_points",
    "flow",
    "holdings_flow",
    "nothing",
    "presence_bars",
    "presence_steps",
    "rank_dots",
    "rank_strips",
    "score_matrix",
    "share_bars",
    "swarm",
    "text_table",
    "tier_tiles",
    "tile_map",
    "value_bars",
]
