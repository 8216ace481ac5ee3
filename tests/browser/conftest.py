"""A real server and a real browser: gunicorn as `make run` starts it, the system's Chromium."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.processes import ROOT, free_port

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def manage(environment, *arguments):
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """A deployment of its own: database, static files and secret in a temporary folder."""
    var = tmp_path_factory.mktemp("var")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "govcompare.settings",
        "SECRET_KEY": "only-for-tests",
        "INSECURE_HTTP": "1",
        "GOVCOMPARE_VAR_DIR": str(var),
        "PORT": str(free_port()),
    }
    environment.pop("DATABASE_URL", None)
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_dataset")
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    return environment | {
        "EXPORT_WORKERS": "1",
        "PAGES_AHEAD": "0",
        "EXPORT_LIMIT": "100000",
        "LOG_LEVEL": "INFO",
        "LOG_FORMAT": "json",
        "METRICS_TOKEN": "only-for-tests",
    }


def start(environment, output: str) -> subprocess.Popen:
    """gunicorn; what it says goes to a file of the deployment."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    with (Path(environment["GOVCOMPARE_VAR_DIR"]) / output).open("w") as log:
        return subprocess.Popen([gunicorn], cwd=ROOT, env=environment, stdout=log, stderr=log)


def wait_until_up(url: str, seconds: int = 60) -> None:
    for _ in range(10 * seconds):
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not come up")


def start_celery(environment, *arguments: str) -> subprocess.Popen:
    """The worker that makes pictures, or the clock of its chores; what it says goes to a file of the deployment."""
    with (Path(environment["GOVCOMPARE_VAR_DIR"]) / f"{arguments[0]}.log").open("w") as log:
        celery = Path(sys.executable).with_name("celery")
        return subprocess.Popen(
            [celery, "-A", "govcompare", *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log
        )


@pytest.fixture(scope="session")
def site(environment):
    server = start(environment, "web.log")
    worker = start_celery(environment, "worker", "--without-gossip", "--without-mingle", "--without-heartbeat")
    beat = start_celery(environment, "beat", "--pidfile=")
    url = f"http://127.0.0.1:{environment['PORT']}"
    wait_until_up(f"{url}/healthz/export", seconds=60)
    yield url
    for process in (server, beat, worker):
        process.send_signal(signal.SIGTERM)
    server.wait(timeout=20)
    beat.wait(timeout=20)
    worker.wait(timeout=60)


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """Everything that a page complains of or asks of others."""

    def __init__(self, page, site: str):
        self.problems: list[str] = []
        page.on("console", lambda message: message.type in ("error", "warning") and self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("requestfailed", self.failed)
        page.on("request", lambda request: self.asked(request.url, site))

    def failed(self, request) -> None:
        """Not what the page itself gave up: a picture of another width or scheme, once the window has changed."""
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} {request.failure}")

    def asked(self, url: str, site: str) -> None:
        if not url.startswith((site, "data:", "blob:")):
            self.problems.append(f"another host: {url}")


@pytest.fixture
def open_page(chromium, site):
    """open_page(path, width=..., scripts=..., scheme=..., live=...) -> a page with a `watch`.

    live: with the charts in the place of their pictures, as after a click on each.
    """
    contexts = []

    def open_(path: str, *, width: int = 1280, scripts: bool = True, scheme: str = "light", live: bool = True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            accept_downloads=True,
            color_scheme=scheme,
        )
        contexts.append(context)
        page = context.new_page()
        page.watch = Watch(page, site)
        page.goto(site + path, wait_until="load")
        if scripts and live:
            page.evaluate("document.querySelectorAll('.plot').forEach((one) => one.click())")
            page.wait_for_function(
                "() => [...document.querySelectorAll('.plot')].every((box) => box.matches('.drawn'))"
            )
        return page

    yield open_
    for context in contexts:
        context.close()
