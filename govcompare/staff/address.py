"""Which addresses are those of the admin."""

from django.conf import settings
from django.core.checks import Error
from django.urls import Resolver404, resolve

from ..language import bare


def is_staff_address(path: str) -> bool:
    """Whether an address, in either language, is one of the admin."""
    return bool(settings.ADMIN_PATH) and f"{bare(path)}/".startswith(f"/{settings.ADMIN_PATH}/")


def is_free(app_configs, **kwargs) -> list[Error]:
    """ADMIN_PATH names no page of the site: those come first, and the admin could not be reached."""
    if not settings.ADMIN_PATH:
        return []
    try:
        found = resolve(f"/{settings.ADMIN_PATH}/", urlconf=settings.ROOT_URLCONF).namespace
    except Resolver404:
        found = ""
    if found == "admin":
        return []
    words = f"ADMIN_PATH={settings.ADMIN_PATH} is the address of a page of the site. Choose another one."
    return [Error(words, id="govcompare.E001")]
