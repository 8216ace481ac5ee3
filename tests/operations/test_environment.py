"""Every variable of the environment is checked at the start, and what is wrong is said in a sentence."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from govcompare import environment


@pytest.mark.parametrize(
    "read, value, sentence",
    [
        (
            lambda name: environment.required(name, "a long random string"),
            "",
            "Set the environment variable X: a long",
        ),
        (environment.flag, "perhaps", "must be 1 or 0, not 'perhaps'"),
        (lambda name: environment.number(name, 5), "many", "must be a whole number, at least 1, not 'many'"),
        (lambda name: environment.number(name, 5), "-3", "must be a whole number"),
        (lambda name: environment.number(name, 5), "٣", "must be a whole number"),
        (lambda name: environment.choice(name, ["a", "b"], "a"), "c", "must be one of a, b, not 'c'"),
        (environment.path, "a b", "must be empty or letters, digits, - and _, with / between, not 'a b'"),
        (environment.path, "../x", "must be empty or letters"),
        (
            lambda name: environment.url(name, ["redis"]),
            "valkey//x",
            "must be empty or an address of the form redis://…",
        ),
        (
            lambda name: environment.key(name, "a long one", public=True),
            "change-me",
            "can be guessed: set it to at least",
        ),
        (lambda name: environment.key(name, "a long one", public=True), "x" * 49, "at least 50 random letters"),
        (environment.header, "X-Real-IP", "of the form HTTP_X_REAL_IP (for X-Real-IP), not 'X-Real-IP'"),
        (environment.origins, "https://a.example,b.example", "of the form https://host, not 'b.example'"),
    ],
)
def test_wrong_value_is_refused_with_a_sentence(monkeypatch, read, value, sentence):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match="environment variable X") as refused:
        read("X")
    assert sentence in str(refused.value)


def test_password_in_an_address_is_never_printed(monkeypatch):
    monkeypatch.setenv("X", "mysql://user:secret@host/name")
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.url("X", ["postgres"])
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"SECRET_KEY": ""},
        {"DATABASE_URL": "mysql://host/name"},
        {"BROKER_URL": "sqs://host"},
        {"CACHE_URL": "memcached://host"},
        {"LOG_LEVEL": "LOUD"},
        {"LOG_FORMAT": "xml"},
        {"EXPORT_LIMIT": "none"},
        {"INSECURE_HTTP": "maybe"},
        {"SENTRY_DSN": "nonsense"},
        {"CLIENT_ADDRESS_HEADER": "X-Real-IP"},
        {"TRUSTED_PROXY_SSL_HEADER": "X-Forwarded-Proto"},
        {"SITES": "data.example.org"},
        {"PORT": "http"},
        {"SECRET_KEY": "change-me", "INSECURE_HTTP": ""},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_site_does_not_start_with_a_wrong_variable(tmp_path, wrong):
    variables = os.environ | {"SECRET_KEY": "x", "GOVCOMPARE_VAR_DIR": str(tmp_path)} | wrong
    command = [sys.executable, "-c", "import govcompare.settings"]
    ran = subprocess.run(command, env=variables, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert ran.returncode != 0
    assert next(iter(wrong)) in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["WEB_WORKERS", "WEB_THREADS", "PORT"])
def test_web_server_does_not_start_with_a_wrong_number(tmp_path, name):
    variables = os.environ | {"GOVCOMPARE_VAR_DIR": str(tmp_path), name: "many"}
    command = [sys.executable, "-m", "gunicorn", "--check-config"]
    ran = subprocess.run(command, env=variables, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert ran.returncode != 0
    assert f"{name} must be a whole number" in ran.stderr


def test_variable_left_empty_is_as_one_that_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("X", "")
    assert environment.folder("X", tmp_path) == tmp_path
    assert environment.header("X") == "" and environment.origins("X") == []


def test_addresses_of_the_site_need_no_slash_at_their_end(monkeypatch):
    monkeypatch.setenv("X", "https://a.example/, http://b.example:8000")
    assert environment.origins("X") == ["https://a.example", "http://b.example:8000"]
