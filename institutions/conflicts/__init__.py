"""Where sources disagree: found by comparing rows, never typed in."""

from .conflict import Conflict, Side, conflict_row
from .finding import conflicts
from .outlines import Outline, outlines, whole

__all__ = ["Conflict", "Outline", "Side", "conflict_row", "conflicts", "outlines", "whole"]
