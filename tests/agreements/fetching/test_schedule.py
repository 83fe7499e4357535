from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.schedule import DAY, SPREAD, next_look, share, soon

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def wait(interval: int = 3600, failures: int = 0, retry_after: float | None = None, key: str = "a") -> float:
    return (next_look(NOW, interval, failures, retry_after, key) - NOW).total_seconds()


@given(st.integers(60, 10 * DAY), st.text())
def test_after_success_the_next_look_is_about_an_interval_away(interval: int, key: str) -> None:
    assert interval * (1 - SPREAD) <= wait(interval, key=key) <= interval


@given(st.integers(60, 10 * DAY), st.integers(0, 10**6), st.text())
def test_failures_never_bring_the_next_look_nearer_and_a_day_is_the_most(interval: int, n: int, key: str) -> None:
    assert wait(interval, n, key=key) <= wait(interval, n + 1, key=key) <= max(interval, DAY)


def test_each_failure_doubles_the_wait() -> None:
    assert wait(failures=2) == pytest.approx(4 * wait(failures=0))


@given(st.floats(0, 10 * DAY), st.integers(0, 30))
def test_we_do_not_come_back_before_we_are_asked_to_but_within_a_day(seconds: float, failures: int) -> None:
    assert wait(600, failures, seconds) >= min(seconds, DAY) - 1e-3
    assert wait(600, failures, seconds) <= DAY


def test_sources_spread() -> None:
    shares = sorted(share(f"source-{number}") for number in range(100))
    assert all(0 <= each < 1 for each in shares)
    assert max(b - a for a, b in zip(shares, shares[1:], strict=False)) < 0.2


def test_a_busy_host_is_tried_again_when_its_pause_is_over() -> None:
    assert 15 <= (soon(NOW, 3, "a") - NOW).total_seconds() <= 30
    assert 60 <= (soon(NOW, 60, "a") - NOW).total_seconds() <= 75
