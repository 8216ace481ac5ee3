"""What stands in the log: a line for each event, with the id of the request."""

import gzip
import io
import json
import logging
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import structlog
from django.db import connection

from govcompare.operations import logs
from tests.deployment.sites import HOST, Web


@pytest.fixture
def written(monkeypatch):
    """written(form) -> what a log of that form has by now."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.INFO)

    def begin(form: str) -> Callable[[], list[str]]:
        arguments = dict(logs.settings("INFO", form)["formatters"]["line"])
        handler.setFormatter(arguments.pop("()")(**arguments))
        return lambda: stream.getvalue().splitlines()

    return begin


@pytest.fixture
def lines(written):
    """What a log of machines has by now."""
    read = written(logs.JSON)
    return lambda: [json.loads(line) for line in read()]


@pytest.mark.django_db
def test_request_leaves_a_line_that_says_what_was_asked_and_answered(client, lines):
    client.get("/about/?q=quiet")
    finished = [line for line in lines() if line["event"] == "request_finished"]
    assert [(line["request"], line["code"], line["level"]) for line in finished] == [("GET /about/", 200, "info")]
    assert finished[0]["request_id"] and finished[0]["timestamp"]


@pytest.mark.django_db
def test_lines_of_one_request_have_one_id_and_those_of_another_another(client, lines):
    client.get("/nothing/")
    client.get("/nothing/")
    ids = [line["request_id"] for line in lines() if "request_id" in line]
    assert len(ids) >= 2 and len(set(ids)) == 2


@pytest.mark.django_db
def test_id_of_the_visitor_is_believed_only_where_a_proxy_is_trusted(client, lines, settings):
    client.get("/about/", headers={"x-request-id": "forged"})
    settings.DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True
    client.get("/about/", headers={"x-request-id": "of-the-proxy"})
    assert [line["request_id"] == "of-the-proxy" for line in lines()] == [False, True]


@pytest.mark.django_db
def test_address_that_tries_to_write_a_line_of_its_own_stays_in_its_field(client, lines):
    forged = "%0A%7B%22event%22%3A%22forged%22%7D"
    client.get(f"/nothing{forged}/?q={forged}")
    assert any("forged" in line.get("request", "") for line in lines())
    assert all(line["event"] != "forged" for line in lines())


def test_line_for_people_is_one_line(written):
    read = written(logs.PLAIN)
    structlog.get_logger("test").info("picture drawn", chart="地图")
    (line,) = read()
    assert "picture drawn" in line and "地图" in line and "info" in line


@pytest.mark.django_db
def test_slow_query_is_logged_without_its_values(settings, caplog):
    settings.SLOW_QUERY_MS = 1
    with connection.cursor() as cursor:  # every connection is watched
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)"
        cursor.execute(f"{numbers} SELECT COUNT(*) FROM n WHERE i <> %s", [12345])
    (line,) = [one.getMessage() for one in caplog.records if "Slow query" in one.getMessage()]
    assert "RECURSIVE" in line and "12345" not in line


@pytest.mark.django_db
def test_quick_query_is_not_logged(settings, caplog):
    settings.SLOW_QUERY_MS = 60_000
    with connection.cursor() as cursor:  # every connection is watched
        cursor.execute("SELECT 1")
    assert not caplog.records


@pytest.fixture
def reports():
    """Where errors are reported to, and what came there."""
    received = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            assert self.headers["Content-Encoding"] == "gzip"
            received.append(gzip.decompress(self.rfile.read(int(self.headers["Content-Length"]))).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/1", received
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_error_is_reported_to_the_address_of_the_setting_and_says_nothing_of_the_visitor(reports):
    """A real web process that fails: what it was asked, and by whom, is said neither there nor in its log."""
    address, received = reports
    canary = "".join(["quiet", "as", "a", "mouse"])
    web = Web(
        DJANGO_SETTINGS_MODULE="tests.operations.failing", ALLOWED_HOSTS=HOST, WEB_WORKERS="1", SENTRY_DSN=address
    )
    try:
        web.serve()
        headers = {"Cookie": f"session={canary}", "X-Token": canary, "User-Agent": canary, "Referer": f"http://{HOST}/?q={canary}",
                   "Authorization": f"Bearer {canary}", "X-Forwarded-For": "203.0.113.77"}  # fmt: skip
        refused = web.post(f"/about/?q={canary}", {"note": canary}, **headers)
        assert refused.status == 500
        web.until(lambda: "It broke." in "".join(received), "nothing was reported")
        web.until(lambda: web.says("request_failed"), "nothing was logged")
    finally:
        web.kill()
    said = "".join(received)
    assert "RuntimeError" in said and "failing.py" in said and "/about/" in said
    for text in (said, web.log("web")):
        assert canary not in text and "203.0.113.77" not in text


def test_trace_for_people_shows_where_and_why_but_no_value_of_a_variable(written):
    read = written(logs.PLAIN)
    told_by_visitor = "".join(["kept", "-", "quiet"])
    try:
        raise ValueError(f"{len(told_by_visitor)} letters")
    except ValueError:
        logging.getLogger("tried").exception("It broke")
    text = "\n".join(read())
    assert "ValueError: 10 letters" in text and "test_logs.py" in text and told_by_visitor not in text


@pytest.mark.django_db
def test_foreign_host_leaves_the_line_of_its_request_and_no_trace(client, lines):
    with_levels = logs.settings("INFO", logs.JSON)["loggers"]["django.security.DisallowedHost"]["level"]
    assert with_levels == logging.getLevelName(logging.getLogger("django.security.DisallowedHost").level)
    client.get("/about/", headers={"host": "evil.example"})
    assert [line["code"] for line in lines() if line["event"] == "request_finished"] == [400]
    assert not [line for line in lines() if "exception" in line]
