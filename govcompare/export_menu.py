"""What stands in the menu under every chart: its files in the usual sizes, its links, how to embed and to cite it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from .charts.chart import Chart
from .charts.fit import DEFAULT_WIDTH
from .citations import bibtex, gb_t_7714
from .exporting.native_charts import drawable
from .language import bracketed, is_english
from .models import DatasetLoad
from .query import link
from .rows import Row
from .short_links import short_key
from .vocabularies import CopyKind, SourceKind
from .wording import HAN

# name, width, height (None: as high as it needs to be), scales
SIZES = [
    (pgettext_lazy("size", "幻灯片 16:9"), 1200, 675, (1, 2, 3)),
    (pgettext_lazy("size", "文档"), 850, 600, (1, 2, 3)),
    (pgettext_lazy("size", "原样"), DEFAULT_WIDTH, None, (1, 2, 3)),
]
# What stands under the picture in a frame: data table, the way back, sources.
FRAME_BELOW = 150


@dataclass(frozen=True)
class Menu:
    """The links of one chart, absolute where they leave the site."""

    chart: Chart
    site: str
    load: DatasetLoad | None
    images_are_up: bool

    def file(self, format: str, **size) -> str:
        """A file of exactly this chart."""
        parts = urlsplit(self.chart.address)
        asked = dict(parse_qsl(parts.query)) | {name: str(value) for name, value in size.items() if value}
        return link(f"{parts.path.rstrip('/')}.{format}", asked)

    @property
    def pictures(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(name of the size, [(its pixels, the link)])."""
        return [
            (name, [(_pixels(width, height, scale), self.file("png", w=width, h=height, scale=scale)) for scale in scales])
            for name, width, height, scales in SIZES
        ]  # fmt: skip

    @property
    def drawings(self) -> list[tuple[str, str]]:
        return [("SVG", self.file("svg")), ("PDF", self.file("pdf"))]

    @property
    def slide(self) -> tuple[str, str]:
        words = _("PPTX（可编辑的图）") if drawable(self.chart.native) else _("PPTX（图片与数据表）")
        return words, self.file("pptx")

    @property
    def data(self) -> list[tuple[str, str]]:
        files = [("CSV", "csv"), ("XLSX", "xlsx"), (_("JSON（图与数据）"), "json"), (_("HTML（离线可看）"), "html")]
        return [(name, self.file(format)) for name, format in files]

    @property
    def bundle(self) -> str:
        return self.file("zip")

    @property
    def live(self) -> str:
        return self.site + self.chart.live

    @property
    def fixed_address(self) -> str:
        """The chart as it will always be: its date, and the dataset that is shown now."""
        parts = urlsplit(self.chart.address)
        version = {"v": self.load.label} if self.load else {}
        return link(parts.path, version | dict(parse_qsl(parts.query)))

    @property
    def fixed(self) -> str:
        return self.site + self.fixed_address

    @property
    def embed_live(self) -> str:
        return self._frame(self.chart.live)

    @property
    def embed_fixed(self) -> str:
        return self._frame(self.fixed_address)

    def _frame(self, address: str) -> str:
        source = self.site + address.replace("/charts/", "/embed/", 1)
        return format_html(
            '<iframe src="{}" title="{}" loading="lazy" width="100%" height="{}" frameborder="0"></iframe>',
            source, self.chart.title, self.chart.figure["layout"]["height"] + FRAME_BELOW,
        )  # fmt: skip

    @property
    def has_chinese(self) -> bool:
        """Whether Chinese stands among English words in the texts to be copied, which are then marked as Chinese."""
        return is_english() and bool(HAN.search(self.chart.title))

    @property
    def citation(self) -> str:
        return gb_t_7714(self._cited)

    @property
    def bibtex(self) -> str:
        return bibtex(self._cited)

    @property
    def _cited(self) -> Row:
        """The chart as a source: a dataset on the web, of the day of its version, seen today."""
        loaded = timezone.localdate(self.load.loaded_at).isoformat() if self.load else ""
        title = self.chart.title
        if self.load:
            version = _("数据集 %(version)s，所示日期 %(as_of)s")
            title = bracketed(title, version % {"version": self.load.label, "as_of": self.chart.as_of})
        return {
            "id": f"govcompare-{short_key(self.fixed_address)}",
            "kind": SourceKind.CODE_REPOSITORY,  # cited as a dataset, [DS/OL]
            "copy_kind": CopyKind.ORIGINAL,
            "title": title,
            "authors": "",
            "publisher": "govcompare",
            "container": "",
            "number": "",
            "url": self.fixed,
            "published_on": loaded,
            "accessed_on": timezone.localdate().isoformat(),
            "language": "en" if is_english() else "zh",
        }


def _pixels(width: int, height: int | None, scale: int) -> str:
    """How large a picture is, in words."""
    if height:
        return f"{width * scale}×{height * scale}"
    return _("%(width)s 宽") % {"width": width * scale}
