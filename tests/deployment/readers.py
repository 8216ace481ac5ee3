"""Visitors who go on asking while something happens to the site."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from .sites import Answer, Web


class Readers:
    """Visitors who ask one web process after the other, each for what next_path(turn) names, until they are told to stop."""

    def __init__(self, webs: list[Web], next_path: Callable[[int], str], count: int = 3):
        self.webs, self.next_path, self.stop = webs, next_path, threading.Event()
        self.pool = ThreadPoolExecutor(count)
        self.answers: list[list[tuple[str, Answer]]] = [[] for _ in range(count)]
        self.read = [self.pool.submit(self._read, number) for number in range(count)]

    def _read(self, number: int) -> None:
        turn = number
        while not self.stop.is_set():
            path = self.next_path(turn)
            self.answers[number].append((path, self.webs[turn % len(self.webs)].get(path)))
            turn += len(self.answers)

    def all(self) -> list[tuple[str, Answer]]:
        """What was answered so far, to whichever of them."""
        return [answer for answers in self.answers for answer in answers]

    def end(self) -> None:
        """All have stopped; whatever went wrong with one of them is raised here."""
        self.stop.set()
        for one in self.read:
            one.result(timeout=60)
        self.pool.shutdown()
