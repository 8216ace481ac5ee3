"""The picture first, drawn ahead by the worker; the live chart when it is touched, in the same place."""

import json
import re
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from govcompare.charts.dark import DARK_PAPER, darkened
from institutions.charts.catalogue import CHARTS

pytestmark = pytest.mark.browser

SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 400);
})"""
BUNDLES = "performance.getEntriesByType('resource').filter((one) => /plotly/.test(one.name)).length"


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as response:
        return response.read().decode()


def wait_for(condition, complaint: str, seconds: int = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, complaint
        time.sleep(0.5)


@pytest.fixture(scope="module")
def drawn(site):
    """The site when its worker has drawn the pictures of the catalogue, unasked."""
    for language in ("", "/en"):
        wait_for(
            lambda path=language: fetch(f"{site}{path}/charts/").count("<picture>") == len(CHARTS), "not drawn ahead"
        )
    return site


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("slug", ["ranking", "models", "agency-type-map"])
def test_library_is_not_asked_for_until_the_chart_is_touched_and_nothing_moves(open_page, drawn, slug, width, scheme):
    page = open_page(f"/charts/{slug}/", width=width, scheme=scheme, live=False)
    page.wait_for_function("() => document.querySelector('.plot img').naturalWidth > 0")
    assert page.evaluate(BUNDLES) == 0 and not page.query_selector(".plot.drawn")
    box = page.locator(".plot")
    before = page.locator(".plot img").bounding_box()
    box.hover()
    page.wait_for_selector(".plot.drawn")
    expect(page.locator("figure [role=status]")).to_contain_text("已就绪")
    assert page.evaluate(BUNDLES) == 1
    live = page.locator(".plot .live .main-svg").first.bounding_box()
    assert live["width"] == pytest.approx(before["width"], abs=1) and live["height"] == pytest.approx(
        before["height"], abs=1
    )
    assert page.evaluate(SHIFT) < 0.02
    assert page.watch.problems == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_page_shows_the_picture_of_its_width_and_scheme(open_page, drawn):
    page = open_page("/charts/ranking/", width=390, scheme="dark", live=False)
    assert page.evaluate("document.querySelector('.plot img').currentSrc").endswith(".svg?w=366&theme=dark")
    page = open_page("/charts/ranking/", width=1280, live=False)
    assert page.evaluate("document.querySelector('.plot img').currentSrc").endswith(".svg?w=1120")


def test_live_chart_follows_the_scheme(open_page, drawn):
    page = open_page("/charts/ranking/")
    paper = "document.querySelector('.plot .live .main-svg').style.background"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => {paper} !== 'rgb(255, 255, 255)'")
    wanted = ", ".join(str(int(DARK_PAPER[i : i + 2], 16)) for i in (1, 3, 5))
    assert page.evaluate(paper) == f"rgb({wanted})" and page.watch.problems == []


def test_colours_are_those_of_the_pictures(open_page):
    page = open_page("/charts/type-flow/?as_of=2024-06")
    figure = json.loads(
        page.evaluate("document.querySelector('.chart script[type=\"application/json\"]').textContent")
    )
    there = page.evaluate("""(figure) => darkened(figure,
        JSON.parse(document.getElementById("chart-template").textContent).dark)""", figure)  # fmt: skip
    assert there == darkened(figure) != figure


def test_keyboard_brings_the_live_chart_and_goes_on(open_page, drawn):
    page = open_page("/charts/equity/", live=False)
    page.locator("form.chart-form button").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("plot")
    assert not page.query_selector(".plot.drawn")
    page.keyboard.press("Enter")
    page.wait_for_selector(".plot.drawn")
    page.keyboard.press("Tab")
    button = page.locator(":focus")
    expect(button).to_have_text("互动")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".plot .live")).to_have_count(0)
    page.locator(".plot").hover()  # the picture was asked for: it stays
    page.wait_for_timeout(300)
    assert not page.query_selector(".plot.drawn")
    page.keyboard.press("Enter")
    page.wait_for_selector(".plot.drawn")


def test_live_chart_grows_with_the_window(open_page, drawn):
    page = open_page("/charts/ranking/", width=1280)
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function("() => document.querySelector('.plot .live .main-svg').getAttribute('width') === '366'")
    picture, live = (page.locator(one).first.bounding_box() for one in (".plot img", ".plot .live .main-svg"))
    assert live["width"] == pytest.approx(picture["width"], abs=1)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("path", ["/charts/ranking/", "/en/charts/ranking/", "/", "/embed/ranking/"])
def test_picture_is_seen_without_scripts(open_page, drawn, path):
    page = open_page(path, width=390, scripts=False)
    picture = page.locator(".plot img")
    expect(picture).to_be_visible()
    assert picture.bounding_box()["height"] > 300
    address = picture.get_attribute("src")
    assert re.search(r"\.svg\?w=\d+$", address) and fetch(drawn + address).count("<svg") > 0
    assert not page.locator(".live-switch").is_visible() and page.watch.problems == []


def test_chart_without_a_picture_is_drawn_when_it_comes_into_view(open_page, drawn):
    address = "/charts/coverage/?as_of=2022-02-02"
    page = open_page(address, live=False)
    page.locator(".plot").scroll_into_view_if_needed()
    page.wait_for_selector(".plot.waiting.drawn")
    assert page.evaluate(SHIFT) < 0.02 and page.watch.problems == []
    still = open_page(address.replace("-02-02", "-02-03"), scripts=False)
    assert "图片还在制作" in still.locator("noscript").text_content() and not still.locator(".plot").is_visible()
    assert still.locator(".chart-data table").is_visible()
    wait_for(lambda: "w=1120" in fetch(drawn + address), "the picture was not drawn for the next visitor")


def test_library_that_does_not_come_leaves_the_picture(open_page, drawn):
    page = open_page("/charts/ranking/", live=False)
    page.route("**/plotly-basic*", lambda route: route.abort())
    page.locator(".live-switch").click()
    page.wait_for_function("() => document.querySelector('figure [role=status]').textContent.includes('没有载入')")
    expect(page.locator(".plot img")).to_be_visible()
    expect(page.locator(".live-switch")).to_have_attribute("aria-pressed", "false")
    page.unroute("**/plotly-basic*")
    page.locator(".live-switch").click()
    page.wait_for_selector(".plot.drawn")


def test_paper_gets_the_light_picture(open_page, drawn):
    page = open_page("/charts/ranking/", scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator(".plot .live")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.plot picture')).visibility") == "visible"
    page.wait_for_function("() => document.querySelector('.plot img').currentSrc.endsWith('w=1120')")
