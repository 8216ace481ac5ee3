"""A chart as narrow as a phone: smaller words, fewer of them. static/js/charts.js does the same."""

import re
from copy import deepcopy
from typing import Any

# From this width on a chart is drawn as everywhere.
ROOMY = 560
SMALL, LABELS, DOT = 10, 11, 16
# Where a column of tiers stands beside the plot: the plot's part of the width, and where the column begins.
PLOT, COLUMN = 0.62, 0.66
# Behind these a line of that column ends.
BREAKS = re.compile(r"[：、]|[:,](?= )")


def narrowed(data: list[dict], layout: dict[str, Any], width: int) -> list[dict]:
    """The traces for a phone; the layout is changed to fit."""
    if width >= ROOMY:
        return data
    layout["yaxis"] = layout.get("yaxis", {}) | {"tickfont": {"size": LABELS}}
    tiers = [note for note in layout["annotations"] if note.get("name") == "tier"]
    if tiers:
        layout["xaxis"]["domain"] = [0, PLOT]
    for note in tiers:
        text = BREAKS.sub(r"\g<0><br>", note["text"])
        note |= {"x": COLUMN, "text": text, "font": note["font"] | {"size": SMALL}}
    return [_small(deepcopy(trace)) for trace in data]


def shortened(data: list[dict], short: dict[str, Any], width: int) -> list[dict]:
    """The traces with shorter words where a chart is narrower than its whole words need. short: from which width on
    these have room, and the shorter texts of each trace, None where it has none."""
    if width >= short["least"]:
        return data
    return [trace | {"text": text} if text else trace for trace, text in zip(data, short["texts"], strict=True)]


def _small(trace: dict) -> dict:
    mode = trace.get("mode")
    if trace["type"] == "bar" and "textfont" in trace:
        trace["textfont"]["size"] = SMALL
    if mode == "text":  # values would run into the next dots; the table has them
        trace["visible"] = False
    if mode == "markers+text":
        trace["marker"]["size"] = DOT
    return trace
