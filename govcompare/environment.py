"""Variables of the environment, read and checked: what is wrong is said in a sentence that tells what to set."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def required(name: str, advice: str) -> str:
    """The value of a variable that has no safe default."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {advice}")
    return value


# What stands in .env.example, and the least a key may have (Django's security.W009 says the same).
EXAMPLE, LEAST_KEY = "change-me", 50


def key(name: str, advice: str, *, public: bool) -> str:
    """A secret key. public: the site is reached by others, so that nobody may guess it."""
    value = required(name, advice)
    if public and (value == EXAMPLE or len(value) < LEAST_KEY):
        raise ImproperlyConfigured(
            f"The environment variable {name} can be guessed: set it to at least {LEAST_KEY} random letters."
        )
    return value


def flag(name: str) -> bool:
    """Whether a variable says yes."""
    value = os.environ.get(name, "").lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"The environment variable {name} must be 1 or 0, not {value!r}.")
    return value in YES


def number(name: str, default: int, *, least: int = 1) -> int:
    """A variable that is a whole number."""
    text = os.environ.get(name, "") or str(default)
    if not (text.isascii() and text.isdecimal() and int(text) >= least):
        raise ImproperlyConfigured(
            f"The environment variable {name} must be a whole number, at least {least}, not {text!r}."
        )
    return int(text)


def listed(name: str, default: str) -> list[str]:
    """A variable of parts separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def choice(name: str, options: Iterable[str], default: str) -> str:
    """A variable that is one of several words."""
    value = os.environ.get(name, "") or default
    if value not in (options := list(options)):
        raise ImproperlyConfigured(
            f"The environment variable {name} must be one of {', '.join(options)}, not {value!r}."
        )
    return value


def folder(name: str, default: Path) -> Path:
    """A variable that is a folder, by default one of the project."""
    return Path(os.environ.get(name, "") or default)


def header(name: str) -> str:
    """A variable that names a header of requests as servers hand it on: HTTP_X_REAL_IP for X-Real-IP. Empty where not set."""
    value = os.environ.get(name, "")
    if value and not re.fullmatch(r"HTTP_[A-Z0-9_]+", value):
        raise ImproperlyConfigured(
            f"The environment variable {name} must be empty or of the form HTTP_X_REAL_IP (for X-Real-IP), not {value!r}."
        )
    return value


def origins(name: str) -> list[str]:
    """A variable of addresses of sites, separated by commas: https://host."""
    found = [one.rstrip("/") for one in listed(name, "")]
    for one in found:
        if not re.fullmatch(r"https?://[^/?#\s]+", one):
            raise ImproperlyConfigured(
                f"The environment variable {name} must be empty or addresses of the form https://host, not {one!r}."
            )
    return found


def path(name: str) -> str:
    """A variable that is part of an address, without slashes around it: office/door. Empty where it is not set."""
    value = os.environ.get(name, "").strip("/")
    if value and not re.fullmatch(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*", value):
        raise ImproperlyConfigured(
            f"The environment variable {name} must be empty or letters, digits, - and _, with / between, not {value!r}."
        )
    return value


def url(name: str, schemes: Iterable[str], default: str = "") -> str:
    """A variable that is the address of a service. It is never printed: it may hold a password."""
    value = os.environ.get(name, "") or default
    if value and urlsplit(value).scheme not in (schemes := list(schemes)):
        forms = ", ".join(f"{scheme}://…" for scheme in schemes)
        raise ImproperlyConfigured(f"The environment variable {name} must be empty or an address of the form {forms}.")
    return value
