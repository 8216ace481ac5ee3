"""Parts of pages that are kept for a version of the dataset."""

import pytest

from govcompare import shared_cache, shown_version
from govcompare.kept_parts import kept
from govcompare.remembered import Remembered
from regions.models import Region
from tests.govcompare.test_page_cache import loaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_in_a_folder(settings, tmp_path, monkeypatch):
    settings.KEEP_PAGES = True
    settings.CACHES = {"default": {"BACKEND": "govcompare.file_cache.PlainFileCache", "LOCATION": tmp_path / "cache"}}
    monkeypatch.setattr(shared_cache._health, "until", 0)


def test_a_part_is_made_once_for_a_version_of_the_dataset():
    assert kept(lambda: "first", "a part") == kept(lambda: "second", "a part") == "first"
    assert kept(lambda: "second", "another part") == "second"
    loaded()
    assert kept(lambda: "third", "a part") == "third"


def test_a_number_comes_back_as_text_from_a_cache_that_knows_numbers(settings, valkey):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": valkey.connection_url,
            "OPTIONS": {"serializer": "govcompare.shared_cache.PlainBytes"},
        }
    }
    assert kept(lambda: "360", "count") == kept(lambda: "361", "count") == "360"


def test_what_is_made_while_a_version_is_loaded_is_not_kept():
    def make() -> str:
        loaded()
        return "of both"

    assert kept(make, "a part") == "of both"
    assert kept(lambda: "of the new one", "a part") == "of the new one"


def test_rows_are_read_once_for_a_version_of_the_dataset(django_assert_num_queries):
    regions = Remembered(lambda: Region.objects.all())
    shown_version.shown()
    with django_assert_num_queries(1):
        first = regions.get(["440000", "330000"])
    with django_assert_num_queries(0):
        assert regions.get(["440000"])["440000"] is first["440000"]
    with django_assert_num_queries(1):
        assert set(regions.get(["440000", "520000"])) == {"440000", "520000"}
    loaded()
    with django_assert_num_queries(1):
        regions.get(["440000"])


def test_where_nothing_is_kept_everything_is_made_anew(settings):
    settings.KEEP_PAGES = False
    assert kept(lambda: "first", "a part") == "first"
    assert kept(lambda: "second", "a part") == "second"
