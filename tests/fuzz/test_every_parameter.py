"""Every route with every parameter, asked for nonsense: a small share of what `make fuzz` sends to a real site."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from unittest import mock

import pytest
from django.db.backends.utils import CursorWrapper
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govcompare.models import DrawnAhead, ExportJob, ShortLink
from tests.routes import routes

from .judging import faults
from .learning import Learned, learn
from .nonsense import Asked, Nonsense
from .sending import unpacked

pytestmark = pytest.mark.django_db

# Queries of the default database and of kept versions for one answer. The most seen is 65, of a picture that is not kept.
MOST_QUERIES = 80


@pytest.fixture(scope="module")
def learned(django_db_setup, django_db_blocker) -> Iterator[Learned]:
    """What the site tells of itself, an export and a short link among it."""
    client = Client()

    def get(address: str) -> tuple[str, bytes]:
        response = client.get(address)
        return response.get("Content-Type", ""), b"" if response.streaming else response.content

    with django_db_blocker.unblock():
        ExportJob.objects.create(
            key="fuzz",
            format="png",
            file_name="x.png",
            content_type="image/png",
            address="/charts/ranking.png",
            spec={},
        )
        ShortLink.objects.create(key="fuzz", address="/charts/ranking/")
        yield learn(get)
        # what was asked for while learning was written for good, outside the transaction of any test
        for written in (ExportJob, ShortLink, DrawnAhead):
            written.objects.all().delete()


@pytest.fixture(scope="module")
def nonsense(learned) -> Nonsense:
    return Nonsense(learned, routes())


def test_fuzzer_reaches_every_route_of_the_site(learned):
    assert not learned.unreached
    assert len(routes()) > 60


def test_fuzzer_knows_what_each_list_and_chart_can_be_asked(learned):
    assert {"as_of", "sort", "page", "size", "agency_type", "q"} <= learned.parameters["agencies/"]
    known = learned.parameters["charts/<str:slug>/"]
    assert {"r", "v", "as_of", "w", "h", "scale", "evaluation", "from", "to"} <= known
    assert {"from", "to", "r", "kind", "body"} <= learned.parameters["changes/"]


def send(client: Client, asked: Asked):
    """The answer, and how many queries it took."""
    count = Counter()
    execute = CursorWrapper.execute

    def counted(cursor, *arguments):
        count["queries"] += 1
        return execute(cursor, *arguments)

    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in asked.headers.items()}
    kind = headers.pop("HTTP_CONTENT_TYPE", "application/octet-stream")
    with mock.patch.object(CursorWrapper, "execute", counted):
        response = client.generic(asked.method, asked.path, asked.body, kind, QUERY_STRING=asked.query, **headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    return response, body, count["queries"]


@settings(
    max_examples=400, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(seed=st.integers(0, 2**32))
def test_nonsense_is_answered_without_error_markup_or_endless_queries(client, nonsense, seed):
    asked = nonsense.request(Random(seed))
    response, body, queries = send(client, asked)
    headers = {name.lower(): value for name, value in response.headers.items()}
    found = faults(asked, response.status_code, headers, unpacked(headers, body))
    if queries > MOST_QUERIES:
        found.append(f"{queries} queries")
    assert not found, str(asked)
