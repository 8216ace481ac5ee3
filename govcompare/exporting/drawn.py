"""Where the pictures are that were drawn before anybody asked: of each chart a row, of each picture a job with a file."""

import hashlib
import json

from django.conf import settings
from django.utils import timezone

from ..charts.boards import DARK, LIGHT
from ..models import DrawnAhead, ExportJob
from ..software import stamp

# Of what this process runs, whatever is put in its place later.
SOFTWARE = stamp()


def asked_of(site: str, address: str, load: int | None) -> str:
    """What stands for a chart on a site: other for other data, another day, or other software that draws it.

    site: "https://host"; address: path and query of the chart's page; load: the dataset that is shown.
    """
    text = json.dumps([site, address, load, timezone.localdate().isoformat(), SOFTWARE])
    return hashlib.sha256(text.encode()).hexdigest()


def picture_address(address: str, width: int, theme: str = LIGHT) -> str:
    """The address of a picture of a chart, from that of its page."""
    path, _, query = address.partition("?")
    asked = [query] if query else []
    asked += [f"w={width}"] + ([f"theme={theme}"] if theme != LIGHT else [])
    return f"{path.rstrip('/')}.svg?{'&'.join(asked)}"


def chart_address(address: str) -> tuple[str, str, str] | None:
    """The other way round: address of the page, width and theme; None for addresses of another form."""
    path, _, query = address.partition("?")
    asked = query.split("&")
    theme = DARK if asked[-1] == f"theme={DARK}" else LIGHT
    if theme == DARK:
        asked.pop()
    if not path.endswith(".svg") or not asked or not asked[-1].startswith("w="):
        return None
    width = asked.pop().removeprefix("w=")
    return f"{path.removesuffix('.svg')}/{'?' if asked else ''}{'&'.join(asked)}", width, theme


def job_of(site: str, address: str, load: int | None) -> ExportJob | None:
    """The job that drew a picture ahead, by the picture's address; its file may be gone meanwhile."""
    found = chart_address(address)
    if found is None:
        return None
    page, width, theme = found
    row = DrawnAhead.objects.filter(pk=asked_of(site, page, load)).first()
    number = row.pictures.get(width, {}).get(theme) if row else None
    return ExportJob.objects.defer("spec").filter(pk=number).first() if number else None


def sites() -> list[str]:
    """Where visitors reach this site, as far as the settings tell; others are learnt from who comes."""
    if settings.SITES:
        return settings.SITES
    names = [name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*", "["))]
    if settings.HTTPS:
        return [f"https://{name}" for name in names if name not in ("localhost", "127.0.0.1")]
    port = "" if settings.PORT == "80" else f":{settings.PORT}"
    return [f"http://{name}{port}" for name in names]
