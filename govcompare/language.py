"""Which language a page speaks, by its path alone, and how each of the two joins words.

Chinese stands at `/` and is the language of the source text: what is marked for translation is Chinese, and
locale/en/LC_MESSAGES/django.po has its English. English stands at `/en/`, files too.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, override, pgettext, pgettext_lazy

# What marks text for translation, also where Django is not to be known (govcompare.charts).
__all__ = ["gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"]

CHINESE, ENGLISH = "zh-hans", "en"
# BCP 47 tags, as HTML wants them.
TAGS = {CHINESE: "zh-CN", ENGLISH: "en"}
_PREFIX = "/en"


def of_path(path: str) -> str:
    """The language that an address is in."""
    return ENGLISH if path == _PREFIX or path.startswith(f"{_PREFIX}/") else CHINESE


def bare(path: str) -> str:
    """An address without its language: /en/regions/ -> /regions/. It begins with one slash: two would name a host."""
    path = path[len(_PREFIX) :] if of_path(path) == ENGLISH else path
    return "/" + path.lstrip("/")


def localized(path: str, language: str | None = None) -> str:
    """The same address in a language, by default that of the page being made."""
    path = bare(path)
    return f"{_PREFIX}{path}" if (language or current()) == ENGLISH else path


def current() -> str:
    """The language of the page being made; Chinese outside any page."""
    language = get_language() or settings.LANGUAGE_CODE
    return ENGLISH if language.startswith(ENGLISH) else CHINESE


def is_english() -> bool:
    """Whether the page being made is in English."""
    return current() == ENGLISH


def speaking(path: str) -> override:
    """A context in which everything is said in the language of an address."""
    return override(of_path(path))


def enumerated(parts: Iterable[str]) -> str:
    """Things of one kind in a row: 甲、乙 or A, B."""
    return (", " if is_english() else "、").join(map(str, parts))


def clauses(parts: Iterable[str]) -> str:
    """Parts of a sentence that have commas of their own: 甲；乙 or A; B."""
    return ("; " if is_english() else "；").join(map(str, parts))


def phrases(parts: Iterable[str]) -> str:
    """Parts of a sentence: 甲，乙 or A, B."""
    return (", " if is_english() else "，").join(map(str, parts))


def sentences(parts: Iterable[str]) -> str:
    """Whole sentences behind one another; English ones have a space between them."""
    return (" " if is_english() else "").join(map(str, parts))


def bracketed(text: str, remark: str) -> str:
    """A text with a remark behind it: 甲（乙） or A (B)."""
    return f"{text} ({remark})" if is_english() else f"{text}（{remark}）"


def headed(head: str, text: str) -> str:
    """What is spoken of, and what is said of it: 甲：乙 or A: B."""
    return f"{head}: {text}" if is_english() else f"{head}：{text}"


def quoted(text: str) -> str:
    """Somebody's words: “甲” in both languages."""
    return f"“{text}”"
