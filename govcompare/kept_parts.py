"""Parts of pages that many pages share and that change only with the data: facets with their counts, how many rows a
filter leaves, what an index is. Each is made once for a version of the dataset and a day, in each language.
"""

import hashlib
import json
from collections.abc import Callable

from django.utils import timezone

from . import shared_cache, software
from .language import current
from .shown_version import keepable

# Seconds for which an unused part is kept; its name changes with the data, so that it is never too old.
KEEP = 24 * 3600
# Before each text that is kept: a text of digits alone would come back from the cache as a number.
MARK = "="


def kept(make: Callable[[], str], *about) -> str:
    """A text as it was made for this version of the dataset, or made now.

    about: all that it depends on besides data, day, language and software, as JSON can say it.
    """
    if (version := keepable()) is None:
        return make()
    named = [version.token, timezone.localdate().isoformat(), software.stamp(), current(), *about]
    name = hashlib.sha256(json.dumps(named).encode()).hexdigest()[:40]
    if (found := shared_cache.get(name)) is not None:
        return found.decode().removeprefix(MARK)
    text = make()
    # what was begun before a load may rest on both versions: it is shown once, and not kept
    if keepable() == version:
        shared_cache.put(name, f"{MARK}{text}".encode(), KEEP)
    return text
