"""Words in the narrow room of a picture, Chinese and English."""

import re

from .. import wording
from ..language import bracketed, is_english
from ..pinyin import pinyin

# What may not begin a line: it is kept with the word before it.
CLOSING = "，。；：、！？）》」』”’】…·%％"
OPENING = "（《「『“‘【"
# A line may end behind the hyphen of a compound of two longer words; dates, addresses and "e-services" stay whole.
COMPOUND = r"[(A-Za-z]*[A-Za-z]{3}-(?=[A-Za-z]{3})"
# Marks of the Latin keyboard keep to the Chinese character that they stand beside.
CHARACTER = r"\(?[^\x00-\x7fÀ-ɏ][,;:.!?)]*"
# Latin letters, those of pinyin with their tones too.
LATIN = r"[!-~À-ɏ]+"
WORD = re.compile(rf"[{OPENING}]*(?:{COMPOUND}|{CHARACTER}|{LATIN}|.)[{CLOSING}]*")
LAST_LATIN = ord("ɏ")
# The fonts of the pictures, which are Chinese, set these as wide as a character.
WIDE_MARKS = str.maketrans("“”‘’", "\"\"''")


def broken(text: str, width: float, *, hanging: str = "") -> list[str]:
    """A text in lines of at most `width` Chinese characters; a Latin letter counts as a little more than half of one.

    Numbers and Latin words stay whole, no line begins with a space or a closing mark or ends with an opening one.
    hanging: what the lines after the first begin with. static/js/charts.js does the same.
    """
    lines, line, used, begun = [], "", 0.0, False
    for word in WORD.findall(text):
        cost = breadth(word)
        if begun and used + cost > width:
            lines.append(line.rstrip(" "))
            line, used, begun = hanging, breadth(hanging), False
        if begun or word != " " or not lines:
            line, used, begun = line + word, used + cost, True
    return [*lines, line]


def breadth(text: str) -> float:
    """How many Chinese characters a text is wide."""
    return sum(1 if ord(letter) > LAST_LATIN else 0.56 for letter in text)


def capital(text: str) -> str:
    """A text as it stands alone: with a capital letter first."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """A text as it stands within a sentence: without a capital letter first, unless it is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def plain(text: str) -> str:
    """A text of the dataset in a picture; in English with narrow quotation marks."""
    text = wording.plain(text)
    return text.translate(WIDE_MARKS) if is_english() and not wording.HAN.search(text) else text


def sounds(text: str) -> str:
    """The pinyin of a proper name that has no English, in an English picture; "" of any other text."""
    return pinyin(text).translate(WIDE_MARKS) if is_english() and wording.HAN.search(plain(text)) else ""


def named(text: str) -> str:
    """A proper name in a sentence: in English with its rendering or, behind it, its pinyin."""
    said = sounds(text)
    return bracketed(plain(text), said) if said else plain(text)
