"""A small disk that can be filled to the last byte."""

import errno
import subprocess
from collections.abc import Iterator
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


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A small disk at a folder; only root may have one."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
