"""How a presentation program draws a chart by itself, where it has a form for it. Plain data."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class NativeSeries:
    """One series: a value for each category (None is a gap), or for a scatter its points (x, y, what each is)."""

    name: str
    values: list[float | None] = field(default_factory=list)
    colour: str = "#1f5fa8"
    points: list[tuple[float, float, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Native:
    """bar and stacked_bar lie, the first category on top; line has its categories from left to right.

    value_title, category_title: words at the axes. percent: values are percent of a whole. stretched: values are counts,
    and each bar is drawn as 100 % of its own sum. reversed_values: 1 is the best and stands on top.
    """

    form: Literal["bar", "stacked_bar", "line", "scatter"]
    categories: list[str]
    series: list[NativeSeries]
    value_title: str = ""
    category_title: str = ""
    percent: bool = False
    stretched: bool = False
    reversed_values: bool = False
