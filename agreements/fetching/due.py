"""Whose turn it is: the work list is the table of sources, so nothing is lost with the broker."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Greatest

from agreements.models import FetchRun, Source

LEASE = timedelta(minutes=3)
LOST = timedelta(minutes=2)  # longer than any task may run

# Materialised: a plan that asks a locking subquery again for every row would claim more each time.
CLAIM = """
WITH due AS MATERIALIZED (
    SELECT id FROM agreements_source
    WHERE enabled AND (next_check_at IS NULL OR next_check_at <= %(now)s)
      AND (claimed_until IS NULL OR claimed_until <= %(now)s)
    ORDER BY next_check_at NULLS FIRST, id
    LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
)
UPDATE agreements_source SET claimed_until = %(until)s WHERE id IN (SELECT id FROM due)
RETURNING id
"""


def count(now: datetime) -> int:
    """How many sources are due that nobody has taken."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return Source.objects.filter(_waiting(now), free, enabled=True).count()


def claim(now: datetime, limit: int) -> list[int]:
    """Take up to `limit` due sources that nobody has taken, the longest due first; their ids, in no order.

    A claim runs out by itself after LEASE, so that what a killed worker held comes up again.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "until": now + LEASE, "limit": limit})
        return [row[0] for row in cursor.fetchall()]


def release(ids: list[int]) -> None:
    """Give claims back without a look; the sources stay due."""
    Source.objects.filter(pk__in=ids).update(claimed_until=None)


def is_due(source_id: int, now: datetime) -> bool:
    """Whether a look is still wanted: a message that comes twice finds that it is not."""
    return Source.objects.filter(_waiting(now), pk=source_id, enabled=True).exists()


def _waiting(now: datetime) -> Q:
    return Q(next_check_at=None) | Q(next_check_at__lte=now)


def close_lost(now: datetime) -> int:
    """Close the runs whose worker died, so that they say so; how many."""
    return FetchRun.objects.filter(outcome="running", started_at__lt=now - LOST).update(
        outcome="failed",
        finished_at=Greatest(F("started_at"), now),
        error="The worker was lost in the middle of this look; nothing of it was kept.",
    )
