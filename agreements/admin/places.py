"""Addresses of a record's pages: public ones, as of now or of a revision, and the admin's own."""

from typing import Any

from django.urls import reverse

PAGES = ("agreement", "event", "relation")


def public_page(kind: str, public_id: str, revision: int | None = None) -> str | None:
    """The public page of a record; None where this kind has none."""
    if kind not in PAGES:
        return None
    query = "" if revision is None else f"?revision={revision}"
    return f"{reverse(kind, args=[public_id])}{query}"


def admin_page(model: Any, view: str, *args: Any) -> str:
    """`view`: changelist, add, change, history, or one of our own."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)
