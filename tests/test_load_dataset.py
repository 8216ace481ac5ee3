"""Loading: validates, mirrors in one transaction, refuses with place and reason, finds nothing to do twice."""

import csv
import shutil
from contextlib import nullcontext
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from govcompare import load_lock, shown_version
from govcompare.dataset import Dataset
from govcompare.held_versions import held
from govcompare.loading import TABLES, DatasetFaults, load
from govcompare.models import DatasetLoad
from institutions.models import AgencyStatus, Shareholding
from regions.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(tmp_path):
    """A copy of the dataset that a test may spoil."""
    return Path(shutil.copytree(settings.DATA_DIR, tmp_path / "data"))


def change(folder: Path, table: str, key: str, **values) -> int:
    """Change one row; returns its number, counting the header as row 1."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = reader.fieldnames, list(reader)
    number = next(n for n, row in enumerate(rows, start=2) if key in (row.get("id"), row.get("code")))
    rows[number - 2].update(values)
    write(path, header, rows)
    return number


def write(path: Path, header, rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def faults(folder: Path):
    with pytest.raises(DatasetFaults) as caught:
        load(Dataset(folder))
    return caught.value.faults


def test_second_load_finds_nothing_to_do():
    loads = DatasetLoad.objects.count()
    out = StringIO()
    call_command("load_dataset", stdout=out)
    assert "无需改动" in out.getvalue()
    assert DatasetLoad.objects.count() == loads


def test_every_row_of_every_table_is_in_the_database():
    dataset = Dataset(settings.DATA_DIR)
    for name, model, _ in TABLES:
        assert model._base_manager.count() == sum(1 for _ in dataset.rows(name)), name


def test_changed_row_is_updated_and_the_rest_left(copy):
    change(copy, "regions", "440000", name_en="Canton")
    report = load(Dataset(copy))
    assert (report.tallies["regions"].updated, report.changed) == (1, 1)
    assert Region.objects.get(code="440000").name_en == "Canton"


def test_row_gone_from_the_file_goes_from_the_database(copy):
    for table in ("shareholdings", "shareholding_evidence"):
        path = copy / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    load(Dataset(copy))
    assert not Shareholding.objects.exists()


def test_rows_that_supersede_each_other_may_leave_together(copy, source_row):
    earlier = source_row("440000", id="made-earlier")
    source_row("440000", id="made-later", supersedes=earlier)
    assert load(Dataset(copy)).tallies["agency_statuses"].deleted == 2
    assert not AgencyStatus.objects.filter(id__startswith="made-").exists()


def test_dry_run_changes_nothing(copy):
    change(copy, "regions", "440000", name_en="Canton")
    out = StringIO()
    call_command("load_dataset", copy, dry_run=True, stdout=out)
    assert "更新 1" in out.getvalue() and "没有写入" in out.getvalue()
    assert Region.objects.get(code="440000").name_en == "Guangdong"


def test_unknown_code_is_named_with_table_row_and_field(copy):
    row = change(copy, "agency_statuses", "jilin-agency-2019", type="giant")
    found = faults(copy)
    assert [(fault.table, fault.row, fault.field) for fault in found] == [("agency_statuses", row, "type")]
    assert AgencyStatus.objects.get(id="jilin-agency-2019").type == "directly_under"


def test_dangling_key_is_named(copy):
    row = change(copy, "shareholdings", "digital-guangdong-tencent", holder="nobody")
    found = faults(copy)
    assert [str(fault) for fault in found] == [f"表 shareholdings，第 {row} 行，字段 holder：“nobody”不在所指的表中"]


def test_row_without_source_is_refused(copy):
    row = change(copy, "regional_models", "guangdong-model", source="")
    assert any((fault.row, fault.field) == (row, "source") for fault in faults(copy))


def test_date_that_does_not_exist_is_refused(copy):
    row = change(copy, "agency_statuses", "jilin-agency-2019", as_of="2019-02-30")
    assert [(fault.row, fault.field) for fault in faults(copy)] == [(row, "as_of")]


def test_end_before_beginning_is_refused(copy):
    row = change(copy, "agency_statuses", "jilin-agency-2019", valid_from="2020-01", valid_to="2019-01")
    assert [(fault.row, fault.field) for fault in faults(copy)] == [(row, "valid_to")]


def test_share_over_100_is_refused(copy):
    row = change(copy, "shareholdings", "digital-guangdong-tencent", share_exact="149")
    assert any((fault.row, fault.field) == (row, "share_exact") for fault in faults(copy))


def test_row_the_database_refuses_is_found_and_nothing_is_written(copy):
    row = change(copy, "scores", "tsinghua-2020-province-total-310000", rank="", value="", band="")
    change(copy, "regions", "440000", name_en="Canton")
    assert [str(fault) for fault in faults(copy)] == [
        f"表 scores，第 {row} 行，字段 value：得分、排名、档次至少要有一项"
    ]
    assert Region.objects.get(code="440000").name_en == "Guangdong"


def test_superseding_that_goes_in_a_circle_is_refused(copy):
    change(copy, "agency_statuses", "guizhou-agency-2018", supersedes="guizhou-agency-2019")
    assert any(fault.field == "supersedes" for fault in faults(copy))


def test_share_that_is_both_exact_and_bounded_is_refused(copy):
    row = change(copy, "shareholdings", "digital-guangdong-tencent", share_minimum="40", missing="")
    assert [(fault.row, fault.field) for fault in faults(copy)] == [(row, "share_minimum")]


def test_shares_of_more_than_the_whole_are_refused(copy):
    change(copy, "shareholdings", "digital-guangdong-tencent", share_exact="60")
    assert [fault.field for fault in faults(copy)] == ["share_exact"]


def test_second_body_in_front_of_a_region_is_refused(copy):
    row = change(copy, "agency_statuses", "sichuan-services-centre-2025", principal="true")
    assert [(fault.row, fault.field) for fault in faults(copy)] == [(row, "principal")]


def test_prefecture_under_the_wrong_province_is_refused(copy):
    row = change(copy, "regions", "130100", parent_code="440000")
    assert [(fault.row, fault.field) for fault in faults(copy)] == [(row, "parent_code")]


def test_reason_for_a_field_that_does_not_exist_is_refused(copy):
    row = change(copy, "scores", "tsinghua-2020-province-total-310000", missing="colour:unknown")
    assert [(fault.row, fault.field) for fault in faults(copy)] == [(row, "missing")]


def test_text_too_long_for_its_column_is_refused_on_every_database(copy):
    row = change(copy, "regions", "440000", name_en="x" * 200)
    assert [(fault.table, fault.row, fault.field) for fault in faults(copy)] == [("regions", row, "name_en")]


def test_row_may_change_its_id(copy):
    change(copy, "scores", "tsinghua-2020-province-total-310000", id="renamed")
    tally = load(Dataset(copy)).tallies["scores"]
    assert (tally.created, tally.deleted) == (1, 1)


def test_body_that_ended_in_the_year_it_began_is_possible(copy):
    change(copy, "agency_statuses", "jilin-agency-2019", valid_from="2019", valid_to="2019-06")
    assert load(Dataset(copy)).tallies["agency_statuses"].updated == 1


def test_folder_without_dataset_says_what_is_missing(tmp_path):
    with pytest.raises(CommandError, match=r"datapackage\.json"):
        call_command("load_dataset", tmp_path)


def test_command_names_every_fault_and_says_nothing_was_written(copy):
    change(copy, "agency_statuses", "jilin-agency-2019", type="giant")
    err = StringIO()
    with pytest.raises(CommandError, match="没有写入任何内容"):
        call_command("load_dataset", copy, stderr=err)
    assert "agency_statuses" in err.getvalue() and "type" in err.getvalue()


def test_version_loaded_by_a_clock_that_is_behind_is_the_one_that_is_shown(copy, monkeypatch):
    last = DatasetLoad.latest_or_none()
    change(copy, "regions", "440000", name_en="Canton")
    with monkeypatch.context() as patched:
        patched.setattr("govcompare.loading.timezone.now", lambda: last.loaded_at - timedelta(days=400))
        load(Dataset(copy))
    assert DatasetLoad.latest_or_none() != last
    assert shown_version.latest().pk == DatasetLoad.latest_or_none().pk
    assert held()[0] == DatasetLoad.latest_or_none().label
    loads = DatasetLoad.objects.count()
    assert not load(Dataset(copy)).changed
    assert DatasetLoad.objects.count() == loads


def test_load_that_waits_too_long_for_another_says_so_and_writes_nothing(monkeypatch):
    monkeypatch.setattr(load_lock, "alone", lambda name: nullcontext(False))
    monkeypatch.setattr(load_lock, "PATIENCE", 0)
    with pytest.raises(CommandError, match="另一个进程正在载入数据.*没有写入任何内容"):
        call_command("load_dataset")
