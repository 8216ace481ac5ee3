"""How the workers of a test run share the tests: by file, some folders whole, and what takes long first."""

from collections import Counter

import pytest
from xdist.scheduler import LoadFileScheduling

# Real processes, which mostly wait for one another: begun first, they end while the short tests fill what is left.
LONG = ("tests/browser/", "tests/deployment/", "tests/exporting/", "tests/fuzz/", "tests/security/")
# What their tests share takes long to make: a site with all its pictures drawn; a PostgreSQL and a file with the dataset.
TOGETHER = ("tests/browser/", "tests/deployment/")


def world(nodeid: str) -> str:
    """What a test shares with others: its file, or its folder."""
    return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.partition("::")[0])


def longest_first(items: list[pytest.Item]) -> None:
    """Sort by LONG, then by how many tests a file has; the order within a file stays."""
    counts = Counter(world(item.nodeid) for item in items)

    def place(item: pytest.Item) -> tuple[int, int, str]:
        name = world(item.nodeid)
        rank = next((number for number, folder in enumerate(LONG) if name.startswith(folder)), len(LONG))
        return rank, -counts[name], name

    items.sort(key=place)


class ByWorld(LoadFileScheduling):
    """As loadfile, but for what `world` puts together."""

    def _split_scope(self, nodeid: str) -> str:
        return world(nodeid)
