"""The settings of the deployments that these tests start: production's, with makers as plain as can be."""

from tests.settings import *  # noqa: F403 - the same settings, one change below

EXPORT_MAKERS = {"image": "tests.exporting.makers.picture", "archive": "tests.exporting.makers.archive"}
