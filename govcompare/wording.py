"""Text of the dataset on a page: as it stands in Chinese; in English by this site's rendering, or as it stands.

The dataset is Chinese, for its sources are. locale/en/LC_MESSAGES/dataset.po holds English renderings of its text,
which are this site's and no fact of a source. Proper names have none unless an official one is known: they stay
Chinese, with their pinyin. Chinese on an English page is marked as such (WCAG 2.2, 3.1.2).
"""

import gettext
import re
from collections.abc import Callable
from functools import cache, lru_cache

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .language import is_english
from .locators import in_english as located
from .pinyin import pinyin

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
# A long list says the same names and sources in every row: what was made of so many texts is remembered.
REMEMBERED = 10_000
# Chinese and its punctuation without a break, within a text of another language.
RUN = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]+")


@cache
def _renderings() -> gettext.NullTranslations:
    return gettext.translation("dataset", settings.LOCALE_PATHS[0], languages=["en"], fallback=True)


@lru_cache(maxsize=REMEMBERED)
def rendering(text: str) -> str | None:
    """The English of a text of the dataset, where there is one; where in a source something stands is said by rule."""
    found = _renderings().gettext(text) if text else text
    return located(text) if found == text else found


def rendered_as(english: str) -> list[str]:
    """The texts of the dataset in whose rendering some English stands, at the beginning of a word."""
    pattern = re.compile(rf"\b{re.escape(english)}", re.IGNORECASE)
    # the library has no other way to all entries; a catalogue that is not there has none
    catalogue = getattr(_renderings(), "_catalog", {})
    return [text for text, rendered in catalogue.items() if text and pattern.search(rendered)]


def plain(text: str) -> str:
    """A text of the dataset where there is no mark-up: charts, files, sentences."""
    return spoken()(text)


def spoken() -> Callable[[str], str]:
    """What `plain` does, for the many texts of a row: the language of the page is asked only once."""
    return _english if is_english() else _as_it_stands


def _english(text: str) -> str:
    return rendering(text) or text


def _as_it_stands(text: str) -> str:
    return text


def prose(text: str) -> SafeString:
    """A text of the dataset on a page; Chinese on an English page is marked as Chinese."""
    return _prose(str(text), is_english())


@lru_cache(maxsize=REMEMBERED)
def _prose(text: str, in_english: bool) -> SafeString:
    if not in_english or not HAN.search(text):
        return format_html("{}", text)
    english = rendering(text)
    return mixed(english) if english else chinese(text)


def mixed(text: str) -> SafeString:
    """A sentence of ours with names or somebody's words in it: on an English page each run of Chinese is marked."""
    text = str(text)
    if not is_english():
        return format_html("{}", text)
    # split on a pattern in brackets: the odd parts are what it matched
    parts = re.split(f"({RUN.pattern})", text)
    return format_html_join("", "{}", ((chinese(part) if odd % 2 else part,) for odd, part in enumerate(parts)))


def name(text: str, english: str | None = None, *, show: Callable[[str], SafeString] | None = None) -> SafeString:
    """A proper name on a page: on an English one with its English, by default its rendering, or with its pinyin.

    show: marks up either of the two, where something in them is to be seen.
    """
    if english is None and show is None:
        return _name(str(text), is_english())
    return _named(str(text), english, show)


@lru_cache(maxsize=REMEMBERED)
def _name(text: str, in_english: bool) -> SafeString:
    return _named(text, None, None)


def _named(text: str, english: str | None, show: Callable[[str], SafeString] | None) -> SafeString:
    own = (show or chinese)(text)
    if not is_english() or not HAN.search(text):
        return own
    english = english or rendering(text)
    if not english:
        return format_html('{} <span class="pinyin" lang="zh-Latn">{}</span>', own, pinyin(text))
    other = (show or mixed)(english)
    if text in english:  # “粤省事 (Yueshengshi)” says the name itself
        return other
    return format_html('{} <span class="original">{}</span>', other, own)


def chinese(text: str, shown: SafeString | None = None) -> SafeString:
    """A text in HTML, marked as Chinese where it is and the page is not. shown: its mark-up, where it has some."""
    html = format_html("{}", text) if shown is None else shown
    return format_html('<span lang="zh-Hans">{}</span>', html) if is_english() and RUN.search(text) else html
