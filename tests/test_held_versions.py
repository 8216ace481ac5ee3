"""Versions kept: each shows its own data for ever, beside the live tables, and none leaves anything behind."""

import gzip
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.management import call_command
from django.db import OperationalError, connections
from django.test.utils import CaptureQueriesContext
from django.utils.connection import ConnectionDoesNotExist

from govcompare import held_versions, loading, snapshot
from govcompare.archiving import archive
from govcompare.as_of import AsOf
from govcompare.dataset import Dataset
from govcompare.dataset_tables import TABLES
from govcompare.errors import VersionGone, error_response
from govcompare.held_versions import held, version
from govcompare.loading import load
from govcompare.models import DatasetArchive, DatasetLoad, ExportWorker
from institutions import overview
from institutions.models import AgencyStatus, Statistic
from regions.models import Region

from .conftest import TODAY
from .test_load_dataset import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contract_kept")]

SHIPPED = json.loads((Path(project.DATA_DIR) / "datapackage.json").read_text(encoding="utf-8"))["version"]
JILIN = "220000"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Where versions are unpacked: nothing of one test is found by another."""
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR / "versions"


@pytest.fixture
def data(tmp_path):
    """A copy of the dataset that a test may change."""
    return Path(shutil.copytree(project.DATA_DIR, tmp_path / "data"))


def number(data: Path, text: str) -> None:
    """Give a dataset another version."""
    path = data / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8")) | {"version": text}
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def load_as(data: Path, text: str, **values) -> DatasetLoad:
    """Load a dataset under another version, with the agency of Jilin changed."""
    number(data, text)
    if values:
        change(data, "agency_statuses", "jilin-agency-2019", **values)
    load(Dataset(data))
    return DatasetLoad.latest_or_none()


def jilin() -> str:
    """The type of Jilin's agency, as the national overview has it."""
    return next(region.agency_type for region in overview.provinces(TODAY) if region.code == JILIN)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def test_each_version_shows_its_own_data(data):
    load_as(data, "9.0.0", type="department_administered")
    load_as(data, "9.1.0", type="nameplate")
    seen = {}
    for label in (None, "9.1.0", "9.0.0", SHIPPED):
        with version(label) as shown:
            row = AgencyStatus.objects.get(pk="jilin-agency-2019").type
            seen[label] = (row, jilin(), DatasetLoad.latest_or_none().version, shown and shown.label)
    assert seen == {
        None: ("nameplate", "nameplate", "9.1.0", None),
        "9.1.0": ("nameplate", "nameplate", "9.1.0", "9.1.0"),
        "9.0.0": ("department_administered", "department_administered", "9.0.0", "9.0.0"),
        SHIPPED: ("directly_under", "directly_under", SHIPPED, SHIPPED),
    }


def test_version_keeps_its_counts_when_rows_leave(data):
    with version(SHIPPED):
        before = overview.tally(overview.provinces(TODAY), "has_operating_company")
    for table in ("operating_mandates", "mandate_evidence"):
        path = data / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    load_as(data, "9.0.0")
    assert overview.tally(overview.provinces(TODAY), "has_operating_company").yes == 0 < before.yes
    with version(SHIPPED):
        assert overview.tally(overview.provinces(TODAY), "has_operating_company") == before


@pytest.mark.parametrize("model", [model for _, model, _ in TABLES], ids=lambda model: model.__name__)
def test_version_holds_every_row_as_the_database_does(model):
    live = list(model._base_manager.order_by("pk").values())
    with version(SHIPPED):
        kept = list(model._base_manager.order_by("pk").values())
    assert sorted(map(repr, kept)) == sorted(map(repr, live)) and live


def test_dates_of_change_are_those_of_the_version(data):
    load_as(data, "9.0.0", valid_from="2017-03")
    assert "2017-03" in DatasetLoad.latest_or_none().turning_points
    with version(SHIPPED):
        assert "2017-03" not in DatasetLoad.latest_or_none().turning_points


def test_versions_are_listed_newest_first(data):
    load_as(data, "9.1.0", type="nameplate")
    load_as(data, "9.0.0", type="department_administered")
    assert held() == ["9.0.0", "9.1.0", SHIPPED]


def test_same_number_with_other_data_is_told_by_its_checksum(data):
    first = load_as(data, "9.0.0", type="nameplate")
    second = load_as(data, "9.0.0", type="department_administered")
    again = load_as(data, "9.0.0", type="nameplate")
    same = load_as(data, "9.0.0", type="department_administered")
    assert [load.label for load in (first, second, again, same)] == [
        "9.0.0",
        f"9.0.0.{second.sha256[:8]}",
        f"9.0.0.{first.sha256[:8]}",
        f"9.0.0.{second.sha256[:8]}.2",
    ]
    with version("9.0.0"):
        assert jilin() == "nameplate"
    with version(second.label):
        assert jilin() == "department_administered"


def test_new_number_on_the_same_rows_is_a_version_too(data):
    number(data, "9.0.0")
    assert load(Dataset(data)).changed == 0
    assert load(Dataset(data)).kept == ""
    assert held() == ["9.0.0", SHIPPED]


def test_load_without_archive_gets_one_when_it_is_loaded_again():
    DatasetArchive.objects.all().delete()
    out = StringIO()
    call_command("load_dataset", stdout=out)
    assert "无需改动" in out.getvalue() and f"v={SHIPPED}" in out.getvalue()
    assert held() == [SHIPPED]
    with version(SHIPPED):
        assert jilin() == "directly_under"


def test_load_from_before_archives_is_not_held_once_another_follows(data):
    DatasetArchive.objects.all().delete()
    load_as(data, "9.0.0", type="nameplate")
    assert held() == ["9.0.0"]
    with pytest.raises(VersionGone), version(SHIPPED):
        pass


def test_dry_run_keeps_nothing(data):
    number(data, "9.0.0")
    out = StringIO()
    call_command("load_dataset", data, dry_run=True, stdout=out)
    assert held() == [SHIPPED] and "v=" not in out.getvalue()


def test_load_that_cannot_be_kept_is_not_loaded(data, monkeypatch):
    def full(load):
        raise OSError("no space left")

    monkeypatch.setattr(loading, "archive", full)
    with pytest.raises(OSError, match="no space"):
        load_as(data, "9.0.0", type="nameplate")
    assert DatasetLoad.latest_or_none().version == SHIPPED and jilin() == "directly_under"


def test_version_not_held_names_those_that_are(data):
    load_as(data, "9.0.0", type="nameplate")
    with pytest.raises(VersionGone, match=f"“8.0.0”.*9.0.0、{SHIPPED}"), version("8.0.0"):
        pass


def test_version_not_held_where_none_is(db):
    DatasetArchive.objects.all().delete()
    with pytest.raises(VersionGone, match="还没有保存任何版本"), version("8.0.0"):
        pass


@pytest.mark.parametrize(
    ("path", "content_type"),
    [("/charts/x/", "text/html"), ("/charts/x.json", "application/json"), ("/charts/x.csv", "text/plain")],
)
def test_version_not_held_is_gone_in_every_form(rf, path, content_type):
    with pytest.raises(VersionGone) as caught, version("8.0.0"):
        pass
    response = error_response(rf.get(path), str(caught.value), caught.value.status)
    assert response.status_code == 410 and response["Content-Type"].startswith(content_type)
    body = json.loads(response.content)["error"] if path.endswith("json") else response.content.decode()
    assert SHIPPED in body and "8.0.0" in body


def test_day_of_a_version_is_the_local_one_on_which_it_was_loaded():
    DatasetLoad.objects.update(loaded_at=datetime(2026, 1, 1, 17, tzinfo=UTC))
    assert AsOf.of_load(DatasetLoad.objects.get(label=SHIPPED)).day == date(2026, 1, 2)


@pytest.mark.parametrize("path", ["/charts/agency-type-map/", "/embed/models/", "/charts/coverage.json"])
def test_page_of_a_version_reads_nothing_of_the_live_dataset(client, path):
    """Whatever a template reads late would be of today."""
    tables = {model._meta.db_table for _, model, _ in TABLES}
    with CaptureQueriesContext(connections["default"]) as asked:
        assert client.get(f"{path}?v={SHIPPED}").status_code == 200
    live = {query["sql"] for query in asked if any(f'"{table}"' in query["sql"] for table in tables)}
    assert live == set()


def test_without_a_label_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0), version(""):
        pass


def test_version_once_unpacked_costs_one_query(django_assert_num_queries):
    with version(SHIPPED):
        pass
    with django_assert_num_queries(1), version(SHIPPED):
        Region.objects.count()


def test_blocks_within_blocks_each_show_what_they_name(data):
    load_as(data, "9.0.0", type="nameplate")
    with version(SHIPPED):
        with version("9.0.0") as load:
            assert jilin() == "nameplate" and load.version == "9.0.0"
        assert jilin() == "directly_under"
        with version(None):
            assert DatasetLoad.latest_or_none().label == "9.0.0"
            assert held() == ["9.0.0", SHIPPED]
        assert held() == ["9.0.0", SHIPPED]
    assert jilin() == "nameplate"


def test_nothing_is_left_when_a_block_ends():
    with version(SHIPPED):
        shown = Region.objects.get(pk=JILIN)
        alias = shown._state.db
        assert alias != "default" and alias not in connections.settings
    with pytest.raises(ConnectionDoesNotExist):
        connections[alias]
    with pytest.raises(ConnectionDoesNotExist):
        shown.refresh_from_db()  # says so instead of reading another version
    with pytest.raises(ZeroDivisionError), version(SHIPPED):
        raise ZeroDivisionError
    assert Region.objects.get(pk=JILIN)._state.db == "default"


def test_version_cannot_be_written():
    with version(SHIPPED), pytest.raises(OperationalError, match="readonly"):
        Region.objects.filter(pk=JILIN).update(name_en="Kirin")
    assert Region.objects.get(pk=JILIN).name_en == "Jilin"


def test_what_belongs_to_the_installation_stays_where_it_is():
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with version(SHIPPED):
        ExportWorker.objects.create(name="host:1", started_at=now, seen_at=now)
        assert ExportWorker.objects.filter(name="host:1").exists()
    assert ExportWorker.objects.using("default").filter(name="host:1").exists()


def test_every_model_is_of_the_dataset_or_of_the_installation():
    of_the_dataset = {DatasetLoad, *(model for _, model, _ in TABLES)}
    ours = {model for model in apps.get_models() if model._meta.app_label in snapshot.APPS}
    assert ours == of_the_dataset | snapshot.INSTALLATION
    assert not of_the_dataset & snapshot.INSTALLATION


def test_users_stay_where_they_are_and_have_no_table_in_a_version(django_user_model):
    with version(SHIPPED) as load:
        django_user_model.objects.create(username="keeper")
        alias = snapshot._shown.get().alias
        tables = set(connections[alias].introspection.table_names())
        assert load.label == SHIPPED and "django_migrations" in tables
    assert django_user_model.objects.using("default").filter(username="keeper").exists()
    ours = {model._meta.db_table for model in apps.get_models() if model._meta.app_label in snapshot.APPS}
    assert tables == ours | {"django_migrations"}


def test_threads_unpack_once_and_each_sees_its_own_version(data, folder, monkeypatch):
    load_as(data, "9.0.0", type="nameplate")
    unpacked = []
    real = snapshot.unpack
    monkeypatch.setattr(snapshot, "unpack", lambda content, path: (unpacked.append(path.name), real(content, path)))

    def look(label: str) -> tuple[str, str]:
        connections["default"] = shared  # the one that sees what this test has loaded
        try:
            with version(label):
                return label, AgencyStatus.objects.get(pk="jilin-agency-2019").type
        finally:
            del connections["default"]

    shared = connections["default"]
    shared.inc_thread_sharing()
    try:
        with ThreadPoolExecutor(8) as pool:
            seen = list(pool.map(look, ["9.0.0", SHIPPED] * 20))
    finally:
        shared.dec_thread_sharing()
    assert set(seen) == {("9.0.0", "nameplate"), (SHIPPED, "directly_under")}
    assert sorted(unpacked) == files(folder) and len(unpacked) == 2


def test_version_of_older_tables_is_migrated(folder, tmp_path, django_assert_num_queries):
    kept = DatasetArchive.objects.get(load__label=SHIPPED)
    path = tmp_path / "older.sqlite3"
    path.write_bytes(gzip.decompress(kept.content))
    with snapshot.opened(path, writable=True) as alias:
        call_command("migrate", "institutions", "0002", database=alias, verbosity=0)
        assert "document_id" not in columns(alias)["institutions_statistic"]
    with django_assert_num_queries(0):
        snapshot.unpack(gzip.compress(path.read_bytes()), folder / "older.sqlite3")
    with snapshot.opened(folder / "older.sqlite3"):
        assert Statistic.objects.filter(document=None).count() == Statistic.objects.count() > 0
        assert jilin() == "directly_under"
    assert files(folder) == ["older.sqlite3"]


def test_migrating_a_file_from_the_beginning_leaves_the_live_tables_alone(tmp_path, django_assert_num_queries):
    with snapshot.opened(tmp_path / "new.sqlite3", writable=True) as alias, django_assert_num_queries(0):
        snapshot.migrate(alias)
        migrated = columns(alias)
    with snapshot.opened(tmp_path / "made.sqlite3", writable=True) as alias:
        snapshot.create(alias)
        assert columns(alias) == migrated


def columns(alias: str) -> dict[str, set]:
    """table -> what its columns are, and its indexes, by name."""
    found = {}
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            # name and type; not where it stands, nor whether it may be NULL: the migrations let `as_of` be that
            cursor.execute(f'PRAGMA table_info("{table}")')
            found[table] = {column[1:3] for column in cursor.fetchall()}
            cursor.execute(f'PRAGMA index_list("{table}")')
            found[table] |= {index[1:] for index in cursor.fetchall() if not index[1].startswith("sqlite_autoindex")}
    return found


def test_archive_that_cannot_be_read_leaves_no_file(folder):
    with pytest.raises(gzip.BadGzipFile):
        snapshot.unpack(b"not an archive", folder / "broken.sqlite3")
    assert files(folder) == []


def test_archives_made_anew_are_unpacked_anew(folder, data):
    with version(SHIPPED):
        pass
    DatasetArchive.objects.filter(load__label=SHIPPED).delete()
    AgencyStatus.objects.filter(pk="jilin-agency-2019").update(type="nameplate")
    # a primary key may be given out again: the load tells the two apart
    DatasetLoad.objects.update(loaded_at=datetime(2026, 1, 1, tzinfo=UTC))
    archive(DatasetLoad.latest_or_none())
    with version(SHIPPED):
        assert jilin() == "nameplate"
    assert len(files(folder)) == 2


def test_files_left_over_are_swept(folder):
    folder.mkdir(parents=True)
    old, new, other = (folder / name for name in (f"{SHIPPED}-1.tmp", f"{SHIPPED}-2.tmp", "0.0.1-1.sqlite3"))
    for path in (old, new, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (1, 1))
    with version(SHIPPED):
        assert not old.exists() and new.exists() and other.exists()


def test_label_cannot_lead_out_of_its_folder(folder):
    DatasetLoad.objects.update(label="../../etc/x y[*]")
    with version("../../etc/x y[*]"):
        assert jilin() == "directly_under"
    (name,) = files(folder)
    assert name.startswith(".._.._etc_x_y___-")
    assert held_versions.held() == ["../../etc/x y[*]"]
