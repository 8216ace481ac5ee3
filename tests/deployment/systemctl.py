"""A stand-in for systemctl: it starts the units of $UNITS as systemd would, but as this user and walled in by nothing.

systemctl daemon-reload | is-enabled [--quiet] UNIT | enable --now UNIT … | restart UNIT … | reload nginx
"""

import configparser
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS, STATE = Path(os.environ["UNITS"]), Path(os.environ["STATE"])


def service(unit: str) -> dict[str, str]:
    """What [Service] says of a unit or of an instance of one (name@instance)."""
    name, at, instance = unit.partition("@")
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read_string((UNITS / f"{name}{at}.service").read_text(encoding="utf-8").replace("%i", instance))
    return dict(parser["Service"])


def environment(said: dict[str, str]) -> dict[str, str]:
    """What a process of the unit is given: of two values that of the file goes before that of Environment=."""
    pairs = shlex.split(said.get("Environment", ""))
    pairs += shlex.split(Path(said["EnvironmentFile"]).read_text(encoding="utf-8"), comments=True)
    return {"PATH": os.environ["PATH"], **dict(pair.split("=", 1) for pair in pairs)}


def start(unit: str) -> None:
    said = service(unit)
    with (STATE / f"{unit}.log").open("ab") as log:
        process = subprocess.Popen(
            shlex.split(said["ExecStart"]), cwd=said["WorkingDirectory"], env=environment(said),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    (STATE / f"{unit}.pid").write_text(str(process.pid))


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stop(unit: str) -> None:
    pid, end = int((STATE / f"{unit}.pid").read_text()), time.monotonic() + int(service(unit)["TimeoutStopSec"])
    if is_there(pid):
        os.kill(pid, signal.SIGTERM)
    while is_there(pid):
        if time.monotonic() > end:
            os.killpg(pid, signal.SIGKILL)
        time.sleep(0.05)


def main(command: str, *units: str) -> int:
    names = [unit for unit in units if not unit.startswith("--")]
    if (command, names) == ("reload", ["nginx"]):
        file = STATE / "nginx.pid"  # nginx -t leaves an empty one
        is_running = file.exists() and file.read_text() != ""
        return subprocess.run(["nginx", *(["-s", "reload"] if is_running else [])], check=True).returncode
    if command == "is-enabled":
        return int(not (STATE / f"{names[0]}.pid").exists())
    assert command in ("daemon-reload", "enable", "restart"), command
    for unit in names:
        if command == "restart":
            stop(unit)
        start(unit)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
