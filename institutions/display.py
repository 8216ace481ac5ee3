"""How a value of the dataset stands on a page: names with their pinyin, dates as a reader writes them, the rest as prose."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from govcompare.language import is_english
from govcompare.language_dates import shown_date
from govcompare.wording import HAN, chinese, mixed, name, prose, rendering

# Properties whose values are proper names, and those that are dates.
NAMES = {
    "name", "title", "superior", "plates", "predecessor", "office", "lead_unit", "advisory_bodies", "serves", "issuers",
    "holder", "company", "organization",
}  # fmt: skip
DATES = {"valid_from", "valid_to", "established", "issued_on", "effective_from", "launched", "released_on", "as_of"}


def day(text: str) -> SafeString:
    """A date, whole or partial, as a reader writes it."""
    return format_html('<time datetime="{}">{}</time>', text, shown_date(text))


def shown(property: str, value: Any, words: str) -> SafeString:
    """A known value in HTML. words: what a file says of it."""
    if isinstance(value, list):
        return items(marked(property, part) for part in value)
    return marked(property, value if property in NAMES else words)


def marked(property: str, value: Any) -> SafeString:
    """One text of the dataset in HTML, as what it is: a date, a proper name, or prose."""
    if property in DATES:
        return day(value)
    return name(value) if property in NAMES else prose(value)


def items(parts) -> SafeString:
    """Short lines, one below the other."""
    return format_html('<ul class="plain">{}</ul>', format_html_join("", "<li>{}</li>", ((part,) for part in parts)))


def original(property: str, text: str) -> SafeString:
    """A text of the dataset as it was entered, with its English rendering beside it on an English page."""
    if property in DATES:
        return day(text)
    if property in NAMES or not (is_english() and HAN.search(text)):
        return name(text)
    own, english = chinese(text), rendering(text)
    return format_html('{} <span class="rendering">{}</span>', own, mixed(english)) if english else own


def dated(text: str) -> str:
    """A date inside a sentence: in Chinese as it is written in the dataset, in English as a reader writes it."""
    return shown_date(text) if is_english() else text
