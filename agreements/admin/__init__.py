"""The analysts' desk, inside Django's admin. Nothing is saved past the one writer."""

from agreements.admin import ledger, records, review, sources

__all__ = ["ledger", "records", "review", "sources"]
