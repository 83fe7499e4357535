"""Alerts by real workers over a real broker: announced by the tick, and killed in the middle of a sending."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from agreements import tasks
from agreements.models import Delivery
from tests.agreements.alerts.receiver import Receiver, reachable
from tests.agreements.alerts.subscribed import subscribe
from tests.agreements.builders import ground, make_event, write
from tests.agreements.workers import kill, start_worker, wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    cache.clear()
    settings.DATA_DIR = tmp_path
    with reachable(settings) as receiver:
        monkeypatch.setenv("FETCH_ALLOW", receiver.pair)
        write(*ground())
        yield receiver


def test_what_is_written_arrives_with_the_next_tick(receiver: Receiver) -> None:
    subscribe(url=receiver.url)
    subscribe(url=receiver.url, query={"kind": "visit"})
    write(make_event())
    worker = start_worker()
    try:
        tasks.tick.delay()
        wait_for(lambda: Delivery.objects.filter(state="sent").exists(), "the message")
    finally:
        kill(worker)
    assert len(receiver.came) == Delivery.objects.count() == 1


def test_a_worker_killed_in_the_middle_of_a_sending_loses_nothing(receiver: Receiver) -> None:
    """The receiver had the message, nobody could mark it: it comes again, under the same id."""
    subscribe(url=receiver.url)
    write(make_event())
    receiver.on_arrival = lambda came: time.sleep(30)
    worker = start_worker()
    try:
        tasks.tick.delay()
        wait_for(lambda: receiver.came, "the first try")
    finally:
        kill(worker)
    receiver.on_arrival = lambda came: None
    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    Delivery.objects.update(next_try_at=datetime.now(UTC))
    worker = start_worker()
    try:
        tasks.tick.delay()
        wait_for(lambda: Delivery.objects.filter(state="sent").exists(), "the second try")
    finally:
        kill(worker)
    assert {came.headers["webhook-id"] for came in receiver.came} == {delivery.public_id}
    assert len(receiver.came) == 2
