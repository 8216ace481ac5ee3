"""The settings of a site that makes each page anew, so that the making can be measured. Parts that are kept for each version
of the dataset (facets with their counts) are kept as in production."""

from govcompare.settings import *  # noqa: F403 - the same settings, one middleware less
from govcompare.settings import MIDDLEWARE as ALL

MIDDLEWARE = [name for name in ALL if not name.endswith(".KeptPages")]
