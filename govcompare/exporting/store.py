"""The files that workers made, in storages["exports"]."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

# A file without a job may be one that is just being written.
YOUNG = timedelta(hours=1)


def files() -> Storage:
    """Where the files are."""
    return storages["exports"]


def save(key: str, format: str, content: bytes) -> str:
    """Keep a file; the name under which it lies. Every attempt has a file of its own, so that removing one harms none. OSError
    where there is no room for it; then nothing of it is left."""
    name = f"{key[:2]}/{key}.{uuid4().hex[:8]}.{format}"
    try:
        return files().save(name, ContentFile(content))
    except OSError:
        with suppress(OSError):
            files().delete(name)
        raise


def open(name: str) -> File:
    """A file by its name; FileNotFoundError where it is gone."""
    return files().open(name, "rb")


def exists(name: str) -> bool:
    """Whether a file is still there."""
    return bool(name) and files().exists(name)


def delete(name: str) -> None:
    """Remove a file, if it is there."""
    if name:
        files().delete(name)


def strays(known: set[str]) -> list[str]:
    """Files that belong to no job and are not young: left by a worker that was killed between file and row."""
    storage, found = files(), []
    before = timezone.now() - YOUNG
    folders = storage.listdir("")[0] if _has_root(storage) else []
    for folder in folders:
        names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]} - known
        found += [name for name in names if _modified(storage, name) < before]
    return sorted(found)


def _has_root(storage: Storage) -> bool:
    try:
        storage.listdir("")
    except FileNotFoundError:
        return False
    return True


def _modified(storage: Storage, name: str) -> datetime:
    try:
        return storage.get_modified_time(name)
    except FileNotFoundError:
        return timezone.now()
