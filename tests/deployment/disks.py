"""Disks without room: a small one that can be filled to the last byte, or a limit to how long a file may be."""

import errno
import resource
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class SmallDisk:
    """A file system in memory."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.filler = folder / "filler"

    @contextmanager
    def full(self) -> Iterator[None]:
        """No room meanwhile."""
        with self.filler.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while file.write(b"0" * size) == size:
                        pass
                except OSError as error:
                    assert error.errno == errno.ENOSPC
        try:
            yield
        finally:
            self.filler.unlink()


class ShortFiles:
    """A folder like any other, in which some processes may write no file longer than this, which is to be set first."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.processes: Callable[[], Iterable[int]] = list
        self.longest = 0

    @contextmanager
    def full(self) -> Iterator[None]:
        """No room meanwhile, for these processes and those that they start."""
        processes = list(self.processes())
        assert processes
        limit_files(processes, self.longest)
        try:
            yield
        finally:
            limit_files(processes, resource.RLIM_INFINITY)


def limit_files(pids: Iterable[int], size: int) -> None:
    """How long a file a process may write: what a full disk is to who may not mount one."""
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[SmallDisk | ShortFiles]:
    """A small disk at a folder where one may be mounted; else a folder where files are kept short."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", folder]
    if subprocess.run(command, capture_output=True).returncode:
        yield ShortFiles(folder)
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
