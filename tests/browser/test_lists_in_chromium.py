"""Lists at the width of a small screen: no word of English broken inside, no column beyond the edge."""

import pytest

from govcompare.source_listing import Sources
from institutions.catalogue import LISTINGS

pytestmark = pytest.mark.browser

LISTS = [*(one.key for one in (*LISTINGS, Sources)), "changes"]
# Words of the cells that stand on two lines; what is folded, cut with an ellipsis or no word (an address) is left out.
BROKEN = """() => {
  const found = [];
  for (const cell of document.querySelectorAll("table.listing :is(th, td)")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("details:not([open]), a.source, .visually-hidden")) continue;
      for (const word of node.data.matchAll(/[A-Za-z]{2,}/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top)));
        if (lines.size > 1) found.push(word[0]);
      }
    }
  }
  return found;
}"""
# How many pixels of the table stand beyond the edge.
BEYOND = """() => {
  const box = document.querySelector("table.listing").parentElement;
  return box.scrollWidth - box.clientWidth;
}"""


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("key", LISTS)
def test_no_word_is_broken_and_no_column_cut_on_a_screen_of_1280(open_page, key, language):
    page = open_page(f"{language}/{key}/", width=1280)
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(BEYOND) <= 0
