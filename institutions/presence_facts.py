"""Whether a region has a thing, as facts: with the row that shows a yes, or the counts that say none or leave it open."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from govcompare import wording
from govcompare.rows import Row, label, number, provenance
from govcompare.vocabularies import Presence
from regions.models import Region

from .coverage import Absences
from .display import dated
from .facts import KNOWN, PRESENCES, Fact
from .lists.regions import LABELS
from .models import Statistic

YES_IN_WORDS = {"separated_operation": gettext_lazy("实行")}
NO_HOME = dict.fromkeys(("as_of", "source", "locator", "source_label", "confidence"))


def presence_facts(region: Region, homes: dict[str, Row], absent: dict[str, Absences]) -> Iterator[Fact]:
    """has_agency and its like: with the row that shows a yes, the count that says none, or the two that leave it open.

    homes: property -> provenance of the row that shows a yes; absent: property -> `absences` of the day.
    """
    for name in PRESENCES:
        value = getattr(region, name)
        home, note = _ground(name, value, region.code, homes, absent.get(name, Absences()))
        is_yes = value == Presence.YES
        yield Fact(
            region_code=region.code,
            region=region.display_name,
            kind="region",
            property=name,
            value=value if is_yes else None,
            value_label=str(YES_IN_WORDS.get(name) or label(Presence, value)) if is_yes else None,
            status=KNOWN if is_yes else value,
            as_of=home["as_of"],
            source=home["source"],
            locator=home["locator"],
            source_label=home["source_label"],
            confidence=home["confidence"],
            subject=region.display_name,
            property_label=str(LABELS[name]),
            row_id=region.code,
            note=note,
            subject_html=format_html("{}", region.display_name),
        )


def _ground(name: str, value: str, code: str, homes: dict[str, Row], known: Absences) -> tuple[Row, str | None]:
    """Where a presence comes from, and what has to be said of it."""
    if value == Presence.YES and name not in homes and code in known.present:
        count = known.present[code]
        said = {"metric": wording.plain(count.metric), "count": count_words(count)}
        return provenance(count), _("来源称%(metric)s：%(count)s，此地在内；名称和类型未载") % said
    if value == Presence.YES:
        return homes.get(name) or NO_HOME, None
    if value == Presence.NONE:
        count = known.by_code[code]
        return provenance(count) | {"confidence": "implied"}, left_out(count)
    if value == Presence.UNKNOWN and code in known.reopened:
        closing, reopening = known.reopened[code]
        note = _("%(earlier)s 的完整名单（%(number)s 个）中没有此地，%(later)s 又有来源称%(count)s而未列名单") % {
            "earlier": dated(closing.as_of),
            "number": number(closing.numerator),
            "later": dated(reopening.as_of),
            "count": count_words(reopening),
        }
        return provenance(reopening) | {"confidence": "implied"}, note
    if name == "has_operating_company" and value == Presence.UNKNOWN and "separated_operation" in homes:
        home = homes["separated_operation"]
        return home | {"confidence": "implied"}, home["note"]
    return NO_HOME, None


def left_out(count: Statistic) -> str:
    """How a count says that a region has none."""
    if count.is_complete:
        return _("来源列出了全部 %(number)s 个，此地不在其中") % {"number": number(count.numerator)}
    scope = count.get_scope_display()
    # labels begin with a capital, which changes nothing in Chinese
    told = {"number": number(count.numerator), "scope": scope[:1].lower() + scope[1:]}
    return _("来源计有 %(number)s 个%(scope)s，写明不含此地") % told


def count_words(count: Statistic) -> str:
    """A printed count in words: 至少 19 个."""
    words = (
        pgettext("of a count", "至少 %(number)s 个") if count.is_minimum else pgettext("of a count", "%(number)s 个")
    )
    return words % {"number": number(count.numerator)}
