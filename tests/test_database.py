"""The suite runs on the database it was asked to run on."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_database_is_the_one_asked_for():
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert connection.vendor == wanted
