"""Charts on dark paper: what each colour of the palette becomes there, by what it colours.

The same colour may be paper in one place and words in another, so that a figure is read by roles: words, lines and
outlines, and everything else (fills, paper, grids). Agency types keep their fills, as the badges of the site do, and are
set off by their outline. static/js/charts.js does the same with the same dictionary, which pages carry (`shared`).
"""

from typing import Any

from .palette import FILLS, INK, LIGHT, LINE, MUTED, OTHERS, PAPER, SERIES, WHITE, tint

DARK_PAPER, DARK_INK, DARK_LINE = "#14191f", "#e6ebf0", "#77848f"
# Where a colour stands for words or for a line: everything below one of these names.
FONTS = ("font", "textfont", "insidetextfont", "outsidetextfont", "tickfont")
STROKES = ("line",)

# What is not said here stays: white on dark fills, dark words on light ones, the fills of the types.
WORDS = {INK: DARK_INK, MUTED: "#a5b1bd"}
# The same hues, light enough to be seen on dark paper, dark enough for white words.
_SERIES = dict(
    zip(
        SERIES,
        ("#246fc5", "#ad5800", "#1d7e5c", "#b3468c", "#7362b7", "#856c25", "#c64033", "#107a8e", "#62707e"),
        strict=True,
    )
)
_LIGHT = {LIGHT["unknown"]: "#2b3641", LIGHT["not_applicable"]: "#1e252d"}
_GRID = {"#e3e8ed": "#2a333c", "#c9d1d9": "#46525d"}
# Cells behind words.
_CELLS = {
    "#14406f": "#2c78cf",
    "#3a4754": "#46535f",
    "#9cc3e6": "#2f5f8d",
    "#d9e8f5": "#24405c",
    "#e4eef8": "#1d3046",
    "#efe3cf": "#3b3423",
    "#f1f1f4": "#262a31",
    "#f3efe6": "#2e2a21",
}
LINES = {
    **_SERIES,
    **_CELLS,
    **_LIGHT,
    **_GRID,
    **dict.fromkeys(FILLS.values(), DARK_LINE),
    WHITE: DARK_LINE,
    LINE: DARK_LINE,
}
# Bands that others cross: of the fills, the dark ones would be lost.
_BANDS = {
    "constituent_department": "#7d4fb0",
    "directly_under": "#4f7fd6",
    "statutory_body": "#c0524f",
}
_TINTS = {tint(fill): tint(_BANDS.get(name, fill)).replace("0.28", "0.45") for name, fill in FILLS.items()}
_TINTS |= {tint(colour): tint(dark).replace("0.28", "0.45") for colour, dark in {**_SERIES, LINE: DARK_LINE}.items()}
MARKS = {
    **_SERIES,
    **_GRID,
    **_CELLS,
    **_TINTS,
    **_LIGHT,
    OTHERS: "#5d6975",
    PAPER: DARK_PAPER,
    LINE: DARK_LINE,
    MUTED: "#a5b1bd",
}


def shared() -> dict[str, Any]:
    """The dictionary as pages carry it."""
    return {"fonts": FONTS, "strokes": STROKES, "words": WORDS, "lines": LINES, "marks": MARKS}


def darkened(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure, its template too, for dark paper; the one given stays as it is."""
    return _walked(figure, MARKS)


def _walked(value: Any, colours: dict[str, str], *, is_colour: bool = False) -> Any:
    if isinstance(value, dict):
        return {
            key: _walked(
                part,
                WORDS if key in FONTS else LINES if key in STROKES else colours,
                is_colour=key.endswith("color"),
            )
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_walked(part, colours, is_colour=is_colour) for part in value]
    return colours.get(value, value) if is_colour and isinstance(value, str) else value
