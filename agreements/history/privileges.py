"""The app's database role: it may read and append, edit what is editable, and close an interval. No more."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model

from agreements.history.ledger import INTERVALS, STATEMENTS
from agreements.models import Revision, Snapshot

APPEND_ONLY: tuple[type[Model], ...] = (Revision, Snapshot, *STATEMENTS)


def grant_app_role(**kwargs: Any) -> None:
    """After each migration, by the owner. Nothing to do where one role is both (a check warns of that)."""
    role = settings.DATABASE_APP_ROLE
    if Revision._meta.db_table not in connection.introspection.table_names():
        return  # only part of the migrations has run
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role, role])
        if cursor.fetchone()[0]:
            return
        for statement in statements(connection.ops.quote_name(role)):
            cursor.execute(statement)


def statements(role: str) -> list[str]:
    """GRANT and REVOKE for a quoted role name."""
    ledger = ", ".join(model._meta.db_table for model in (*APPEND_ONLY, *INTERVALS))
    return [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {ledger} FROM {role}",
        f"REVOKE INSERT, DELETE, TRUNCATE ON agreements_head FROM {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
        *(f"GRANT UPDATE (rev_to) ON {model._meta.db_table} TO {role}" for model in INTERVALS),
    ]
