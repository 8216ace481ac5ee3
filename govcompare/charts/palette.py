"""One colour a meaning, the same on map, badges, tables and charts; static/css/site.css repeats it.

White text on each fill has a contrast of at least 4.5:1, and no meaning rests on colour alone: tiles and
badges carry their word.
"""

FILLS = {
    "constituent_department": "#5b4aa0",
    "directly_under": "#1f5fa8",
    "department_administered": "#a85600",
    "nameplate": "#9c3d7a",
    "public_institution": "#1b7455",
    "internal_division": "#6f5a1f",
    "statutory_body": "#a8362b",
    "unknown_type": "#5d6b78",
}
# Where there is no body, or nobody knows: light tiles, dark text, told apart by pattern and outline.
LIGHT = {"none": "#ffffff", "unknown": "#e9edf1", "not_applicable": "#f6f7f8"}
# Whether there is a thing at all: a colour that no type has.
PRESENCES = {
    "yes": "#0f7285",
    "none": LIGHT["none"],
    "unknown": LIGHT["unknown"],
    "not_applicable": LIGHT["not_applicable"],
}
SERIES = ["#1f5fa8", "#a85600", "#1b7455", "#9c3d7a", "#5b4aa0", "#6f5a1f", "#a8362b", "#0f7285", "#5d6b78"]
OTHERS = "#b9c3cd"
INK, MUTED, LINE = "#1d2733", "#5a6672", "#8a96a3"
# A type that is only the last one known is lined, so that its colour in the legend differs too, and marked with a star.
# The lines are darker than the fill: white words on them stay as clear as elsewhere.
LAST_KNOWN_PATTERN = {"shape": "\\", "size": 9, "solidity": 0.3, "fgcolor": "#000000", "fgopacity": 0.3,
                      "fillmode": "overlay"}  # fmt: skip
# 未知 is hatched, so that it is neither a value nor a blank.
UNKNOWN_PATTERN = {"shape": "/", "size": 7, "solidity": 0.12, "fgcolor": LINE, "bgcolor": LIGHT["unknown"]}


def tint(colour: str) -> str:
    """A colour thin enough for a band that others cross."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.28)"
