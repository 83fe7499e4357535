"""When a digest comes, and when a failed message is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from agreements.alerts import schedule

MONDAY = datetime(2026, 3, 2, 5, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("frequency", "now", "day"),
    [
        ("daily", MONDAY, 2),
        ("daily", MONDAY + timedelta(minutes=1), 3),
        ("daily", MONDAY + timedelta(hours=12), 3),
        ("weekly", MONDAY, 2),
        ("weekly", MONDAY + timedelta(minutes=1), 9),
        ("weekly", MONDAY + timedelta(days=3), 9),
        ("weekly", MONDAY + timedelta(days=6, hours=20), 9),
    ],
)
def test_a_digest_comes_at_six_each_day_or_each_monday(frequency: str, now: datetime, day: int) -> None:
    assert schedule.next_look(frequency, now) == datetime(2026, 3, day, 6, tzinfo=UTC)


def test_what_is_told_at_once_has_no_hour() -> None:
    assert schedule.next_look("immediately", MONDAY) is None


def test_tries_go_on_for_three_days_further_and_further_apart() -> None:
    waits = [schedule.next_try(tries, MONDAY) - MONDAY for tries in range(1, schedule.MOST_TRIES)]
    assert waits == sorted(waits)
    assert timedelta(days=3) < sum(waits, timedelta()) < timedelta(days=4)


def test_the_first_wait_is_longer_than_a_task_may_run(settings: object) -> None:
    limit = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)  # type: ignore[attr-defined]
    assert schedule.next_try(1, MONDAY) - MONDAY > limit


def test_a_receiver_may_ask_for_more_time_but_for_a_day_at_most() -> None:
    assert schedule.next_try(1, MONDAY, 3600) == MONDAY + timedelta(hours=1)
    assert schedule.next_try(1, MONDAY, 1) == MONDAY + timedelta(minutes=1)
    assert schedule.next_try(1, MONDAY, 1e9) == MONDAY + timedelta(days=1)
