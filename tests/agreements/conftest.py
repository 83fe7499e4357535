"""The record under test. A test finds an empty record, or asks for `us_sv` and finds the bundled one.

The bundled record is loaded once and stays: tests that use it run after those that do not, and before those that flush
the database (`transactional_db`, `live_server`). What a test writes on top is rolled back as always. Those that flush
leave nothing behind, so each of them begins with what it asks for.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BUNDLED = Path(__file__).parents[2] / "agreements" / "record" / "us-sv.json"
FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: 2 if _flushes(item) else 1 if "us_sv" in _fixtures(item) else 0)


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _flushes(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(_fixtures(item) & FLUSHING or (mark and mark.kwargs.get("transaction")))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Flushing takes the head and the roles, which only migrations make: they are put back after each flush."""
    from django.db.models.signals import post_migrate

    post_migrate.connect(_head_again, dispatch_uid="the head after a flush")
    post_migrate.connect(_roles_again, dispatch_uid="the roles after a flush")


def _head_again(**kwargs: Any) -> None:
    from agreements.models import Head

    if not Head.objects.exists():
        Head.objects.create(number=0, at="0001-01-01T00:00:00Z")


def _roles_again(**kwargs: Any) -> None:
    from django.apps import apps
    from django.contrib.auth.models import Group

    if not Group.objects.exists():
        import_module("agreements.migrations.0011_roles").make_roles(apps)


def clear() -> None:
    """Empty the record: within a test's transaction, or for good outside of one."""
    from django.apps import apps
    from django.db import connection

    tables = ", ".join(model._meta.db_table for model in apps.get_app_config("agreements").get_models(True))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked stands in the way
        cursor.execute(f"TRUNCATE {tables}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    _head_again()


def load_bundled() -> Any:
    """The revision that writes the bundled record; None if it is there."""
    from agreements.exchange import bundle

    return bundle.load(bundle.parse(BUNDLED.read_bytes()), by="the test session", reason="The bundled record")


@pytest.fixture(scope="session")
def us_sv(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The bundled record, in the database; the value is the revision that wrote it."""
    with django_db_blocker.unblock():
        revision = load_bundled()
    yield revision
    with django_db_blocker.unblock():
        clear()


@pytest.fixture(autouse=True)
def _what_a_flushing_test_begins_with(request: pytest.FixtureRequest) -> None:
    """The bundled record again if it asks for it, otherwise nothing."""
    if not _flushes(request.node):
        return
    request.getfixturevalue("transactional_db")
    if "us_sv" not in _fixtures(request.node):
        clear()
    elif load_bundled():
        request.getfixturevalue("us_sv").refresh_from_db()
