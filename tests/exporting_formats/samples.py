"""Charts made by hand, and pictures as a browser would give them, without one."""

import io
from dataclasses import replace

from django.utils.translation import override
from PIL import Image
from pypdf import PdfWriter

from govcompare.charts import share_bars, tile_map
from govcompare.charts.native import Native, NativeSeries
from govcompare.exporting.files import csv_bytes, sha256
from govcompare.exporting.origin import Origin

SOURCES = {"article": "省级大数据局的设置", "report": "开放数林指数报告；2021年度"}
CITATIONS = [{"id": "article", "citation": "作者. 省级大数据局的设置[J]. 电子政务, 2019."},
             {"id": "report", "citation": "复旦大学. 开放数林指数[R]. 2021."}]  # fmt: skip
ORGANISATION = "广东省政务服务数据管理局"
EVIL = '</script><img src=x onerror="alert(1)">'
ADDRESS = "/charts/{slug}/?r=440000~330000&as_of=2019-06"


def words(slug: str, title: str) -> dict:
    return {"slug": slug, "title": title, "subtitle": "副题", "alt": f"{title}：一句话。", "sources": SOURCES,
            "as_of": "2019-06"}  # fmt: skip


def fact(**row) -> dict:
    return {"source": "article", "as_of": "2019-06", "locator": "第3页", "missing": {}} | row


def tiles(title: str = "各地数据管理机构的类型", *, many: int = 31, **chart):
    rows = [
        fact(code=str(110000 + index), region=f"地区{index}", row=index // 8, column=index % 8, is_last_known=False,
             category="directly_under", category_label="直属机构", word="直属", url=f"/regions/{110000 + index}/",
             detail=None if index == 2 else "2018 年组建", missing={"detail": "not_published"} if index == 2 else {})
        for index in range(many)
    ]  # fmt: skip
    made = tile_map(rows, **words("agency-type-map", title))
    return replace(made, **{"filters": "类型=直属机构", "address": ADDRESS.format(slug=made.slug)} | chart)


def shares(**chart):
    rows = [fact(company="公司", holder=holder, share=share, collective=False, collective_label="否")
            for holder, share in (("腾讯", 49), ("=1+1", 41.5))]  # fmt: skip
    rows.append(fact(company="公司", holder="三家运营商", share=None, collective=True, collective_label="是",
                     source=["article", "report"], locator=None))  # fmt: skip
    native = Native(
        "stacked_bar",
        ["公司", "=2+2"],
        [NativeSeries("腾讯", [49, None], "#1f5fa8"), NativeSeries("http://evil.example/", [51, 30], "#a85600")],
        value_title="持股比例",
        percent=True,
    )
    made = share_bars(rows, **words("equity", "公司的股权结构"))
    return replace(made, **{"native": native, "address": ADDRESS.format(slug=made.slug)} | chart)


def in_english(**chart):
    """A chart as an English page has it: its words English, text of the dataset and titles of sources Chinese."""
    rows = [
        fact(region="Guangdong", code="440000", row=0, column=0, is_last_known=False, category="directly_under",
             category_label="Agency directly under the government", word="Direct", url="/en/regions/440000/",
             detail=ORGANISATION),
        fact(region="Zhejiang", code="330000", row=0, column=1, is_last_known=False, category="unknown",
             category_label="unknown", word="?", url="/en/regions/330000/", detail=None,
             missing={"detail": "not_published"}),
    ]  # fmt: skip
    said = words("agency-type-map", "Types of data agencies") | {
        "subtitle": "31 provinces",
        "alt": "A map: two types.",
    }
    with override("en"):
        made = tile_map(rows, **said)
        columns = [("region", "Region"), ("code", "Code"), ("category_label", "Status"), ("detail", "Agency")]
        address = f"/en{ADDRESS.format(slug=made.slug)}"
        return replace(made, columns=columns, **{"filters": "Type: directly under", "address": address} | chart)


def origin_of_chart(chart, **values) -> Origin:
    return Origin(**{
        "title": chart.title,
        "link": f"https://data.example{chart.address}",
        "short_link": "https://data.example/s/abcdefghij/",
        "as_of": chart.as_of,
        "filters": chart.filters,
        "sources": tuple(chart.sources.values()),
        "dataset_version": "0.2.0",
        "csv_sha256": sha256(csv_bytes(chart)),
    } | values)  # fmt: skip


def png(size=(120, 80), colour="#1f5fa8", mode="RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, colour).save(stream, "png")
    return stream.getvalue()


def pdf(pages: int = 1) -> bytes:
    writer, stream = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(600, 400)
    writer.write(stream)
    return stream.getvalue()


SVG = (
    '<svg class="main-svg" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="700" height="450" style="" viewBox="0 0 700 450"><rect x="0" y="0" width="700" height="450"/>'
    '<defs id="defs-1"/><g class="infolayer"><text class="gtitle" x="35" y="50">各地的类型</text></g></svg>'
).encode()
