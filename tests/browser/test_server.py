"""The server that `make run` starts: its port, its limits, its end."""

import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from .conftest import free_port, start, wait_until_up

pytestmark = pytest.mark.browser


def children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def test_interrupt_ends_everything_the_server_started(environment):
    port = str(free_port())
    server = start(environment | {"PORT": port})
    wait_until_up(f"http://127.0.0.1:{port}/about/")
    workers = children(server.pid)
    assert workers
    server.send_signal(signal.SIGINT)
    output = server.communicate(timeout=20)[0].decode()
    assert f"http://127.0.0.1:{port}/" in output
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def test_overlong_query_is_answered_by_the_site_not_by_the_server(site):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{site}/regions/?q={'x' * 60_000}")
    with caught.value as answer:
        assert answer.code == 400 and "最多 4096 个" in answer.read().decode()


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
