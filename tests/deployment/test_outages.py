"""What visitors see while the database, the cache or the queue is away, and that all comes back by itself."""

import json
import re
import signal
import time
from contextlib import contextmanager

import pytest

pytestmark = pytest.mark.browser

PAGES = ["/regions/", "/agencies/", "/documents/", "/en/agencies/"]


@pytest.fixture(scope="module")
def site(make_site, shared_valkey):
    url = shared_valkey.connection_url
    return make_site(BROKER_URL=f"{url}/0", CACHE_URL=f"{url}/1")


@pytest.fixture(scope="module")
def web(site):
    return site.web(WEB_WORKERS="2")


@pytest.fixture(scope="module")
def worker(site, web):
    site.beat()
    return site.worker()


@contextmanager
def stopped(postgres):
    """No database meanwhile."""
    postgres.stop()
    try:
        yield
    finally:
        postgres.start()


@contextmanager
def hanging(valkey):
    """A Valkey that takes connections and answers nobody."""
    valkey._process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        valkey._process.send_signal(signal.SIGCONT)


@contextmanager
def gone(valkey):
    """No Valkey meanwhile; what it knew is forgotten."""
    port = valkey.port
    valkey.terminate()
    try:
        yield
    finally:
        valkey._desired_port = port
        valkey.start()


def test_pages_that_were_made_outlive_the_database_and_the_others_come_back(web, worker, postgres):
    made = {path: web.get(path) for path in PAGES}
    picture = "/charts/models.svg?w=711"
    web.until(lambda: web.get(picture).status == 200, "no picture was made")
    with stopped(postgres):
        time.sleep(5.5)  # what the cache says of the version shown is older than that no more
        for path, before in made.items():
            now = web.get(path)
            assert (now.status, now.text) == (200, before.text), path
            assert web.get(path, If_None_Match=before.etag).status == 304
        for path in ("/companies/", "/en/companies/", "/companies.json", "/charts/models.svg?w=712"):
            refused = web.get(path)
            assert refused.status == 503 and int(refused.headers["Retry-After"]) > 0, path
            words = "The database" if path.startswith("/en/") else "数据库暂时没有回答"
            assert words in refused.text, path
        assert web.get("/healthz/").status == 200
        ready = web.get("/readyz/")
        assert ready.status == 503 and "数据库没有回答" in ready.text
    web.until(lambda: web.get("/companies/").status == 200, "the pages did not come back", seconds=10)
    assert web.says("The database does not answer")
    web.until(lambda: web.get("/charts/models.svg?w=713").status == 200, "the worker did not come back")


@pytest.mark.parametrize("trouble", [hanging, gone])
def test_without_valkey_all_pages_are_there_and_pictures_say_when_to_come_back(web, worker, shared_valkey, trouble):
    web.get("/regions/")
    width = {hanging: 720, gone: 730}[trouble]
    with trouble(shared_valkey):
        for path in ("/regions/", "/regions/440000/", "/search/?q=gd", "/agencies.csv", "/healthz/"):
            assert web.get(path).status == 200, path
        refused = web.get(f"/charts/models.svg?w={width}")
        assert (
            refused.status == 503 and "暂时连不上任务队列" in refused.text and refused.headers["Retry-After"] == "60"
        )
        ready = json.loads(web.get("/readyz/").text)
        states = {name: check["state"] for name, check in ready["checks"].items()}
        assert ready["ok"] and (states["database"], states["cache"], states["broker"]) == (
            "ok",
            "degraded",
            "degraded",
        )
    for complaint in ("The shared cache does not answer", "The limits cannot be counted", "The queue"):
        assert web.says(complaint), complaint
    address = f"/charts/models.svg?w={width + 1}"
    web.until(lambda: web.get(address).status == 200, "nothing was made after it came back")
    web.until(lambda: is_kept(web, "/companies/"), "no page was kept after it came back")


def is_kept(web, path: str) -> bool:
    """Whether the shared cache answers for a page."""
    before = count(web, "kept")
    web.get(path)
    return count(web, "kept") > before


def count(web, origin: str) -> float:
    """How many answers came from there, as /metrics tells of all processes of the web server."""
    told = web.get("/metrics", Authorization="Bearer only-for-tests").text
    found = re.search(rf'govcompare_pages_total\{{origin="{origin}"\}} (\S+)', told)
    return float(found[1]) if found else 0.0
