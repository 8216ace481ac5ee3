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

    scatter: `places` says where on the lying axis each category stands, whose name is written there. inside: what a point is
    called is so short that it stands in the point. legend: False where the series are named otherwise. markers_only: a line without the line, where its categories have
    nothing in common. note: the words under the title, where those of the picture tell of what only the picture has.

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
    places: list[float] = field(default_factory=list)
    inside: bool = False
    legend: bool = True
    markers_only: bool = False
    note: str = ""
