"""Where a row comes from, as it stands beside it on a page: source, place in it, date and confidence.

Written here and not in a template: a list has one for each of up to 1000 rows, and a template takes six times as long.
"""

from functools import cache, lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .language import current
from .language_dates import shown_date
from .query import link, path_of
from .rows import Row
from .wording import plain, prose

# What stands in a link for the page of a fact.
PAGE = "-page-"


def evidence(row: Row, kept: dict[str, str], *, page: str = "", quiet: bool = False) -> SafeString:
    """The evidence of a row in HTML; nothing for a row without a source.

    kept: what its links carry along (see AsOf.param); page: the page of the fact; quiet: its note is said elsewhere.
    """
    if not row.get("source"):
        return SafeString()
    language = current()
    home = row["source"], row["source_label"], row["locator"], row["as_of"], row["confidence"] == "implied"
    shown = _home(*home, kept.get("as_of", ""), language)
    if page:
        shown = f"{shown} {_link_to_all(language).replace(PAGE, escape(page))}"
    if row["note"] and not quiet:
        shown += _note(row["note"], language)
    return mark_safe(shown)  # noqa: S308 - joined from parts that are safe


# The same few sources, dates and notes stand in all rows of a list. language: that of the page, by which they are remembered.


@lru_cache(maxsize=5000)
def _home(source: str, title: str, locator: str, date: str, implied: bool, as_of: str, language: str) -> str:
    parts = [_source(source, title, as_of, language), _place(locator, language), _when(date, language)]
    if implied:
        why, word = _("来源没有明言，由其内容推出"), _("推出")
        parts.append(format_html('<span class="implied" title="{}">{}</span>', why, word))
    return " ".join(parts)


@lru_cache(maxsize=2000)
def _source(source: str, title: str, as_of: str, language: str) -> SafeString:
    home = link(path_of("source", source), {"as_of": as_of})
    return format_html('<a class="source" href="{}" title="{}">{}</a>', home, plain(title), prose(title))


@lru_cache(maxsize=2000)
def _when(date: str, language: str) -> SafeString:
    return format_html('<span class="when">{}</span>', _("截至 %(date)s") % {"date": shown_date(date)})


@lru_cache(maxsize=2000)
def _note(note: str, language: str) -> SafeString:
    return format_html('<details class="note"><summary>{}</summary>{}</details>', _("说明"), prose(note))


@cache
def _link_to_all(language: str) -> SafeString:
    return format_html('<a class="all-sources" href="{}">{}</a>', PAGE, _("全部出处"))


@lru_cache(maxsize=2000)
def _place(locator: str, language: str) -> SafeString:
    return format_html('<span class="locator">{}</span>', prose(locator))
