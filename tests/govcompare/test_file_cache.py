"""The cache in files: gives back what was put there while its time lasts, and executes nothing it finds."""

import pickle
from pathlib import Path

import pytest

from govcompare.file_cache import PlainFileCache


@pytest.fixture
def cache(tmp_path):
    return PlainFileCache(str(tmp_path / "cache"), {})


def the_file(cache) -> Path:
    return next(Path(cache._dir).glob("*.kept"))


@pytest.mark.parametrize("value", [b"", b"\n", b"page\r\nof several\n lines\0", b"=12", 12])
@pytest.mark.parametrize("seconds", [60, None])
def test_what_is_put_comes_back(cache, value, seconds):
    cache.set("key", value, seconds)
    assert cache.get("key") == value
    assert cache.has_key("key") and not cache.add("key", b"other")


def test_what_is_over_is_gone_with_its_file(cache):
    cache.set("key", b"value", -1)
    assert cache.get("key", "nothing") == "nothing"
    assert not list(Path(cache._dir).iterdir())


def test_time_of_a_value_can_be_made_longer(cache):
    cache.set("key", b"value", 1)
    assert cache.touch("key", 1000)
    assert float(the_file(cache).read_bytes().partition(b"\n")[0]) > the_file(cache).stat().st_mtime + 500
    assert not cache.touch("other", 1000)


class Trap:
    """An object that writes a file when it is unpickled."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_pickled_object_in_the_folder_is_never_executed(cache, tmp_path):
    cache.set("key", b"value")
    for content in (
        pickle.dumps(Trap(tmp_path / "sprung")),
        pickle.dumps(None) + pickle.dumps(Trap(tmp_path / "sprung")),
    ):
        the_file(cache).write_bytes(content)
        assert cache.get("key") is None
        assert not (tmp_path / "sprung").exists()
        cache.set("key", b"value")
    the_file(cache).write_bytes(b"\n" + pickle.dumps(Trap(tmp_path / "sprung")))
    assert isinstance(cache.get("key"), bytes)
    assert not (tmp_path / "sprung").exists()


def test_half_a_file_is_as_none(cache):
    cache.set("key", b"value")
    the_file(cache).write_bytes(b"")
    assert cache.get("key") is None


def test_only_bytes_and_numbers_are_kept(cache):
    with pytest.raises(TypeError, match="takes bytes and whole numbers, not list"):
        cache.set("key", ["value"])
