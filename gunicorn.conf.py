"""How `make run` and a production process serve the site."""

import gc
import os
import shutil
import zlib
from pathlib import Path

import gunicorn.http.wsgi

from govcompare.environment import number

# What answers is nobody's business: a header Server is sent, without the name of a product.
gunicorn.http.wsgi.SERVER = "web"

host, port = os.environ.get("HOST", "") or "127.0.0.1", number("PORT", 8000)
bind = f"{host}:{port}"
workers = number("WEB_WORKERS", 2)
threads = number("WEB_THREADS", 8)
worker_class = "gthread"
wsgi_app = "govcompare.wsgi:application"
preload_app = True
timeout = 30
graceful_timeout = 5
# As much as there may be: a query somewhat too long reaches govcompare.middleware.QueryGuard, which says what is wrong.
# Without a limit a line that does not end is read for ever, which costs its length squared.
limit_request_line = 8190
# Where the site stands is not for a header to say: SCRIPT_NAME from this machine would be an error of the server.
forwarder_headers = ""
control_socket_disable = True


# The counts of all processes, added up where /metrics is asked for; begun anew with each start.
# In memory: they are written through a map, and on a disk that is full each writer would be killed (SIGBUS).
var = Path(os.environ.get("GOVCOMPARE_VAR_DIR", "") or "var").resolve()
counts = Path("/dev/shm", f"govcompare-{os.geteuid()}-{zlib.crc32(bytes(var)):08x}-{port}")
try:
    counts.mkdir(mode=0o700, exist_ok=True)
    is_ours = counts.stat().st_uid == os.geteuid()
except OSError:  # no such place on this machine
    is_ours = False
if not is_ours:
    counts = var / f"metrics-{port}"
    counts.mkdir(parents=True, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)


def on_starting(server):
    """Before anything is counted but by this process, which has loaded the application already."""
    for file in counts.glob("*.db"):
        if not file.stem.endswith(f"_{os.getpid()}"):
            file.unlink(missing_ok=True)


def on_exit(server):
    """Nothing is left in memory."""
    shutil.rmtree(counts, ignore_errors=True)


def child_exit(server, worker):
    """A process that ended counts no longer where only the living do."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def post_worker_init(worker):
    """Each process learns what can be found before its first visitor asks."""
    from django.db import DatabaseError, connection

    from govcompare.models import DatasetLoad
    from govcompare.operations import slow_queries
    from institutions.search import index

    try:
        index.current(DatasetLoad.latest_or_none())
    except DatabaseError as error:  # not migrated yet: the first search builds it
        worker.log.warning("The search index waits for the database: %s", error)
    finally:
        connection.close()
    slow_queries.give_up()
    # What is there now stays: to look through it for rubbish would stop the process for a fifth of a second each time.
    gc.collect()
    gc.freeze()


def when_ready(server):
    """Say where the site is."""
    print(f"\n  govcompare 已启动：http://{host}:{port}/ （Ctrl-C 结束）\n", flush=True)
