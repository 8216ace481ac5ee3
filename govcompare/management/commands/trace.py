"""manage.py trace FILE: where an exported file came from, and whether its data are still the same."""

from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from govcompare.errors import InvalidQuery
from govcompare.exporting.files import csv_bytes, sha256
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
                origins = origins_of(path)
            except NotOurs as error:
                raise CommandError(f"{path}：{error}") from None
            except OSError as error:
                raise CommandError(f"{path}：读不了这个文件（{error.strerror}）。") from None
            for origin in origins:
                changed += self.tell(path, origin)
        if changed:
            raise SystemExit(1)

    def tell(self, path: str, origin: Origin) -> int:
        """Print one account; 1 if its data are not the same any more, else 0."""
        self.stdout.write(path)
        for words, name in SHOWN:
            if value := getattr(origin, name):
                self.stdout.write(f"  {words}：{value}")
        for source in origin.sources:
            self.stdout.write(f"  来源：{source}")
        same, verdict = compare(origin)
        self.stdout.write(f"  {verdict}\n")
        return 0 if same else 1


def compare(origin: Origin) -> tuple[bool, str]:
    """Whether the chart of an address still has the data that a file was made of, and a sentence on it."""
    parts = urlsplit(origin.link)
    try:
        now = sha256(csv_bytes(chart_at(parts.path, QueryDict(parts.query))))
    except InvalidQuery as error:
        return False, f"现在画不出这张图：{error}"
    if not origin.csv_sha256:
        return False, f"文件里没有校验和；这张图现在的数据是 {now}。"
    if now == origin.csv_sha256:
        return True, "数据没有变：现在按这个链接得到的数据与文件中的相同。"
    return False, f"数据变了：现在按这个链接得到的数据是 {now}。"
