"""One chart for each of the 31 provinces, in one ZIP: what to make is read from an address, and made by a worker."""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from govcompare import held_versions, short_links
from govcompare.as_of import AsOf
from govcompare.charts.fit import fitted
from govcompare.errors import InvalidQuery
from govcompare.exporting.archive import Part, many
from govcompare.exporting.origin import Origin
from govcompare.exporting.spec import MADE_BY, Render, Spec, make, origin_for
from govcompare.language import current
from govcompare.models import DatasetLoad
from govcompare.query import link, refuse_unknown, site_of
from govcompare.rows import Row, sources_of
from regions.models import Region

from .catalogue import CHARTS
from .entry import Entry
from .reading import SIZE, read_asked, read_size

EACH = "province"


def album_of(entry: Entry, request: HttpRequest) -> tuple[dict[str, Any], str, str]:
    """What to make, its key and the name of the file. InvalidQuery for what no such ZIP has."""
    refuse_unknown(request, (entry.known - {"r"}) | SIZE | {"each"}, "zip")
    if request.GET["each"] != EACH:
        raise InvalidQuery(_("each 只能是 %(each)s：每个省份一张。") % {"each": EACH})
    size = read_size(request.GET)
    live = DatasetLoad.latest_or_none()
    with held_versions.version(request.GET.get("v", "")) as fixed:
        asked = read_asked(entry, request.GET, fixed)
        codes = list(Region.objects.counted().order_by("code").values_list("code", flat=True))
    load = fixed or live
    packed = {
        "slug": entry.slug,
        "language": current(),
        "as_of": asked.as_of.text,
        "written": {name: text for name, text in asked.written.items() if name != "r"},
        "version": asked.version,
        "dataset": load.label if load else "",
        "size": [size.width, size.height, size.scale],
        "site": site_of(request),
        "codes": codes,
        "made_by": MADE_BY,
    }
    key = hashlib.sha256(json.dumps(packed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return packed, key, f"govcompare_{entry.slug}_{len(codes)}-provinces_{asked.as_of.text}.zip"


def make_album(packed: dict[str, Any], render: Render, progress: Callable[[int], None]) -> bytes:
    """The ZIP, in the language in which it was asked for. progress(n): n pictures are done; it raises where nobody wants
    them any more."""
    with override(packed["language"]):
        return _made(packed, render, progress)


def _made(packed: dict[str, Any], render: Render, progress: Callable[[int], None]) -> bytes:
    entry = CHARTS[packed["slug"]]
    asked = {**packed["written"], "as_of": packed["as_of"], "v": packed["version"]}
    whole = Origin(
        title=_("%(title)s：31 个省份各一张") % {"title": entry.title},
        link=packed["site"] + link(f"/charts/{entry.slug}/", asked),
        as_of=packed["as_of"],
        dataset_version=packed["dataset"],
    )
    cited: list[Row] = []  # filled while the parts are made; the archive reads it when all of them are
    return many(_parts(entry, packed, render, progress, cited), whole, cited)


def _parts(entry: Entry, packed: dict[str, Any], render: Render, progress, cited: list[Row]) -> Iterator[Part]:
    width, height, scale = packed["size"]
    for number, code in enumerate(packed["codes"], start=1):
        with held_versions.version(packed["dataset"]):  # all of one version, whatever is loaded meanwhile
            asked = entry.ask(AsOf.parse(packed["as_of"]), [code], version=packed["version"], **packed["written"])
            chart = entry.chart(asked)
            sources = sources_of([], more=set(chart.sources))
        cited += sources
        short_links.remember(chart.address)
        origin = origin_for(chart, packed["site"], packed["dataset"])
        picture = fitted(chart, width, height, origin.short_link)
        spec = Spec(chart, picture, origin, "png", scale, sources)
        yield Part(chart.file_name, chart, origin, make(spec.packed(), render))
        progress(number)
