"""What is shown of a text that was found: all of it or an excerpt, and in it what matched marked."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from govcompare.wording import chinese

from .asked import Word
from .keys import Key
from .matching import find, scattered

Place = tuple[int, int]
# Characters shown of a long text before and after what matched in it.
BEFORE, AFTER = 24, 60


def places(key: Key, words: Sequence[Word], *, apart: bool = True) -> list[Place]:
    """Where words stand in the text of a key, in order and without overlaps. apart: with others between them too."""
    found = []
    for word in words:
        match = find(key, word) or (scattered(key, word) if apart else None)
        for start, end in match[1] if match else ():
            found.append((key.origin[start], key.origin[end - 1] + 1))
    joined: list[Place] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def marked(key: Key, words: Sequence[Word]) -> SafeString:
    """The text of a key with what matched in <mark>."""
    return chinese(key.text, _with_marks(key.text, places(key, words)))


def excerpt(key: Key, words: Sequence[Word]) -> SafeString:
    """The part of a text in which something matched."""
    text, found = key.text, places(key, words)
    if not found:
        return chinese(text[: BEFORE + AFTER])
    first = max(0, found[0][0] - BEFORE)
    last = min(len(text), found[0][1] + AFTER)
    inside = [(start - first, min(end, last) - first) for start, end in found if start < last]
    html = _with_marks(text[first:last], inside)
    return chinese(text, format_html("{}{}{}", "…" if first else "", html, "…" if last < len(text) else ""))


def _with_marks(text: str, found: list[Place]) -> SafeString:
    parts, last = [], 0
    for start, end in found:
        parts.append(format_html("{}<mark>{}</mark>", text[last:start], text[start:end]))
        last = end
    return format_html_join("", "{}", ((part,) for part in (*parts, text[last:])))
