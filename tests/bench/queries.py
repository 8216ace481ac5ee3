"""How many queries pages take once what is kept for a version is there: python -m tests.bench.queries PATH ...

Prints a number a line, in the order of the paths.
"""

import os
import sys


def main() -> None:
    """Ask for each page, then three times more, and tell the fewest queries: every few seconds one looks
    whether there is a new version, or a picture that was missing."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.unkept"
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    for path in sys.argv[1:]:
        client.get(path)
        counts = []
        for _ in range(3):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200, path
            counts.append(len(queries))
        print(min(counts))


if __name__ == "__main__":
    main()
