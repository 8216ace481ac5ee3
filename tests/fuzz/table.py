"""What was seen, a line a route."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TextIO

from .judging import faults
from .nonsense import Asked
from .sending import Answer, Visitor

# Seconds within which every answer has come.
LONGEST = 2.0


@dataclass
class Line:
    """One route. seconds: of each answer; slowest: the request that took longest."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    largest: int = 0
    slowest: str = ""

    def add(self, answer: Answer) -> None:
        """One more answer."""
        if answer.seconds > max(self.seconds, default=0):
            self.slowest = answer.asked.address
        self.seconds.append(answer.seconds)
        self.statuses[answer.status] += 1
        self.largest = max(self.largest, len(answer.body))


class Table:
    """The lines of all routes, and what is wrong, in words."""

    def __init__(self):
        self.lines: dict[str, Line] = defaultdict(Line)
        self.wrong: list[str] = []
        self.slow: list[Asked] = []

    def add(self, answer: Answer) -> None:
        """Count and judge an answer."""
        self.lines[answer.asked.route].add(answer)
        if answer.broken:
            self.wrong.append(f"no answer ({answer.broken}): {answer.asked}")
            return
        found = faults(answer.asked, answer.status, answer.headers, answer.body)
        if answer.seconds > LONGEST:
            self.slow.append(answer.asked)
        self.wrong += [f"{one}: {answer.asked}" for one in found]

    def slow_again(self, visitor: Visitor) -> None:
        """Ask once more, one by one, for what was slow: the machine may have had other things to do. What is slow again is."""
        again = [visitor.ask(asked) for asked in self.slow]
        self.wrong += [f"{one.seconds:.1f} s: {one.asked}" for one in again if one.seconds > LONGEST]

    def show(self, out: TextIO) -> None:
        """Print it: the slowest routes last, where one looks first."""
        print(
            f"{'route':<44} {'asked':>6} {'median':>8} {'slowest':>8} {'KB':>6}  statuses; the slowest address",
            file=out,
        )
        for name, line in sorted(self.lines.items(), key=lambda pair: max(pair[1].seconds)):
            statuses = " ".join(f"{status}×{number}" for status, number in sorted(line.statuses.items()))
            print(f"{(name or '(home)')[:44]:<44} {len(line.seconds):>6} {1000 * median(line.seconds):>6.0f}ms "
                  f"{1000 * max(line.seconds):>6.0f}ms {line.largest // 1000:>6}  {statuses}; {line.slowest[:160]}", file=out)  # fmt: skip
        asked = sum(len(line.seconds) for line in self.lines.values())
        print(
            f"{asked} requests to {len(self.lines)} routes; {len(self.slow)} answers took more than {LONGEST:.0f} s, asked again",
            file=out,
        )
