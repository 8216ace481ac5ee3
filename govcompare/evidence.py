"""Where a row comes from, as it stands beside it on a page: source, place in it, date and confidence.

Written here and not in a template: a list has one for each of up to 1000 rows, and a template takes six times as long.
"""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .language import current
from .language_dates import shown_date
from .query import link, path_of
from .rows import Row
from .wording import plain, prose


def evidence(row: Row, kept: dict[str, str], *, page: str = "", quiet: bool = False) -> SafeString:
    """The evidence of a row in HTML; nothing for a row without a source.

    kept: what its links carry along (see AsOf.param); page: the page of the fact; quiet: its note is said elsewhere.
    """
    if not row.get("source"):
        return SafeString()
    language = current()
    parts = [
        _source(row["source"], row["source_label"], kept.get("as_of", ""), language),
        _place(row["locator"], language),
        _when(row["as_of"], language),
    ]
    if row["confidence"] == "implied":
        why, word = _("来源没有明言，由其内容推出"), _("推出")
        parts.append(format_html('<span class="implied" title="{}">{}</span>', why, word))
    if page:
        parts.append(format_html('<a class="all-sources" href="{}">{}</a>', page, _("全部出处")))
    shown = " ".join(parts)
    if row["note"] and not quiet:
        note = format_html('<details class="note"><summary>{}</summary>{}</details>', _("说明"), prose(row["note"]))
        shown += note
    return mark_safe(shown)  # noqa: S308 - joined from parts that are safe


# The same few sources and dates stand in all rows of a list. language: that of the page, by which they are remembered.


@lru_cache(maxsize=2000)
def _source(source: str, title: str, as_of: str, language: str) -> SafeString:
    home = link(path_of("source", source), {"as_of": as_of})
    return format_html('<a class="source" href="{}" title="{}">{}</a>', home, plain(title), prose(title))


@lru_cache(maxsize=2000)
def _when(date: str, language: str) -> SafeString:
    return format_html('<span class="when">{}</span>', _("截至 %(date)s") % {"date": shown_date(date)})


@lru_cache(maxsize=2000)
def _place(locator: str, language: str) -> SafeString:
    return format_html('<span class="locator">{}</span>', prose(locator))
