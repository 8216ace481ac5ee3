"""What makes one page look different from another of the same data: the software that is running."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

PARTS = ("govcompare", "regions", "institutions", "templates", "static", "locale", "requirements.txt")
SUFFIXES = {".py", ".html", ".txt", ".css", ".js", ".mo", ".csl", ".svg", ".png", ".json", ".csv"}


@cache
def stamp() -> str:
    """Other for other code, templates, words or static files; the same on all machines that have the same."""
    digest = hashlib.sha256()
    for path in _files(settings.BASE_DIR):
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(root: Path) -> list[Path]:
    found = [
        path for part in PARTS for path in ([root / part] if (root / part).is_file() else (root / part).rglob("*"))
    ]
    return sorted(path for path in found if path.suffix in SUFFIXES and path.is_file())
