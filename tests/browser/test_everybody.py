"""Every page for everybody: both languages, wide and narrow, light and dark, judged by axe-core and by what it asks for."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import Watch

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/?as_of=2019-06",
    "/?as_of=2024-04&denominator=provinces-and-corps",
    "/regions/?level=province",
    "/regions/?agency_type=directly_under&has_leading_group=yes",
    "/regions/?q=nobody-is-called-so",
    "/regions/440000/",
    "/regions/440000/?as_of=2019-06",
    "/regions/440300/",
    "/regions/540000/",
    "/regions/660000/",
    "/agencies/",
    "/agencies/?page=2&sort=-name",
    "/leading-groups/",
    "/companies/",
    "/shareholdings/",
    "/documents/",
    "/tasks/",
    "/functions/",
    "/platforms/",
    "/scores/",
    "/statistics/",
    "/models/",
    "/agency-types/",
    "/left-out/",
    "/sources/",
    "/sources/provincial-bureaus-article/",
    "/facts/agency_statuses/jiangsu-agency-2024/",
    "/facts/tasks/shenzhen-opinions-2020-task-03/",
    "/indices/tsinghua-digital-government-index/?r=440000",
    "/responsibilities/",
    "/responsibilities/?r=440300",
    "/responsibilities/?r=440300~370000~140000",
    "/changes/?from=2018-01&to=2024-04",
    "/conflicts/",
    "/compare/",
    "/compare/?r=440000",
    "/compare/?r=440000~330000~520000",
    "/compare/?r=110000~120000~150000~220000~310000~320000~330000~340000~350000~360000~370000~410000~440000",
    "/charts/",
    "/charts/agency-type-map/",
    "/charts/ranking/?r=440000~330000",
    "/charts/models/",
    "/search/",
    "/search/?q=guangdong",
    "/search/?q=数据",
    "/search/?q=%F0%9F%98%80",
    "/about/",
    "/glossary/",
    "/nothing/here/",
    "/agencies/?sort=nonsense",
]
FRAMES = ["/embed/equity/?r=440000"]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # what passes is judged all the same, but not told element by element
}
# A frame stands in a page of another site, which has the heading.
FRAME_RULES = RULES | {"rules": {"page-has-heading-one": {"enabled": False}}}
REFUSED = ["/nothing/here/", "/agencies/?sort=nonsense"]
# Chinese on an English page must be marked as such: what a reader sees or hears outside elements that say so.
UNMARKED = """() => {
  const han = /[\\u3400-\\u9fff]/, found = [];
  const marked = (element) => (element.closest("[lang]")?.lang ?? "").startsWith("zh");
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element.closest("script, style, title") || marked(element)) continue; // a title cannot be marked
    if (han.test(node.data)) found.push(node.data.trim().slice(0, 60));
  }
  for (const name of ["placeholder", "data-label"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (marked(element)) continue;
      if (han.test(element.getAttribute(name))) found.push(`${name}: ${element.getAttribute(name).slice(0, 60)}`);
    }
  }
  return [...new Set(found)];
}"""


def axe(page, rules) -> list[str]:
    """What axe-core finds: the rule, and the first elements that break it."""
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


@pytest.fixture(scope="module")
def visitor(chromium):
    """One visitor of all pages, who fetches styles and scripts once."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield context
    context.close()


@pytest.fixture
def visit(visitor, site):
    """visit(path) -> a page, wide and light, that watches what it complains of."""
    pages = []

    def open_(path: str):
        page = visitor.new_page()
        pages.append(page)
        page.watch = Watch(page, site)
        page.goto(site + path, wait_until="load")
        return page

    yield open_
    for page in pages:
        page.close()


# Each page is judged twice in a language; the two languages together see every width in every scheme.
FORMS = {"": [(1280, "light"), (390, "dark")], "/en": [(390, "light"), (1280, "dark")]}


@pytest.mark.parametrize("language", FORMS, ids=["zh", "en"])
@pytest.mark.parametrize("path", PAGES + FRAMES)
def test_page_is_for_everybody(visit, language, path):
    page, complaints = visit(language + path), []
    for width, scheme in FORMS[language]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        complaints += [f"{width} {scheme}: {one}" for one in axe(page, FRAME_RULES if path in FRAMES else RULES)]
        if (wider := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            complaints.append(f"{width}: {wider} pixels wider than the screen")
    if path not in REFUSED:  # the browser says that the status is an error
        complaints += page.watch.problems
    if language:
        complaints += [f"not marked as Chinese: {one}" for one in page.evaluate(UNMARKED)]
    assert complaints == []


@pytest.mark.parametrize("path", ["/en/", "/en/agencies/", "/compare/?r=440000~330000~520000", "/en/conflicts/"])
def test_text_of_twice_the_size_stays_on_the_screen(visit, path):
    page, wider = visit(path), {}
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        wider[width] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider == {1280: 0, 390: 0}
