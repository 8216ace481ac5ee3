"""Processes that tests start, by a folder of their own: what they say stands in it, and all of them end with it."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Machine:
    """A folder, an environment, and the processes that live by them."""

    def __init__(self, **environment: str):
        # The browser's sockets bear only short paths.
        self.folder = Path(tempfile.mkdtemp(prefix="gc-"))
        self.environment = os.environ | {
            "SECRET_KEY": "only-for-tests",
            "INSECURE_HTTP": "1",
            "GOVCOMPARE_VAR_DIR": str(self.folder),
            "TMPDIR": str(self.folder),
            **environment,
        }
        if "DATABASE_URL" not in environment:
            self.environment.pop("DATABASE_URL", None)
        self.started: list[subprocess.Popen] = []

    def start(self, name: str, *command, **environment: str) -> subprocess.Popen:
        """A process that runs on; what it says goes to name.log."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                list(map(str, command)), cwd=ROOT, env=self.environment | environment, stdout=log, stderr=log,
            )  # fmt: skip
        self.started.append(process)
        return process

    def log(self, name: str) -> str:
        """What a process has said."""
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def until(self, condition, complaint: str, seconds: float = 60):
        """Wait for what is going to happen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.05)
        said = "\n".join(path.read_text(errors="replace")[-6000:] for path in sorted(self.folder.glob("*.log")))
        raise AssertionError(f"{complaint}\n{said}")

    def processes(self) -> dict[int, str]:
        """Every process that bears the mark of this machine in its words or its environment."""
        found, mark = {}, str(self.folder).encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if process.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z":
                    continue
                words = process.joinpath("cmdline").read_bytes()
                if mark in words or mark in process.joinpath("environ").read_bytes():
                    found[int(process.name)] = words.replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
        return found

    def end(self) -> None:
        """Ask all to end."""
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """See that all end."""
        self.end()
        for process in self.started:
            process.wait(timeout=60)

    def kill(self) -> None:
        """End all at once, without a word."""
        while left := self.processes():
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)
        for process in self.started:
            process.wait(timeout=60)
