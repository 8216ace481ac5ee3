"""A storage of files named by one address, as databases and brokers are."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# What may follow the "?" of an address of S3, and what django-storages calls it.
S3_OPTIONS = {"endpoint": "endpoint_url", "region": "region_name", "addressing": "addressing_style"}


def storage(address: str, *, folder: Any) -> dict[str, Any]:
    """An entry of STORAGES. address: empty for a folder of this machine, file:///path for one that several machines have
    mounted, or s3://key:secret@bucket/prefix?endpoint=https://…&region=…; without key and secret those of the environment
    (AWS_ACCESS_KEY_ID …) are taken. ImproperlyConfigured for anything else."""
    parts = urlsplit(address)
    if re.fullmatch(r"file:///[^?#]+", address):
        folder, address = Path(unquote(parts.path)), ""
    if not address:
        local = {"location": folder, "base_url": None}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": local}
    asked = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or set(asked) - set(S3_OPTIONS):
        form = f"s3://key:secret@bucket/prefix?{'=…&'.join(S3_OPTIONS)}=…"
        raise ImproperlyConfigured(
            f"The environment variable EXPORT_STORAGE_URL must be empty, file:///path or of the form {form}."
        )
    options = {
        # as written: names of buckets have no capitals, but hostname would lower them without a word
        "bucket_name": parts.netloc.rpartition("@")[2],
        "location": parts.path.strip("/"),
        "default_acl": None,
        "file_overwrite": False,
        **{S3_OPTIONS[name]: value for name, value in asked.items()},
    }
    if parts.username:
        options |= {"access_key": unquote(parts.username), "secret_key": unquote(parts.password or "")}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
