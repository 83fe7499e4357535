"""What `manage.py check` says about the installation."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.database)
def two_database_roles(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The app should not own its tables: an owner can drop the triggers that keep the ledger append-only."""
    if not databases or settings.DATABASE_OWNER_URL != settings.DATABASE_URL:
        return []
    return [
        Warning(
            "One database role both owns the tables and runs the app.",
            hint="Give the app a role without DDL in DATABASE_URL and the owner's in DATABASE_OWNER_URL.",
            id="agreements.W001",
        )
    ]
