"""The outbox: who may try, how a try ends, what is parked and sent again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agreements.alerts import outbox, schedule
from agreements.alerts.outbox import Refusal
from agreements.fetching.errors import ServerTrouble
from agreements.models import Delivery, Subscription
from tests.agreements.models.rows import NOON, saved

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=10)


@pytest.fixture
def waiting() -> Delivery:
    return saved(Delivery)


def state(delivery: Delivery) -> tuple[str, int]:
    delivery.refresh_from_db()
    return delivery.state, delivery.attempts


def claimed(delivery: Delivery, now: datetime = NOON) -> Delivery:
    found = outbox.claim(delivery.pk, now)
    assert found is not None
    return found


def test_a_claimed_message_is_nobody_elses_until_its_next_try(waiting: Delivery) -> None:
    assert outbox.due(NOON, 10) == [waiting.pk]
    claimed(waiting)
    assert outbox.claim(waiting.pk, NOON) is None
    assert outbox.due(NOON, 10) == []
    assert claimed(waiting, NOON + timedelta(minutes=1)).attempts == 2


def test_of_one_receiver_only_the_first_message_is_handed_out() -> None:
    subscription = saved(Subscription)
    later = saved(Delivery, subscription=subscription, until=2)
    first = saved(Delivery, subscription=subscription, until=1, next_try_at=NOON - timedelta(hours=1))
    other = saved(Delivery)
    assert set(outbox.due(NOON, 10)) == {first.pk, other.pk}
    outbox.sent(claimed(first), NOON)
    assert outbox.due(NOON, 1, subscription=subscription.pk) == [later.pk]


def test_a_receiver_that_fails_is_not_tried_again_for_each_new_message(waiting: Delivery) -> None:
    """A receiver that keeps us waiting would hold a worker as often as the record changes."""
    outbox.failed(claimed(waiting), ServerTrouble("It has trouble (503).", status=503), NOON)
    new = saved(Delivery, subscription=waiting.subscription, until=2)
    assert outbox.due(NOON, 10) == []
    assert outbox.claim(new.pk, NOON) is None
    again = NOON + timedelta(minutes=1)
    assert outbox.due(again, 10) == [waiting.pk]
    outbox.sent(claimed(waiting, again), again)
    assert outbox.due(again, 10) == [new.pk]


def test_what_fails_is_tried_for_days_and_then_parked(waiting: Delivery) -> None:
    now, trouble = NOON, ServerTrouble("It has trouble (503).", status=503)
    for number in range(1, schedule.MOST_TRIES + 1):
        delivery = claimed(waiting, now)
        outbox.failed(delivery, trouble, now)
        assert state(waiting) == ("parked" if number == schedule.MOST_TRIES else "waiting", number)
        now = waiting.next_try_at or now
    assert now - NOON > timedelta(days=3)
    assert (waiting.status, waiting.error) == (503, "It has trouble (503).")
    assert outbox.due(LATER, 10) == []


def test_a_receiver_that_asks_for_time_gets_it(waiting: Delivery) -> None:
    outbox.failed(claimed(waiting), ServerTrouble("Too often.", status=429, retry_after=7200), NOON)
    waiting.refresh_from_db()
    assert waiting.next_try_at == NOON + timedelta(hours=2)


def test_a_refusal_is_parked_at_once_and_a_fault_of_ours_after_three_tries(waiting: Delivery) -> None:
    outbox.failed(claimed(waiting), Refusal("Not there."), NOON)
    assert state(waiting) == ("parked", 1)
    other, now = saved(Delivery), NOON
    for _ in range(outbox.UNFORESEEN):
        outbox.failed(claimed(other, now), KeyError("title"), now)
        other.refresh_from_db()
        now = other.next_try_at or now
    assert other.state == "parked"
    assert other.error == "It ended in an unforeseen way (KeyError); the log says more."


def test_who_comes_late_changes_nothing(waiting: Delivery) -> None:
    """A worker that was thought dead finds that another has the message."""
    late = claimed(waiting)
    claimed(waiting, NOON + timedelta(hours=1))
    outbox.failed(late, Refusal("no"), NOON)
    outbox.sent(late, NOON)
    assert state(waiting) == ("waiting", 2)


def test_what_always_lost_its_worker_is_parked(waiting: Delivery) -> None:
    Delivery.objects.update(attempts=schedule.MOST_TRIES)
    assert outbox.due(NOON, 10) == [] and outbox.claim(waiting.pk, NOON) is None
    assert outbox.park_lost(NOON - timedelta(seconds=1)) == 0
    assert outbox.park_lost(NOON) == 1
    assert state(waiting)[0] == "parked"
    assert waiting.error == outbox.LOST


@pytest.mark.parametrize("before", ["parked", "sent", "waiting"])
def test_a_replay_is_the_same_message_with_all_its_tries(waiting: Delivery, before: str) -> None:
    public_id = waiting.public_id
    if before == "parked":
        outbox.failed(claimed(waiting), Refusal("Not there."), NOON)
    elif before == "sent":
        outbox.sent(claimed(waiting), NOON, 204)
    assert outbox.replay(Delivery.objects.all(), LATER) == 1
    assert state(waiting) == ("waiting", 0)
    assert (waiting.public_id, waiting.next_try_at) == (public_id, LATER)


def test_stopping_parks_what_waits_and_leaves_what_was_sent(waiting: Delivery) -> None:
    subscription = waiting.subscription
    sent: Any = saved(Delivery, subscription=subscription, until=2, state="sent", next_try_at=None, finished_at=NOON)
    for why in ("first", "again"):
        outbox.stop(subscription, why, datetime.now(UTC))
    subscription.refresh_from_db()
    assert subscription.stopped_because == "first"
    assert state(waiting)[0] == "parked" and state(sent)[0] == "sent"


def test_a_message_that_is_no_more_is_not_claimed() -> None:
    assert outbox.claim(0, NOON) is None
