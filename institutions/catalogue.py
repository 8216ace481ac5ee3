"""Every list of institutions, in the order in which the site names them."""

from .listings import (
    Agencies,
    Companies,
    Documents,
    LeadingGroups,
    RegionalModels,
    Regions,
    Scores,
    Shareholdings,
)
from .lists.definitions import Definitions
from .lists.left_out import LeftOuts
from .lists.national import Functions
from .lists.platforms import Platforms
from .lists.statistics import Statistics
from .lists.tasks import Tasks

LISTINGS = (
    Regions,
    Agencies,
    LeadingGroups,
    Companies,
    Shareholdings,
    Documents,
    Tasks,
    Functions,
    Platforms,
    Scores,
    Statistics,
    RegionalModels,
    Definitions,
    LeftOuts,
)
