"""Columns that several models share."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q


def slug_field(**options: Any) -> models.CharField:
    """A public id: lower-case words joined by hyphens, sorted byte by byte so that every server sorts alike."""
    return models.CharField(**{"max_length": 120, "db_collation": "C", **options})


def edtf_text(**options: Any) -> models.CharField:
    """The exact EDTF text of a date; its bounds stand in columns beside it."""
    return models.CharField(**{"max_length": 400, "db_collation": "C", **options})


def word(**options: Any) -> models.CharField:
    """A word of the vocabulary."""
    return models.CharField(**{"max_length": 60, "db_collation": "C", **options})


def one_of(table: str, field: str, allowed: Iterable[str], *, empty: bool = False) -> models.CheckConstraint:
    """A column holds only words of the vocabulary."""
    rule = Q(**{f"{field}__in": sorted(allowed)})
    if empty:
        rule |= Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(condition=rule, name=f"{table}_{field}_known")


def matches(table: str, field: str, pattern: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": pattern}), name=f"{table}_{field}_form")


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PARTY_CODE = r"^([A-Z]{3}|x-[a-z0-9]+(-[a-z0-9]+)*)$"
SHA256 = r"^[0-9a-f]{64}$"
