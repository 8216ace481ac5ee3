"""Every chart on dark paper: no colour is forgotten, words and marks can be seen."""

import re

import pytest
from django.conf import settings

from govcompare.as_of import AsOf
from govcompare.charts import dark
from govcompare.charts.boards import WIDTHS
from govcompare.charts.chart import template
from govcompare.charts.dark import DARK_INK, DARK_PAPER, FONTS, LINES, MARKS, STROKES, WORDS, darkened
from govcompare.charts.fit import fitted
from govcompare.charts.palette import BRIGHT, FILLS, ON_LIGHT, READABLE, SEEN, SERIES, WHITE, contrast
from institutions.charts.catalogue import CHARTS
from institutions.charts.leads_by_topic import TONES as LEADS

pytestmark = pytest.mark.django_db

DAYS = ["2018-06", "2019-06", "2021", "2024-06", "2026-11-22"]
# What is the same on dark paper: words on fills that stay, those fills, the lines on them.
STAYS = {"words": {WHITE, ON_LIGHT}, "lines": set(), "marks": {*FILLS.values(), "#000000", BRIGHT}}
MAPS = {"words": WORDS, "lines": LINES, "marks": MARKS}
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|rgba?\(.*\)")


@pytest.fixture(scope="module", params=DAYS)
def charts(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return [entry.chart(entry.ask(AsOf.parse(request.param))) for entry in CHARTS.values()]


def colours(value, role="marks", key=""):
    """(role, colour) of everything that has one."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from colours(part, "words" if name in FONTS else "lines" if name in STROKES else role, name)
    elif isinstance(value, list):
        for part in value:
            yield from colours(part, role, key)
    elif isinstance(value, str) and key.endswith("color"):
        yield role, value


def each(value, number: int) -> list:
    return value if isinstance(value, list) else [value] * number


def test_no_colour_of_any_chart_is_forgotten(charts):
    for chart in charts:
        for role, colour in colours(fitted(chart, WIDTHS[0]).figure):
            assert COLOUR.fullmatch(colour), (chart.slug, colour)
            assert colour in MAPS[role] or colour in STAYS[role], (chart.slug, role, colour)


@pytest.mark.once
def test_nothing_but_colours_changes(charts):
    def without(value):
        if isinstance(value, dict):
            return {key: without(part) for key, part in value.items() if not key.endswith("color")}
        return [without(part) for part in value] if isinstance(value, list) else value

    for chart in charts:
        before = repr(chart.figure)
        assert without(darkened(chart.figure)) == without(chart.figure)
        assert repr(chart.figure) == before and darkened(chart.figure) != chart.figure


@pytest.mark.once
def test_words_beside_marks_can_be_read_on_the_paper(charts):
    for colour in {*WORDS.values(), DARK_INK}:
        assert contrast(colour, DARK_PAPER) >= READABLE
    for chart in charts:
        layout = darkened({"layout": fitted(chart).figure["layout"]})["layout"]
        fonts = [note.get("font", {}) for note in layout["annotations"]]
        for font in fonts:
            assert contrast(font.get("color", DARK_INK), DARK_PAPER) >= READABLE, chart.slug


@pytest.mark.once
def test_words_on_marks_can_be_read(charts):
    for chart in charts:
        for trace in darkened(chart.figure)["data"]:
            font = trace.get("insidetextfont") or trace.get("textfont") or {}
            inside = trace["type"] == "bar" or trace.get("textposition") == "middle center"
            if not (inside and font.get("color") and "marker" in trace and trace.get("text")):
                continue
            number = len(trace["x"])
            for words, fill in zip(each(font["color"], number), each(trace["marker"]["color"], number), strict=True):
                assert contrast(words, fill) >= READABLE, (chart.slug, words, fill)


@pytest.mark.once
def test_marks_can_be_told_from_the_paper_by_fill_outline_or_words(charts):
    for chart in charts:
        table = chart.figure["layout"]["meta"].get("table")
        for trace in darkened(chart.figure)["data"]:
            for colour in each(trace.get("line", {}).get("color") or DARK_INK, 1):
                assert contrast(colour, DARK_PAPER) >= SEEN, (chart.slug, colour)
            marker = trace.get("marker", {})
            if table or trace.get("text") or marker.get("size") == 1 or "color" not in marker:
                continue
            number = len(trace["x"])
            outlines = each(marker.get("line", {}).get("color") or DARK_PAPER, number)
            for fill, outline in zip(each(marker["color"], number), outlines, strict=True):
                assert max(contrast(fill, DARK_PAPER), contrast(outline, DARK_PAPER)) >= SEEN, (
                    chart.slug,
                    fill,
                    outline,
                )


def test_cells_of_tables_can_be_read():
    for tone in LEADS.values():
        ink, fill = WORDS.get(tone.ink, tone.ink), MARKS.get(tone.fill, tone.fill)
        assert tone.fill in MARKS and contrast(ink, fill) >= READABLE, tone


def test_series_stay_apart_and_take_white_words():
    found = [MARKS[colour] for colour in SERIES]
    assert len(set(found)) == len(found)
    for colour in found:
        assert contrast(WHITE, colour) >= READABLE and contrast(colour, DARK_PAPER) >= SEEN


def test_paper_is_that_of_the_site():
    style = (settings.BASE_DIR / "static/css/site.css").read_text(encoding="utf-8")
    night = style[style.index("@media (prefers-color-scheme: dark)") :]
    assert f"--paper: {DARK_PAPER}" in night and f"--ink: {DARK_INK}" in night
    assert darkened(template())["layout"]["paper_bgcolor"] == DARK_PAPER


def test_pages_carry_the_dictionary(client):
    page = client.get("/charts/equity/").text
    assert '"dark": {"fonts"' in page and all(
        colour in page for colour in (*dark.shared()["marks"].values(), DARK_INK)
    )
