"""`manage.py load_dataset`: arguments and printing only."""

import logging
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, InternalError, OperationalError

from govcompare.dataset import Dataset
from govcompare.exporting import ahead
from govcompare.load_lock import LoadUnderWay
from govcompare.loading import DatasetFaults, load

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Validate data/ and mirror it into the database. A second run finds nothing to do."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DATA_DIR)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")

    def handle(self, *, folder: Path, dry_run: bool, **options):
        if not (folder / "datapackage.json").exists():
            raise CommandError(f"{folder} 中没有 datapackage.json；请给出数据集所在的目录。")
        dataset = Dataset(folder)
        self.stdout.write(f"正在校验并载入 {len(dataset.tables)} 张表，约需几秒……")
        self.stdout.flush()
        try:
            report = load(dataset, dry_run=dry_run)
        except DatasetFaults as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"数据集有 {len(error.faults)} 处错误，没有写入任何内容。") from error
        except LoadUnderWay as error:
            raise CommandError(str(error)) from error
        except (
            OperationalError,
            InterfaceError,
            InternalError,
            OSError,
        ) as error:  # gone, full, or locked by somebody else
            log.exception("The dataset was not loaded")
            raise CommandError(
                f"载入没有做完：{str(error).strip()}。什么都没有写入，网站照旧显示原来的版本；"
                "请看数据库是否在运行、磁盘是否已满，然后再载入一次。"
            ) from error
        if not dry_run:
            ahead.soon()  # the pictures of the new data, where a worker listens
        if not report.changed:
            rows = sum(tally.unchanged for tally in report.tallies.values())
            self.stdout.write(f"数据集 {report.version}：{rows} 行全部一致，无需改动。")
        for name, tally in report.tallies.items():
            if tally.changed:
                self.stdout.write(
                    f"{name}: 新增 {tally.created}，更新 {tally.updated}，不变 {tally.unchanged}，删除 {tally.deleted}"
                )
        if report.changed:
            self.stdout.write("试运行：没有写入。" if dry_run else f"数据集 {report.version} 已载入。")
        if report.kept:
            self.stdout.write(f"这一版已存档：图表网址中写 v={report.kept}，以后载入新版也不会变。")
