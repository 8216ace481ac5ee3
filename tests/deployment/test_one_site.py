"""Two web processes and two workers, each as on a machine of its own, are one site."""

import os
import re

import pytest

from tests.buckets import bucket_of, bucket_server

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def bucket():
    """The address of a bucket that all machines share."""
    with bucket_server() as endpoint:
        bucket_of(endpoint, key="key", secret="secret")
        yield f"s3://key:secret@files/exports?endpoint={endpoint}&region=us-east-1"


@pytest.fixture(scope="module")
def site(make_site, postgres, shared_valkey, bucket):
    url = shared_valkey.connection_url
    os.environ.pop("AWS_PROFILE", None)
    site = make_site(BROKER_URL=f"{url}/0", CACHE_URL=f"{url}/1", EXPORT_STORAGE_URL=bucket, SEARCH_LIMIT="6",
                     FILES_LIMIT="4", ADMIN_PATH="office", ADMIN_FAILURES="3")  # fmt: skip
    postgres.log_statements(site.database)
    return site


@pytest.fixture(scope="module")
def webs(site):
    """The same address on two machines, as behind one proxy."""
    return site.web(), site.web()


@pytest.fixture(scope="module")
def workers(site, webs):
    site.beat()
    site.beat()
    return site.worker(), site.worker()


def test_page_made_by_one_is_sent_by_the_other_without_a_query(site, webs, postgres):
    one, other = webs
    made = one.get("/regions/")
    asked = postgres.statements()
    kept = other.get("/regions/")
    assert (made.status, kept.status, kept.text, kept.etag) == (200, 200, made.text, made.etag)
    assert other.get("/regions/", If_None_Match=made.etag).status == 304
    assert postgres.statements() == asked
    assert other.get("/regions/440000/").status == 200
    assert postgres.statements() > asked


def test_searches_are_counted_together(webs):
    found = [webs[number % 2].get(f"/search/suggest/?q=gd{number}").status for number in range(8)]
    assert found == [200] * 6 + [429] * 2


def test_files_are_counted_together(webs):
    found = [webs[number % 2].get(f"/agencies.csv?size={number + 1}").status for number in range(6)]
    assert found == [200] * 4 + [429] * 2


def failed_login(web, name: str) -> int:
    """What a wrong password comes to at a machine: 200 is the form again."""
    form = web.get("/office/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)[1]
    fields = {"username": name, "password": "wrong", "otp_token": "123456", "csrfmiddlewaretoken": token}
    return web.post("/office/login/", fields, Cookie=form.headers["Set-Cookie"].partition(";")[0]).status


def test_name_that_failed_to_log_in_at_one_is_locked_at_the_other(webs):
    one, other = webs
    assert [failed_login(one, "keeper") for _ in range(3)] == [200, 200, 429]
    assert failed_login(other, "keeper") == 429 and failed_login(other, "another") == 200


def test_picture_that_a_browser_drew_is_had_at_both(site, webs):
    """The whole way: asked of one machine, drawn by Chromium on a second, kept in the bucket, sent by a third."""
    one, other = webs
    address = "/charts/models.svg?w=699"
    worker = site.worker(DJANGO_SETTINGS_MODULE="govcompare.settings", CHROMIUM=CHROMIUM)
    assert one.get(address).status in (200, 303)
    one.until(lambda: other.get(address).status == 200, f"it was not drawn\n{worker.log('worker')}")
    there, here = other.get(address), one.get(address)
    assert (
        'class="main-svg"' in here.text and "广东" in here.text and (there.text, there.etag) == (here.text, here.etag)
    )
    worker.kill()


def test_job_asked_of_one_is_seen_and_its_file_had_at_the_other(site, webs, workers):
    one, other = webs
    address = "/charts/models.svg?w=701"
    site.hold.touch()
    told = one.get(address)
    assert told.status == 303
    page = told.headers["Location"]
    assert "制作中" in other.get(page).text
    site.hold.unlink()
    other.until(lambda: "完成" in other.get(page).text, "the job did not end")
    there, here = other.get(address), one.get(address)
    assert (there.status, here.status) == (200, 200) and there.text == here.text and there.etag == here.etag
    assert other.get(address, If_None_Match=here.etag).status == 304
    assert len(site.begun()) == 1


def test_worker_that_ends_leaves_the_rest_to_the_other(site, webs, workers):
    one, other = webs
    first, second = workers
    first.end()
    first.stop()
    told = one.get("/charts/models.svg?w=702")
    assert told.status in (200, 303)
    one.until(lambda: other.get("/charts/models.svg?w=702").status == 200, "nobody made it")
    assert "made" in second.log("worker")
