"""What operators and their machines ask."""

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from health_check.base import HealthCheckResult
from health_check.exceptions import HealthCheckException
from health_check.views import HealthCheckView

from govcompare.exporting import health, queue
from govcompare.models import ExportJob, ExportState
from govcompare.operations import checks

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_is_well(monkeypatch):
    """Neither broker nor worker of this machine decide what the tests see. Checks run on the connection of the test, and not
    in threads of their own: test_server has those."""
    monkeypatch.setattr(queue, "is_up", lambda: True)
    monkeypatch.setattr(queue, "workers_alive", lambda: 1)
    monkeypatch.setattr(checks.connection, "close", lambda: None)
    monkeypatch.setattr(checks, "cache", Shelf())


def found() -> list[HealthCheckResult]:
    results = []
    for check in checks.CHECKS:
        try:
            check().run()
            error = None
        except HealthCheckException as failure:
            error = failure
        results.append(HealthCheckResult(check(), error, 0))
    return results


class Shelf(dict):
    """A cache that works."""

    def set(self, key, value, seconds):
        self[key] = value


class Down:
    def __getattr__(self, name):
        raise ConnectionError("nobody listens")


def down(*_, **__):
    raise DatabaseError("no connection")


@pytest.fixture
def answer(client, all_is_well, monkeypatch):
    """answer() -> what /readyz/ says."""

    def ask():
        results = found()

        async def get(self, request):
            self.results = results

        monkeypatch.setattr(HealthCheckView, "get", get)
        return client.get("/readyz/")

    return ask


@pytest.fixture
def ready(answer):
    def ask() -> tuple[int, dict]:
        response = answer()
        assert "no-store" in response["Cache-Control"]
        return response.status_code, {name: one["state"] for name, one in response.json()["checks"].items()}

    return ask


def test_process_that_lives_says_so_without_asking_anybody(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("govcompare.shared_cache.cache", Down())
    with django_assert_num_queries(0):
        response = client.get("/healthz/")
    assert response.json() == {"ok": True} and response["Cache-Control"] == "no-store"


def test_site_is_ready_when_all_answers(ready):
    assert ready() == (200, dict.fromkeys(("database", "cache", "broker", "worker", "export"), "ok"))


def test_site_is_not_ready_without_its_database(ready, monkeypatch):
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", down)
    status, states = ready()
    assert status == 503 and states["database"] == "down"


def test_site_without_data_is_not_ready_and_says_what_to_do(answer, monkeypatch):
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda *_: False)
    response = answer()
    assert response.status_code == 503
    assert "load_dataset" in response.json()["checks"]["database"]["problem"]


@pytest.mark.parametrize(
    "name, patch",
    [
        ("cache", lambda patch: patch.setattr(checks, "cache", Down())),
        ("broker", lambda patch: patch.setattr(queue, "is_up", lambda: False)),
        ("worker", lambda patch: patch.setattr(queue, "workers_alive", lambda: 0)),
        ("export", lambda patch: patch.setattr(health, "problems_of_workers", lambda: ["没有中文字体"])),
    ],
)
def test_site_that_works_with_less_is_ready_and_says_what_is_missing(ready, answer, monkeypatch, name, patch):
    patch(monkeypatch)
    status, states = ready()
    assert status == 200
    assert [one for one, state in states.items() if state != "ok"] == [name]
    assert answer().json()["checks"][name]["problem"]


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "Bearer "}])
@pytest.mark.parametrize("token", ["", "right"])
def test_counts_are_closed_to_the_public(client, settings, token, headers):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", headers=headers).status_code == 404


def test_prometheus_reads_the_counts_with_its_token(client, settings):
    settings.METRICS_TOKEN = "right"
    client.get("/about/")
    response = client.get("/metrics", headers={"authorization": "Bearer right"})
    assert response.status_code == 200 and response["Content-Type"].startswith("text/plain")
    assert 'django_http_responses_total_by_status_total{status="200"}' in response.text


def test_prometheus_is_told_how_many_jobs_stand_where(client, settings):
    settings.METRICS_TOKEN = "right"
    for key, state in (("a", ExportState.DONE), ("b", ExportState.DONE), ("c", ExportState.FAILED)):
        ExportJob.objects.create(key=key, state=state, format="png")
    told = client.get("/metrics", headers={"authorization": "Bearer right"}).text
    assert 'govcompare_export_jobs{state="done"} 2.0' in told and 'govcompare_export_jobs{state="failed"} 1.0' in told
    assert 'govcompare_export_jobs{state="queued"} 0.0' in told and "govcompare_export_workers 0.0" in told


def test_counts_are_told_while_the_database_is_gone(client, settings, monkeypatch):
    def gone():
        raise OperationalError("gone")

    settings.METRICS_TOKEN = "right"
    monkeypatch.setattr("govcompare.exporting.queue.workers_alive", gone)
    told = client.get("/metrics", headers={"authorization": "Bearer right"})
    assert told.status_code == 200 and "govcompare_export_jobs" not in told.text and "django_http" in told.text


@pytest.mark.parametrize("path", ["/healthz/", "/readyz/", "/metrics"])
def test_nothing_here_takes_a_form(client, settings, path, all_is_well):
    settings.METRICS_TOKEN = "right"
    assert client.post(path, headers={"authorization": "Bearer right"}).status_code == 405


@pytest.mark.parametrize("path, said", [("/agencies/", "数据库暂时没有回答"), ("/en/agencies/", "does not answer")])
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_page_that_needs_a_database_that_is_gone_says_when_to_come_back(client, monkeypatch, path, said, error):
    def gone(*_, **__):
        raise error("server closed the connection unexpectedly")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", gone)
    response = client.get(path)
    assert response.status_code == 503 and response["Retry-After"] == "5"
    assert said in response.text and "unexpectedly" not in response.text
