"""Processes that are killed in the middle: nothing is lost, nothing is served half."""

import os
import re
import signal
import sys
import threading
from http.client import IncompleteRead
from urllib.request import Request, urlopen

import pytest

from .sites import HOST
from .versions import MARK, second_version, titles

pytestmark = pytest.mark.browser

PYTHON = sys.executable
# A load that says when it has written everything but not yet committed, and then waits to be killed.
LOADER = """
import os, sys, time, django; django.setup()
from pathlib import Path
from govcompare import loading
from govcompare.dataset import Dataset

def wait(load):
    Path(sys.argv[2]).touch()
    time.sleep(600)

loading.archive = wait
loading.load(Dataset(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def site(make_site, shared_valkey):
    url = shared_valkey.connection_url
    return make_site(BROKER_URL=f"{url}/0", CACHE_URL=f"{url}/1", EXPORT_WAIT="20")


@pytest.fixture(scope="module")
def webs(site):
    return site.web(), site.web()


def held(site, web, address: str) -> tuple[threading.Thread, list]:
    """A visitor who waits for a picture whose making has begun and does not end; what the visitor gets."""
    site.hold.touch()
    before, got = len(site.begun()), []

    def ask() -> None:
        try:
            got.append(web.get(address).status)
        except OSError as error:
            got.append(error)

    visitor = threading.Thread(target=ask)
    visitor.start()
    web.until(lambda: len(site.begun()) > before, "the job did not begin")
    return visitor, got


def test_web_process_killed_in_mid_request_is_replaced_and_the_other_machine_goes_on(site, webs):
    one, other = webs
    worker = site.worker()
    visitor, got = held(site, one, "/charts/models.svg?w=741")
    (process,) = one.processes_of_server()
    os.kill(process, signal.SIGKILL)
    visitor.join(timeout=20)
    assert isinstance(got[0], OSError)
    assert other.get("/regions/").status == 200
    one.until(one.answers, "no other process took its place")
    assert process not in one.processes_of_server() and "was sent SIGKILL" in one.log("web")
    site.hold.unlink()
    assert one.get("/charts/models.svg?w=741").status == 200 and len(site.begun()) == 1
    worker.kill()


def test_file_that_is_cut_while_it_is_sent_is_seen_to_be_cut(site):
    web = site.web("tests.deployment.streaming:application")
    whole = web.get("/scores.csv")
    assert whole.headers["Transfer-Encoding"] == "chunked" and "Content-Length" not in whole.headers
    site.hold.touch()
    with urlopen(Request(f"{web.url}/scores.csv", headers={"Host": HOST}), timeout=30) as answer:
        got = answer.read(200)
        (process,) = web.processes_of_server()
        os.kill(process, signal.SIGKILL)
        with pytest.raises(IncompleteRead) as cut:
            got += answer.read()
    site.hold.unlink()
    got += cut.value.partial
    assert answer.status == 200 and 200 <= len(got) < len(whole.text.encode()) and whole.text.encode().startswith(got)
    web.until(lambda: "was sent SIGKILL" in web.log("web"), "nothing is said of it")
    web.until(web.answers, "no other process took its place")
    assert web.get("/scores.csv").text == whole.text
    web.kill()


def test_job_whose_worker_is_killed_is_made_once_by_another(site, webs):
    one, other = webs
    worker = site.worker()
    visitor, got = held(site, one, "/charts/models.svg?w=751")
    worker.kill()
    begun_before = len(site.begun())
    site.hold.unlink()
    successor = site.worker()
    visitor.join(timeout=30)
    assert got == [200] and other.get("/charts/models.svg?w=751").status == 200
    assert len(site.begun()) == begun_before + 1 and successor.log("worker").count(" made: ") == 1
    assert "is sent again: nobody works at it" in successor.log("worker")
    successor.kill()


def test_process_of_a_worker_that_is_killed_is_told_in_the_log_and_its_job_made_by_the_next(site, webs):
    worker = site.worker()
    visitor, got = held(site, webs[0], "/charts/models.svg?w=761")
    process = site.begun()[-1]
    os.kill(process, signal.SIGKILL)
    site.hold.unlink()
    visitor.join(timeout=30)
    said = re.compile(rf"pid:{process} exited with '?signal 9|signal 9 \(SIGKILL\)")
    assert got == [200], worker.log("worker")
    assert said.search(worker.log("worker")), worker.log("worker")
    assert site.begun()[-1] != process and process not in worker.processes()
    worker.kill()


@pytest.fixture(params=["postgresql", "sqlite"])
def served(request, make_site, database_file, tmp_path, shared_valkey):
    """A site with a web process, on either database."""
    if request.param == "postgresql":
        site = make_site(CACHE_URL=f"{shared_valkey.connection_url}/2")
    else:
        copy = tmp_path / "site.sqlite3"
        copy.write_bytes(database_file.read_bytes())
        site = make_site(CACHE_URL=f"{shared_valkey.connection_url}/3", DATABASE_URL=f"sqlite:///{copy}")
    return site, site.web()


def test_load_that_is_killed_in_the_middle_leaves_the_old_version_whole_and_the_next_one_works(served, tmp_path):
    site, web = served
    before, table = web.get("/documents/"), web.get("/documents.csv").text
    machine, data, written = site.machine(), second_version(tmp_path / "data"), tmp_path / "written"
    loader = machine.start("loader", PYTHON, "-c", LOADER, data, written)
    machine.until(written.exists, "the load did not come so far")
    during = web.get("/documents/")
    loader.kill()
    loader.wait()
    assert (during.status, during.text, during.etag) == (200, before.text, before.etag)
    assert web.get("/documents.csv").text == table and MARK not in table
    assert "9.9.9" in site.manage("load_dataset", str(data)).stdout
    assert titles(web.get("/documents.csv").text) == [title + MARK for title in titles(table)]
