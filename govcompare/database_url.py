"""From DATABASE_URL to the settings of the database, with what keeps it from holding up visitors."""

import dj_database_url

# With Django's defaults concurrent writers fail at once; see docs/decisions.md.
EMBEDDED = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    "timeout": 20,
}
# A host that does not answer is given up after three seconds; one that is gone without a word, after some fifteen.
DISTANT = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}


def database(address: str) -> dict:
    """An entry of DATABASES. What stands in the query of the address (?connect_timeout=10) goes before our defaults."""
    found = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    is_embedded = found["ENGINE"] == "django.db.backends.sqlite3"
    return found | {"OPTIONS": (EMBEDDED if is_embedded else DISTANT) | found.get("OPTIONS", {})}
