"""Files by the real worker and its browser, opened with other programs."""

import io
import json
import threading
import time
import urllib.request
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from unicodedata import normalize

import pypdf
import pytest
from PIL import Image

from .test_charts_in_chromium import SLUGS

pytestmark = pytest.mark.browser


def fetch(url: str) -> bytes:
    """A file, once its job is done."""
    for _ in range(100):
        with urllib.request.urlopen(url, timeout=30) as response:
            if not response.headers["Content-Type"].startswith("text/html"):
                return response.read()
        time.sleep(0.1)
    raise AssertionError(f"{url} was not made")


@pytest.mark.parametrize("slug", SLUGS)
def test_picture_is_drawn_to_its_edges_and_not_blank(site, slug):
    picture = Image.open(io.BytesIO(fetch(f"{site}/charts/{slug}.png?as_of=2024-06&w=1200&h=675"))).convert("RGB")
    assert picture.size == (1200, 675)
    assert len(picture.getcolors(maxcolors=10_000_000)) > 20
    title = picture.crop((0, 0, 1200, 40)).convert("L")
    assert min(title.tobytes()) < 90, "no title at the top"
    footer = picture.crop((0, 600, 600, 675)).convert("L")
    assert min(footer.tobytes()) < 160, "no line of sources at the bottom"


@pytest.mark.parametrize("slug", ["agency-type-map", "models", "equity"])
def test_pdf_is_one_page_with_the_words_of_the_chart_as_text(site, slug):
    reader = pypdf.PdfReader(io.BytesIO(fetch(f"{site}/charts/{slug}.pdf?as_of=2024-06")))
    data = json.loads(fetch(f"{site}/charts/{slug}.json?as_of=2024-06"))
    assert len(reader.pages) == 1
    assert reader.metadata["/CSVSHA256"] == data["csv_sha256"]
    # fonts name some characters by their radicals
    words = normalize("NFKC", "".join(reader.pages[0].extract_text().split()))
    assert "来源" in words and normalize("NFKC", data["title"][:4].replace(" ", "")) in words


def test_chinese_characters_of_a_picture_differ(site):
    """Boxes would all look alike."""
    pictures = [
        Image.open(io.BytesIO(fetch(f"{site}/charts/rank-over-editions.png?r={code}")))
        .convert("L")
        .crop((0, 0, 60, 40))
        for code in ("440000", "330000")
    ]
    assert pictures[0].tobytes() != pictures[1].tobytes()


def test_all_provinces_in_one_zip_with_a_progress_that_moves_without_a_script(open_page, site):
    page = open_page("/charts/dimension-profile/?as_of=2021", scripts=False)
    page.locator("details.export summary").click()
    page.get_by_role("link", name="31 个省份各一张（ZIP）").click()
    page.get_by_text("做好了").wait_for(timeout=60_000)
    with page.expect_download() as caught:
        page.get_by_role("link", name="下载").first.click()
    names = zipfile.ZipFile(caught.value.path()).namelist()
    assert sum(name.endswith(".png") for name in names) == 31


def test_cancelled_archive_stops(open_page):
    page = open_page("/charts/equity.zip?each=province&as_of=2022", scripts=False)
    page.get_by_role("button", name="取消").click()
    page.get_by_text("已按要求取消").wait_for()
    assert "导出：已取消" in page.title()


def test_offline_file_draws_without_a_network(chromium, site, tmp_path):
    path = tmp_path / "chart.html"
    path.write_bytes(urllib.request.urlopen(f"{site}/charts/agency-type-map.html?as_of=2019-06").read())
    context = chromium.new_context(offline=True)
    page = context.new_page()
    problems = []
    page.on("console", lambda message: message.type in ("error", "warning") and problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(path.as_uri())
    page.locator(".plot svg.main-svg").first.wait_for()
    assert problems == []
    assert "18 个省份确知设有省级大数据机构" in page.title()
    context.close()


@pytest.fixture
def other_site(tmp_path):
    """another_site(html) -> the address of a page on another origin."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def put(html: str) -> str:
        (tmp_path / "index.html").write_text(html)
        return f"http://127.0.0.1:{server.server_port}/index.html"

    yield put
    server.shutdown()
    thread.join()
    server.server_close()


def test_frame_can_stand_on_another_site_and_pages_cannot(chromium, site, other_site):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(other_site(f'<iframe src="{site}/embed/equity/"></iframe><iframe src="{site}/charts/equity/"></iframe>'))
    frame = page.frame_locator("iframe").first
    frame.locator(".plot").click()
    frame.locator(".plot svg.main-svg").first.wait_for()
    page.wait_for_timeout(500)
    assert page.frames[2].url.startswith("chrome-error"), page.frames[2].url
    context.close()
