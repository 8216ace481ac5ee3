"""Production's settings, with files that are made without a browser and static files that need no manifest."""

from govcompare.settings import *  # noqa: F403 - the same settings, but for what follows

EXPORT_MAKERS = {"image": "tests.deployment.makers.picture", "archive": "tests.deployment.makers.archive"}
STATIC_ROOT, STATICFILES_DIRS = BASE_DIR / "static", []  # noqa: F405
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
