"""make bench: how light and quick the pages are, measured in the machine's own Chromium and by Lighthouse.

    python -m tests.bench.pages

Prints one line a promise, with what was measured, and ends with 1 where one is not kept.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .deployment import deployment

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
LIGHTHOUSE = "lighthouse@12"
KIB = 1024
PLAIN = ["/agencies/", "/documents/", "/regions/330100/", "/en/agencies/", "/search/?q=guangdong", "/glossary/"]
WITH_CHART = [
    "/",
    "/en/",
    "/charts/agency-type-map/",
    "/charts/ranking/",
    "/compare/?r=440000~330000~520000",
    "/regions/440000/",
]
ALL_CHARTS = ["/charts/", "/en/charts/"]
MOST_BYTES = {"plain": 80 * KIB, "chart": 600 * KIB}
LEAST_PERFORMANCE = {"plain": 95, "chart": 90}
# Seconds for all pictures of the default views, in both languages, widths and colour schemes.
PATIENCE = 900
# Cold visits to each page; the one with the middle of their largest paints counts.
VISITS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


@dataclass
class Visit:
    """What a browser with a cold cache saw of a page on a processor four times slower."""

    bytes: int = 0
    waves: int = 0
    shift: float = 0
    paint: float = 0
    strangers: list[str] = field(default_factory=list)


# What the page reports of itself; read after it has come to rest.
OBSERVE = """
window.seen = {shift: 0, paint: 0};
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) seen.shift += one.value; })
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.paint = one.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
"""


def main() -> int:
    """Visit every page, then let Lighthouse judge it; 1 where a promise is broken."""
    kept = []
    with deployment() as site:
        settle(site)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for kind, paths in (("plain", PLAIN), ("chart", WITH_CHART)):
                for path in paths:
                    seen = [visit(browser, site + path) for _ in range(VISITS)]
                    # what else the machine does now and then is not the page's
                    kept += judged(path, kind, sorted(seen, key=lambda one: one.paint)[VISITS // 2], site)
            browser.close()
        kept += lighthouse(site)
    return 0 if all(kept) else 1


def settle(site: str) -> None:
    """Wait until the site is as any but the first visitor finds it: all pictures are drawn, and the worker is at rest. A page
    that still waits for one has no validator."""
    print("Waiting for the pictures to be drawn ahead ...", flush=True)
    end = time.monotonic() + PATIENCE
    while waiting := [
        path for path in PLAIN + WITH_CHART + ALL_CHARTS if not urllib.request.urlopen(site + path).headers["ETag"]
    ]:
        if time.monotonic() > end:
            raise SystemExit(f"Not drawn within {PATIENCE} s: {' '.join(waiting)}")
        time.sleep(5)


def say(kept: bool, words: str) -> bool:
    print(f"{'kept  ' if kept else 'BROKEN'}  {words}", flush=True)
    return kept


def visit(browser: Browser, url: str) -> Visit:
    """One cold visit. Waves: how many times the browser had to wait for an answer before it could ask on."""
    seen, context = Visit(), browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(OBSERVE)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    wire.on(
        "Network.loadingFinished", lambda event: setattr(seen, "bytes", seen.bytes + int(event["encodedDataLength"]))
    )
    depth: dict[str, int] = {}

    def asked(event) -> None:
        address, by = event["request"]["url"], event["initiator"]
        if address.startswith(("data:", "blob:")):
            return
        if event["type"] == "Document":
            depth[address] = 1
            return
        if not address.startswith(url.split("/", 3)[0] + "//" + url.split("/")[2]):
            seen.strangers.append(address)
        depth[address] = depth.get(by.get("url") or url, 1) + 1

    wire.on("Network.requestWillBeSent", asked)
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(600)
    found = page.evaluate("window.seen")
    seen.shift, seen.paint, seen.waves = found["shift"], found["paint"] / 1000, max(depth.values(), default=0)
    context.close()
    return seen


def judged(path: str, kind: str, seen: Visit, site: str) -> list[bool]:
    """The promises about one page."""
    most = MOST_BYTES[kind]
    return [
        say(seen.bytes <= most, f"{path}: {seen.bytes / KIB:.0f} KiB on the wire (at most {most // KIB})"),
        say(kind == "chart" or seen.waves <= 2, f"{path}: {seen.waves} round trips"),
        say(seen.shift < 0.02, f"{path}: layout shift {seen.shift:.3f} (below 0.02)"),
        say(seen.paint < 1, f"{path}: largest paint after {seen.paint:.2f} s at a quarter of the speed (below 1)"),
        say(not seen.strangers, f"{path}: nothing from another host {seen.strangers[:3] or ''}"),
    ]


def lighthouse(site: str) -> list[bool]:
    """Lighthouse's default phone profile on every page."""
    if not shutil.which("npx"):
        return [say(False, "Lighthouse needs Node.js 18 or newer with npm: sudo apt-get install nodejs npm")]
    return [
        judgement
        for kind, paths in (("plain", PLAIN), ("chart", WITH_CHART))
        for path in paths
        for judgement in marks(site, path, kind)
    ]


def marks(site: str, path: str, kind: str) -> list[bool]:
    """Its four marks of one page, with what cost points. Once more where Lighthouse itself came to grief."""
    found = report(site + path) or report(site + path)
    if found is None:
        return [say(False, f"{path}: Lighthouse did not finish")]
    judgements = []
    for name in CATEGORIES:
        mark = round(100 * (found["categories"][name]["score"] or 0))
        least = LEAST_PERFORMANCE[kind] if name == "performance" else 100
        lost = [one["id"] for one in found["categories"][name]["auditRefs"]
                if one["weight"] and (found["audits"][one["id"]]["score"] or 0) < 0.9]  # fmt: skip
        judgements.append(say(mark >= least, f"{path}: Lighthouse {name} {mark} (at least {least}) {' '.join(lost)}"))
    return judgements


def report(url: str) -> dict | None:
    """What Lighthouse found; None where it did not get as far as the page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={path}",
                   f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new " + " ".join(FLAGS)]  # fmt: skip
        ran = subprocess.run(command, env=os.environ | {"CHROME_PATH": CHROMIUM}, capture_output=True, text=True)
        found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if not found or found.get("runtimeError"):
        print(f"Lighthouse: {found.get('runtimeError', {}).get('message') or ran.stderr.strip()[-200:]}", flush=True)
        return None
    return found


if __name__ == "__main__":
    raise SystemExit(main())
