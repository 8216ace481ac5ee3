"""Where a file comes from, read back; and anybody's file, however it was made, only says that it is not ours."""

import io
import json
import zipfile

import pytest
from PIL import Image, PngImagePlugin

from govcompare.exporting import reading
from govcompare.exporting.archive import Part, many, zip_bytes
from govcompare.exporting.files import csv_bytes, html_bytes, json_body, sha256, xlsx_bytes
from govcompare.exporting.origin import Origin
from govcompare.exporting.reading import NotOurs, origin_of, origins_of
from govcompare.exporting.slides import presentation
from govcompare.exporting.stamp import stamped

from .samples import EVIL, SVG, origin_of_chart, pdf, png, shares, tiles

CHART = shares(title="公司\t的股权结构", filters="地区=广东、浙江")
ORIGIN = origin_of_chart(CHART)
FILES = {
    "png": lambda: stamped("png", png(), ORIGIN),
    "svg": lambda: stamped("svg", SVG, ORIGIN),
    "pdf": lambda: stamped("pdf", pdf(), ORIGIN),
    "html": lambda: html_bytes(CHART, None, ORIGIN),
    "xlsx": lambda: xlsx_bytes(CHART, ORIGIN),
    "json": lambda: json.dumps(json_body(CHART, ORIGIN), ensure_ascii=False).encode(),
    "zip": lambda: zip_bytes(CHART, ORIGIN, png()),
    "pptx": lambda: presentation(CHART, ORIGIN),
}


@pytest.fixture
def file(tmp_path):
    def write(content: bytes, name: str = "file.bin"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


@pytest.mark.parametrize("format", FILES)
def test_every_format_gives_back_the_whole_origin(format, file):
    assert origin_of(file(FILES[format](), f"x.{format}")) == ORIGIN


@pytest.mark.parametrize("format", FILES)
def test_content_decides_and_not_the_name(format, file):
    assert origin_of(file(FILES[format](), "photo.gif")).link == ORIGIN.link


def test_csv_gives_back_path_date_and_its_own_check_sum(file):
    found = origin_of(file(csv_bytes(CHART)))
    assert (found.link, found.as_of) == (CHART.address, "2019-06")
    assert found.csv_sha256 == ORIGIN.csv_sha256 == sha256(csv_bytes(CHART))


def test_csv_of_another_number_has_another_check_sum(file):
    assert origin_of(file(csv_bytes(CHART).replace(b",49,", b",94,"))).csv_sha256 != ORIGIN.csv_sha256


def test_archive_of_many_gives_back_the_whole_and_its_parts(file):
    charts = [tiles(address=f"/charts/agency-type-map/?r={region}&as_of=2019") for region in ("440000", "330000")]
    origins = [origin_of_chart(chart) for chart in charts]
    whole = origin_of_chart(charts[0], title="全部", csv_sha256="")
    path = file(many([Part(str(n), *pair, png()) for n, pair in enumerate(zip(charts, origins, strict=True))], whole))
    assert origin_of(path) == whole
    assert origins_of(path) == origins


def test_other_files_have_one_origin(file):
    assert origins_of(file(FILES["png"]())) == [ORIGIN]


@pytest.mark.parametrize("format", FILES)
@pytest.mark.parametrize("part", [0.02, 0.5, 0.97])
def test_a_file_cut_short_is_read_or_refused_but_never_an_error(format, part, file):
    content = FILES[format]()
    try:
        assert origin_of(file(content[: int(len(content) * part)])).link == ORIGIN.link
    except NotOurs as refusal:
        assert str(refusal).endswith("。")


def test_markup_in_an_html_title_does_not_become_its_origin(file):
    false = '<script id="origin" type="application/json">{"title": "x", "link": "https://evil.example/"}</script>'
    chart = shares(title=false)
    assert origin_of(file(html_bytes(chart, None, origin_of_chart(chart)))).link == ORIGIN.link


def bomb() -> bytes:
    return packed(datapackage_json=b"[" + b" " * 50_000_000 + b"]")


def laughing() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE svg [<!ENTITY l0 "ha">{entities}]><svg xmlns="http://www.w3.org/2000/svg">&l9;</svg>'.encode()


def enormous() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Software", "govcompare")
    stream = io.BytesIO()
    Image.new("1", (40_000, 20_000)).save(stream, "png", pnginfo=texts)
    return stream.getvalue()


OTHERS = {
    "empty": b"",
    "bare png": png(),
    "bare pdf": pdf(),
    "bare svg": SVG,
    "bare zip": packed(readme_md=b"hello"),
    "somebody's data package": packed(datapackage_json=b'{"name": "x", "resources": []}'),
    "a data package that is a list": packed(datapackage_json=b"[1]"),
    "a zip bomb": bomb(),
    "a png of too many pixels": enormous(),
    "entities": laughing(),
    "entities in an Office file": packed(docProps__custom_xml=laughing()),
    "an entity that is a file": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><metadata>&x;</metadata></svg>',
    "UTF-7": b'<?xml version="1.0" encoding="UTF-7"?><svg>+ADwAIQ-DOCTYPE</svg>',
    "deep json": b'{"a":' + b"[" * 100_000,
    "other json": b'{"title": "x", "link": "y", "sources": []}',
    "json of the wrong types": b'{"title": 1, "link": ["x"], "sources": 3, "csv_sha256": null}',
    "plain text": "你好".encode(),
    "other csv": b"a,b\r\n1,2\r\n",
    "csv of several charts": csv_bytes(shares()) + csv_bytes(tiles()),
    "csv of an address elsewhere": b"a,chart\r\n1,https://evil.example/charts/x/\r\n",
    "csv without rows": csv_bytes(tiles(rows=[])),
    "csv of one endless line": b'"' + b"x" * 1_000_000,
    "html": b"<!doctype html><title>x</title>",
    "jpeg": b"\xff\xd8\xff\xe0" + b"\x00" * 100,
    "noise": bytes(range(256)) * 40,
    "half a pdf": b"%PDF-1.7\n" + b"1 0 obj <<" * 50,
}


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
def test_anything_else_is_refused_in_a_sentence(content, file):
    with pytest.raises(NotOurs, match="。$"):
        origin_of(file(content, "chart.png"))


def test_a_huge_file_is_not_read(file, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(NotOurs, match="超过"):
        origin_of(file(png()))


def test_what_is_not_a_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "missing", "/dev/zero"):
        with pytest.raises(NotOurs, match="没有这个文件"):
            origin_of(path)


def test_words_of_a_file_cannot_steer_a_terminal():
    origin = Origin.from_dict(ORIGIN.as_dict() | {"title": "a\x1b[2Jb\u202ec", "sources": ["x\r\ny"]})
    assert (origin.title, origin.sources) == ("a [2Jb c", ("x  y",))


@pytest.mark.parametrize(
    "values", [{"csv_sha256": "x"}, {"link": ""}, {"title": None}, {"sources": [1]}, {"sources": "x"}]
)
def test_a_made_up_account_is_not_an_origin(values):
    with pytest.raises(ValueError, match="not an origin"):
        Origin.from_dict(ORIGIN.as_dict() | values)


def test_markup_survives_every_format_as_text(file):
    chart = shares(title=EVIL)
    origin = origin_of_chart(chart)
    for content in (html_bytes(chart, None, origin), xlsx_bytes(chart, origin), stamped("svg", SVG, origin)):
        assert origin_of(file(content)).title == EVIL
