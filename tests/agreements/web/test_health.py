"""What watchers ask."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader


def test_livez_answers_without_a_database(client):
    response = client.get("/livez")  # no mark for the database: touching it would fail the test
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readyz_is_ready_when_the_database_is(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})
    assert "no-cache" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_that_the_database_does_not_answer(client):
    with patch.object(MigrationLoader, "__init__", side_effect=OperationalError("no answer from 10.0.0.1")):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "reason": "The database does not answer; the log says why."}


@pytest.mark.django_db
def test_readyz_names_migrations_that_are_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'agreements' AND name = '0002_ledger'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "agreements.0002_ledger" in response.json()["reason"]
