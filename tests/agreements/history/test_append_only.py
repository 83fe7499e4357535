"""The ledger under attack through the ORM and through plain SQL by the tables' owner: refused, and nothing changed.

What each trigger says is tested with the migration that makes them.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from agreements.history.ledger import INTERVALS, STATEMENTS
from agreements.models import (
    FOREVER,
    Agreement,
    Capture,
    Document,
    Event,
    Head,
    Office,
    Party,
    Person,
    Redaction,
    Retraction,
    Revision,
    Snapshot,
)

from .contents import contents
from .everything import write_everything

pytestmark = pytest.mark.django_db

GUARDED: tuple[Any, ...] = (Revision, Snapshot, Head, *STATEMENTS, *INTERVALS)
# A column of each table that holds text.
TEXT = {Revision: "reason", Snapshot: "text", Head: "hash"}
TEXT |= dict.fromkeys(STATEMENTS, "public_id") | dict.fromkeys(INTERVALS, "body")
TEXT |= {Retraction: "reason", Redaction: "reason", Capture: "snapshot"}


def column(model: Any) -> str:
    return TEXT[model]


def changed(row: Any) -> Any:
    setattr(row, column(type(row)), "f" * 64)
    return row


def first(model: Any) -> Any:
    return model.objects.order_by("pk").first()


def upsert(model: Any) -> None:
    """INSERT … ON CONFLICT DO UPDATE."""
    key = [model._meta.pk.name]
    model.objects.bulk_create(
        [changed(first(model))], update_conflicts=True, unique_fields=key, update_fields=[column(model)]
    )


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def table(model: Any) -> str:
    return str(model._meta.db_table)


ATTACKS: dict[str, Callable[[Any], Any]] = {
    "save": lambda model: changed(first(model)).save(),
    "save some fields": lambda model: changed(first(model)).save(update_fields=[column(model)]),
    "save again unchanged": lambda model: first(model).save(),
    "delete": lambda model: first(model).delete(),
    "update": lambda model: model.objects.update(**{column(model): "x"}),
    "update_or_create": lambda model: model.objects.update_or_create(
        pk=first(model).pk, defaults={column(model): "f" * 64}
    ),
    "bulk_update": lambda model: model.objects.bulk_update([changed(first(model))], [column(model)]),
    "bulk_create over conflicts": upsert,
    "delete all": lambda model: model.objects.all().delete(),
    "delete without looking": lambda model: model.objects.all()._raw_delete("default"),
    "UPDATE": lambda model: execute(f"UPDATE {table(model)} SET {column(model)} = {column(model)}"),
    "DELETE": lambda model: execute(f"DELETE FROM {table(model)}"),
    "a CTE": lambda model: execute(f"WITH gone AS (DELETE FROM {table(model)} RETURNING 1) SELECT count(*) FROM gone"),
    "MERGE": lambda model: execute(
        f"MERGE INTO {table(model)} AS t USING (SELECT 1) AS s ON true WHEN MATCHED THEN DELETE"
    ),
}


def test_every_change_of_the_ledger_is_refused(subtests: pytest.Subtests) -> None:
    write_everything()
    before = contents()
    for model in GUARDED:
        for name, attack in ATTACKS.items():
            with subtests.test(name, model=model.__name__):
                assert first(model) is not None
                with pytest.raises(IntegrityError), transaction.atomic():
                    attack(model)
    assert contents() == before


def test_an_interval_is_closed_once_and_never_moved(subtests: pytest.Subtests) -> None:
    write_everything()
    for model in INTERVALS:
        with subtests.test(model=model.__name__):
            row: Any = model._default_manager.filter(rev_to=FOREVER).first()  # type: ignore[misc]
            row.rev_to = row.rev_from + 5
            row.save(update_fields=["rev_to"])
            before = contents()
            for again in (row.rev_from + 6, FOREVER, row.rev_from + 5):
                with pytest.raises(IntegrityError, match="once"), transaction.atomic():
                    model._default_manager.filter(pk=row.pk).update(rev_to=again)
            assert contents() == before


def test_the_head_cannot_be_rewound_or_doubled() -> None:
    write_everything()
    head = Head.objects.get()
    for number in (0, head.number - 1, head.number + 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            Head.objects.update(number=number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Head.objects.create(id=2, at=head.at)


# --- through a parent ------------------------------------------------------------------------------------------------

PARENTS: tuple[Any, ...] = (Event, Agreement, Party, Person, Office, Document, Revision)


DELETIONS: dict[str, Callable[[Any], Any]] = {
    "all at once": lambda model: model.objects.all().delete(),
    "one by one": lambda model: [each.delete() for each in model.objects.all()],
    "DELETE": lambda model: execute(f"DELETE FROM {table(model)}; SET CONSTRAINTS ALL IMMEDIATE"),
}


def test_deleting_a_parent_takes_no_row_of_the_ledger_along(subtests: pytest.Subtests) -> None:
    write_everything()
    before = contents()
    for model in PARENTS:
        for name, delete in DELETIONS.items():
            with subtests.test(name, model=model.__name__), pytest.raises(IntegrityError), transaction.atomic():
                delete(model)
    assert contents() == before
