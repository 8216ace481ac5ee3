"""make bench: how fast pictures are made and served, as ratios measured side by side in one run.

    python -m tests.bench.exports

Prints one line a promise, with what was measured, and ends with 1 where one is not kept.
"""

import http.client
import os
import statistics
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from .deployment import STATIC_FILE, STATIC_SIZE, deployment

PICTURES = 30
BASELINE = 5
REQUESTS, CLIENTS = 1500, 4
SIZE = "w=1200&h=675"


def main() -> int:
    """Run every bench; 1 where a promise is broken."""
    with deployment() as site:
        kept = [*warm_pictures(site), cached_against_static(site), one_bundle(site)]
    return 0 if all(kept) else 1


def say(kept: bool, words: str) -> bool:
    print(f"{'kept  ' if kept else 'BROKEN'}  {words}", flush=True)
    return kept


def fetch(url: str) -> bytes:
    """The file of an address, however long its job takes."""
    for _ in range(60):
        with urllib.request.urlopen(url, timeout=60) as response:
            if "text/html" not in response.headers["Content-Type"]:
                return response.read()
        time.sleep(0.2)
    raise SystemExit(f"{url} was not made.")


def warm_pictures(site: str) -> list[bool]:
    """Pictures made by the worker against plotly's own `fig.to_image`, and a ZIP of 31 of them."""
    import django

    django.setup()
    import plotly.graph_objects as go

    from govcompare.as_of import AsOf
    from govcompare.charts.fit import fitted
    from govcompare.models import ExportJob
    from institutions.charts.catalogue import CHARTS

    os.environ.setdefault("BROWSER_PATH", os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    entry = CHARTS["agency-type-map"]
    board = fitted(entry.chart(entry.ask(AsOf.today())), 1200, 675)
    figure = go.Figure(board.figure)
    fetch(f"{site}/charts/agency-type-map.png?as_of=2018&{SIZE}")  # the worker's first
    baseline, half = [], PICTURES // BASELINE
    for turn in range(BASELINE):  # side by side: a few of ours, one of plotly's, again
        for step in range(half):
            fetch(f"{site}/charts/agency-type-map.png?as_of=2019-{1 + step:02d}-{1 + turn:02d}&{SIZE}")
        begun = time.perf_counter()
        figure.to_image(format="png", width=board.layout_width, height=board.layout_height, scale=board.factor)
        baseline.append(time.perf_counter() - begun)
    jobs = list(ExportJob.objects.filter(format="png", state="done").order_by("created_at"))[1:]
    warm = statistics.median((job.finished_at - job.started_at).total_seconds() for job in jobs)
    queue = statistics.median((job.started_at - job.created_at).total_seconds() for job in jobs)
    plotly = statistics.median(baseline)
    kept = say(
        plotly / warm >= 10,
        f"warm PNG {warm:.3f} s in the worker (median of {len(jobs)}; queue {queue:.3f} s more), "
        f"fig.to_image {plotly:.3f} s: {plotly / warm:.1f} times faster, promised 10",
    )
    begun = time.perf_counter()
    fetch_album(site, f"/charts/dimension-profile.zip?each=province&as_of=2021&{SIZE}")
    seconds = time.perf_counter() - begun
    limit = 31 * warm + 2
    return [kept, say(seconds < limit, f"31 regional charts as one ZIP {seconds:.1f} s, promised under {limit:.1f} s")]


def fetch_album(site: str, path: str) -> bytes:
    """The ZIP of a job page that says when it is done."""
    parts = urlsplit(site)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    page = response.headers["Location"]
    while True:
        time.sleep(0.1)
        connection.request("GET", page.rstrip("/") + ".zip")
        response = connection.getresponse()
        content = response.read()
        if response.status == 200:
            return content
        if response.status != 503:
            raise SystemExit(content.decode()[:300])


def cached_against_static(site: str) -> bool:
    """Requests a second of a picture made before, and of a static file of its size, in turns."""
    picture = f"/charts/agency-type-map.png?as_of=2018&{SIZE}"
    static = f"/static/{STATIC_FILE}"
    speeds: dict[str, list[float]] = {picture: [], static: []}
    for _ in range(3):
        for path, found in speeds.items():
            found.append(requests_a_second(site, path))
    made, stood = (statistics.median(found) for found in speeds.values())
    return say(made >= stood / 2, f"cached PNG {made:.0f} requests a second, "
        f"a static file of {STATIC_SIZE // 1000} kB {stood:.0f}: "
               f"{made / stood:.2f} of it, promised 0.50")  # fmt: skip


def fetch_page(url: str) -> str:
    with urllib.request.urlopen(url, timeout=60) as response:
        return response.read().decode()


def requests_a_second(site: str, path: str) -> float:
    """CLIENTS keep a connection each and ask for the same thing again and again."""
    parts = urlsplit(site)

    def ask() -> None:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        for _ in range(REQUESTS // CLIENTS):
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            assert response.status == 200, response.status
        connection.close()

    with ThreadPoolExecutor(CLIENTS) as clients:
        begun = time.perf_counter()
        for client in [clients.submit(ask) for _ in range(CLIENTS)]:
            client.result()  # an error ends the bench: what fails at once is not fast
        return REQUESTS / (time.perf_counter() - begun)


def one_bundle(site: str) -> bool:
    """No chart page sends more than one partial plotly bundle."""
    from institutions.charts.catalogue import CHARTS

    pages = ["/", "/compare/?r=440000~330000~520000", *(f"/charts/{slug}/" for slug in CHARTS)]
    counts = {path: fetch_page(site + path).count("vendor/plotly/") for path in pages}
    return say(
        set(counts.values()) == {1}, f"plotly bundles on {len(pages)} pages with charts: {set(counts.values())}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
