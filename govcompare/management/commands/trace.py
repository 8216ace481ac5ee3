"""manage.py trace FILE: where an exported file came from, and whether its data are still the same.

Of files that hold the data themselves (CSV, XLSX, JSON, HTML, ZIP) these are checked against the checksum that the file names;
a picture holds no data, and is taken at its word.
"""

from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from govcompare.errors import InvalidQuery
from govcompare.exporting.files import csv_bytes, sha256
from govcompare.exporting.held_data import held_data
from govcompare.exporting.origin import Origin
from govcompare.exporting.reading import NotOurs, origins_of
from institutions.charts.reading import chart_at

SHOWN = [
    ("标题", "title"),
    ("链接", "link"),
    ("短链接", "short_link"),
    ("所示日期", "as_of"),
    ("筛选条件", "filters"),
    ("数据版本", "dataset_version"),
    ("CSV 的 SHA-256", "csv_sha256"),
]


class Command(BaseCommand):
    help = "Say where an exported file came from and whether its data are still the same (exit 1 where they are not)."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *args, files, **options):
        changed = 0
        for path in files:
            try:
                origins, held = origins_of(path), held_data(path)
            except NotOurs as error:
                raise CommandError(f"{path}：{error}") from None
            except OSError as error:
                raise CommandError(f"{path}：读不了这个文件（{error.strerror}）。") from None
            told = [self.tell(path, origin, data) for origin, data in zip(origins, held, strict=True)]
            if len(told) > 1:
                self.stdout.write(f"{path}：{len(told)} 份，其中 {sum(told)} 份与现在的数据或自己所记的校验和不同。")
            changed += sum(told)
        if changed:
            raise SystemExit(1)

    def tell(self, path: str, origin: Origin, held: str | None) -> int:
        """Print one account; 1 if its data are not the same any more, else 0. held: checksum of the data in the file."""
        self.stdout.write(path)
        for words, name in SHOWN:
            if value := getattr(origin, name):
                self.stdout.write(f"  {words}：{value}")
        for source in origin.sources:
            self.stdout.write(f"  来源：{source}")
        same, verdict = compare(origin, held)
        self.stdout.write(f"  {verdict}\n")
        return 0 if same else 1


def compare(origin: Origin, held: str | None) -> tuple[bool, str]:
    """Whether the chart of an address still has the data that a file was made of, and a sentence on it."""
    if held is not None and origin.csv_sha256 and held != origin.csv_sha256:
        return False, "文件里的数据被改过：与文件自己所记的校验和不同。"
    parts = urlsplit(origin.link)
    try:
        now = sha256(csv_bytes(chart_at(parts.path, QueryDict(parts.query))))
    except InvalidQuery as error:
        return False, f"现在画不出这张图：{error}"
    if not origin.csv_sha256:
        return False, f"文件里没有校验和；这张图现在的数据是 {now}。"
    if now == origin.csv_sha256:
        told = "文件中的" if held else "制作这个文件时的（凭它所记的校验和）"
        return True, f"数据没有变：现在按这个链接得到的数据与{told}相同。"
    return False, f"数据变了：现在按这个链接得到的数据的校验和是 {now}。"
