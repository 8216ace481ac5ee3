"""`make check` asks whether what is pinned has known vulnerabilities: python -m tests.audit [requirements.txt ...]

Ends with 1 where there are any. Where no service that knows can be reached, it says so and ends with 0: a check that runs
without a network is still a check of all else.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterable

# Asked in this order; the first one that knows the packages decides.
SERVICES = ("pypi", "osv")
SECONDS = 120

Report = dict | str  # what pip-audit found, or why it found nothing


def ask(service: str, files: Iterable[str]) -> Report:
    """What a service knows of what is pinned in files; a sentence where it cannot be asked."""
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", service, "--format", "json",
               "--disable-pip", "--no-deps", "--progress-spinner", "off", "--timeout", "15"]  # fmt: skip
    for file in files:
        command += ["--requirement", file]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"{service} did not answer within {SECONDS} seconds"
    try:
        return json.loads(ran.stdout)
    except ValueError:
        return f"{service}: {(ran.stderr.strip().splitlines() or ['no answer'])[-1][:200]}"


def judge(report: Report) -> tuple[list[str], int] | None:
    """The vulnerabilities, a line each, and how many packages are known; None where the report says nothing of any."""
    if isinstance(report, str):
        return None
    known = [one for one in report["dependencies"] if "skip_reason" not in one]
    if not known:
        return None
    found = [
        f"{one['name']} {one['version']}: {flaw['id']}; mended in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for one in known
        for flaw in one["vulns"]
    ]
    return found, len(known)


def audit(files: list[str], asked: Callable[[str, list[str]], Report] = ask) -> int:
    """Print what is known of what is pinned; 1 where something is to be done."""
    if importlib.util.find_spec("pip_audit") is None:
        print("Not audited: pip-audit is missing; install requirements-dev.txt.")
        return 1
    reasons = []
    for service in SERVICES:
        report = asked(service, files)
        if (judged := judge(report)) is None:
            reasons.append(report if isinstance(report, str) else f"{service} knows none of the packages")
            continue
        found, known = judged
        for line in found:
            print(line)
        print(f"{known} pinned packages audited by {service}: {len(found)} known vulnerabilities.")
        return 1 if found else 0
    print(f"Not audited: no service that knows of vulnerabilities can be reached ({'; '.join(reasons)}).")
    return 0


if __name__ == "__main__":
    sys.exit(audit(sys.argv[1:] or ["requirements.txt"]))
