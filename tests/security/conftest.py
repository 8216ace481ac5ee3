"""An admin to knock at."""

import importlib
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import clear_url_caches
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from govcompare import urls

from ..exporting.conftest import deploy, empty_database  # noqa: F401 - a worker of its own

PASSWORD = "a long and winding password"


def read_urls() -> None:
    """Have the map of the site made anew, as at a start with other settings."""
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def office(settings):
    """The admin stands at /office/."""
    settings.ADMIN_PATH = "office"
    read_urls()
    yield "/office/"
    settings.ADMIN_PATH = ""
    read_urls()


@pytest.fixture
def keeper(db, django_user_model, settings):
    """A user of the admin with a phone and one recovery code."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    user = django_user_model.objects.create_superuser("keeper", password=PASSWORD)
    phone = TOTPDevice.objects.create(user=user, name="app")
    paper = StaticDevice.objects.create(user=user, name="recovery")
    paper.token_set.create(token="abcdefgh")

    def code() -> str:
        return f"{totp(phone.bin_key):06}"

    return SimpleNamespace(user=user, phone=phone, code=code, recovery="abcdefgh")


@pytest.fixture
def log_in(office):
    """log_in(code="123456") -> the answer to the form of the login."""

    def send(client: Client | None = None, *, next: str = "/office/", language: str = "", **fields):
        client = client or Client()
        fields = {"username": "keeper", "password": PASSWORD, "next": next} | fields
        if "code" in fields:
            fields["otp_token"] = fields.pop("code")
        return client.post(f"{language}/office/login/", fields)

    return send


@pytest.fixture
def inside(keeper, log_in):
    """A browser of somebody who is logged in."""
    client = Client()
    assert log_in(client, code=keeper.code()).status_code == 302
    return client
