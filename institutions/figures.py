"""A printed figure in words: 至少 19 个, 70%以上, 1.31 万亿元; at least 19, 70% or more, 1.31 trillion yuan."""

import re
from decimal import Decimal

from govcompare.language import bracketed, is_english
from govcompare.rows import label, number
from govcompare.vocabularies import MissingReason
from govcompare.wording import plain

from .models import Statistic

# Words of a figure that stand behind its number, and unit, in each language.
BEHIND = ("以上", "左右", "以下")
BEHIND_IN_ENGLISH = ("以上", "以下")
# Chinese counts in ten thousands and hundred millions, with a word for each kind of thing; English has neither.
MULTIPLIED = re.compile(r"^(万亿|亿|万)?(.*)$")
MULTIPLES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
MEASURE_WORDS = ("个", "块", "项", "家", "张", "种", "名", "条", "人", "架")
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def printed(statistic: Statistic) -> str:
    """The figure as the source prints it: 18 / 31（58%）, 至少 19 个, 近百个, 70%以上."""
    words, unit = statistic.qualifier or ("至少" if statistic.is_minimum else ""), statistic.unit
    figure = statistic.value if statistic.numerator is None else statistic.numerator
    if any(one.isdigit() for one in words):
        return plain(words)  # with the number in them: 12万余人
    if figure is None and not words:
        return label(MissingReason, statistic.missing.get("numerator", MissingReason.NOT_PUBLISHED))
    if figure is None:  # in words alone, with or without the unit in them: 近百个, 超过一半
        return plain(words if words.endswith(unit) else words + unit)
    if statistic.denominator:
        text = f"{_in_front(words, amount(figure))} / {amount(statistic.denominator)}"
        share = unit == "%" and statistic.value is not None
        return bracketed(text, amount(statistic.value, unit)) if share else text
    text = amount(figure, unit)
    if is_english():
        return f"{text} {plain(words)}" if words in BEHIND_IN_ENGLISH else _in_front(words, text)
    return f"{text}{words}" if words in BEHIND else _in_front(words, text)


def _in_front(words: str, text: str) -> str:
    return f"{plain(words)} {text}".strip()


def amount(value, unit: str = "") -> str:
    """A number with its unit: 22 个, 58%, 1.31 万亿元; in English 22, 58%, 1.31 trillion yuan."""
    if not is_english():
        return f"{number(value)}" + (unit if unit in ("%", "") else f" {unit}")
    multiple, counted = MULTIPLIED.match(unit).groups()
    text = _english_number(Decimal(str(number(value))), MULTIPLES.get(multiple))
    if counted == "%":
        return f"{text}%"
    return text if not counted or counted in MEASURE_WORDS else f"{text} {plain(counted)}"


def _english_number(value: Decimal, multiple: int | None) -> str:
    """With commas; what Chinese counts in its own scales, in the English ones from a million on."""
    value *= multiple or 1
    scale, word = next((scale for scale in SCALES if multiple and value >= scale[0]), (1, ""))
    digits = f"{(value / scale).normalize():,f}"
    return f"{digits} {word}".strip()
