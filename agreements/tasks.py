"""Celery tasks: ids in, one call, out. What is to do stands in PostgreSQL; a lost message costs delay, never work."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from celery import shared_task
from django.db import OperationalError, transaction

from agreements.errors import TemporaryError
from agreements.fetching import due, waiting
from agreements.operations import capturing, gather, heartbeat

CLAIMED_AT_ONCE = 200
CAPTURED_AT_ONCE = 50

# The retry policy of every task, in one place: only what may pass by itself is tried again, twice, a little later.
RETRIED: dict[str, Any] = {
    "autoretry_for": (TemporaryError, OperationalError),
    "max_retries": 2,
    "retry_backoff": 2,
    "retry_backoff_max": 30,
    "retry_jitter": True,
}


@shared_task(**RETRIED)
def tick() -> None:
    """Once a minute from beat: hand out the sources and cited pages that are due, and what a dead worker left."""
    heartbeat.beat()
    now = datetime.now(UTC)
    due.close_lost(now)
    with transaction.atomic():
        for source_id in due.claim(now, CLAIMED_AT_ONCE):
            transaction.on_commit(partial(look_at_source.delay, source_id))
    for run_id in gather.unread(now):
        read_run.delay(run_id)
    waiting.give_up_lost(now)
    capture_pages(waiting.due(now, CAPTURED_AT_ONCE))


@shared_task(**RETRIED)
def look_at_source(source_id: int, run_id: int | None = None) -> None:
    """`run_id`: a look that somebody asked for and whose run is open; without, one that is due."""
    if run_id is None:
        gather.look_if_due(source_id)
    else:
        gather.look_for(run_id)


@shared_task(**RETRIED)
def read_run(run_id: int) -> None:
    gather.read(run_id)


@shared_task(**RETRIED)
def capture_page(request_id: int) -> None:
    capturing.carry_out(request_id)


def capture_pages(ids: Sequence[int]) -> None:
    """Announce cited pages that are to be kept; what is over the limit is handed out by the next tick."""
    for request_id in ids[:CAPTURED_AT_ONCE]:
        capture_page.delay(request_id)
