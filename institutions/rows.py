"""What the rows of several lists share."""

from govcompare.rows import Row
from regions.models import Region

LIST_SEPARATOR = "；"


def joined(parts: list[str]) -> str | None:
    """Parts as one text, or None for none."""
    return LIST_SEPARATOR.join(parts) or None


def place(region: Region) -> Row:
    """The columns that say which region a row belongs to."""
    return {"region_code": region.code, "region": region.display_name}
