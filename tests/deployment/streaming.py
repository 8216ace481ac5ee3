"""The site with long lists: a file of some hundred scores is sent while they are read, and held up while the test says so."""

import os
import time
from contextlib import closing
from pathlib import Path

from govcompare.wsgi import application as site  # sets Django up for the others

# isort: split
from govcompare import long_csv
from institutions.lists import score_lines

long_csv.LONG, score_lines.CHUNK = 50, 20


def application(environ, start_response):
    """WSGI. While the file HOLD is there, nothing is sent after the second part of an answer."""
    hold = Path(os.environ["HOLD"])
    with closing(site(environ, start_response)) as parts:
        for number, part in enumerate(parts):
            yield part
            while number and hold.exists():
                time.sleep(0.02)
