"""A chart, or one for each of many regions, as an archive: picture, data, what they mean, and a data package."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..charts.chart import Chart
from ..rows import Row
from .files import citations_of, csv_bytes, sha256
from .origin import LICENCE_URL, SOFTWARE, Origin
from .readme import fields, readme
from .zips import zipped


@dataclass(frozen=True)
class Part:
    """One chart of an archive. stem: the ASCII name of its files, unlike that of any other part."""

    stem: str
    chart: Chart
    origin: Origin
    picture: bytes  # PNG


def zip_bytes(chart: Chart, origin: Origin, picture: bytes, citations: Sequence[Row] = ()) -> bytes:
    """One chart: <stem>.png, <stem>.csv, readme.md, datapackage.json."""
    return many([Part(chart.file_name, chart, origin, picture)], origin, citations)


def many(parts: Iterable[Part], whole: Origin, citations: Sequence[Row] = ()) -> bytes:
    """Several charts: picture and CSV of each, one readme and one data package for all.

    Parts are taken one after the other, so that they can be made meanwhile. citations: rows {id, citation} of the
    sources of all; without them sources go by their titles.
    """
    members: dict[str, bytes] = {}
    resources: list[dict[str, Any]] = []
    charts: dict[str, Chart] = {}
    cited: dict[str, str] = {}
    for part in parts:
        if part.stem in charts:
            raise ValueError(f"two parts are called {part.stem}")
        data = csv_bytes(part.chart)
        members |= {f"{part.stem}.png": part.picture, f"{part.stem}.csv": data}
        resources.append(_resource(part, data))
        charts[part.stem] = part.chart
        cited |= {row["id"]: row["citation"] for row in citations_of(part.chart)}
    if not charts:
        raise ValueError("an archive of nothing")
    cited |= {row["id"]: row["citation"] for row in citations}
    members["readme.md"] = readme(charts, resources, whole, cited).encode()
    package = _package(charts, whole, cited) | {"resources": resources}
    members["datapackage.json"] = json.dumps(package, ensure_ascii=False, indent=2).encode()
    return zipped(members)


def _package(charts: dict[str, Chart], whole: Origin, cited: dict[str, str]) -> dict[str, Any]:
    first = next(iter(charts))
    return {
        "profile": "data-package",
        "name": first.lower() if len(charts) == 1 else f"{SOFTWARE}_{charts[first].slug}",
        "title": whole.title,
        "description": whole.description,
        "homepage": whole.link,
        "version": whole.dataset_version,
        "image": f"{first}.png",
        "licenses": [{"name": whole.licence.replace(" ", "-"), "path": LICENCE_URL, "title": whole.licence}],
        "sources": [{"title": citation, "name": id} for id, citation in cited.items()],
        SOFTWARE: whole.as_dict(),
    }


def _resource(part: Part, data: bytes) -> dict[str, Any]:
    return {
        "name": part.stem.lower(),
        "type": "table",
        "title": part.chart.title,
        "description": part.chart.alt,
        "path": f"{part.stem}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
        "schema": {"fields": fields(part.chart), "missingValues": [""]},
        SOFTWARE: part.origin.as_dict(),
    }
