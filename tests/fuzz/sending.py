"""Requests over the wire, some at a time, each timed from its first byte to the last of its answer."""

import gzip
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from .nonsense import Asked

# Seconds after which nobody waits any longer.
PATIENCE = 40


@dataclass(frozen=True)
class Answer:
    """headers: by their names in lower case; body: unpacked; seconds: to its last byte; broken: why there is none."""

    asked: Asked
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0
    broken: str = ""


def unpacked(headers: dict[str, str], body: bytes) -> bytes:
    """A body as it was before it was compressed; headers: by their names in lower case."""
    return gzip.decompress(body) if body and headers.get("content-encoding") == "gzip" else body


class Visitor:
    """One client with a connection that it keeps."""

    def __init__(self, site: str):
        self.host = site.removeprefix("http://")
        self.connection = HTTPConnection(self.host, timeout=PATIENCE)

    def ask(self, asked: Asked) -> Answer:
        """The answer to a request; a connection that the server has closed meanwhile is opened once more."""
        begun = time.monotonic()
        try:
            status, headers, body = self._once(asked)
        except (HTTPException, ConnectionError):
            self._anew()
            begun = time.monotonic()
            try:
                status, headers, body = self._once(asked)
            except (HTTPException, OSError) as error:
                self._anew()
                return Answer(asked, seconds=time.monotonic() - begun, broken=repr(error))
        except OSError as error:
            self._anew()
            return Answer(asked, seconds=time.monotonic() - begun, broken=repr(error))
        return Answer(asked, status, headers, body, time.monotonic() - begun)

    def _once(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        self.connection.request(asked.method, asked.address, asked.body or None, asked.headers)
        response = self.connection.getresponse()
        body = response.read()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return response.status, headers, unpacked(headers, body)

    def _anew(self) -> None:
        self.connection.close()
        self.connection = HTTPConnection(self.host, timeout=PATIENCE)


def all_answers(site: str, requests: Iterable[Asked], clients: int) -> Iterator[Answer]:
    """The answers as they come; never more than so many requests under way."""
    own = threading.local()

    def ask(asked: Asked) -> Answer:
        if not hasattr(own, "visitor"):
            own.visitor = Visitor(site)
        return own.visitor.ask(asked)

    with ThreadPoolExecutor(clients) as pool:
        under_way: set[Future] = set()
        for asked in requests:
            under_way.add(pool.submit(ask, asked))
            if len(under_way) >= 2 * clients:
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        yield from (one.result() for one in under_way)
