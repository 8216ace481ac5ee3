"""The runbook followed word by word on a fresh machine: installed, looked at through nginx, upgraded under its readers' eyes."""

import json
import re
import shlex
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from .fresh_machine import HOST, FreshMachine
from .runbook import blocks

pytestmark = pytest.mark.browser

PAGES = ["/regions/", "/en/agencies/", "/documents/", "/glossary/"]
MARK = "〔新的软件〕"
TOKEN = {"Authorization": "Bearer word"}


@pytest.fixture(scope="module")
def machine(postgres, shared_valkey):
    """A machine with an environment and a repository, on which nothing has been done yet."""
    machine = FreshMachine({
        "DATABASE_URL": shlex.quote(postgres.url(postgres.copy("template1"))),
        "BROKER_URL": f"{shared_valkey.connection_url}/4",
        "CACHE_URL": f"{shared_valkey.connection_url}/5",
        "CHROMIUM": "/nowhere/chromium", "EXPORT_WORKERS": "1", "PAGES_AHEAD": "0", "WEB_WORKERS": "1",
    })  # fmt: skip
    machine.release("1.0")
    machine.write_variables()
    yield machine
    machine.stop()


@pytest.fixture(scope="module")
def installed(machine):
    """What was said at each step of the installation."""
    return [machine.follow(block, "1.0") for block in blocks("Install")[:3]]


@pytest.fixture(scope="module")
def site(machine, installed):
    """The machine, when the site can be reached."""
    machine.until(lambda: machine.get("/healthz/").status == 200, "the site did not start")
    return machine


@pytest.fixture
def elsewhere(site):
    """The proxy, as asked from another network, and without the folder of static files: those are in a container."""
    file = site.root / "etc/nginx/conf.d/govcompare.conf"
    as_installed = file.read_text()
    changed = as_installed.replace(f"root {site.root}", "root /nowhere").replace("allow 127.0.0.1;", "")
    assert changed.count("/nowhere") == 1
    file.write_text(changed)
    site.reload_nginx()
    assert site.get("/readyz/").status == 403
    yield site
    file.write_text(as_installed)
    site.reload_nginx()


def test_installation_ends_without_a_warning_and_its_last_command_names_each_part(site, installed):
    assert "System check identified no issues" in installed[1] and "static files copied" in installed[1]
    assert "已载入" in installed[1] and "syntax is ok" in installed[2]
    said = site.follow(blocks("Install")[3], "1.0")
    checks = json.JSONDecoder().raw_decode(said[said.index('{"ok') :])[0]["checks"]
    assert {checks[name]["state"] for name in ("database", "cache", "broker")} == {"ok"}
    assert len(checks) == 5


def test_pages_come_by_tls_under_the_name_of_the_site_alone(site):
    page = site.get("/regions/")
    assert (page.status, page.text.count("</html>")) == (200, 1)
    assert page.headers.get_all("Content-Security-Policy") == [page.headers["Content-Security-Policy"]]
    with socket.create_connection(("127.0.0.1", site.plain)) as plain:
        plain.sendall(f"GET /regions/?q=a HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
        assert f"Location: https://{HOST}/regions/?q=a" in plain.makefile().read()
    with socket.create_connection(("127.0.0.1", site.plain)) as plain:
        plain.sendall(b"GET / HTTP/1.0\r\nHost: other.example\r\n\r\n")
        assert plain.recv(100) == b""
    with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", site.tls)) as plain:
        ssl.create_default_context().wrap_socket(plain, server_hostname="other.example")


def style_sheet(site) -> str:
    return re.search(r'href="(/static/css/[^"]+\.css)"', site.get("/regions/").text)[1]


def test_static_file_comes_from_the_disk_compressed_for_ever_and_with_strict_headers(site):
    found = site.get(style_sheet(site), Accept_Encoding="gzip")
    assert (found.status, found.headers["Content-Encoding"]) == (200, "gzip")
    assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert found.headers["X-Content-Type-Options"] == "nosniff" and "Accept-Encoding" in found.headers["Vary"]


def test_static_file_that_lies_in_a_container_is_sent_by_the_site_as_the_disk_would(elsewhere):
    found = elsewhere.get(style_sheet(elsewhere))
    assert found.status == 200 and "immutable" in found.headers["Cache-Control"] and "{" in found.text


@pytest.mark.parametrize(
    ("path", "status"), [("/" + "a" * 9000, 414), ("/metrics", 404), ("/metrics/1", 404), ("/static/none.css", 404)]
)
def test_refusal_has_strict_headers_and_names_no_version(site, path, status):
    refused = site.get(path)
    assert refused.status == status
    assert "frame-ancestors 'none'" in refused.headers["Content-Security-Policy"]
    assert "max-age" in refused.headers["Strict-Transport-Security"]
    assert not re.search(r"\d", refused.headers["Server"])


def test_metrics_of_each_process_are_its_own(site):
    def made(port: int) -> float:
        told = site.get(f"/metrics/{port}", **TOKEN)
        assert told.status == 200
        return sum(
            float(count) for count in re.findall(r"^govcompare_pages_total\{\S+ (\S+)$", told.text, re.MULTILINE)
        )

    before = made(site.first), made(site.second)
    for number in range(3):
        assert ask_directly(site.first, f"/regions/?q={number}") == 200
    # what is asked for here is counted too: twice by now, of each
    after = made(site.first), made(site.second)
    assert after[0] - before[0] == after[1] - before[1] + 3


def ask_directly(port: int, path: str) -> int:
    """The status that a web process answers, as it would the proxy."""
    with socket.create_connection(("127.0.0.1", port)) as plain:
        plain.sendall(f"GET {path} HTTP/1.0\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n\r\n".encode())
        return int(plain.makefile(errors="replace").read().split()[1])


def test_metrics_are_closed_to_other_networks_even_with_the_token(elsewhere):
    assert elsewhere.get(f"/metrics/{elsewhere.first}", **TOKEN).status == 403
    assert elsewhere.get("/metrics", **TOKEN).status == 404


def test_who_dribbles_a_request_is_cut_off_and_holds_nobody(site):
    with site.connect(timeout=0.1) as slow:
        slow.sendall(b"GET /regions/ HTTP/1.1\r\n")
        begun = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() < begun + 20:
                slow.sendall(b"A")
                try:
                    assert slow.recv(1) == b""
                    raise ConnectionResetError
                except TimeoutError:
                    continue
            pytest.fail("nginx listens for as long as one likes")
    assert site.get("/regions/").status == 200


class Visitors:
    """They ask nginx for pages that were made and for others, slower than it forbids, until they are told to stop."""

    def __init__(self, site: FreshMachine, count: int = 2):
        self.site, self.answers, self.stop = site, [], threading.Event()
        self.pool = ThreadPoolExecutor(count)
        self.read = [self.pool.submit(self._read, number) for number in range(count)]

    def _read(self, number: int) -> None:
        turn = number
        while not self.stop.wait(0.2):
            path = PAGES[turn % len(PAGES)] if turn % 2 else f"/documents/?q={turn}-{number}"
            self.answers.append((path, self.site.get(path)))
            turn += 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop.set()
        for one in self.read:
            one.result(timeout=60)
        self.pool.shutdown()


def other_software(folder) -> None:
    template = folder / "templates/base.html"
    template.write_text(
        template.read_text(encoding="utf-8").replace("</body>", f"<p>{MARK}</p></body>"), encoding="utf-8"
    )


def test_upgrade_step_by_step_fails_no_reader_and_leaves_no_page_of_the_old_release(site):
    site.release("2.0", other_software)
    assert not any(MARK in site.get(path).text for path in PAGES)
    with Visitors(site) as visitors:
        *steps, load, _ = blocks("Upgrade without downtime")
        for step in steps:
            site.follow(step, "2.0")
    assert "全部一致" in site.follow(load, "2.0")
    assert len(visitors.answers) > 30
    assert {answer.status for _, answer in visitors.answers} == {200}
    assert all(answer.text.count("</html>") == 1 for _, answer in visitors.answers)
    for path in PAGES * 3:
        assert MARK in site.get(path).text, path
    assert (site.root / "srv/govcompare/previous").resolve().name == "1.0"


def test_way_back_leads_to_the_release_before(site):
    site.follow(blocks("Upgrade without downtime")[4], "2.0")
    assert (site.root / "srv/govcompare/current").resolve().name == "1.0"
    assert not any(MARK in site.get(path).text for path in PAGES * 2)
