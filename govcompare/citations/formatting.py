"""From a row of sources.csv to CSL JSON, and from there to a line and to an entry.

The style gb-t-7714-2015-numeric.csl is that of the Zotero style repository (CC BY-SA 3.0), unchanged.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import bibtexparser
from bibtexparser.model import Entry, Field
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from ..vocabularies import CopyKind, SourceKind

STYLE = Path(__file__).with_name("gb-t-7714-2015-numeric.csl")
Row = dict[str, Any]

# Kind of source -> CSL type, BibTeX entry type. A document or page read on the web is an electronic resource (EB/OL).
TYPES: dict[str, tuple[str, str]] = {
    SourceKind.STANDARD: ("standard", "misc"),
    SourceKind.OFFICIAL_DOCUMENT: ("document", "misc"),
    SourceKind.JOURNAL_ARTICLE: ("article-journal", "article"),
    SourceKind.MAGAZINE_ARTICLE: ("article-magazine", "article"),
    SourceKind.WEB_ARTICLE: ("webpage", "misc"),
    SourceKind.REPORT_EXCERPT: ("report", "techreport"),
    SourceKind.OFFICIAL_PAGE: ("webpage", "misc"),
    SourceKind.NEWS_REPORT: ("article-newspaper", "article"),
    SourceKind.INDEX_REPORT: ("report", "techreport"),
    SourceKind.COMPANY_PAGE: ("webpage", "misc"),
    SourceKind.CODE_REPOSITORY: ("dataset", "misc"),
}
ON_THE_WEB = {SourceKind.OFFICIAL_DOCUMENT, SourceKind.NEWS_REPORT}


def gb_t_7714(source: Row) -> str:
    """One reference after GB/T 7714-2015, numeric style, without its number.

    source: id, kind, title, authors (joined by ；), publisher, container, number, url, published_on, accessed_on.
    """
    bibliography = CitationStylesBibliography(style(), CiteProcJSON([csl(source)]), formatter.plain)
    bibliography.register(Citation([CitationItem(source["id"])]))
    line = str(bibliography.bibliography()[0])
    return re.sub(r"^\[1\]\s*", "", line)


def bibtex(source: Row) -> str:
    """One BibTeX entry, its key the id of the source, in UTF-8."""
    container, issue = container_parts(source["container"] or "")
    values = {
        "author": " and ".join(f"{{{name}}}" for name in names(source)),
        "title": f"{{{source['title']}}}",
        **published_in(source, container),
        "number": issue or source["number"],
        "year": "" if is_dated_by_reprint(source) else (source["published_on"] or "")[:4],
        "date": None if is_dated_by_reprint(source) else source["published_on"],
        "url": source["url"],
        "urldate": source["accessed_on"] if source["url"] else None,
        "langid": "chinese" if source["language"] != "en" else "english",
    }
    fields = [Field(name, value) for name, value in values.items() if value]
    library = bibtexparser.Library([Entry(TYPES[source["kind"]][1], source["id"], fields)])
    return bibtexparser.write_string(library).strip()


def published_in(source: Row, container: str) -> dict[str, str]:
    """Where BibTeX wants the place of publication of each type of entry."""
    match TYPES[source["kind"]][1]:
        case "article":
            return {"journal": container or source["publisher"]}
        case "techreport":
            return {"institution": source["publisher"], "booktitle": container}
    return {"howpublished": container, "publisher": source["publisher"]}


def container_parts(text: str) -> tuple[str, str]:
    """《商界评论》2020年第10期 -> 商界评论, 10: what it is contained in, and the number of the issue."""
    found = re.fullmatch(r"《(?P<title>.+?)》(?:\d{4}年第(?P<issue>\d+)期)?", text)
    return (found["title"], found["issue"] or "") if found else (text, "")


def is_dated_by_reprint(source: Row) -> bool:
    """Whether the date we have is that of the copy we read."""
    return bool(source["published_on"]) and (source["kind"], source["copy_kind"]) == (
        SourceKind.JOURNAL_ARTICLE,
        CopyKind.REPRINT,
    )


@cache
def style() -> CitationStylesStyle:
    """The style, read once."""
    return CitationStylesStyle(str(STYLE), validate=False)


def csl(source: Row) -> Row:
    """A source as CSL JSON (https://docs.citationstyles.org/en/stable/specification.html)."""
    kind = TYPES[source["kind"]][0]
    if source["kind"] in ON_THE_WEB and source["url"] and not source["container"]:
        kind = "webpage"
    container, issue = container_parts(source["container"] or "")
    item: Row = {
        "id": source["id"],
        "type": kind,
        "title": source["title"],
        "language": "zh-CN" if source["language"] != "en" else "en-US",
        "author": [{"literal": name} for name in names(source)],
        "container-title": container,
        "issue": issue,
        "publisher": source["publisher"],
        "number": source["number"],
        "URL": source["url"],
        # the date of a reprint is not that of the article
        "issued": None if is_dated_by_reprint(source) else date_parts(source["published_on"]),
        "accessed": date_parts(source["accessed_on"]) if source["url"] else None,
    }
    return {name: value for name, value in item.items() if value}


def names(source: Row) -> list[str]:
    """The authors; without any, nobody: the publisher stands in its own place."""
    return [name for name in (source["authors"] or "").split("；") if name]


def date_parts(written: str | None) -> Row | None:
    """A partial date as CSL has it: 2019-06 -> [[2019, 6]]."""
    return {"date-parts": [[int(part) for part in written.split("-")]]} if written else None
