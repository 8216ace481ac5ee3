"""The shared cache of one machine, in files of a folder, where CACHE_URL names no Valkey.

Django's own pickles what it keeps. The worker that drives a browser writes to this folder too: nothing that it might have
left there is to be executed by a web process, so bytes and whole numbers are written as they are.
"""

import time
from pathlib import Path
from typing import IO

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

from .shared_cache import PlainBytes


class PlainFileCache(FileBasedCache):
    """Files of two parts: a line that says when it ends, in seconds since 1970 (empty: never); then the value."""

    # other than Django's: what it left behind is no file of ours
    cache_suffix = ".kept"
    _plain = PlainBytes()

    def get(self, key, default=None, version=None):
        """The value, or the default where nothing is kept or its time is over."""
        try:
            with Path(self._key_to_file(key, version)).open("rb") as file:
                return default if self._is_expired(file) else self._plain.loads(file.read())
        except FileNotFoundError:
            return default

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep a value for longer; whether there was one."""
        value = self.get(key, version=version)
        if value is None:
            return False
        self.set(key, value, timeout, version)
        return True

    def _write_content(self, file: IO[bytes], timeout, value) -> None:
        end, content = self.get_backend_timeout(timeout), self._plain.dumps(value)
        file.write(f"{'' if end is None else end}\n".encode())
        file.write(content if isinstance(content, bytes) else str(content).encode())

    def _is_expired(self, file: IO[bytes]) -> bool:
        """Whether its time is over, or it is no whole file of ours; then it is deleted. The value is what comes next."""
        line = file.readline()
        try:
            over = line != b"\n" and float(line) < time.time()
        except ValueError:
            over = True
        if over:
            file.close()
            self._delete(file.name)
        return over
