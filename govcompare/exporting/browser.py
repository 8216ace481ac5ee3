"""The system's Chromium as a child that never outlives the process it draws for."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from choreographer.browsers.chromium import Chromium

# Its own folder: profile, page and sockets of one browser. The process is part of the name, so that a sweep knows
# whose it was; it lies in the system's folder for such things because sockets bear only short paths.
PREFIX = "govcompare-browser-"
# Ours are figures drawn by ourselves, and nothing is fetched: no reason to reach the network or to skip its rules.
REFUSED = {"--disable-web-security", "--enable-logging=stderr"}
ADDED = ["--disable-background-networking", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND"]


def tied() -> list[str]:
    """The words before a command that is to end when its parent does."""
    setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []


class TiedChromium(Chromium):
    """Chromium as one process (no interpreter in between), tied to this one, with everything in one folder."""

    def get_cli(self) -> list[str]:
        """The command: a shell puts the pipes where the browser looks for them, and becomes the browser."""
        _, _, path, *flags = super().get_cli()
        pipes = 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null'
        return [*tied(), "/bin/sh", "-c", pipes, path, *[flag for flag in flags if flag not in REFUSED], *ADDED]

    def get_env(self) -> dict[str, str]:
        """Our environment, with the browser's own folder for its sockets."""
        return {**super().get_env(), "TMPDIR": str(self._tmp_dir_path)}


def new_folder() -> Path:
    """A folder for one browser of this process."""
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))


def is_alive(pid: int) -> bool:
    """Whether a process of this machine still runs; one that only waits to be buried does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return True


def remove_left_folders() -> int:
    """Remove the folders of browsers whose process was killed; how many there were."""
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdecimal() and not is_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def kill_group(pid: int) -> None:
    """End a browser and all its processes, stopped ones too."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
