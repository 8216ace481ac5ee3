"""The HTML file in a browser that has no network: drawn, silent, readable without scripts."""

import os

import pytest
from django.utils.translation import override
from playwright.sync_api import sync_playwright

from govcompare.exporting.files import html_bytes

from .samples import EVIL, in_english, origin_of_chart, tiles

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, tmp_path):
    contexts = []

    def open_(chart, *, width: int = 1280, scripts: bool = True, language: str = "zh-hans"):
        path = tmp_path / "chart.html"
        with override(language):
            path.write_bytes(html_bytes(chart, None, origin_of_chart(chart)))
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on(
            "request",
            lambda request: request.url.startswith(("file:", "data:", "blob:")) or page.heard.append(request.url),
        )
        page.on("dialog", lambda dialog: page.heard.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_picture_is_drawn_from_the_file_alone(opened, width):
    page = opened(tiles(), width=width)
    page.wait_for_selector(".plot.drawn")
    assert page.locator(".plot .point").count() == 31
    assert "https://data.example/s/abcdefghij/" in "".join(page.locator(".plot .annotation").all_text_contents())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.heard == []


def test_english_page_is_drawn_too(opened):
    page = opened(in_english(), language="en")
    page.wait_for_selector(".plot.drawn")
    assert page.locator(".plot .point").count() == 2
    assert page.locator("html").get_attribute("lang") == "en" and page.heard == []


def test_table_is_there_without_scripts(opened):
    page = opened(tiles(), scripts=False)
    assert page.locator("tbody tr").count() == 31 and page.locator("table").is_visible()


def test_markup_in_data_is_shown_and_not_run(opened):
    page = opened(tiles(EVIL, alt=EVIL))
    page.wait_for_selector(".plot.drawn")
    assert page.locator("h1").text_content() == EVIL
    assert page.locator("img").count() == 0 and page.heard == []
