"""What the web server itself says to what is no request at all: a real process, asked byte by byte."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.processes import free_port

from .test_headers import TELLING

HOST = b"Host: localhost\r\n"
END = b"Connection: close\r\n\r\n"
BROKEN = {
    "not HTTP": (b"\x16\x03\x01\x02 nonsense\r\n\r\n", 400),
    "no address": (b"GET\r\n\r\n", 400),
    "no such version": (b"GET / HTTP/9.9\r\n" + HOST + END, 400),
    "markup for a method": (b"<script>alert(1)</script> / HTTP/1.1\r\n" + HOST + END, 400),
    "markup for a header": (b"GET / HTTP/1.1\r\n" + HOST + b"<script>alert(1)</script>: 1\r\n" + END, 400),
    "endless address": (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + HOST + END, 414),
    "too many headers": (b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + END, 431),
    "overlong header": (b"GET / HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 20_000 + b"\r\n" + END, 431),
    "two lengths": (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "no such encoding": (b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: weird\r\n\r\n", 501),
    "NUL": (b"GET /\x00 HTTP/1.1\r\n" + HOST + END, 400),
    "hidden NUL": (b"GET /%00 HTTP/1.1\r\n" + HOST + END, 400),
    "not UTF-8": (b"GET /%ff%fe/?q=%ff HTTP/1.1\r\n" + HOST + END, 404),
    "long query": (b"GET /about/?q=" + b"a" * 6_000 + b" HTTP/1.1\r\n" + HOST + END, 400),
    "foreign host": (b"GET /healthz/ HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n" + END, 400),
    "out of the static files": (b"GET /static/../pyproject.toml HTTP/1.1\r\n" + HOST + END, 404),
    "out of the site": (b"GET /../../etc/passwd HTTP/1.1\r\n" + HOST + END, 404),
    "address of another": (b"GET http://evil.example/static/nothing HTTP/1.1\r\n" + HOST + END, 404),
}  # fmt: skip


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """gunicorn as `make run` starts it, over an empty database."""
    number = free_port()
    folder = tmp_path_factory.mktemp("web")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings", "SECRET_KEY": "only-for-tests", "INSECURE_HTTP": "1",
        "GOVCOMPARE_VAR_DIR": str(folder), "PORT": str(number), "WEB_WORKERS": "1", "DATABASE_URL": "",
    }  # fmt: skip
    with (folder / "web.log").open("w") as log:
        gunicorn = Path(sys.executable).with_name("gunicorn")
        server = subprocess.Popen([gunicorn], cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if b" 200 " in send(number, b"GET /healthz/ HTTP/1.1\r\n" + HOST + END):
                break
        except OSError:
            time.sleep(0.1)
    else:
        raise AssertionError((folder / "web.log").read_text())
    yield number
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=30)


def send(port: int, request: bytes) -> bytes:
    """All that is answered until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        answer = b""
        try:
            connection.sendall(request)
            while part := connection.recv(65536):
                answer += part
        except ConnectionError:
            pass  # closed before all was read: what was answered counts
        return answer


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_request_is_refused_and_told_nothing(port, name):
    request, status = BROKEN[name]
    answer = send(port, request).decode(errors="replace")
    assert int(answer.split()[1]) == status
    assert not TELLING.search(answer) and "<script>alert" not in answer and "root:" not in answer
    assert not re.search(r"^(Server|X-Powered-By): .*(gunicorn|python|[0-9])", answer, re.I | re.M)


def test_header_cannot_be_smuggled_into_an_answer(port):
    for path in (
        b"/agencies%0d%0aX-Evil:%201",
        b"/about/?q=%0d%0aX-Evil:%201",
        b"/s/a%0d%0aSet-Cookie:%20a=b/",
        b"//evil.example/about",
    ):
        head = send(port, b"GET " + path + b" HTTP/1.1\r\n" + HOST + END).partition(b"\r\n\r\n")[0].lower()
        assert b"\nx-evil" not in head and b"set-cookie" not in head and b"location: //" not in head


def test_page_is_served_after_all_this(port):
    answer = send(port, b"GET /healthz/ HTTP/1.1\r\n" + HOST + END)
    assert b" 200 " in answer.splitlines()[0] and b"Server: web\r\n" in answer
