"""A site of several machines: web processes, workers and clocks on one database, one Valkey and one export store."""

import gzip
import json
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

from tests.processes import Machine, free_port

from .databases import SETTINGS, manage

# What visitors call the site, whichever machine answers.
HOST = "data.example.org"
BIN = Path(sys.executable).parent
CELERY = [BIN / "celery", "-A", "govcompare"]
QUIET = ["--without-gossip", "--without-mingle", "--without-heartbeat"]


@dataclass
class Answer:
    """What a web process answered."""

    status: int
    headers: Message
    text: str

    @property
    def etag(self) -> str:
        return self.headers["ETag"]


class Web(Machine):
    """A machine with a web server."""

    def __init__(self, **environment: str):
        port = str(free_port())
        super().__init__(**environment | {"PORT": port, "LOG_LEVEL": "INFO", "LOG_FORMAT": "json"})
        self.port, self.url = port, f"http://127.0.0.1:{port}"

    def serve(self, *application: str) -> subprocess.Popen:
        """The web server, once it answers. application: another than the site's."""
        self.server = self.start("web", BIN / "gunicorn", *application)
        self.until(self.answers, "the web server did not start")
        return self.server

    def kill(self) -> None:
        """End all at once; what it counted in memory goes with it, as it would with the machine."""
        super().kill()
        for folder in Path("/dev/shm").glob(f"govcompare-*-{self.port}"):
            shutil.rmtree(folder)

    def answers(self) -> bool:
        """Whether somebody listens."""
        try:
            return self.get("/healthz/").status == 200
        except OSError:
            return False

    def get(self, path: str, timeout: float = 30, **headers: str) -> Answer:
        """What it answers to an address, as a browser would ask behind a proxy; redirections are not followed."""
        return self._answer(self._request(path, headers), timeout)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """What it answers to a form."""
        return self._answer(self._request(path, headers, urlencode(fields).encode()), timeout=30)

    def _request(self, path: str, headers: dict[str, str], body: bytes | None = None) -> urllib.request.Request:
        words = {name.replace("_", "-"): value for name, value in headers.items()}
        return urllib.request.Request(self.url + path, body, {"Host": HOST, "Accept": "text/html", **words})

    def _answer(self, request: urllib.request.Request, timeout: float) -> Answer:
        try:
            with _opener.open(request, timeout=timeout) as answer:
                body = answer.read()
                status, found = answer.status, answer.headers
        except urllib.error.HTTPError as answer:
            with answer:
                body, status, found = answer.read(), answer.code, answer.headers
        if found.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(status, found, body.decode(errors="replace"))

    def count(self, origin: str) -> float:
        """How many pages came from there (kept, made, …), as /metrics tells of all processes of the web server."""
        told = self.get("/metrics", Authorization="Bearer only-for-tests").text
        found = re.search(rf'govcompare_pages_total\{{origin="{origin}"\}} (\S+)', told)
        return float(found[1]) if found else 0.0

    def keeps(self, path: str) -> bool:
        """Whether the shared cache answers for a page."""
        before = self.count("kept")
        self.get(path)
        return self.count("kept") > before

    def events(self) -> list[dict]:
        """The lines of its log that are objects."""
        return [json.loads(line) for line in self.log("web").splitlines() if line.startswith("{")]

    def says(self, words: str) -> bool:
        """Whether an event of its log has these words."""
        return any(words in event["event"] for event in self.events())

    def processes_of_server(self) -> list[int]:
        """Those that answer, the main one left out."""
        pid = self.server.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


class Site:
    """Machines that share what a site shares. shared: DATABASE_URL, BROKER_URL, CACHE_URL and so on."""

    def __init__(self, folder: Path, **shared: str):
        self.folder = folder
        self.hold = folder / "hold"
        exports = folder / "exports"
        exports.mkdir()
        self.shared = {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "HOLD": str(self.hold),
            "ALLOWED_HOSTS": HOST,
            "SITES": f"http://{HOST}",
            "CHROMIUM": "/nowhere/chromium",  # the makers of these tests need none
            "EXPORT_WORKERS": "1",
            "PAGES_AHEAD": "0",
            "WEB_WORKERS": "1",
            "EXPORT_LIMIT": "100000",
            "SEARCH_LIMIT": "100000",
            "FILES_LIMIT": "100000",
            "LOG_LEVEL": "INFO",
            "METRICS_TOKEN": "only-for-tests",
            "EXPORT_STORAGE_URL": f"file://{exports}",
            **shared,
        }
        self.machines: list[Machine] = []

    def web(self, *application: str, **environment: str) -> Web:
        """A machine with a web server that answers. application: another than the site's."""
        web = Web(**self.shared | environment)
        self.machines.append(web)
        web.serve(*application)
        return web

    def machine(self, **environment: str) -> Machine:
        """A machine for anything else."""
        self.machines.append(Machine(**self.shared | environment))
        return self.machines[-1]

    def worker(self, **environment: str) -> Machine:
        """A machine with a worker that is ready for jobs."""
        machine = self.machine(**environment)
        machine.start("worker", *CELERY, "worker", "--loglevel", "INFO", *QUIET)
        machine.until(lambda: "ready." in machine.log("worker"), "the worker did not start")
        return machine

    def beat(self, **environment: str) -> Machine:
        """A machine with a clock of the chores."""
        machine = self.machine(**environment)
        machine.start("beat", *CELERY, "beat", "--pidfile=")
        return machine

    def manage(self, *arguments: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess:
        """A command, as on a machine of the site."""
        return manage(self.machine(**environment).environment, *arguments, check=check)

    def begun(self) -> list[int]:
        """The processes that have begun a job, one for each beginning, in order."""
        path = self.hold.with_suffix(".begun")
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    def stop(self) -> None:
        """End everything; how processes end when they are asked to is told by other tests."""
        for machine in self.machines:
            machine.kill()
            shutil.rmtree(machine.folder, ignore_errors=True)
