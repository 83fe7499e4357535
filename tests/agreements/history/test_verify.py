"""What somebody does to the tables past every guard is found by verify, and named."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import orjson
import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from agreements import models as m
from agreements.history import ledger, standing
from agreements.history.ledger import INTERVALS, TABLES
from agreements.history.verify import Verification, verify
from agreements.models import (
    FOREVER,
    Agreement,
    Citation,
    ConflictVersion,
    Head,
    Party,
    Person,
    Retraction,
    Revision,
)

from .. import inputs
from ..builders import make_event, make_retraction, write
from ..conftest import clear
from .contents import contents, head
from .everything import write_everything

pytestmark = pytest.mark.django_db

LEDGER: dict[str, Any] = {**TABLES, "revision": Revision, "head": Head}
EDITABLE: list[Any] = [
    *(m.Party, m.Relation, m.Office, m.Person, m.Tenure),
    *(m.Agreement, m.AgreementParty, m.Identifier, m.AgreementDocument),
    *(m.Event, m.Visit, m.PressStatement, m.Participant, m.Quantity),
    *(m.Party.succeeded_by.through, m.Event.parties.through, m.Event.agreements.through),
]


@pytest.fixture(scope="module", autouse=True)
def whole_record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The record that all these tests tamper with, each in a transaction of its own."""
    with django_db_blocker.unblock():
        write_everything()
        yield
        clear()


# --- tampering -------------------------------------------------------------------------------------------------------

GUARDS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname) FROM pg_constraint
WHERE contype IN ('c', 'f') AND %s::regclass IN (conrelid, confrelid)
UNION ALL
SELECT format('DROP INDEX %%s', indexrelid::regclass) FROM pg_index
WHERE indrelid = %s::regclass AND indisunique AND indpred IS NOT NULL
"""


def execute(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def unguarded(model: Any) -> str:
    """The name of a table of which the owner has taken off the triggers and the constraints."""
    table = str(model._meta.db_table)
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, [table, table])
        for (guard,) in cursor.fetchall():
            execute(guard)
    return table


def flipped(field: Any) -> str:
    """SQL for the column's value with one character, or one unit, changed."""
    column = f'"{field.column}"'
    if field.column == "rev_to":
        return "rev_from + 1000"
    if isinstance(field, ArrayField):
        return f"ARRAY[overlay({column}[1] placing 'X' from 1 for 1)] || {column}[2:]"
    if isinstance(field, models.JSONField):
        return f"replace({column}::text, 'a', 'b')::jsonb"
    if isinstance(field, models.DateTimeField):
        return f"{column} + interval '1 microsecond'"
    if isinstance(field, models.DateField):
        return f"{column} + CASE {column} WHEN '9999-12-31' THEN -1 ELSE 1 END"
    if isinstance(field, models.BooleanField):
        return f"NOT {column}"
    if isinstance(field, models.DecimalField):
        return f"{column} + 0.000001"
    if isinstance(field, models.CharField | models.TextField):
        middle = f"(length({column}) + 1) / 2"
        other = f"CASE substr({column}, {middle}, 1) WHEN 'X' THEN 'Y' ELSE 'X' END"
        return f"overlay({column} placing ({other}) from {middle} for 1)"
    return f"{column} + 1000"


def filled(model: Any, field: Any) -> Any:
    """A row in which the column holds something."""
    rows = [row for row in model.objects.order_by("-pk") if getattr(row, field.attname) not in (None, "", [], {})]
    assert rows, f"no row of {model.__name__} has a {field.name}: the record of this test must have one"
    return rows[0]


def columns(model: Any) -> list[Any]:
    """All but a key that no row of the ledger names: the head's, and the keys of editable rows."""
    unnamed = model is Head or model in EDITABLE
    return [field for field in model._meta.concrete_fields if not (unnamed and field.primary_key)]


def change(table: str, field: Any, row: Any) -> None:
    key = row._meta.pk.column
    execute(f'UPDATE {table} SET "{field.column}" = {flipped(field)} WHERE "{key}" = %s', row.pk)


def revision_of(row: Any) -> int:
    return int(getattr(row, "rev_from", None) or row.revision_id)


@contextmanager
def tampering(model: Any) -> Iterator[str]:
    """The name of a table that can be tampered with; what is done to it is undone."""
    with transaction.atomic():
        yield str(model._meta.db_table)
        transaction.set_rollback(True)


def found(matches: Callable[[str], bool]) -> bool:
    """Whether verify finds such a fault; it looks no further once it has."""
    with closing(Verification().faults()) as faults:  # type: ignore[type-var]
        return any(map(matches, faults))


def named(*starts: str) -> bool:
    """Whether a fault begins with one of these; fails with all that was found otherwise."""
    assert found(lambda fault: fault.startswith(starts)), f"{verify()} names no {starts[0]}"
    return True


# --- one changed value -----------------------------------------------------------------------------------------------


def test_the_record_is_whole_before_it_is_tampered_with() -> None:
    assert verify() == []
    assert verify(Head.objects.get().hash) == []


@pytest.mark.parametrize("name", LEDGER)
def test_one_changed_value_in_any_column_of_the_ledger_is_found(name: str, subtests: pytest.Subtests) -> None:
    model = LEDGER[name]
    unguarded(model)
    for field in columns(model):
        with subtests.test(field.name), tampering(model) as table:
            row = filled(model, field)
            change(table, field, row)
            assert named("head:") if model is Head else named(f"{name} {row.pk}:", f"{name} {row.pk} (")


@pytest.mark.parametrize("model", EDITABLE, ids=lambda model: model.__name__)
def test_one_changed_value_in_any_column_of_a_record_is_found(model: Any, subtests: pytest.Subtests) -> None:
    unguarded(model)
    for field in columns(model):
        with subtests.test(field.name), tampering(model) as table:
            change(table, field, filled(model, field))
            assert found(lambda fault: "edited past the writer" in fault or "not the bounds" in fault), verify()


# --- rows that go, come, or end elsewhere ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_a_deleted_row_is_missed(name: str) -> None:
    model: Any = TABLES[name]
    row = model.objects.order_by("-pk").first()
    execute(f"DELETE FROM {unguarded(model)} WHERE id = %s", row.pk)
    assert named(f"{name} {row.pk}: revision {revision_of(row)} wrote it, and it is gone")


@pytest.mark.parametrize("name", TABLES)
def test_an_added_row_belongs_to_no_revision(name: str) -> None:
    model: Any = TABLES[name]
    row = model.objects.order_by("pk").first()
    row.pk = None
    for unique in ("public_id", "slug", "target_id"):
        if hasattr(row, unique):
            setattr(row, unique, "added")
    if isinstance(row, m.Capture):
        row.citation = Citation.objects.filter(captures=None)[0]
    row.save(force_insert=True)
    assert named(f"{name} {row.pk} (")
    assert any("no revision wrote it" in fault for fault in verify())


@pytest.mark.parametrize("name", TABLES)
def test_a_swapped_pair_of_rows_is_found(name: str) -> None:
    """The contents of two rows exchanged, so that each is still somewhere."""
    model: Any = TABLES[name]
    table = unguarded(model)
    one, other = model.objects.order_by("pk").values_list("pk", flat=True)[:2]
    for old, new in ((one, 999_999), (other, one), (999_999, other)):
        execute(f"UPDATE {table} SET id = %s WHERE id = %s", new, old)
    assert named(f"{name} {one} ")
    assert named(f"{name} {other} ")


@pytest.mark.parametrize("model", INTERVALS, ids=lambda model: model.__name__)
def test_an_interval_that_was_opened_again_or_ended_early_is_found(model: Any) -> None:
    name = model._meta.model_name
    table = unguarded(model)
    closed, still_open = model.objects.exclude(rev_to=FOREVER).first(), model.objects.filter(rev_to=FOREVER).first()
    for row, rev_to in ((closed, FOREVER), (closed, closed.rev_to + 1), (still_open, still_open.rev_from + 1)):
        with transaction.atomic():
            execute(f"UPDATE {table} SET rev_to = %s WHERE id = %s", rev_to, row.pk)
            assert named(f"{name} {row.pk} ({row}): rev_to {rev_to} is not where it was closed")
            transaction.set_rollback(True)


def test_a_statement_whose_source_is_gone_is_named() -> None:
    execute(f"DELETE FROM {unguarded(Citation)} WHERE public_id = 'said-s1'")
    assert named("eventclaim said-c1: its citation said-s1 does not exist")


def test_a_copy_of_a_page_that_is_not_stored_is_named() -> None:
    execute(f"UPDATE {unguarded(m.Snapshot)} SET taken_at = taken_at + interval '1 second'")
    row = m.Capture.objects.all()[0]
    assert named(f"capture {row.pk} ({row}): the version that it names is not stored")


# --- the chain -------------------------------------------------------------------------------------------------------


def forge(number: int, **changes: str) -> None:
    """Rewrite a revision and all that follow it so that the chain is whole again."""
    table, head_table = unguarded(Revision), unguarded(Head)
    previous = Revision.objects.get(number=number).previous
    for revision in Revision.objects.filter(number__gte=number):
        content = orjson.loads(revision.payload)
        if revision.number == number:
            content |= changes
        payload = ledger.canonical(content)
        digest = ledger.chain(previous, payload)
        execute(
            f"UPDATE {table} SET previous = %s, payload = %s, hash = %s, reason = %s WHERE number = %s",
            previous, payload, digest, content["reason"], revision.number,
        )  # fmt: skip
        previous = digest
    execute(f"UPDATE {head_table} SET hash = %s", previous)


def test_a_rewritten_payload_does_not_give_its_hash() -> None:
    payload = orjson.loads(Revision.objects.get(number=2).payload) | {"reason": "another"}
    execute(f"UPDATE {unguarded(Revision)} SET payload = %s WHERE number = 2", ledger.canonical(payload))
    assert named("revision 2: its payload does not give its hash")
    assert named("revision 2: reason is not what was hashed")


def test_a_payload_with_its_own_hash_breaks_the_chain_after_it() -> None:
    revision = Revision.objects.get(number=2)
    payload = revision.payload.replace("for a test", "for another")
    digest = ledger.chain(revision.previous, payload)
    execute(f"UPDATE {unguarded(Revision)} SET payload = %s, hash = %s WHERE number = 2", payload, digest)
    assert named("revision 3: does not follow from the hash of the revision before it")


def test_a_missing_revision_is_named() -> None:
    execute(f"DELETE FROM {unguarded(Revision)} WHERE number = 3")
    assert named("revision 3: missing; the next is 4")


def test_a_payload_that_cannot_be_read_is_named() -> None:
    execute(f"UPDATE {unguarded(Revision)} SET payload = 'no json' WHERE number = 3")
    assert named("revision 3: its payload cannot be read")


def test_a_chain_forged_from_one_revision_on_is_found_by_a_head_noted_before() -> None:
    noted = Head.objects.get().hash
    forge(2, reason="another reason")
    assert verify() == []  # within itself it is whole
    assert verify(noted) == [
        f"head: the hash {noted} is in no revision; the chain was rewritten or cut since it was noted"
    ]


def test_a_chain_cut_at_its_end_is_found_by_a_head_noted_before() -> None:
    whole = contents()
    before = Head.objects.get()
    write(make_retraction("claim", "said-c2"))
    noted, last = Head.objects.get().hash, head()
    for model in (*INTERVALS, Retraction, Revision, Head):
        table = unguarded(model)
        if model in INTERVALS:
            execute(f"DELETE FROM {table} WHERE rev_from = %s", last)
            execute(f"UPDATE {table} SET rev_to = {FOREVER} WHERE rev_to = %s", last)
    execute("DELETE FROM agreements_retraction WHERE revision_id = %s", last)
    execute("DELETE FROM agreements_revision WHERE number = %s", last)
    execute("UPDATE agreements_head SET number = %s, at = %s, hash = %s", before.number, before.at, before.hash)
    assert contents() == whole
    assert verify() == []
    assert verify(noted) == [
        f"head: the hash {noted} is in no revision; the chain was rewritten or cut since it was noted"
    ]
    assert verify(before.hash) == []


def test_a_head_noted_at_any_revision_is_known() -> None:
    for revision in Revision.objects.all():
        assert verify(revision.hash) == []


# --- past the writer -------------------------------------------------------------------------------------------------


def test_a_record_that_was_edited_added_or_deleted_past_the_writer_is_named() -> None:
    Agreement.objects.filter(slug="memo").update(title="Edited")
    Party.objects.create(code="GTM", kind="state", name_en="Guatemala", name_es="Guatemala")
    Person.objects.filter(slug="a-lopez").delete()
    assert verify() == [
        "party GTM: its rows were edited past the writer",
        "person a-lopez: its rows were edited past the writer",
        "agreement memo: its rows were edited past the writer",
    ]


def test_a_standing_that_does_not_follow_from_the_statements_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one that the writer itself kept: as after an error in it."""
    with monkeypatch.context() as patched:
        patched.setattr(standing, "fold", lambda *args: [])
        write(make_event("late", status_updates=[inputs.update(axis="operation", value="operating")]))
    assert verify() == ["agreement memo: its kept standing is not what its statements give"]


def test_a_contradiction_that_does_not_follow_from_its_accounts_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (slug,) = ConflictVersion.objects.filter(event="said", rev_to=FOREVER).values_list("slug", flat=True)
    with monkeypatch.context() as patched:
        patched.setattr(standing, "claim_conflicts", lambda *args: [])
        write(make_event("said", title="touched"))
    assert verify() == [f"conflict {slug}: it is not what its accounts give"]
