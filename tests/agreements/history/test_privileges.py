"""The app's own role: it reads and appends, and can neither change the ledger nor take its guards away.

Everything here is asked through a connection of that role; the tables belong to another.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from django.db import Error, IntegrityError, connection, transaction
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from agreements.errors import Refused
from agreements.history.ledger import INTERVALS, STATEMENTS
from agreements.history.privileges import statements
from agreements.history.redacting import redact
from agreements.history.verify import verify
from agreements.models import FOREVER, Head, Revision, Snapshot

from .. import inputs
from ..builders import make_event, make_retraction, write
from ..conftest import clear
from .contents import contents
from .everything import write_as_app

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "only-for-this-test"
LEDGER: list[Any] = [Revision, Snapshot, *STATEMENTS, *INTERVALS]
TABLES = [model._meta.db_table for model in LEDGER]


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture(scope="module")
def role(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """Name and password of the app's role, or of a scratch one with its rights where the app owns the tables."""
    with django_db_blocker.unblock():
        if connection.settings_dict["USER"] != settings.DATABASE_APP_ROLE:
            given = conninfo_to_dict(settings.DATABASE_URL)
            yield {"USER": settings.DATABASE_APP_ROLE, "PASSWORD": str(given.get("password", ""))}
            return
        name = f"{connection.settings_dict['NAME']}_app"
        execute(f"DROP ROLE IF EXISTS {name}; CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'")
        for statement in statements(name):
            execute(statement)
        yield {"USER": name, "PASSWORD": PASSWORD}
        execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


@pytest.fixture
def as_app(transactional_db: None, role: dict[str, str]) -> Iterator[None]:
    """From here on the test speaks to the database as the app does."""
    clear()
    connection.close()
    owner = {name: connection.settings_dict[name] for name in role}
    connection.settings_dict.update(role)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(owner)


def refusal(sql: str) -> Any:
    """What PostgreSQL answers: the class of its error, or None if it did as it was told (and that is undone)."""
    try:
        with transaction.atomic():
            execute(sql)
            execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except Error as error:
        return type(error.__cause__)
    return None


def allowed(*attacks: str) -> list[str]:
    """Those that were not refused for want of a right."""
    return [sql for sql in attacks if refusal(sql) is not errors.InsufficientPrivilege]


def test_the_app_writes_the_record_and_proves_it(as_app: None) -> None:
    write_as_app()
    write(make_event("another", status_updates=[inputs.update(axis="operation", value="operating")]))
    write(make_retraction("event", "another"))
    assert verify(Head.objects.get().hash) == []
    for model in INTERVALS:
        row: Any = model._default_manager.filter(rev_to=FOREVER).first()  # type: ignore[misc]
        model._default_manager.filter(pk=row.pk).update(rev_to=row.rev_from + 9)
        with pytest.raises(IntegrityError, match="once"):
            model._default_manager.filter(pk=row.pk).update(rev_to=FOREVER)
    assert any(fault.endswith("is not where it was closed") for fault in verify())


def test_the_app_changes_takes_away_and_empties_no_row_of_the_ledger(as_app: None) -> None:
    write_as_app()
    before = contents()
    attacks = []
    for model, table in zip(LEDGER, TABLES, strict=True):
        names = [field.column for field in model._meta.concrete_fields if field.column != "rev_to"]
        attacks += [f'UPDATE {table} SET "{name}" = "{name}"' for name in names]
        attacks += [f"DELETE FROM {table}", f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE"]
        attacks += [f"MERGE INTO {table} USING (SELECT 1) AS s ON true WHEN MATCHED THEN DELETE"]
    assert len(attacks) > 200
    assert allowed(*attacks) == []
    assert contents() == before


def test_the_app_blacks_no_words_out(as_app: None) -> None:
    write_as_app()
    before = contents()
    with pytest.raises(Refused, match="this database role may not destroy"):
        redact(["Presidency"], by="an officer", reason="for a test")
    assert contents() == before


def test_what_the_app_writes_past_the_writer_is_found(as_app: None) -> None:
    write_as_app()
    execute(
        "INSERT INTO agreements_retraction (revision_id, target_type, target_id, reason) "
        "SELECT max(number), 'event', 'meeting-2025', 'by nobody' FROM agreements_revision"
    )
    Head.objects.update(number=Head.objects.get().number + 1)
    faults = verify()
    assert "head: it says revision 7, but the chain ends with revision 6" in faults
    assert any(fault.startswith("retraction") and fault.endswith("no revision wrote it") for fault in faults)


DEFINING = [
    "CREATE TABLE mine (a int)",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE SEQUENCE mine",
    "CREATE TYPE mine AS ENUM ('a')",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "CREATE ROLE mine",
    "ALTER TABLE agreements_revision ADD COLUMN a int",
    "ALTER TABLE agreements_revision RENAME TO mine",
    "ALTER TABLE agreements_event DROP COLUMN title",
    "ALTER TABLE agreements_revision OWNER TO CURRENT_USER",
    "ALTER TABLE agreements_revision DROP CONSTRAINT revision_says_who_and_why",
    "DROP TABLE agreements_revision",
    "DROP TABLE agreements_event CASCADE",
    "DROP INDEX event_version_order",
    "CREATE INDEX mine ON agreements_event (title)",
    "CREATE RULE mine AS ON DELETE TO agreements_revision DO INSTEAD NOTHING",
    "COMMENT ON TABLE agreements_revision IS 'mine'",
    "DROP SCHEMA public CASCADE",
]
TAKING_GUARDS_AWAY = [
    "SET session_replication_role = replica",
    "SET LOCAL session_replication_role = replica",
    "UPDATE pg_catalog.pg_trigger SET tgenabled = 'D'",
    "ALTER FUNCTION entente_refuse() RENAME TO mine",
    "DROP FUNCTION entente_refuse() CASCADE",
    "CREATE OR REPLACE FUNCTION entente_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    *(f"ALTER TABLE {table} DISABLE TRIGGER {which}" for table in TABLES for which in ("ALL", "USER")),
    *(f"DROP TRIGGER {model._meta.model_name}_no_update ON {model._meta.db_table}" for model in LEDGER),
    "CREATE TRIGGER mine BEFORE DELETE ON agreements_event FOR EACH ROW EXECUTE FUNCTION entente_refuse()",
]
BECOMING_SOMEBODY_ELSE = [
    "SET ROLE {superuser}",
    "SET SESSION AUTHORIZATION {superuser}",
    "GRANT {superuser} TO CURRENT_USER",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "COPY agreements_revision TO '/nowhere/revision'",
    "COPY agreements_revision FROM PROGRAM 'true'",
]
BESIDE_THE_LEDGER = [
    "INSERT INTO agreements_head SELECT 2, 1, now(), ''",
    "DELETE FROM agreements_head",
    "TRUNCATE agreements_head",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('agreements', '9999', now())",
    "UPDATE django_migrations SET name = name",
    "DELETE FROM django_migrations",
    "TRUNCATE django_migrations",
    "SELECT setval('agreements_statusupdate_id_seq', 1)",
]


def test_the_app_has_no_right_to_anything_else(as_app: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolsuper LIMIT 1")
        (superuser,) = cursor.fetchone()
    becoming = [attack.format(superuser=superuser) for attack in BECOMING_SOMEBODY_ELSE]
    assert allowed(*DEFINING, *TAKING_GUARDS_AWAY, *becoming, *BESIDE_THE_LEDGER) == []
    for moved in ("number = number - 1", "number = number + 2", "number = number + 1, at = at - interval '1 day'"):
        assert refusal(f"UPDATE agreements_head SET {moved}") is errors.RestrictViolation  # noqa: S608
    # What one does not have one cannot give, not even to oneself.
    with suppress(Error):
        execute("GRANT ALL ON agreements_revision TO CURRENT_USER")
    assert allowed("DELETE FROM agreements_revision", "UPDATE agreements_revision SET reason = ''") == []
    assert refusal("SELECT * FROM django_migrations") is None
