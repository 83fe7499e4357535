"""The chain: what a revision hashes, and how every ledger row's content is digested.

A revision's payload names each row it wrote by table, key and digest of content, and each interval it closed. Content
is thus proven without being repeated, and a redaction can take it away without breaking the chain.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

import orjson
from django.db import models

from agreements.history.parts import timestamp
from agreements.models import (
    AgreementLink,
    AgreementVersion,
    Capture,
    Citation,
    ConflictVersion,
    Determination,
    EventClaim,
    EventVersion,
    OfficeVersion,
    PartyVersion,
    PersonVersion,
    Redaction,
    RelationVersion,
    Retraction,
    Revision,
    StandingInterval,
    StatusUpdate,
    Term,
)
from agreements.shapes import canonical_decimal

FORMAT: Final = 1
STATEMENTS: Final[tuple[type[models.Model], ...]] = (
    Citation,
    StatusUpdate,
    EventClaim,
    Term,
    AgreementLink,
    Determination,
    Retraction,
    Capture,
    Redaction,
)
INTERVALS: Final[tuple[type[models.Model], ...]] = (
    PartyVersion,
    OfficeVersion,
    PersonVersion,
    RelationVersion,
    AgreementVersion,
    EventVersion,
    StandingInterval,
    ConflictVersion,
)
TABLES: Final[dict[str, type[models.Model]]] = {each._meta.model_name or "": each for each in (*STATEMENTS, *INTERVALS)}

Wrote = list[tuple[str, int, str]]
Closed = list[tuple[str, int]]


def canonical(data: Any) -> str:
    """JSON with sorted keys and no space: one text for one content."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()


def content(row: models.Model) -> dict[str, Any]:
    """A row as data. The key and `rev_to` stand in the payload by themselves; empty columns are left out, so that a
    column added later changes no digest of before."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {
        name: _plain(value)
        for name, value in values.items()
        if name not in ("id", "rev_to") and value not in (None, "", [], {})
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, date):
        return value.isoformat()
    return canonical_decimal(value) if isinstance(value, Decimal) else value


def digest(row: models.Model) -> str:
    return sha256(canonical(content(row)).encode()).hexdigest()


def wrote(rows: Iterable[models.Model]) -> Wrote:
    return [(row._meta.model_name or "", row.pk, digest(row)) for row in rows]


def payload(revision: Revision, rows: Sequence[models.Model], closed: Closed) -> str:
    """The exact text that a revision hashes."""
    return canonical(
        {
            "format": FORMAT,
            "number": revision.number,
            "at": timestamp(revision.at),
            "by": revision.by,
            "reason": revision.reason,
            "wrote": sorted(wrote(rows)),
            "closed": sorted(closed),
        }
    )


def chain(previous: str, text: str) -> str:
    """hash = sha256(previous ‖ payload), hexadecimal."""
    return sha256((previous + text).encode()).hexdigest()
