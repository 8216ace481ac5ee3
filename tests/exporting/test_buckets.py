"""Exported files in a bucket: the same as in a folder, against a server that speaks S3."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from govcompare.exporting import store
from govcompare.storage_urls import storage
from tests.buckets import bucket_of, bucket_server


@pytest.fixture(scope="module")
def server():
    with bucket_server() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(server, settings, monkeypatch):
    """Files go to a bucket, under a prefix."""
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    client = bucket_of(server, key="key", secret="sec/ret")
    address = f"s3://key:sec%2Fret@files/exports?endpoint={server}&region=us-east-1"
    settings.STORAGES = settings.STORAGES | {"exports": storage(address, folder=None)}
    yield client
    for kept in client.list_objects_v2(Bucket="files").get("Contents", []):
        client.delete_object(Bucket="files", Key=kept["Key"])
    client.delete_bucket(Bucket="files")


def test_file_is_kept_read_and_removed(bucket):
    name = store.save("abcdef", "png", b"picture")
    assert [kept["Key"] for kept in bucket.list_objects_v2(Bucket="files")["Contents"]] == [f"exports/{name}"]
    assert store.exists(name)
    with store.open(name) as file:
        assert file.read() == b"picture"
    store.delete(name)
    assert not store.exists(name)


def test_file_that_is_gone_is_not_found(bucket):
    with pytest.raises(FileNotFoundError):
        store.open("ab/abcdef.01234567.png").read()


def test_what_belongs_to_no_job_is_found_once_it_is_old(bucket, monkeypatch):
    known, stray = store.save("abcdef", "png", b"1"), store.save("abcdee", "png", b"2")
    assert store.strays({known}) == []
    monkeypatch.setattr(store.timezone, "now", lambda now=timezone.now: now() + 2 * store.YOUNG)
    assert store.strays({known}) == [stray]


def test_empty_bucket_has_no_strays(bucket):
    assert store.strays(set()) == []


def test_folder_that_several_machines_have_mounted_is_named_by_its_address(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {"exports": storage(f"file://{tmp_path}/all%20files", folder=None)}
    name = store.save("abcdef", "png", b"picture")
    assert (tmp_path / "all files" / name).read_bytes() == b"picture"


@pytest.mark.parametrize(
    "address", ["files", "ftp://host/x", "file://host/x", "file:x", "s3://", "s3://bucket?acl=public"]
)
def test_address_of_another_form_is_refused_with_a_sentence(address):
    with pytest.raises(
        ImproperlyConfigured, match="EXPORT_STORAGE_URL must be empty, file:///path or of the form s3://"
    ):
        storage(address, folder=None)
