"""A host that is not ours: refused on every route, by an answer with the same headers as any other."""

import pytest

from tests.routes import routes

from .judging import faults
from .nonsense import Asked

pytestmark = pytest.mark.django_db

ADDRESSES = sorted({route.form % dict.fromkeys(route.fields, "json") for route in routes()} | {"/charts/ranking.svg"})


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil", "<gc-canary>", ""])
def test_foreign_host_is_refused_everywhere_with_all_headers(client, settings, host):
    settings.KEEP_PAGES = True
    client.raise_request_exception = False
    for address in ADDRESSES:
        response = client.get(address, HTTP_HOST=host)
        headers = {name.lower(): value for name, value in response.headers.items()}
        assert response.status_code in (400, 404), address
        assert not faults(Asked("", "GET", address, ""), response.status_code, headers, response.content), address
        assert host == "" or host.encode() not in response.content.lower(), address
