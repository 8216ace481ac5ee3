"""A web process of a deployment, without the web: it does what it is told, a line of JSON at a time."""

import base64
import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.exporting.deployment")

import django

django.setup()

# models can be imported only after the setup above
from govcompare.exporting import health, jobs, queue, store, sweeping  # noqa: E402
from govcompare.models import ExportJob, ExportWorker  # noqa: E402
from tests.exporting import makers  # noqa: E402


def ask(mark: str, *, key: str = "", kind: str = "image", total: int = 1, spec: dict | None = None, **more) -> str:
    """Ask for a picture with a mark in it; the number of the job."""
    made_of = spec or makers.spec(mark, **more)
    job = jobs.enqueue(
        key=key or mark, kind=kind, format="svg", spec=made_of, address="/", file_name=f"{mark}.svg",
        content_type="image/svg+xml", total=total,
    )  # fmt: skip
    return str(job.pk)


def refused(mark: str) -> dict:
    """Ask for a picture that cannot be had; what the visitor is told, and after how many seconds."""
    started = time.monotonic()
    try:
        ask(mark)
    except queue.QueueDown as down:
        return {"said": str(down), "retry_after": down.retry_after, "seconds": time.monotonic() - started}
    return {}


def job(pk: str) -> dict:
    found = ExportJob.objects.get(pk=pk)
    names = ("state", "attempts", "worker", "done", "total", "stored", "spec", "size")
    return {name: getattr(found, name) for name in names} | {"reason": found.why}


def ended(pk: str, seconds: float = 40) -> dict:
    """The job when it has ended."""
    end = time.monotonic() + seconds
    while job(pk)["state"] in ("queued", "running") and time.monotonic() < end:
        time.sleep(0.05)
    return job(pk)


def looked_at(pk: str) -> str:
    return jobs.looked_after(ExportJob.objects.get(pk=pk)).state


def content(pk: str) -> str:
    with store.open(job(pk)["stored"]) as file:
        return base64.b64encode(file.read()).decode()


def crowd(clients: int, each: int) -> dict:
    """So many clients at once, each asking for its own marked pictures; what each of them was given."""
    given: dict[str, str] = {}

    def client(number: int) -> None:
        for turn in range(each):
            mark = f"MARK{number:02d}{turn:02d}"
            pk = ask(mark)
            found = ended(pk)
            given[mark] = base64.b64decode(content(pk)).decode() if found["state"] == "done" else found["reason"]

    threads = [threading.Thread(target=client, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def rush(mark: str, clients: int) -> list[str]:
    """So many at once, all asking for the same; the number of the job of each."""
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(ask, [mark] * clients))


def cancel(pk: str) -> bool:
    return jobs.cancel(ExportJob.objects.get(pk=pk))


def workers() -> dict:
    return dict(ExportWorker.objects.values_list("name", "problem"))


def latency(count: int) -> list[float]:
    """Seconds from asking to the claim of a worker, and from there to the end."""
    seconds = []
    for number in range(count):
        pk = ask(f"latency {number} {time.time()}")
        ended(pk)
        found = ExportJob.objects.get(pk=pk)
        seconds.append([(found.started_at - found.created_at).total_seconds(),
                        (found.finished_at - found.started_at).total_seconds()])  # fmt: skip
    return seconds


COMMANDS = {
    f.__name__: f
    for f in (ask, refused, job, ended, looked_at, content, crowd, rush, cancel, workers, latency, jobs.recover,
              sweeping.sweep, health.problems, queue.is_up)
}  # fmt: skip

if __name__ == "__main__":
    for line in sys.stdin:
        name, arguments, options = json.loads(line)
        print(json.dumps(COMMANDS[name](*arguments, **options)), flush=True)
