"""Celery tasks: ids in, one call, out. What is to do stands in PostgreSQL; a lost message costs delay, never work."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from math import ceil
from typing import Any

from celery import shared_task
from django.db import OperationalError, transaction

from agreements.alerts import delivering, looking, outbox
from agreements.errors import TemporaryError
from agreements.fetching import due, rechecking, waiting
from agreements.operations import capturing, gather, heartbeat, rounds
from agreements.operations import rechecking as again

FOR_A_ROUND = 50  # due sources for which one more round is worth a message
MOST_ROUNDS = 8
ROUND_EXPIRES = 55  # seconds: by then the next tick hands out what is due
CAPTURED_AT_ONCE = 50
RECHECKED_AT_ONCE = 20
ALERTED_AT_ONCE = 1000

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
    for _ in range(min(ceil(due.count(now) / FOR_A_ROUND), MOST_ROUNDS)):
        look_around.apply_async(expires=ROUND_EXPIRES)
    for run_id in gather.unread(now):
        read_run.delay(run_id)
    waiting.give_up_lost(now)
    capture_pages(waiting.due(now, CAPTURED_AT_ONCE))
    for document_id in rechecking.claim(now, RECHECKED_AT_ONCE):
        look_again.delay(document_id)
    for subscription_id in looking.due(now, ALERTED_AT_ONCE):
        alert.delay(subscription_id)
    outbox.park_lost(now)
    for delivery_id in outbox.due(now, ALERTED_AT_ONCE):
        deliver.delay(delivery_id)


@shared_task(**RETRIED)
def look_around() -> None:
    """Look at the sources that are due, many at once."""
    rounds.go()


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


@shared_task(**RETRIED)
def look_again(document_id: int) -> None:
    """Look at a cited page once more."""
    again.look_again(document_id)


@shared_task(**RETRIED)
def alert(subscription_id: int) -> None:
    """Read on for a subscription, and send what concerns it."""
    if delivery := looking.look(subscription_id, datetime.now(UTC)):
        deliver.delay(delivery.pk)


@shared_task(**RETRIED)
def deliver(delivery_id: int) -> None:
    """Try a message, and announce the next one to the same receiver."""
    following = delivering.carry_out(delivery_id)
    if following is not None:
        deliver.delay(following)


def deliver_soon(ids: Sequence[int]) -> None:
    """Announce messages on commit; what cannot be announced is handed out by the next tick."""
    for delivery_id in ids[:ALERTED_AT_ONCE]:
        transaction.on_commit(partial(deliver.delay, delivery_id), robust=True)


def capture_pages(ids: Sequence[int]) -> None:
    """Announce cited pages that are to be kept; what is over the limit is handed out by the next tick."""
    for request_id in ids[:CAPTURED_AT_ONCE]:
        capture_page.delay(request_id)
