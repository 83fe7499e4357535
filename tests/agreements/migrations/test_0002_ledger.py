"""The ledger's guards: what plain SQL cannot do to it, whoever asks."""

import re
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from agreements import migrations
from agreements import models as m
from agreements.history.ledger import INTERVALS, STATEMENTS

from ..models.rows import NOON, saved

pytestmark = pytest.mark.django_db

MIGRATIONS = [each.name for each in iter_modules(migrations.__path__)]
MADE = "".join(getattr(import_module(f"agreements.migrations.{name}"), "FORWARD", "") for name in MIGRATIONS)
APPEND_ONLY = (m.Revision, m.Snapshot, *STATEMENTS)
GUARDED: tuple[Any, ...] = (*APPEND_ONLY, *INTERVALS, m.Head)


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _refused(sql: str, reason: str) -> None:
    with pytest.raises(IntegrityError, match=reason), transaction.atomic():
        _execute(sql)


def _row(model: Any) -> Model:
    row: Model = m.Head.objects.get() if model is m.Head else saved(model)
    return row


def _triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}


def test_every_ledger_table_has_its_guards() -> None:
    names = {f"{model._meta.model_name}_no_{what}" for model in GUARDED for what in ("update", "delete")}
    assert names <= _triggers()


@pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model.__name__)
def test_a_written_row_cannot_be_updated(model: Any) -> None:
    saved(model)
    table, column = model._meta.db_table, model._meta.pk.column
    _refused(f"UPDATE {table} SET {column} = {column}", f"UPDATE on {table} is refused")  # noqa: S608


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_a_written_row_cannot_be_deleted(model: Any) -> None:
    _row(model)
    _refused(f"DELETE FROM {model._meta.db_table}", "append-only: DELETE")  # noqa: S608


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_a_ledger_table_cannot_be_truncated(model: Any) -> None:
    """The test session drops these triggers for Django's flush; here a migration's own comes back."""
    statement = re.search(rf"CREATE TRIGGER {model._meta.model_name}_no_truncate .*;", MADE)
    assert statement, "no migration makes such a trigger"
    _execute(statement[0])
    _refused(f"TRUNCATE {model._meta.db_table} CASCADE", "append-only: TRUNCATE")


@pytest.mark.parametrize("model", INTERVALS, ids=lambda model: model.__name__)
def test_an_open_interval_is_closed_once(model: Any) -> None:
    table = model._meta.db_table
    saved(model)
    _execute(f"UPDATE {table} SET rev_to = 7")  # noqa: S608
    assert list(model.objects.values_list("rev_to", flat=True)) == [7]
    for again in ("rev_to = 8", "rev_to = 7", "rev_to = 2147483647"):
        _refused(f"UPDATE {table} SET {again}", "only an open rev_to may be closed, once")  # noqa: S608


@pytest.mark.parametrize("model", INTERVALS, ids=lambda model: model.__name__)
def test_closing_an_interval_changes_nothing_else(model: Any) -> None:
    table = model._meta.db_table
    saved(model)
    for more in ('body = \'{"title":"other"}\', rev_to = 7', "body = ''", "rev_from = 2, rev_to = 7", "rev_from = 1"):
        _refused(f"UPDATE {table} SET {more}", "only an open rev_to may be closed, once")  # noqa: S608


def test_the_head_moves_on_by_one() -> None:
    head = m.Head.objects.get()
    head.number, head.at = 1, NOON
    head.save()
    assert m.Head.objects.get().number == 1


@pytest.mark.parametrize("change", ["number = number + 2", "number = number", "number = number - 1"])
def test_the_head_neither_skips_nor_stays_nor_goes_back(change: str) -> None:
    _execute("UPDATE agreements_head SET number = number + 1, at = now()")
    _refused(f"UPDATE agreements_head SET {change}, at = now()", "one revision at a time")  # noqa: S608


def test_the_head_never_goes_back_in_time() -> None:
    _execute("UPDATE agreements_head SET number = 1, at = '2025-02-03 12:00:00+00'")
    _refused("UPDATE agreements_head SET number = 2, at = '2025-02-03 11:59:59+00'", "never back in time")
    _execute("UPDATE agreements_head SET number = 2, at = '2025-02-03 12:00:00+00'")


def test_a_fresh_record_has_one_head_before_the_first_revision() -> None:
    head = m.Head.objects.get()
    assert (head.number, head.hash) == (0, m.GENESIS)
