"""Every list of institutions, in the order in which the site names them."""

from .lists.agencies import Agencies
from .lists.companies import Companies
from .lists.definitions import Definitions
from .lists.documents import Documents
from .lists.leading_groups import LeadingGroups
from .lists.left_out import LeftOuts
from .lists.national import Functions
from .lists.platforms import Platforms
from .lists.regional_models import RegionalModels
from .lists.regions import Regions
from .lists.scores import Scores
from .lists.shareholdings import Shareholdings
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
