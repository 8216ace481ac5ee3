"""A web process whose clock is set a day ahead or back, beside one whose clock is right."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.exporting.test_beat import FAKETIME

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(make_site, shared_valkey):
    url = shared_valkey.connection_url
    return make_site(
        BROKER_URL=f"{url}/0", CACHE_URL=f"{url}/1", SEARCH_LIMIT="6",
    )  # fmt: skip


@pytest.fixture(scope="module")
def date(site):
    """What the clock of one machine is ahead of the others."""
    path = site.folder / "date"
    path.write_text("+0")
    return path


@pytest.fixture(scope="module")
def webs(site, date):
    """One whose clock can be set, and one whose clock is right."""
    site.worker()
    clock = {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(date), "FAKETIME_NO_CACHE": "1",
             "FAKETIME_DONT_FAKE_MONOTONIC": "1"}  # fmt: skip
    return site.web(**clock), site.web()


@pytest.mark.parametrize("jump, width", [("+1d", 770), ("-1d", 780)])
def test_clock_that_jumps_leaves_pages_right_and_nobody_waiting_for_a_day(site, webs, date, postgres, jump, width):
    wrong, right = webs
    date.write_text(jump)
    assert jump[0] == ("+" if said_by(wrong) > datetime.now(UTC) else "-")
    facts = [rows(web.get("/agencies/").text) for web in webs]
    assert facts[0] == facts[1] and facts[0]
    # limits: used up by the wrong clock, then asked by the right one
    for number in range(6):
        assert wrong.get(f"/search/suggest/?q={width}{number}").status in (200, 429)
    refused = right.get(f"/search/suggest/?q={width}x")
    assert refused.status == 200 or int(refused.headers["Retry-After"]) <= 61
    # a job that is asked by the wrong clock is made at once, and its times are those of the database
    wrong.until(lambda: wrong.get(f"/charts/models.svg?w={width + 1}").status == 200, "nobody made it", seconds=10)
    assert right.get(f"/charts/models.svg?w={width + 1}").status == 200
    times = postgres.execute(
        "SELECT created_at, started_at, finished_at, expires_at FROM govcompare_exportjob ORDER BY finished_at DESC LIMIT 1",
        database=site.database,
    )[0]
    assert list(times) == sorted(times)
    assert abs(times[0] - datetime.now(UTC)) < timedelta(minutes=2)
    # who looks at a job by the wrong clock takes it from nobody
    site.hold.touch()
    before = len(site.begun())
    asked = re.search(r"/exports/[^/]+/", start(right, f"/charts/models.svg?w={width + 2}"))[0]
    right.until(lambda: len(site.begun()) > before, "the job did not begin")
    assert "制作中" in wrong.get(asked).text
    site.hold.unlink()
    right.until(lambda: "完成" in right.get(asked).text, "the job did not end")
    assert len(site.begun()) == before + 1


def said_by(web) -> datetime:
    """The time on the clock of a machine, as it stands in its log."""
    web.get("/about/")
    return datetime.fromisoformat(web.events()[-1]["timestamp"])


def rows(page: str) -> list[str]:
    """What stands in the table of a page."""
    return re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)


def start(web, address: str) -> str:
    """The page of a job that was just asked for."""
    return web.get(address).headers["Location"]
