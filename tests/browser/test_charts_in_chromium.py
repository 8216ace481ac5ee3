"""Charts on their own pages, in frames, and as one file without a network."""

import json

import pytest

from govcompare.charts.fit import laid_out

pytestmark = pytest.mark.browser

SLUGS = """agency-type-map agency-types-by-economic-region agencies-over-time coverage ranking dimension-profile
    rank-over-editions equity ownership-flow responsibilities type-against-score models type-flow agency-types""".split()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("slug", SLUGS)
def test_page_of_a_chart_keeps_its_policy_and_fits(open_page, slug, width):
    page = open_page(f"/charts/{slug}/", width=width)
    assert page.watch.problems == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.query_selector(".plot svg.main-svg")
    bundles = page.evaluate("performance.getEntriesByType('resource').filter(e => /plotly/.test(e.name)).length")
    assert bundles == 1


def read(page) -> dict:
    return json.loads(page.evaluate("document.querySelector('.chart script[type=\"application/json\"]').textContent"))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_words_are_broken_alike_in_the_browser_and_for_pictures(open_page, slug, language):
    page = open_page(f"{language}/charts/{slug}/?as_of=2024-06", live=False)
    figure = read(page)
    for width in (366, 560, 740, 850, 1120):
        there = page.evaluate("([figure, width]) => { fit(figure, width); narrow(figure, width); return figure; }",
                              [figure, width])  # fmt: skip
        compare(laid_out(figure, figure["layout"]["meta"], width), there)


def compare(laid, there) -> None:
    """The figure that Python lays out, and the one of the browser."""
    here, needed = laid
    for trace, other in zip(here["data"], there["data"], strict=True):
        assert trace.get("text") == other.get("text")
        assert trace["y"] == pytest.approx(other["y"]) or trace["y"] == other["y"]
        for name in ("visible", "textfont", "marker"):
            assert trace.get(name) == other.get(name)
    here, there = here["layout"], there["layout"]
    assert (here["margin"], here["yaxis"]) == (there["margin"], there["yaxis"])
    assert here["title"]["text"] == there["title"]["text"]
    assert here["title"]["subtitle"]["text"] == there["title"]["subtitle"]["text"]
    assert (here["margin"]["t"], here["margin"]["b"]) == (there["margin"]["t"], there["margin"]["b"])
    assert needed == there["height"]
    assert [note["text"] for note in here["annotations"]] == [note["text"] for note in there["annotations"]]
