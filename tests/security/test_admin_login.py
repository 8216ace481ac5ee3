"""The way into the admin: an address that is not told, a password, a second factor, and a lock."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/admin/", "/office/", "/en/office/", "/office/login/", "/admin/login/"])
def test_without_an_address_there_is_no_admin(client, address):
    response = client.get(address)
    assert response.status_code == 404 and "password" not in response.text


@pytest.mark.parametrize("language", ["", "/en"])
def test_whoever_is_not_logged_in_is_asked_to(client, office, language):
    response = client.get(f"{language}/office/")
    assert response.status_code == 302 and response["Location"] == f"{language}/office/login/?next={language}/office/"
    page = client.get(response["Location"]).text
    assert ("Log in" if language else "登录") in page
    assert 'name="otp_token"' in page and 'type="password"' in page


def test_password_and_code_open_the_admin(keeper, log_in):
    client = Client()
    response = log_in(client, code=keeper.code())
    assert response.status_code == 302 and response["Location"] == "/office/"
    assert "keeper" in client.get("/office/").text


def test_recovery_code_opens_the_admin_once(keeper, log_in):
    assert log_in(code=keeper.recovery).status_code == 302
    assert log_in(code=keeper.recovery).status_code == 200


@pytest.mark.parametrize(
    "code, words",
    [("", "请填动态码"), ("000000", "不对"), ("zzzzzzzz", "不对"), ("' OR 1=1 --", "不对"), ("１２３４５６", "不对")],
)
def test_password_alone_or_with_a_wrong_code_opens_nothing(keeper, log_in, code, words):
    client = Client()
    response = log_in(client, code=code)
    assert response.status_code == 200 and words in response.text and "winding" not in response.text
    assert client.get("/office/").status_code == 302 and not Session.objects.exists()


def test_code_is_good_for_one_login(keeper, log_in):
    code = keeper.code()
    assert log_in(code=code).status_code == 302
    assert log_in(code=code).status_code == 200


def test_guessing_codes_takes_longer_and_longer(keeper, log_in):
    for _ in range(3):
        log_in(code="000000")
    response = log_in(code=keeper.code())
    assert response.status_code == 200 and "请过几秒再试" in response.text
    # a lost phone is no reason to be kept out by who has only its number
    assert log_in(code=keeper.recovery).status_code == 302


@pytest.mark.parametrize("kept, status", [(True, 200), (False, 302)])
def test_key_is_rotated_without_a_new_login_only_while_the_former_one_is_named(keeper, log_in, settings, kept, status):
    client = Client()
    log_in(client, code=keeper.code())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if kept else []
    settings.SECRET_KEY = "another key"
    assert client.get("/office/").status_code == status


def test_user_without_a_second_factor_is_told_how_to_get_one(keeper, log_in):
    TOTPDevice.objects.all().delete()
    response = log_in(code="123456")
    assert response.status_code == 200 and "manage.py addotp" in response.text


def test_second_factor_can_be_done_without_where_a_setting_says_so(keeper, log_in, settings):
    settings.ADMIN_WITHOUT_SECOND_FACTOR = True
    client = Client()
    assert 'name="otp_token"' not in client.get("/office/login/").text
    assert log_in(client).status_code == 302 and client.get("/office/").status_code == 200


def test_session_that_skipped_the_second_factor_opens_nothing(keeper, office):
    client = Client()
    client.force_login(keeper.user)
    assert client.get("/office/").status_code == 302


def test_user_who_is_not_of_the_staff_stays_outside(keeper, log_in):
    keeper.user.is_staff = keeper.user.is_superuser = False
    keeper.user.save()
    assert log_in(code=keeper.code()).status_code == 200


def fail(log_in, times: int, **where) -> int:
    """The status of the last of some logins with a wrong password."""
    return [log_in(Client(**where), password="wrong", code="123456").status_code for _ in range(times)][-1]


def test_login_is_locked_after_failures_and_says_until_when(keeper, log_in, settings):
    assert fail(log_in, settings.AXES_FAILURE_LIMIT - 1) == 200
    assert fail(log_in, 1) == 429
    refused = log_in(code=keeper.code())
    assert refused.status_code == 429 and "请 30 分钟后再来" in refused.text
    assert 1700 < int(refused["Retry-After"]) <= 1801 and refused["Cache-Control"] == "no-store"


def test_wrong_codes_count_for_the_lock_as_wrong_passwords_do(keeper, log_in, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert log_in(code="zzzzzzzz").status_code == 200
        keeper.user.staticdevice_set.get().throttle_reset()  # as if the one who guesses had waited
    assert log_in(code="zzzzzzzz").status_code == 429
    assert log_in(code=keeper.code()).status_code == 429
    assert log_in(Client(REMOTE_ADDR="192.0.2.7"), code=keeper.code()).status_code == 302


def test_lock_holds_one_client_and_one_name(keeper, log_in, settings, django_user_model):
    fail(log_in, settings.AXES_FAILURE_LIMIT)
    assert log_in(Client(REMOTE_ADDR="192.0.2.7"), code=keeper.recovery).status_code == 302
    assert log_in(username="another", password="wrong").status_code == 200


def test_lock_is_not_lifted_by_another_browser_or_a_header(keeper, log_in, settings):
    fail(log_in, settings.AXES_FAILURE_LIMIT)
    for made_up in (
        {"HTTP_USER_AGENT": "other"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.1"},
        {"HTTP_X_REAL_IP": "192.0.2.1"},
    ):
        assert log_in(Client(**made_up), code=keeper.code()).status_code == 429, made_up


def test_lock_knows_a_network_of_ipv6_as_one_client(keeper, log_in, settings):
    for number in range(settings.AXES_FAILURE_LIMIT):
        fail(log_in, 1, REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert log_in(Client(REMOTE_ADDR="2001:db8:1:2:ffff::1"), code=keeper.code()).status_code == 429
    assert log_in(Client(REMOTE_ADDR="2001:db8:1:3::1"), code=keeper.code()).status_code == 302


def test_lock_ends_by_itself_and_failing_on_does_not_lengthen_it(keeper, log_in, settings):
    fail(log_in, settings.AXES_FAILURE_LIMIT)
    before = AccessAttempt.objects.get().attempt_time
    fail(log_in, 3)
    attempt = AccessAttempt.objects.get()
    assert attempt.attempt_time == before
    attempt.attempt_time = timezone.now() - settings.AXES_COOLOFF_TIME - timedelta(seconds=1)
    attempt.save()
    assert log_in(code=keeper.code()).status_code == 302


def test_lock_can_be_lifted_by_a_command(keeper, log_in, settings, capsys):
    fail(log_in, settings.AXES_FAILURE_LIMIT)
    call_command("axes_reset_username", "keeper")
    assert log_in(code=keeper.code()).status_code == 302


def test_what_is_noted_of_a_failure_holds_neither_password_nor_code(keeper, log_in):
    log_in(password="my bank password", code="424242")
    noted = str(AccessAttempt.objects.values().get())
    assert "keeper" in noted and "my bank password" not in noted and "424242" not in noted


def test_cookies_are_strict_and_short(keeper, log_in):
    response = log_in(code=keeper.code())
    for name in (project.SESSION_COOKIE_NAME, project.CSRF_COOKIE_NAME):
        cookie = response.cookies[name]
        assert cookie["samesite"] == "Strict" and cookie["httponly"]
    session = response.cookies[project.SESSION_COOKIE_NAME]
    assert session["expires"] == session["max-age"] == ""  # gone with the browser
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(hours=7) < left <= timedelta(hours=8)


def test_form_from_elsewhere_is_refused_with_a_page_of_ours(keeper, office):
    response = Client(enforce_csrf_checks=True).post("/office/login/", {"username": "keeper"})
    assert response.status_code == 403 and "这个表单已经失效" in response.text and "Django" not in response.text


def test_command_enrols_a_phone_and_recovery_codes(keeper, log_in, capsys):
    with pytest.raises(CommandError, match="--replace"):
        call_command("addotp", "keeper")
    call_command("addotp", "keeper", "--replace")
    printed = capsys.readouterr().out
    assert re.search(r"^otpauth://totp/govcompare(?:%3A|:)(?:%20)?keeper\?\S*secret=[A-Z2-7]+", printed, re.MULTILINE)
    assert "█" in printed
    assert log_in(code=f"{totp(TOTPDevice.objects.get().bin_key):06}").status_code == 302
    codes = printed.split("paper:\n")[1].split()
    assert len(set(codes)) == 10 and log_in(code=codes[3]).status_code == 302
    assert log_in(code=keeper.recovery).status_code == 200


def test_command_knows_who_is_not_there(db):
    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("addotp", "nobody")


@pytest.mark.parametrize(
    "variables, said",
    [
        ({"ADMIN_PATH": "office"}, "no issues (0 silenced)"),
        ({"ADMIN_PATH": "charts"}, "ADMIN_PATH=charts is the address of a page of the site"),
    ],
    ids=str,
)
def test_production_is_checked_without_a_warning(tmp_path, variables, said):
    key = {"SECRET_KEY": "k3y-" * 5 + "abcdefghijklmnopqrstuvwxyz0123456789", "INSECURE_HTTP": ""}
    environment = (
        os.environ | key | {"GOVCOMPARE_VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "govcompare.settings"}
    )
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    ran = subprocess.run(command, env=environment | variables, cwd=project.BASE_DIR, capture_output=True, text=True)
    assert said in ran.stdout + ran.stderr
