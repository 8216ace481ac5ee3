"""What a worker is to make of a chart: everything that decides how the file looks, as JSON."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from typing import Any

from ..charts.chart import Chart
from ..charts.fit import Picture
from ..language import speaking
from ..rows import Row
from ..short_links import short_address
from .archive import zip_bytes
from .files import csv_bytes, sha256
from .origin import Origin
from .slides import presentation
from .stamp import stamped

# Made by a worker: these need the browser. A .pptx is among them only where PowerPoint has no form for the chart.
FORMATS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# The sharpness of a picture that stands in a slide.
SLIDE_SCALE = 2
# A file made by other versions of these, or of this module, may look different.
MADE_BY = {"plotly": version("plotly"), "kaleido": version("kaleido"), "form": 2}

# Renderer.render: figure, format, width, height, scale -> the picture
Render = Callable[[dict[str, Any], str, int, int, float], bytes]


def origin_for(chart: Chart, site: str, dataset_version: str) -> Origin:
    """What the files of a chart say of themselves. site: "https://host", without a slash at the end."""
    return Origin(
        title=chart.title,
        link=site + chart.address,
        short_link=site + short_address(chart.address),
        as_of=chart.as_of,
        filters=chart.filters,
        sources=tuple(chart.sources.values()),
        dataset_version=dataset_version,
        csv_sha256=sha256(csv_bytes(chart)),
    )


@dataclass(frozen=True)
class Spec:
    """One file of one chart. Its language is that of the chart's address."""

    chart: Chart
    picture: Picture
    origin: Origin
    format: str
    scale: int
    citations: list[Row]

    def packed(self) -> dict[str, Any]:
        """As JSON; the figure of the chart itself is left out, that of the picture is drawn."""
        chart = asdict(replace(self.chart, figure={}, native=None))
        return {
            "chart": chart,
            "picture": asdict(self.picture),
            "origin": self.origin.as_dict(),
            "format": self.format,
            "scale": self.scale,
            "citations": [{"id": row["id"], "citation": row["citation"]} for row in self.citations],
            "made_by": MADE_BY,
        }

    @classmethod
    def unpacked(cls, packed: dict[str, Any]) -> "Spec":
        """The same from JSON."""
        chart = packed["chart"] | {"columns": [tuple(column) for column in packed["chart"]["columns"]]}
        return cls(
            Chart(**chart),
            Picture(**packed["picture"]),
            Origin.from_dict(packed["origin"]),
            packed["format"],
            packed["scale"],
            packed["citations"],
        )

    def key(self) -> str:
        """The same for all that would be the same file, byte for byte but for the hour at which it was made."""
        text = json.dumps(self.packed(), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def make(packed: dict[str, Any], render: Render) -> bytes:
    """The file of a packed spec, in the language of its chart, wherever it is made."""
    spec = Spec.unpacked(packed)
    with speaking(spec.chart.address):
        return _made(spec, render)


def _made(spec: Spec, render: Render) -> bytes:
    match spec.format:
        case "png":
            return _png(spec, render, spec.scale)
        case "svg" | "pdf" as format:
            content = _drawn(spec, render, format, 1)
            return stamped(format, content, spec.origin, size=(spec.picture.width, spec.picture.height))
        case "pptx":
            return presentation(spec.chart, spec.origin, _png(spec, render, SLIDE_SCALE))
        case "zip":
            return zip_bytes(spec.chart, spec.origin, _png(spec, render, spec.scale), spec.citations)
    raise ValueError(spec.format)


def _png(spec: Spec, render: Render, scale: int) -> bytes:
    size = spec.picture.width * scale, spec.picture.height * scale
    return stamped("png", _drawn(spec, render, "png", scale), spec.origin, size=size)


def _drawn(spec: Spec, render: Render, format: str, scale: int) -> bytes:
    board = spec.picture
    return render(board.figure, format, board.layout_width, board.layout_height, board.factor * scale)
