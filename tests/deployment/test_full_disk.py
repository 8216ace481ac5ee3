"""Where there is no room: a sentence and a line in the log, nothing half, and all goes on once there is room again."""

import os
import resource
from pathlib import Path

import pytest

from .disks import mounted
from .versions import MARK, second_version

pytestmark = pytest.mark.browser

by_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")


@pytest.fixture(scope="module")
def site(make_site, shared_valkey):
    url = shared_valkey.connection_url
    return make_site(BROKER_URL=f"{url}/0", CACHE_URL=f"{url}/1", EXPORT_WAIT="20")


def limit_files(pids, size: int) -> None:
    """How long a file a process may write: what a full disk is to who may not mount one."""
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_file_for_which_there_is_no_room_is_told_in_a_sentence_and_made_once_there_is(site):
    web, worker = site.web(), site.worker()
    exports = Path(site.folder / "exports")
    limit_files(worker.processes(), 100_000)
    refused = web.get("/charts/models.svg?w=761")
    assert refused.status == 503 and "服务器存不下做好的文件" in refused.text
    assert "cannot be kept" in worker.log("worker")
    assert [path for path in exports.rglob("*") if path.is_file()] == []
    limit_files(worker.processes(), resource.RLIM_INFINITY)
    made = web.get("/charts/models.svg?w=761")
    assert made.status == 200 and made.text.endswith("</svg>")
    worker.kill()
    web.kill()


@pytest.fixture(params=["postgresql", "sqlite"])
def on_small_disk(request, make_site, postgres, tmp_path):
    """A site whose database lies on a small disk, a web process, and the disk."""
    with mounted(tmp_path.parent / f"{tmp_path.name}-disk", megabytes=80) as disk:
        if request.param == "sqlite":
            file = disk.folder / "site.sqlite3"
            file.write_bytes(request.getfixturevalue("database_file").read_bytes())
            site = make_site(DATABASE_URL=f"sqlite:///{file}")
            yield site, site.web(), disk
            site.stop()
            return
        place = disk.folder / "tables"
        place.mkdir()
        os.chown(place, postgres.server.pgdata.stat().st_uid, -1)
        for parent in place.parents:
            if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
                parent.chmod(parent.stat().st_mode | 0o011)
        postgres.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        site = make_site(DATABASE_URL=postgres.url(name := postgres.copy(TABLESPACE="small")))
        yield site, site.web(), disk
        site.stop()
        postgres.execute(f"DROP DATABASE {name} WITH (FORCE)")
        postgres.execute("DROP TABLESPACE small")


@by_root
def test_load_on_a_full_disk_leaves_the_old_version_whole_and_works_once_there_is_room(on_small_disk, tmp_path):
    site, web, disk = on_small_disk
    data = second_version(tmp_path / "data")
    before = web.get("/documents.csv").text
    with disk.full():
        refused = site.manage("load_dataset", str(data), check=False)
        assert refused.returncode and "载入没有做完" in refused.stderr and "磁盘是否已满" in refused.stderr
        assert "The dataset was not loaded" in refused.stderr
        assert web.get("/documents.csv").text == before
        assert web.get("/agencies/").status == 200
    assert "9.9.9" in site.manage("load_dataset", str(data)).stdout
    assert web.get("/documents.csv").text.count(MARK) == len(before.splitlines()) - 1


@by_root
def test_cache_and_counts_on_a_full_disk_make_the_site_slower_and_nothing_else(make_site, tmp_path):
    with mounted(tmp_path / "disk", megabytes=2) as disk:
        site = make_site()
        web = site.web(GOVCOMPARE_VAR_DIR=str(disk.folder))
        kept = web.get("/regions/")
        process = web.processes_of_server()
        with disk.full():
            for path in ("/regions/", "/agencies/", "/agencies.csv", "/regions/440000/", "/about/", "/en/about/"):
                assert web.get(path).status == 200, path
            assert web.get("/regions/").text == kept.text
            assert web.says("The shared cache does not answer")
        web.until(lambda: is_kept(web), "nothing was kept once there was room")
        assert web.processes_of_server() == process
        site.stop()


def is_kept(web) -> bool:
    """Whether a page that is asked for twice is made once."""
    answer = web.get("/companies/")
    return "ETag" in answer.headers and any(
        path.suffix == ".djcache" for path in Path(web.environment["GOVCOMPARE_VAR_DIR"], "cache").glob("*")
    )
