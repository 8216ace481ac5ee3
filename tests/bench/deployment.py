"""A deployment of its own for a bench: database, queue and files in a temporary folder, web server and worker."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import ROOT, free_port

BIN = Path(sys.executable).parent
STATIC_FILE, STATIC_SIZE = "bench.png", 200_000


@contextmanager
def deployment() -> Iterator[str]:
    """The address of a site that runs as `make run` runs it, and its folder in the environment of this process."""
    with tempfile.TemporaryDirectory() as var:
        port = str(free_port())
        os.environ |= {
            "SECRET_KEY": "only-for-benches",
            "INSECURE_HTTP": "1",
            "GOVCOMPARE_VAR_DIR": var,
            "PORT": port,
            "SITES": f"http://127.0.0.1:{port}",
            "EXPORT_LIMIT": "100000",
            "DJANGO_SETTINGS_MODULE": "govcompare.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        for command in (["migrate", "--verbosity", "0"], ["load_dataset"], ["collectstatic", "--noinput", "-v", "0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        # a static file as large as a picture, so that both have the same bytes to send
        (Path(var) / "static" / STATIC_FILE).write_bytes(os.urandom(STATIC_SIZE))
        with (Path(var) / "log").open("w") as log:
            both = subprocess.Popen([BIN / "supervisord", "-c", "supervisord.conf"], cwd=ROOT, stdout=log, stderr=log)
            site = f"http://127.0.0.1:{port}"
            try:
                _wait(f"{site}/healthz/export", both)
                yield site
            finally:
                both.send_signal(signal.SIGTERM)
                both.wait(timeout=40)


def _wait(url: str, process: subprocess.Popen) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("The site did not start.")
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{url} did not say that exporting works.")
