"""The versions of the dataset that are kept here, and how to show one: what `v=` asks for.

    with version(label) as load:
        rows = overview.provinces(day)  # lists, dicts, numbers: plain data

All that the ORM reads of the dataset within the block comes from that version, whatever function reads it. A queryset
that is still unread when the block ends would ask the live tables, and a template rendered later does so too: what
leaves the block must be plain data.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from . import snapshot
from .errors import VersionGone
from .language import enumerated
from .models import DatasetArchive, DatasetLoad

# An unpacked file that nobody may want any more, of older code or a process that was killed, goes after this many seconds.
LEFT_OVER = 86_400
_unpacking = Lock()


def held() -> list[str]:
    """What `v=` may say, newest first. One query."""
    return list(_archives().order_by("-load__pk").values_list("load__label", flat=True))


@contextmanager
def version(label: str | None) -> Iterator[DatasetLoad | None]:
    """Show a version within a block; yields its load. Without a label the live tables are shown, and nothing is asked.

    VersionGone, naming those held, for a version that is not kept.
    """
    if not label:
        with snapshot.default():
            yield None
        return
    archive = _archive(label)
    with snapshot.opened(_unpacked(archive)):
        yield archive.load


def _archives():
    # these are always asked of the default database, within a block as well
    return DatasetArchive.objects.using(DEFAULT_DB_ALIAS)


def _archive(label: str) -> DatasetArchive:
    """The archive of a label, its content unread."""
    found = _archives().select_related("load").defer("content").filter(load__label=label).first()
    if found is None:
        if known := held():
            text = _("这里没有保存数据集的“%(label)s”版；保存的版本有：%(known)s。不写 v 则随数据更新。")
        else:
            text = _("这里没有保存数据集的“%(label)s”版；还没有保存任何版本。不写 v 则随数据更新。")
        raise VersionGone(text % {"label": label[:60], "known": enumerated(known)})
    return found


def _unpacked(archive: DatasetArchive) -> Path:
    """The file of an archive in VAR_DIR/versions, made when it is first wanted. Threads of a process wait for the one that
    makes it; processes may both make it, and either file is the whole."""
    load = archive.load
    # Not the label alone: databases that share a folder may call different loads by the same one.
    identity = (archive.pk, load.pk, load.label, load.sha256, load.loaded_at.isoformat(), snapshot.schema())
    digest = hashlib.sha256(repr(identity).encode()).hexdigest()[:16]
    stem = re.sub(r"[^\w.-]", "_", load.label)
    path = Path(settings.VAR_DIR) / "versions" / f"{stem}-{digest}.sqlite3"
    if not path.exists():
        with _unpacking:
            if not path.exists():
                snapshot.unpack(bytes(_archives().values_list("content", flat=True).get(pk=archive.pk)), path)
                _sweep(path.parent, stem)
    return path


def _sweep(folder: Path, stem: str) -> None:
    """Remove what was unpacked of the same label long ago; who still wants it unpacks it anew."""
    for path in folder.glob(f"{stem}-*"):
        try:
            if time.time() - path.stat().st_mtime > LEFT_OVER:
                path.unlink()
        except FileNotFoundError:
            pass  # another process was faster
