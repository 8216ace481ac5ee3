"""Two loads at once: the second waits until the first has ended, and says so."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .alone import alone

log = logging.getLogger(__name__)

# Seconds for which a load waits for another, and between its looks.
PATIENCE, LOOK_EVERY = 600, 0.5


class LoadUnderWay(Exception):
    """Another process is loading a dataset, and does not come to an end."""

    def __init__(self, waited: float):
        super().__init__(
            f"另一个进程正在载入数据，等了 {waited:.0f} 秒还没有结束；这次没有写入任何内容。请等它结束后再试。"
        )


@contextmanager
def one_load() -> Iterator[None]:
    """Alone at loading; LoadUnderWay where another takes too long."""
    began = time.monotonic()
    while True:
        with alone("load") as is_mine:
            if is_mine:
                yield
                return
        waited = time.monotonic() - began
        if waited >= PATIENCE:
            raise LoadUnderWay(waited)
        if waited < LOOK_EVERY:
            log.warning("Another process is loading a dataset; this one waits until it has ended.")
        time.sleep(LOOK_EVERY)
