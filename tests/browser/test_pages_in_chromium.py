"""The site as people meet it: wide and narrow, with and without scripts, by mouse and by keyboard."""

import io
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# pages with charts among other things; every page without them is visited by test_everybody, every chart alone by
# test_charts_in_chromium
PAGES_WITH_CHARTS = [
    "/?as_of=2019-06",
    "/regions/440000/",
    "/indices/tsinghua-digital-government-index/?r=440000",
    "/compare/?r=440000~330000~520000",
    "/embed/equity/?r=440000",
]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES_WITH_CHARTS)
def test_charts_of_a_page_are_drawn_and_break_no_rule_of_its_policy(open_page, path, width):
    page = open_page(path, width=width)
    assert page.watch.problems == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.query_selector(".plot"), "no chart stands on the page"
    for box in page.query_selector_all(".plot"):
        assert box.query_selector("svg.main-svg"), "a chart was not drawn"


def test_map_has_a_tile_for_every_province(open_page):
    page = open_page("/?as_of=2019-06")
    words = " ".join(page.locator(".plot .bartext").all_text_contents())
    expect(page.locator(".plot .bartext")).to_have_count(34)
    for name in ("广东", "新疆", "黑龙江", "海南", "台湾"):
        assert name in words


def test_tile_leads_to_the_profile_on_the_same_date(open_page):
    page = open_page("/?as_of=2019-06")
    tile = page.locator(".plot .bartext", has_text="贵州")
    tile.scroll_into_view_if_needed()
    box = tile.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/regions/520000/?as_of=2019-06")


def export(page, words: str, index: int = 0) -> tuple[str, bytes]:
    """What the menu of a chart gives under some words."""
    menu = page.locator("details.export").nth(index)
    menu.locator("summary").click()
    with page.expect_download() as caught:
        menu.get_by_role("link", name=words, exact=True).click()
    return caught.value.suggested_filename, Path(caught.value.path()).read_bytes()


def test_png_from_the_menu_has_the_size_it_says(open_page):
    name, content = export(open_page("/?as_of=2019-06"), "2400×1350")
    picture = Image.open(io.BytesIO(content))
    assert name == "govcompare_agency-type-map_2019-06.png"
    assert picture.size == (2400, 1350)
    assert len(picture.convert("RGB").getcolors(maxcolors=10_000_000)) > 20


def test_svg_from_the_menu_carries_title_source_and_date(open_page):
    _, content = export(open_page("/?as_of=2019-06"), "SVG")
    text = unquote(re.sub(r"<[^>]+>", "", content.decode()))
    assert "18 个省份确知设有省级大数据机构" in text
    assert "所示日期 2019年6月" in text and "来源：" in text and "贵州" in text


def test_equity_picture_of_a_profile_names_holders_and_shares(open_page):
    _, content = export(open_page("/regions/440000/?as_of=2020-12"), "SVG")
    text = re.sub(r"<[^>]+>", " ", content.decode())
    assert "腾讯 49%" in text and "三大运营商（合计） 51%" in text.replace("）51", "） 51")


def test_chinese_glyphs_are_drawn_not_boxes(open_page):
    page = open_page("/about/")
    pictures = []
    for character in "广浙":
        page.evaluate("character => { document.querySelector('h1').textContent = character }", character)
        pictures.append(page.locator("h1").screenshot())
    assert pictures[0] != pictures[1]


def test_filter_changes_the_list_without_a_full_load(open_page):
    page = open_page("/regions/")
    page.evaluate("window.stayed = true")
    page.get_by_label("省级", exact=False).first.check()
    page.wait_for_url("**/regions/?level=province")
    page.get_by_text("层级为省级：34 个地区").first.wait_for()
    assert page.evaluate("window.stayed") is True
    assert page.watch.problems == []


def test_ticked_regions_are_compared(open_page):
    page = open_page("/regions/?level=province")
    page.get_by_label("比较广东").check()
    page.get_by_label("比较浙江").check()
    page.get_by_role("button", name="比较所选地区").click()
    page.wait_for_url("**/compare/?r=330000&r=440000")
    expect(page.get_by_role("heading", name="比较浙江、广东")).to_be_visible()


def test_region_is_added_to_a_comparison_without_losing_the_rest(open_page):
    page = open_page("/compare/?r=440000~330000")
    page.get_by_label("加入地区").select_option("520000")
    page.get_by_role("button", name="加入").click()
    page.get_by_role("heading", name="比较广东、浙江、贵州").wait_for()


def test_equal_rows_can_be_unfolded(open_page):
    page = open_page("/compare/?r=330000~410000&as_of=2019-06")
    folded = page.locator("details.equal-rows").first
    expect(folded.locator("table")).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator("table")).to_be_visible()


def test_without_scripts_one_can_filter_sort_compare_and_read_the_data_of_a_chart(open_page):
    page = open_page("/regions/", scripts=False)
    page.get_by_label("省级", exact=False).first.check()
    page.get_by_role("button", name="应用条件").click()
    expect(page).to_have_url(re.compile("level=province"))
    page.get_by_role("link", name="名称").first.click()
    expect(page).to_have_url(re.compile("sort=short_name"))
    page.get_by_label("比较广东").check()
    page.get_by_label("比较贵州").check()
    page.get_by_role("button", name="比较所选地区").click()
    expect(page.get_by_role("heading", name="比较广东、贵州")).to_be_visible()
    expect(page.locator(".chart-data table").first).to_be_visible()


def test_keyboard_reaches_the_main_part_and_shows_where_it_is(open_page):
    page = open_page("/regions/440000/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_every_fact_of_a_profile_is_one_click_from_its_source(open_page):
    page = open_page("/regions/440000/?as_of=2020-12")
    page.locator("#agency tr", has_text="机构类型").locator("a.source").first.click()
    page.wait_for_url("**/sources/provincial-bureaus-article/**")
    expect(page.get_by_role("cell", name="广东：广东省政务服务数据管理局").first).to_be_visible()
