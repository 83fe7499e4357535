"""The ledger's guards: plain DML on ledger rows is refused for everyone; only `rev_to` closes, once.

What a table's owner does past these triggers is not prevented but found, by `manage.py verify`.
"""

from django.db import migrations

APPEND_ONLY = (
    "revision",
    "citation",
    "statusupdate",
    "eventclaim",
    "term",
    "agreementlink",
    "determination",
    "retraction",
    "snapshot",
)
CLOSED_ONCE = (
    "partyversion",
    "officeversion",
    "personversion",
    "relationversion",
    "agreementversion",
    "eventversion",
    "standinginterval",
    "conflictversion",
)

FUNCTIONS = """
CREATE FUNCTION entente_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Record a correction or a retraction instead.';
END $$;

CREATE FUNCTION entente_close_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed_at integer := NEW.rev_to;
BEGIN
    NEW.rev_to := OLD.rev_to;
    IF OLD.rev_to <> 2147483647 OR closed_at = 2147483647 OR NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'the ledger is append-only: on % only an open rev_to may be closed, once', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'Record a new revision instead.';
    END IF;
    NEW.rev_to := closed_at;
    RETURN NEW;
END $$;

CREATE FUNCTION entente_head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> OLD.number + 1 OR NEW.at < OLD.at OR NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'the head moves on by one revision at a time, never back in time'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def _guard(table: str, update: str) -> str:
    name = f"agreements_{table}"
    truncate = f"BEFORE TRUNCATE ON {name} FOR EACH STATEMENT EXECUTE FUNCTION entente_refuse()"
    return f"""
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION {update}();
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION entente_refuse();
CREATE TRIGGER {table}_no_truncate {truncate};
"""


HEAD = """
INSERT INTO agreements_head (id, number, at, hash) VALUES (1, 0, '0001-01-01 00:00:00+00', repeat('0', 64));
"""

FORWARD = (
    FUNCTIONS
    + "".join(_guard(table, "entente_refuse") for table in APPEND_ONLY)
    + "".join(_guard(table, "entente_close_once") for table in CLOSED_ONCE)
    + _guard("head", "entente_head_moves_on")
    + HEAD
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
