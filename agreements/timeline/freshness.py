"""How fresh each source is: when it was last reached, what its last failure said, and what is odd about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from agreements.fetching.formats import manual
from agreements.models import FetchRun, Source
from agreements.models.source import FAILED

PERIODS = 2  # unreached for so many intervals, a source is stale
AT_LEAST = timedelta(hours=1)  # however often it is looked at
QUIET = timedelta(days=30)  # without anything new, a source is silent


@dataclass(frozen=True, slots=True)
class Freshness:
    """`state`: "new" (not looked at yet), "paused", "failing", "stale" or "fresh". `silent`: it is reached, and has
    brought nothing new for long. `error`, `failed_at`: of the last look that failed or was not allowed."""

    source: Source
    state: str
    silent: bool
    error: str
    failed_at: datetime | None

    @property
    def recovered(self) -> bool:
        """Whether the failure is over."""
        reached = self.source.last_success_at
        return bool(self.failed_at and reached and reached > self.failed_at)


def freshness(now: datetime) -> list[Freshness]:
    """All sources by name, but for that of files that are handed in: nobody looks there. One query."""
    runs = FetchRun.objects.filter(source=OuterRef("pk"))
    failed = runs.filter(outcome__in=FAILED).order_by("-started_at")
    rows = Source.objects.exclude(url=manual.ADDRESS).select_related("party").order_by("name", "slug")
    known = rows.annotate(
        last_error=Subquery(failed.values("error")[:1]),
        failed_at=Subquery(failed.values("started_at")[:1]),
        begun_at=Subquery(runs.order_by("started_at").values("started_at")[:1]),
    )
    return [_freshness(row, row.begun_at, now) for row in known]


def _freshness(row: Any, begun_at: datetime | None, now: datetime) -> Freshness:
    return Freshness(row, state(row, begun_at, now), silent(row, begun_at, now), row.last_error or "", row.failed_at)


def state(source: Source, begun_at: datetime | None, now: datetime) -> str:
    """`begun_at`: the first look at it; None if there was none. Pure."""
    if not source.enabled:
        return "paused"
    if begun_at is None:
        return "new"
    since = source.last_success_at or begun_at
    if now - since > max(PERIODS * timedelta(seconds=source.interval), AT_LEAST):
        return "stale"
    return "failing" if source.failures else "fresh"


def silent(source: Source, begun_at: datetime | None, now: datetime) -> bool:
    """Whether it is looked at and was reached, and yields nothing for long. Pure."""
    if not source.enabled or source.failures or begun_at is None or source.last_success_at is None:
        return False
    return now - (source.last_item_at or begun_at) > QUIET
