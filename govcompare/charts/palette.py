"""One colour a meaning, the same on map, badges, tables and charts; static/css/site.css repeats it.

The types differ in lightness as well as in hue, so that nobody has to tell red from green. Words on each fill have a
contrast of at least 4.5:1 (`words_on`), and no meaning rests on colour alone: tiles and badges carry their word. What
these colours become on dark paper stands in dark.py.
"""

FILLS = {
    "constituent_department": "#390960",
    "directly_under": "#14408f",
    "department_administered": "#dd9725",
    "nameplate": "#ae5487",
    "public_institution": "#63b6a3",
    "internal_division": "#6f690c",
    "statutory_body": "#7d2220",
    "unknown_type": "#cfd9e1",
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
PAPER, WHITE = "#ffffff", "#ffffff"
INK, MUTED, LINE = "#1d2733", "#5a6672", "#7d8995"
# Words on the lighter fills of types. Not INK: those fills stay light on dark paper, where INK becomes light.
ON_LIGHT = "#17212b"
# Lines on those fills: not WHITE, which is the paper too.
BRIGHT = "#fdfdfd"
# Contrast that words need, and that marks need beside the paper (WCAG 2.2, 1.4.3 and 1.4.11).
READABLE, SEEN = 4.5, 3.0
# 未知 is hatched, so that it is neither a value nor a blank.
UNKNOWN_PATTERN = {"shape": "/", "size": 7, "solidity": 0.12, "fgcolor": LINE, "bgcolor": LIGHT["unknown"]}


def luminance(colour: str) -> float:
    """How light a colour is, 0 to 1, as WCAG 2.2 reckons it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def words_on(fill: str) -> str:
    """The colour of words on a fill: white where that can be read."""
    if contrast(fill, WHITE) >= READABLE:
        return WHITE
    return ON_LIGHT if fill in FILLS.values() else INK


def outline(fill: str) -> str:
    """The line around a fill: itself or white beside dark ones, grey where it would fade into the paper."""
    return LINE if contrast(fill, PAPER) < SEEN else WHITE


def last_known_pattern(fill: str) -> dict:
    """A type that is only the last one known is lined, so that its colour in the legend differs too, and marked with a
    star. The lines are further from its words than the fill is: they stay as clear as elsewhere."""
    colour, opacity = ("#000000", 0.3) if words_on(fill) == WHITE else (BRIGHT, 0.5)
    return {"shape": "\\", "size": 9, "solidity": 0.3, "fgcolor": colour, "fgopacity": opacity, "fillmode": "overlay"}


def tint(colour: str) -> str:
    """A colour thin enough for a band that others cross."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.28)"
