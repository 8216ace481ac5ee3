"""Where there is no room: a sentence and a line in the log, nothing half, and all goes on once there is room again."""

import os
import resource
from pathlib import Path

import pytest

from .disks import ShortFiles, limit_files, mounted
from .versions import MARK, second_version, titles

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(make_site, shared_valkey):
    url = shared_valkey.connection_url
    return make_site(BROKER_URL=f"{url}/0", CACHE_URL=f"{url}/1", EXPORT_WAIT="20")


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
            disk.processes, disk.longest = lambda: [os.getpid()], 100_000  # a load is started by this process
            site = make_site(DATABASE_URL=f"sqlite:///{file}")
            yield site, site.web(), disk
            site.stop()
        elif isinstance(disk, ShortFiles):
            site = make_site()
            disk.processes, disk.longest = lambda: [postgres.pid], 17_000_000
            make_long(postgres, site.database, "govcompare_datasetarchive", "content")
            yield site, site.web(), disk
        else:
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


def make_long(postgres, database: str, table: str, column: str) -> None:
    """Have the file of the long values of a table be longer than any that the server needs for itself (its journal has
    files of 16 MB), so that a limit in between stops this table alone."""
    postgres.execute(f"ALTER TABLE {table} SET (toast.autovacuum_enabled = off)", database)
    junk = "(SELECT string_agg(decode(md5(i::text), 'hex'), '') FROM generate_series(1, 1200000) AS i)"
    postgres.execute(f"BEGIN; UPDATE {table} SET {column} = {junk}; ROLLBACK", database)


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
    assert titles(web.get("/documents.csv").text) == [title + MARK for title in titles(before)]


def test_cache_and_counts_on_a_full_disk_make_the_site_slower_and_nothing_else(make_site, tmp_path):
    with mounted(tmp_path / "disk", megabytes=2) as disk:
        site = make_site()
        web = site.web(GOVCOMPARE_VAR_DIR=str(disk.folder))
        disk.processes, disk.longest = web.processes, 6_000
        if isinstance(disk, ShortFiles):
            (web.folder / "web.log").write_text("")  # its own file is to stay shorter than that
        kept = web.get("/regions/")
        process = web.processes_of_server()
        with disk.full():
            for path in (
                "/regions/",
                "/agencies/",
                "/agencies.csv",
                "/documents.csv",
                "/regions/440000/",
                "/about/",
                "/en/about/",
            ):
                assert web.get(path).status == 200, path
            assert web.get("/regions/").text == kept.text
            assert web.says("The shared cache does not answer")
        web.until(lambda: web.keeps("/companies/"), "nothing was kept once there was room")
        assert web.processes_of_server() == process
        site.stop()
