"""The analysts' desk, inside Django's admin. Nothing is saved past the one writer."""

from agreements.admin import (
    accounts,
    capturing,
    determining,
    documents,
    ledger,
    records,
    review,
    sources,
    statements,
    subscriptions,
    teaching,
)
from agreements.admin.logging import event_admin

__all__ = [
    "accounts",
    "capturing",
    "determining",
    "documents",
    "event_admin",
    "ledger",
    "records",
    "review",
    "sources",
    "statements",
    "subscriptions",
    "teaching",
]
