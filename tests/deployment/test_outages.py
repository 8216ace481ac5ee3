"""What visitors see while the database, the cache or the queue is away, and that all comes back by itself."""

import json
import signal
from contextlib import contextmanager

import pytest

from govcompare import shown_version

from .readers import Readers

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
    site.beat()  # one too many, as happens: what both ask for is done once
    return site.worker()


@contextmanager
def stopped(postgres, how: str = "fast"):
    """No database meanwhile."""
    postgres.stop(how)
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


def forget_which_version_is_shown(valkey) -> None:
    """As after the few seconds for which the cache says so without asking the database again."""
    with valkey.client() as client:
        client.select(1)
        assert client.delete(f"govcompare:1:{shown_version.KEY}")


def test_pages_that_were_made_outlive_the_database_and_the_others_come_back(web, worker, postgres, shared_valkey):
    made = {path: web.get(path) for path in PAGES}
    picture = "/charts/models.svg?w=711"
    web.until(lambda: web.get(picture).status == 200, "no picture was made")
    with stopped(postgres):
        forget_which_version_is_shown(shared_valkey)
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


def not_yet_made(turn: int) -> str:
    """An address that nobody has asked for: a page in either language, or a file."""
    forms = ("/documents/?q=x{}", "/en/agencies/?q=x{}", "/regions/?q=x{}", "/scores.json?q=x{}", "/en/search/?q=x{}", "/sources.csv?q=x{}")  # fmt: skip
    return forms[turn % len(forms)].format(turn)


def is_whole(path: str, answer) -> bool:
    """Whether all of a page or file came, and no more than that."""
    is_page = path.partition("?")[0].endswith("/")
    assert "Traceback" not in answer.text and "psycopg" not in answer.text
    if is_page:
        return answer.text.count("</html>") == 1 and answer.text.rstrip().endswith("</html>")
    return bool(json.loads(answer.text)) if ".json" in path else answer.text.endswith("\n")


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_restart_of_the_database_under_load_costs_no_page_that_was_made_and_half_of_none(
    web, worker, postgres, shared_valkey, how
):
    made = {path: web.get(path) for path in [*PAGES, "/glossary/", "/en/documents/", "/documents.csv"]}
    paths, begin = list(made), {"fast": 0, "immediate": 1_000_000}[how]
    said = len(web.events())
    old = Readers([web], lambda turn: paths[turn % len(paths)], count=2)
    new = Readers([web], lambda turn: not_yet_made(begin + turn), count=4)

    def answered(status: int, count: int, since: int = 0) -> bool:
        return [found.status for _, found in new.all()[since:]].count(status) >= count

    web.until(lambda: answered(200, 12), "nobody reads")
    before = {path for path, found in new.all()}
    with stopped(postgres, how):
        forget_which_version_is_shown(shared_valkey)
        web.until(lambda: answered(503, 24), "nobody noticed")
        read = len(old.all())
        web.until(lambda: len(old.all()) > read + 2 * len(paths), "what was made is not read on")
    web.until(lambda: all(found[-1][1].status == 200 for found in new.answers), "some did not come back", seconds=20)
    back = len(new.all())
    web.until(lambda: len(new.all()) > back + 12, "nobody reads on")  # and the pages stay
    for readers in (old, new):
        readers.end()
    assert len(old.all()) > 4 * len(paths)
    for path, found in old.all():
        assert (found.status, found.text) == (200, made[path].text), path
    for path, found in new.all():
        assert found.status in (200, 503) and is_whole(path, found), (path, found.status, found.text[-300:])
        if found.status == 503:
            assert path not in before and int(found.headers["Retry-After"]) > 0
            assert ("The database" if path.startswith("/en/") else "数据库暂时没有回答") in found.text, path
    for answers in new.answers:
        assert answers[-1][1].status == 200
    events = web.events()[said:]
    assert any("The database does not answer" in event["event"] for event in events)
    assert not [event for event in events if "exception" in event]


@pytest.mark.parametrize("trouble", [hanging, gone])
def test_without_valkey_all_pages_are_there_and_pictures_say_when_to_come_back(web, worker, shared_valkey, trouble):
    web.get("/regions/")
    width = {hanging: 720, gone: 730}[trouble]
    said = len(web.events())
    web.until(lambda: web.get(f"/charts/models.svg?w={width + 2}").status == 200, "no picture was made")
    with trouble(shared_valkey):
        # a moment ago the broker was well, and this is sent to it
        assert web.get(f"/charts/models.svg?w={width + 3}", timeout=10).status == 503
        for path in ("/regions/", "/regions/440000/", "/search/?q=gd", "/agencies.csv", "/healthz/"):
            assert web.get(path).status == 200, path
        refused = web.get(f"/charts/models.svg?w={width}")
        assert (
            refused.status == 503 and "暂时连不上任务队列" in refused.text and refused.headers["Retry-After"] == "60"
        )
        # each process believes its last look at the broker for a few seconds
        web.until(lambda: states(web) == ("ok", "degraded", "degraded"), "nobody noticed")
        assert json.loads(web.get("/readyz/").text)["ok"]
    for complaint in ("The shared cache does not answer", "The limits cannot be counted", "The queue"):
        assert any(complaint in event["event"] for event in web.events()[said:]), complaint
    address = f"/charts/models.svg?w={width + 1}"
    # a message that is handed to a connection that ended meanwhile is sent again, but not at once
    web.until(lambda: web.get(address).status == 200, "nothing was made after it came back", seconds=150)
    web.until(lambda: web.keeps("/companies/"), "no page was kept after it came back")


def states(web) -> tuple[str, ...]:
    """What /readyz/ says of database, cache and broker."""
    checks = json.loads(web.get("/readyz/").text)["checks"]
    return tuple(checks[name]["state"] for name in ("database", "cache", "broker"))


def wait_in_line(site, web, first: int) -> list[str]:
    """The pages of three jobs: one that is being made and keeps the only process busy, and two that wait."""
    site.hold.touch()
    before = len(site.begun())
    pages = [web.get(f"/charts/models.svg?w={first + number}").headers["Location"] for number in range(3)]
    web.until(lambda: len(site.begun()) > before, "the first job did not begin")
    return pages


def half_a_minute_later(site, postgres) -> None:
    """Those that wait have waited for long, and the process is free."""
    postgres.execute("UPDATE govcompare_exportjob SET lease_until = now() WHERE state = 'queued'", site.database)
    site.hold.unlink()


SENT_AGAIN = "is sent again: nobody works at it"


def test_job_whose_message_was_lost_is_sent_again_when_its_visitor_looks(site, web, worker, postgres, shared_valkey):
    pages, before = wait_in_line(site, web, 770), len(site.begun())
    with shared_valkey.client() as client:
        client.flushall()
    half_a_minute_later(site, postgres)
    for page in pages:
        web.until(lambda page=page: "完成" in web.get(page).text, f"the visitor waits for ever at {page}")
    assert len(site.begun()) == before + 2
    assert SENT_AGAIN in web.log("web") + worker.log("worker")


def test_job_whose_message_was_lost_is_sent_again_by_itself(site, web, worker, postgres, shared_valkey):
    wait_in_line(site, web, 780)
    before, said = len(site.begun()), worker.log("worker").count(SENT_AGAIN)
    with gone(shared_valkey):
        pass
    half_a_minute_later(site, postgres)
    unfinished = "SELECT 1 FROM govcompare_exportjob WHERE state IN ('queued', 'running')"
    web.until(lambda: not postgres.execute(unfinished, site.database), "a job was forgotten", seconds=150)
    assert len(site.begun()) == before + 2 and worker.log("worker").count(SENT_AGAIN) >= said + 2
