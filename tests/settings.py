"""The settings of the tests: production's, with a key of their own and plain static files."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("INSECURE_HTTP", "1")
# What tests unpack or write is not that of the site beside them.
os.environ.setdefault("GOVCOMPARE_VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "tests"))
# Nothing outside the project decides what the tests see.
os.environ["GOVCOMPARE_DATA_DIR"] = str(Path(__file__).resolve().parent.parent / "data")

from govcompare.settings import *  # noqa: E402, F403 - the same settings, but for what follows

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STATIC_ROOT = BASE_DIR / "static"  # noqa: F405 - exists in a fresh clone, unlike the folder of collectstatic
STORAGES = {  # the manifest is made by collectstatic, which tests do not run
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "exports": STORAGES["exports"],  # noqa: F405 - under the folder of the tests, see above
}
# Tests change the data behind the back of the cache; those about it take one of their own.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
KEEP_PAGES = False
SEARCH_LIMIT = FILES_LIMIT = 1_000_000
