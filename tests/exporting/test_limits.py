"""How many pictures a client may have made, and who counts as one."""

import pytest
from django.test import RequestFactory

from govcompare.clients import client_of
from govcompare.errors import TooMany
from govcompare.exporting import limits
from govcompare.models import ExportJob, ExportState

from .job_rows import change, long_ago

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sent")]


def asker(**meta):
    return RequestFactory().get("/", **meta)


def test_a_client_may_have_so_many_pictures_a_minute(ask, settings):
    settings.EXPORT_LIMIT = 3
    client = limits.allowed(asker())
    for number in range(2):
        ask(str(number), client=client)
    assert limits.allowed(asker()) == client
    ask("2", client=client)
    with pytest.raises(TooMany) as refused:
        limits.allowed(asker())
    assert 1 <= refused.value.retry_after <= 60 and str(refused.value.retry_after) in str(refused.value)
    assert limits.allowed(asker(REMOTE_ADDR="10.0.0.1"))
    ExportJob.objects.update(created_at=long_ago(seconds=61))
    assert limits.allowed(asker())


def test_an_archive_counts_as_many_as_it_holds(ask, settings):
    settings.EXPORT_LIMIT = 40
    client = limits.allowed(asker(), images=31)
    ask(kind="archive", total=31, client=client)
    assert limits.allowed(asker(), images=9)
    with pytest.raises(TooMany):
        limits.allowed(asker(), images=10)


def test_one_archive_larger_than_the_limit_is_possible(settings):
    settings.EXPORT_LIMIT = 10
    assert limits.allowed(asker(), images=31)


def test_what_a_dead_queue_refused_is_not_counted(ask, settings):
    settings.EXPORT_LIMIT = 1
    change(ask(client=client_of(asker())), state=ExportState.FAILED)
    assert limits.allowed(asker())


def test_clients_are_told_apart_without_keeping_their_address(settings):
    def client(address, **meta):
        return client_of(asker(REMOTE_ADDR=address, **meta))

    assert client("192.0.2.1") != client("192.0.2.2") and "192" not in client("192.0.2.1")
    assert client("2001:db8::1") == client("2001:db8::2") != client("2001:db8:0:1::1")
    assert client("192.0.2.1", HTTP_X_REAL_IP="192.0.2.9") == client("192.0.2.1")
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR"
    assert client("192.0.2.1", HTTP_X_FORWARDED_FOR="forged, 192.0.2.9") == client(
        "-", HTTP_X_FORWARDED_FOR="192.0.2.9"
    )
