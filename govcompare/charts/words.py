"""Chinese words in the narrow room of a picture."""

import re

# What may not begin a line: it is kept with the word before it.
CLOSING = "，。；：、！？）》」』”’】…·%％"
OPENING = "（《「『“‘【"


def broken(text: str, width: float, *, hanging: str = "") -> list[str]:
    """A text in lines of at most `width` Chinese characters; a Latin letter counts as a little more than half of one.

    Numbers and Latin words stay whole, no line begins with a closing mark or ends with an opening one.
    hanging: what the lines after the first begin with.
    """
    lines, line, used = [], "", 0.0
    for word in re.findall(rf"[{OPENING}]*(?:[!-~]+|.)[{CLOSING}]*", text):
        cost = breadth(word)
        if line and used + cost > width:
            lines.append(line)
            line, used = hanging, breadth(hanging)
        line += word
        used += cost
    return [*lines, line]


def breadth(text: str) -> float:
    """How many Chinese characters a text is wide."""
    return sum(1 if ord(letter) > 255 else 0.56 for letter in text)
