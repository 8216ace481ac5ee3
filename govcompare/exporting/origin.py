"""Where an exported file comes from: what every format carries, and what is read back from it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from ..language import clauses, sentences

SOFTWARE = "govcompare"
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

# How each field is called where a file has room for names and texts: PNG chunks, properties of Office files, and
# (without the hyphen) of PDF files.
KEYS = {
    "title": "Title",
    "link": "Link",
    "short_link": "Short-Link",
    "as_of": "As-Of",
    "filters": "Filters",
    "sources": "Source",
    "dataset_version": "Dataset-Version",
    "csv_sha256": "CSV-SHA256",
    "licence": "Licence",
}


def plain(text: str) -> str:
    """Text on one line without control or invisible characters: fit for XML, for properties and for a terminal."""
    kept = (" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char for char in text)
    return "".join(kept).strip()


@dataclass(frozen=True)
class Origin:
    """A file's own account of itself.

    link: absolute, with an explicit as_of. csv_sha256: of exactly the bytes of the chart's CSV file. A CSV file
    itself names only path and query, so an Origin read from one has no host, title or version.
    """

    title: str
    link: str
    short_link: str = ""
    as_of: str = ""
    filters: str = ""
    sources: tuple[str, ...] = ()
    dataset_version: str = ""
    csv_sha256: str = ""
    licence: str = LICENCE

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            value = tuple(map(plain, value)) if field.name == "sources" else plain(value)
            object.__setattr__(self, field.name, value)

    @property
    def description(self) -> str:
        """What was asked for, for which date and from which sources, as one line."""
        said = [_("所示日期 %(as_of)s。") % {"as_of": self.as_of}]
        if self.filters:
            said.insert(0, _("筛选：%(filters)s。") % {"filters": self.filters})
        if self.sources:
            said.append(_("来源：%(sources)s。") % {"sources": clauses(self.sources)})
        return sentences(said)

    def as_dict(self) -> dict[str, Any]:
        """JSON types."""
        return asdict(self) | {"sources": list(self.sources)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Origin":
        """The same from JSON; ValueError if the values are not such an account."""
        known = {name: values[name] for name in KEYS if name in values}
        sources = known.pop("sources", [])
        texts = [*known.values(), *sources] if isinstance(sources, list | tuple) else [None]
        if not {"title", "link"} <= known.keys() or not all(isinstance(text, str) for text in texts):
            raise ValueError("not an origin")
        origin = cls(**known, sources=tuple(sources))
        if not origin.link or not re.fullmatch(r"([0-9a-f]{64})?", origin.csv_sha256):
            raise ValueError("not an origin")
        return origin

    def texts(self) -> dict[str, str]:
        """Names and texts for formats that have no lists: sources stand on lines of their own."""
        values = {name: getattr(self, field) for field, name in KEYS.items()}
        return values | {"Source": "\n".join(self.sources), "Description": self.description, "Software": SOFTWARE}

    @classmethod
    def from_texts(cls, texts: Mapping[str, Any]) -> "Origin":
        """The same from names and texts; ValueError if they are not ours."""
        if texts.get("Software") != SOFTWARE:
            raise ValueError("not an origin")
        values = {field: texts[name] for field, name in KEYS.items() if name in texts}
        return cls.from_dict(values | {"sources": str(values.get("sources", "")).split("\n")})
