"""The server that `make run` starts: its port, its limits, its end."""

import json
import re
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.processes import free_port

from .conftest import start, wait_until_up

pytestmark = pytest.mark.browser


def children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def test_interrupt_ends_everything_the_server_started(environment):
    port = str(free_port())
    server = start(environment | {"PORT": port}, "interrupted.log")
    wait_until_up(f"http://127.0.0.1:{port}/about/")
    workers = children(server.pid)
    assert workers
    server.send_signal(signal.SIGINT)
    server.wait(timeout=20)
    assert f"http://127.0.0.1:{port}/" in (Path(environment["GOVCOMPARE_VAR_DIR"]) / "interrupted.log").read_text()
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def test_overlong_query_is_answered_by_the_site_not_by_the_server(site):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{site}/regions/?q={'x' * 8_000}")
    with caught.value as answer:
        assert answer.code == 400 and "最多 4096 个" in answer.read().decode()


def ask_raw(site: str, request: bytes) -> bytes:
    """What the server answers to some bytes; nothing where it only closes the connection."""
    host, port = site.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as wire:
        try:
            wire.sendall(request)
            return b"".join(iter(lambda: wire.recv(65536), b""))
        except ConnectionError:  # it did not read all of it
            return b""


def test_address_without_end_is_not_read_to_its_end(site):
    assert not ask_raw(site, b"GET /about/?" + b"a" * 3_000_000).startswith(b"HTTP/1.1 200")


def test_visitor_cannot_say_where_the_site_stands(site):
    host = site.removeprefix("http://").encode()
    answer = ask_raw(
        site, b"GET /about/ HTTP/1.1\r\nHost: %s\r\nSCRIPT_NAME: /evil\r\nConnection: close\r\n\r\n" % host
    )
    assert answer.startswith(b"HTTP/1.1 200") and b"/evil" not in answer


def test_one_request_has_one_id_in_web_and_worker(site, environment):
    with urllib.request.urlopen(f"{site}/charts/ranking.png?as_of=2021-03&w=777") as response:
        assert response.read(4) == b"\x89PNG"

    def ids(name: str, event: str, wanted: str) -> set[str]:
        lines = (Path(environment["GOVCOMPARE_VAR_DIR"]) / name).read_text().splitlines()
        events = [json.loads(line) for line in lines if line.startswith("{")]
        return {one["request_id"] for one in events if event in one["event"] and wanted in str(one)}

    (in_worker,) = ids("worker.log", "Job ", "ranking_2021-03.png")
    # of the log of the web others may have asked for this path: what was asked of it, the date too, is not written down
    assert in_worker in ids("web.log", "request_finished", "GET /charts/ranking.png")


def test_counts_are_those_of_all_web_processes(site):
    """Whichever process answers, it tells of all: more than one of them alone has seen."""
    asked = urllib.request.Request(f"{site}/metrics", headers={"Authorization": "Bearer only-for-tests"})

    def count() -> float:
        with urllib.request.urlopen(asked) as response:
            text = response.read().decode()
        return float(re.search(r'django_http_responses_total_by_status_total\{status="200"\} (\S+)', text)[1])

    counts = [count() for _ in range(8)]
    assert counts == sorted(counts) and counts[-1] - counts[0] == 7


def test_site_that_works_says_of_each_part_that_it_does(site):
    with urllib.request.urlopen(f"{site}/readyz/") as response:
        found = json.loads(response.read())
    assert found == {
        "ok": True,
        "checks": dict.fromkeys(("database", "cache", "broker", "worker", "export"), {"state": "ok"}),
    }


def test_unknown_host_is_refused(site):
    request = urllib.request.Request(site + "/", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    with caught.value as answer:
        assert answer.code == 400


def test_static_files_never_change_under_their_name(site):
    with urllib.request.urlopen(f"{site}/") as response:
        page = response.read().decode()
    style = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    with urllib.request.urlopen(site + style) as response:
        assert "immutable" in response.headers["Cache-Control"]
