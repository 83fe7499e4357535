"""When the schedule last reached a worker."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache

from agreements.operations import heartbeat
from agreements.tasks import tick


@pytest.fixture(autouse=True)
def no_beat_yet() -> Iterator[None]:
    cache.delete(heartbeat.KEY)
    yield
    cache.delete(heartbeat.KEY)


def test_before_the_first_beat_there_is_no_age() -> None:
    assert heartbeat.age() is None


def test_a_beat_ages() -> None:
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False) as clock:
        heartbeat.beat()
        assert heartbeat.age() == 0
        clock.shift(90)
        assert heartbeat.age() == 90


def test_a_beat_from_a_clock_that_runs_ahead_is_not_negative() -> None:
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False) as clock:
        heartbeat.beat()
        clock.shift(-60)
        assert heartbeat.age() == 0


@pytest.mark.django_db
def test_the_last_beat_counts() -> None:
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False) as clock:
        heartbeat.beat()
        clock.shift(600)
        tick()
        clock.shift(5)
        assert heartbeat.age() == 5
