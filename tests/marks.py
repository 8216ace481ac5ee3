"""What an English page leaves unmarked: Chinese that no element says to be Chinese."""

import re
from html.parser import HTMLParser

from govcompare.wording import HAN

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr"}


class Unmarked(HTMLParser):
    """Collects the text with Chinese in it that stands in no element with lang="zh…"."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append((tag, (dict(attributes).get("lang") or "").startswith("zh")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if HAN.search(data) and not any(zh for _, zh in self.open):
            self.found.append(data.strip())


def unmarked(page: str) -> list[str]:
    """The unmarked Chinese in the main part of a page, its charts left out: they have tests of their own."""
    main = page.partition("<main")[2].partition("</main>")[0]
    reader = Unmarked()
    reader.feed(re.sub(r"<(figure|script)\b.*?</\1>", "", f"<main{main}", flags=re.DOTALL))
    return reader.found
