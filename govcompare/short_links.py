"""The short address printed in a picture: the first letters of the checksum of the address it stands for."""

import base64
import hashlib

from .models import ShortLink

LETTERS = 10


def short_key(address: str) -> str:
    """Ten letters and digits that are always the same for an address (path and query)."""
    return base64.b32encode(hashlib.sha256(address.encode()).digest()).decode().lower()[:LETTERS]


def short_address(address: str) -> str:
    """The short path of an address, e.g. /s/abcdefghij/."""
    return f"/s/{short_key(address)}/"


def remember(address: str) -> None:
    """Keep an address whose short form is about to be printed. One query where it is known already."""
    ShortLink.objects.get_or_create(key=short_key(address), defaults={"address": address})
