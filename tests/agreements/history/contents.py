"""What stands in the database: to see that nothing changed, or exactly what did."""

from typing import Any

from django.apps import apps
from django.db import connection

from agreements.history.ledger import INTERVALS
from agreements.models import FOREVER, Head


def tables() -> list[str]:
    models = apps.get_app_config("agreements").get_models(include_auto_created=True)
    return sorted(model._meta.db_table for model in models)


def contents() -> dict[str, str]:
    """A digest of every row of every table of the app."""
    digest = "SELECT '{0}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {0} AS t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(digest.format(table) for table in tables()))
        return dict(cursor.fetchall())


def written(number: int) -> dict[str, list[str]]:
    """The version rows, standings and contradictions that a revision wrote: {"event": ["meeting-2025"], …}."""
    found: dict[str, list[str]] = {}
    for model in INTERVALS:
        name = str(model._meta.model_name).removesuffix("version")
        key = "agreement" if name == "standinginterval" else "slug"
        rows = model._default_manager.filter(rev_from=number).values_list(key, flat=True)
        if rows:
            found[name] = sorted(set(rows))
    return found


def current(model: Any) -> Any:
    return model.objects.filter(rev_to=FOREVER)


def head() -> int:
    return Head.objects.get().number
