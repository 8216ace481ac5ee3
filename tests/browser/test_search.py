"""The search box as people use it: suggestions by keyboard and mouse, and the plain form without scripts."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def box(page):
    return page.locator("#find")


def options(page):
    return page.locator("#find-list [role=option]")


def suggest(page, text: str):
    """Type and wait for suggestions."""
    box(page).click()
    box(page).press_sequentially(text, delay=20)
    options(page).first.wait_for()


def chosen(page) -> str | None:
    """The text of the option that a screen reader stands on."""
    id = box(page).get_attribute("aria-activedescendant")
    return page.locator(f"#{id}").inner_text() if id else None


def test_suggestions_are_a_combobox_with_a_list(open_page):
    page = open_page("/about/")
    assert box(page).get_attribute("role") == "combobox"
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    suggest(page, "zhej")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    assert page.locator(f"#{box(page).get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    assert 1 < options(page).count() <= 8
    assert "浙江省" in options(page).first.inner_text()
    assert re.search(r"\d 条建议，共 \d+ 个结果", page.locator("form.find [role=status]").inner_text())
    assert page.watch.problems == []


def test_arrows_enter_and_escape(open_page):
    page = open_page("/about/")
    suggest(page, "zhej")
    page.keyboard.press("ArrowDown")
    first = chosen(page)
    assert "浙江省" in first and options(page).nth(0).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert chosen(page) != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert chosen(page) is None  # above the first: the field itself
    page.keyboard.press("ArrowUp")
    assert chosen(page) == options(page).last.inner_text()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    assert chosen(page) is None
    assert box(page).input_value() == "zhej"
    page.keyboard.press("ArrowDown")
    options(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/330000/")


def test_enter_in_the_field_asks_for_the_page_of_results(open_page):
    page = open_page("/about/")
    suggest(page, "gd")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gd")
    expect(page.locator(".found h2").first).to_have_text("广东省")
    expect(box(page)).to_have_value("gd")
    expect(page.locator("main [role=status]")).to_contain_text("个结果")
    assert page.watch.problems == []


def test_fast_typing_asks_once(open_page):
    page = open_page("/about/")
    asked = []
    page.on("request", lambda request: "/suggest/" in request.url and asked.append(request.url))
    # the clock of the page stands still while one types, however slow this machine is
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    box(page).press_sequentially("guangdong")
    assert asked == []
    page.clock.run_for(1000)
    options(page).first.wait_for()
    assert len(asked) == 1 and asked[0].endswith("q=guangdong")


def test_what_is_typed_later_wins(open_page):
    page = open_page("/about/")
    suggest(page, "zhe")
    box(page).fill("gui")
    page.locator("#find-list [role=option]", has_text="贵州").first.wait_for()
    expect(options(page).first).not_to_contain_text("浙江")
    box(page).fill("")
    page.locator("#find[aria-expanded=false]").wait_for()


def test_mouse_chooses_and_leaving_closes(open_page):
    page = open_page("/about/")
    suggest(page, "guiz")
    page.locator("h1").click()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    box(page).fill("")
    suggest(page, "guiz")
    options(page).first.click()
    page.wait_for_url("**/regions/520000/")


def test_language_and_date_are_kept(open_page):
    page = open_page("/en/regions/330000/?as_of=2020")
    suggest(page, "guangd")
    assert "Guangdong" in options(page).first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/regions/440000/?as_of=2020")


def test_nothing_to_suggest_is_said_and_shown_by_nothing(open_page):
    page = open_page("/about/")
    box(page).fill("qqqqqq")
    page.locator("form.find [role=status]", has_text="没有建议").wait_for(state="attached")
    expect(box(page)).to_have_attribute("aria-expanded", "false")


def test_without_scripts_the_form_finds(open_page):
    page = open_page("/regions/440000/?as_of=2020-12", scripts=False)
    assert box(page).get_attribute("role") is None
    box(page).fill("廣東")
    box(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=.*as_of=2020-12"))
    page.locator(".found h2 a").first.click()
    expect(page).to_have_url(re.compile(r"/regions/440000/\?as_of=2020-12$"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/search/", "/search/?q=数据", "/en/search/?q=数据", "/search/?q=qqqqq",
                                  "/search/?q=" + "长" * 99, "/en/search/?q=guizou"])  # fmt: skip
def test_pages_fit_and_break_no_rule(open_page, path, width):
    page = open_page(path, width=width)
    assert page.watch.problems == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
