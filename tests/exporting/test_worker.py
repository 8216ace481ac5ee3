"""A real worker with its browsers, asked by a web process: over a folder, and over Valkey."""

import base64
import json
import os
import signal

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(deploy):
    site = deploy()
    site.start_worker()
    return site


def svg(site, job: str) -> str:
    return base64.b64decode(site.call("content", job)).decode()


def mixed_up(given: dict[str, str]) -> list[str]:
    return [mark for mark, content in given.items() if mark not in content or content.count("MARK") != 1]


def test_what_is_asked_for_is_made(site):
    job = site.call("ask", "MARK")
    ended = site.call("ended", job)
    assert ended["state"] == "done" and ended["attempts"] == 1 and ended["spec"] == {}
    assert "MARK" in svg(site, job)


def test_eight_clients_at_once_get_their_own_of_200_pictures(site):
    given = site.call("crowd", 8, 25)
    assert len(given) == 200 and mixed_up(given) == []


def test_two_who_ask_for_the_same_share_one_job(site):
    asked = site.call("rush", "MARKsame", 8)
    assert len(set(asked)) == 1 and site.call("ended", asked[0])["attempts"] == 1


def test_an_archive_tells_how_far_it_is(site):
    spec = {"marks": [f"MARK{number}" for number in range(5)]}
    job = site.call("ask", "several", kind="archive", total=5, spec=spec)
    assert site.call("ended", job)["done"] == 5
    assert all(mark in svg(site, job) for mark in spec["marks"])


def test_a_cancelled_archive_stops_in_the_middle(site):
    spec = {"marks": [f"MARK{number}" for number in range(200)], "pause": 0.05}
    job = site.call("ask", "cancelled", kind="archive", total=200, spec=spec)
    site.until(lambda: site.call("job", job)["done"] > 0, "it did not begin")
    assert site.call("cancel", job)
    ended = site.call("ended", job)
    assert ended["state"] == "cancelled" and 0 < ended["done"] < 200 and not ended["stored"]
    assert site.call("ended", site.call("ask", "MARK after"))["state"] == "done"


def test_an_error_ends_in_a_sentence_and_the_next_job_is_done(site):
    failed = site.call("ended", site.call("ask", "raises", raises="secret detail"))
    assert failed["state"] == "failed" and "LookupError" in failed["reason"] and "secret" not in failed["reason"]
    assert site.call("ended", site.call("ask", "MARK next"))["state"] == "done"


def test_a_broken_message_harms_nothing(site):
    for number, text in enumerate(["", "{", "[]x", json.dumps({"body": "?", "headers": {}, "properties": {}})]):
        (site.folder / "queue" / f"0-{number}.exports.msg").write_text(text)
    assert site.call("ended", site.call("ask", "MARK whole"))["state"] == "done"
    assert site.workers[0].poll() is None


def test_all_is_well_says_the_health_page(site):
    assert site.call("problems") == []


def test_over_valkey_it_is_the_same(deploy, valkey):
    site = deploy(BROKER_URL=f"{valkey.connection_url}/0")
    site.start_worker()
    assert mixed_up(site.call("crowd", 8, 5)) == []
    # hung: it takes connections and says nothing
    os.kill(valkey._process.pid, signal.SIGSTOP)
    site.until(lambda: not site.call("is_up"), "nobody noticed that the queue hangs")
    assert "暂时连不上任务队列" in site.call("refused", "MARK unheard")["said"]
    os.kill(valkey._process.pid, signal.SIGCONT)
    site.until(lambda: site.call("is_up"), "the queue did not come back")
    # gone, and here again
    valkey.stop()
    site.until(lambda: not site.call("is_up"), "nobody noticed that the queue is gone")
    assert "暂时连不上任务队列" in site.call("refused", "MARK unheard")["said"]
    valkey.start()
    site.until(lambda: site.call("is_up"), "the queue did not come back")
    assert site.call("ended", site.call("ask", "MARK heard again"))["state"] == "done"
