"""The record as it stands now, for tests of what was written."""

from datetime import date
from typing import Any

import orjson

from agreements.models import ConflictVersion, StandingInterval
from agreements.timeline import clocks, queries

from .contents import current

Json = dict[str, Any]


def event(slug: str = "meeting-2025") -> Json:
    return queries.detail("event", slug, clocks.now())


def agreement(slug: str = "memo") -> Json:
    return queries.detail("agreement", slug, clocks.now())


def part(record: Json, name: str, public_id: str) -> Json:
    """One nested statement by its id."""
    return next(each for each in record[name] if each["id"] == public_id)


def standing(axis: str = "legal", slug: str = "memo", party: str = "") -> Json | None:
    """How the agreement stands at the end of time, by the kept fold."""
    row = current(StandingInterval).filter(agreement=slug, axis=axis, party=party, day_to=date.max).first()
    return orjson.loads(row.body) if row else None


def value(axis: str = "legal", slug: str = "memo") -> str | None:
    found = standing(axis, slug)
    return found["value"] if found else None


def conflicts(*, open_ones: bool | None = None) -> list[Json]:
    rows = current(ConflictVersion).order_by("slug")
    return [orjson.loads(row.body) for row in rows if open_ones is None or row.open is open_ones]
