"""The suite runs on the database it was asked to run on."""

import os
import socket

import pytest
from django.db import OperationalError, connection
from django.db.backends.postgresql.base import DatabaseWrapper

from govcompare.database_url import DISTANT, database
from govcompare.operations import slow_queries


@pytest.mark.django_db
def test_database_is_the_one_asked_for():
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert connection.vendor == wanted


def test_distant_database_is_given_up_soon_unless_its_address_says_otherwise():
    given = database("postgres://user:word@db.internal:5432/name?tcp_user_timeout=2000&sslmode=require")["OPTIONS"]
    assert given == DISTANT | {"tcp_user_timeout": 2000, "sslmode": "require"} and given["connect_timeout"] <= 5


def test_host_that_takes_a_connection_and_says_nothing_is_given_up():
    """As libpq counts: no less than two seconds."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        options = database(f"postgres://user@127.0.0.1:{silent.getsockname()[1]}/name?connect_timeout=2")
        wrapper = DatabaseWrapper(connection.settings_dict | options)
        with pytest.raises(OperationalError, match="timeout"), wrapper.wrap_database_errors:
            wrapper.connect()


@pytest.mark.django_db
def test_queries_of_a_web_process_end_and_those_of_commands_do_not(settings):
    if connection.vendor != "postgresql":
        slow_queries.limit(connection)  # an embedded database has no such limit, and is not asked for one
        return
    settings.WEB_QUERY_SECONDS = 1
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)
        slow_queries.limit(other)
        with pytest.raises(OperationalError, match="statement timeout"), other.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")
    finally:
        other.close()
