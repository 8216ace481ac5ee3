"""A list that is sent while it is read has the same bytes as one that is made at once."""

import pytest

from govcompare import long_csv
from institutions.catalogue import LISTINGS
from institutions.lists import score_lines

pytestmark = pytest.mark.django_db


def both(client, monkeypatch, path: str) -> tuple[bytes, bytes]:
    """A file made at once, and the same sent a few rows at a time."""
    whole = client.get(path)
    assert not whole.streaming
    monkeypatch.setattr(long_csv, "LONG", 0)
    for module in (long_csv, score_lines):
        monkeypatch.setattr(module, "CHUNK", 7)
    sent = client.get(path)
    assert sent.headers["Content-Disposition"] == whole.headers["Content-Disposition"]
    assert sent.headers["Content-Type"] == whole.headers["Content-Type"]
    return whole.content, sent.getvalue()


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.key)
@pytest.mark.parametrize("language", ["", "/en"])
def test_long_list_has_the_bytes_of_a_short_one(client, monkeypatch, listing, language):
    whole, sent = both(client, monkeypatch, f"{language}/{listing.key}.csv")
    assert sent == whole


@pytest.mark.parametrize(
    "query",
    [
        "sort=-evaluation",
        "sort=value",
        "level=prefecture",
        "region_code=440000",
        "as_of=2020-10",
        "region_code=710000",
    ],
)
def test_scores_sorted_filtered_or_of_a_day_have_them_too(client, monkeypatch, query):
    whole, sent = both(client, monkeypatch, f"/scores.csv?{query}")
    assert sent == whole


def test_scores_are_sent_while_they_are_read(client, monkeypatch):
    monkeypatch.setattr(long_csv, "LONG", 0)
    assert client.get("/scores.csv").streaming
    assert not client.get("/statistics.csv").streaming, "figures are counted again all together"
