"""ZIP files: written so that the same members give the same bytes, and read with bounds."""

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that ZIP knows: no member says when it was made
READABLE = 0o644 << 16
MOST_MEMBERS = 5_000


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of the members in their order; pictures are not compressed again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, READABLE
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """All members of an archive that we made ourselves."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def member(content: bytes, name: str, most: int) -> bytes | None:
    """One member of anybody's archive, None if there is none of that name; ValueError if it is above `most` bytes.

    What the archive says of sizes is not believed: no more than `most` bytes are ever unpacked.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > MOST_MEMBERS:
            raise ValueError("too many members")
        if name not in archive.namelist():
            return None
        with archive.open(name) as stream:
            text = stream.read(most + 1)
    if len(text) > most:
        raise ValueError(f"{name} is too large")
    return text
