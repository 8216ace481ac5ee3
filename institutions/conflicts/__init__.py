"""Where sources disagree: found by comparing rows, never typed in."""

from .conflict import Conflict, Side, conflict_row
from .finding import conflicts

__all__ = ["Conflict", "Side", "conflict_row", "conflicts"]
