"""What is shown of a text: its Chinese marked as Chinese where the page is English, and what matched marked."""

from collections.abc import Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from govcompare.language import is_english
from govcompare.pinyin import pinyin
from govcompare.wording import HAN

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
        return chinese(text[: BEFORE + AFTER], escape(text[: BEFORE + AFTER]))
    first = max(0, found[0][0] - BEFORE)
    last = min(len(text), found[0][1] + AFTER)
    inside = [(start - first, min(end, last) - first) for start, end in found if start < last]
    html = _with_marks(text[first:last], inside)
    return chinese(text, format_html("{}{}{}", "…" if first else "", html, "…" if last < len(text) else ""))


def named(own: Key, english: Key | None, words: Sequence[Word], *, is_proper: bool = True) -> SafeString:
    """A name as the page has it: on an English one its English and the Chinese, or the Chinese with its pinyin."""
    if not is_english():
        return marked(own, words)
    if english is not None and english is not own:
        original = marked(own, words)
        return format_html('{} <span class="original">{}</span>', marked(english, words), original)
    if not (is_proper and HAN.search(own.text)):
        return marked(own, words)
    return format_html('{} <span class="pinyin" lang="zh-Latn">{}</span>', marked(own, words), pinyin(own.text))


def chinese(text: str, html: SafeString) -> SafeString:
    """Mark-up of a text as Chinese, where the page is not and the text is."""
    return format_html('<span lang="zh-Hans">{}</span>', html) if is_english() and HAN.search(text) else html


def _with_marks(text: str, found: list[Place]) -> SafeString:
    parts, last = [], 0
    for start, end in found:
        parts.append(format_html("{}<mark>{}</mark>", text[last:start], text[start:end]))
        last = end
    return format_html_join("", "{}", ((part,) for part in (*parts, text[last:])))
