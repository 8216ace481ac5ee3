"""Inside the admin the data can be looked at and not changed; outside nothing knows of it."""

import re

import pytest
from axes.models import AccessAttempt
from django.conf import settings as project
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from govcompare import page_cache, shown_version
from govcompare.admin import LookOnly
from govcompare.dataset import Dataset
from govcompare.dataset_tables import TABLES
from govcompare.models import DatasetLoad, ExportJob

pytestmark = pytest.mark.django_db

SHOWN = sorted((model for model in admin.site._registry), key=lambda model: model._meta.label)
LOOK_ONLY = [model for model in SHOWN if isinstance(admin.site._registry[model], LookOnly)]


def address(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_admin_shows_the_dataset_its_loads_and_its_jobs():
    assert {model for _, model, _ in TABLES} | {DatasetLoad, ExportJob} <= set(LOOK_ONLY)
    names = {model._meta.label for model in SHOWN}
    assert {
        "auth.User",
        "axes.AccessAttempt",
        "axes.AccessLog",
        "otp_totp.TOTPDevice",
        "otp_static.StaticDevice",
    } <= names


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_list_opens_and_can_be_searched(inside, language):
    for model in SHOWN:
        path = language + address(model, "changelist")
        assert inside.get(path).status_code == 200, path
        if admin.site._registry[model].search_fields:
            assert inside.get(path, {"q": "a'%"}).status_code == 200, path


def test_tables_are_called_as_in_the_descriptor_of_the_dataset():
    titles = {name: table["title"] for name, table in Dataset(project.DATA_DIR).tables.items()}
    assert {name: str(model._meta.verbose_name) for name, model, _ in TABLES} == titles


def test_no_list_has_a_name_or_a_column_of_a_library(inside):
    for model in SHOWN:
        page = inside.get(address(model, "changelist")).text
        heading = re.search(r"<h1>(.*?)</h1>", page)[1]
        columns = re.findall(r'<th scope="col".*?<div class="text">(.*?)</div>', page, re.DOTALL)
        said = re.sub(r"<.*?>|ISO 3166-2|SHA-256|ETag|URL|JSON", "", heading + "".join(columns))
        assert not re.search(r"[A-Za-z]{3}", said), (model, said)


@pytest.mark.parametrize("attempts", [1, 30])
def test_row_of_a_locked_login_can_be_taken_away(inside, attempts, django_assert_max_num_queries):
    for number in range(attempts):
        AccessAttempt.objects.create(username="x", ip_address=f"192.0.2.{number}", failures_since_start=5)
    page = address(AccessAttempt, "changelist")
    with django_assert_max_num_queries(12):
        assert inside.get(page).text.count("192.0.2.") == attempts
    chosen = AccessAttempt.objects.values_list("pk", flat=True)
    inside.post(page, {"action": "delete_selected", "_selected_action": list(chosen), "post": "yes"})
    assert not AccessAttempt.objects.exists()


def test_every_table_of_the_dataset_opens_and_nothing_can_be_written(inside):
    for _, model, _ in TABLES:
        row = model._base_manager.first()
        page = inside.get(address(model, "change", row.pk))
        assert page.status_code == 200 and 'name="_save"' not in page.text and "deletelink" not in page.text, model
        assert inside.post(address(model, "change", row.pk), {"id": "x"}).status_code == 403
        assert inside.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
        assert inside.get(address(model, "add")).status_code == 403
        inside.post(
            address(model, "changelist"), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
        )
        assert model._base_manager.filter(pk=row.pk).exists()


def test_list_takes_the_same_queries_however_many_rows_it_has(inside, django_assert_max_num_queries):
    for _, model, _ in TABLES:
        with django_assert_max_num_queries(12):
            inside.get(address(model, "changelist"))


def test_secret_of_a_second_factor_is_not_shown(inside, keeper):
    page = inside.get(address(type(keeper.phone), "change", keeper.phone.pk)).text
    assert keeper.phone.key not in page and keeper.phone.config_url not in page
    for path in ("config", "qrcode"):
        assert inside.get(f"/office/otp_totp/totpdevice/{keeper.phone.pk}/{path}/").status_code in (302, 404)


def test_user_can_be_added_and_a_weak_password_is_refused(inside, django_user_model):
    fields = {"username": "second", "usable_password": "true"}
    for password in ("short", "123456789012", "passwordpassword1"[:8]):
        inside.post("/office/auth/user/add/", fields | {"password1": password, "password2": password})
        assert not django_user_model.objects.filter(username="second").exists()
    strong = "an unheard-of sentence"
    inside.post("/office/auth/user/add/", fields | {"password1": strong, "password2": strong})
    assert django_user_model.objects.filter(username="second").exists()


@pytest.mark.parametrize(
    "path", ["", "login/", "auth/user/", "jsi18n/", "nothing/", "auth/user/99/change/", "logout/"]
)
@pytest.mark.parametrize("known", [True, False])
def test_answers_of_the_admin_are_kept_by_nobody(request, office, path, known):
    client = request.getfixturevalue("inside") if known else Client()
    response = client.get(office + path)
    assert response["Cache-Control"] == "no-store" and "noindex" in response["X-Robots-Tag"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy


def test_pages_of_the_admin_have_nothing_inline(inside):
    for path in (
        "",
        "login/?next=x",
        "auth/user/",
        "auth/user/add/",
        "institutions/agencystatus/",
        "axes/accessattempt/",
    ):
        page = inside.get(f"/office/{path}", follow=True).text
        assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=", page), (
            path
        )


def test_admin_is_never_among_the_kept_pages(inside, settings, monkeypatch):
    kept = []

    def put(name: str, value: bytes, seconds: int) -> None:
        if name != shown_version.LAST:  # which version is shown is no page
            kept.append(name)

    monkeypatch.setattr(page_cache.shared_cache, "put", put)
    settings.KEEP_PAGES = True
    client = Client()
    client.cookies = inside.cookies
    for path in ("/office/auth/user/", "/office/jsi18n/", "/office/login/", "/office/nothing/"):
        client.get(path)
    assert kept == []
    client.get("/about/")
    assert kept  # so that nothing is found above because nothing is ever kept


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/", "/en/about/", "/nothing/"])
def test_address_of_the_admin_is_told_nowhere(client, office, path):
    assert "/office" not in client.get(path).text


@pytest.mark.parametrize(
    "path", ["/", "/agencies/", "/agencies.json", "/en/regions/440000/", "/charts/map/", "/nothing/", "/healthz/"]
)
def test_public_pages_know_nothing_of_cookies(inside, django_assert_num_queries, path):
    plain = Client().get(path)
    with_cookies = Client()
    with_cookies.cookies["session"], with_cookies.cookies["csrf"] = inside.cookies["session"].value, "mangled"
    same = with_cookies.get(path)
    for response in (plain, same):
        assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert plain.headers.items() - {("X-Request-ID", "")} == same.headers.items() and plain.content == same.content


def test_public_pages_ask_the_database_nothing_for_a_session(inside, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        inside.get("/agencies/")
    assert asked.captured_queries and not any("session" in query["sql"] or "auth_" in query["sql"] for query in asked)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_still_say_that_nothing_can_be_sent(office, method):
    response = getattr(Client(enforce_csrf_checks=True), method)("/agencies/")
    assert response.status_code == 405 and "只供查看" in response.text
