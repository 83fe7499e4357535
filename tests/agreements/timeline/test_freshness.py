"""How fresh a source is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from agreements.models import Source
from agreements.timeline.freshness import freshness, silent, state

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def source(reached: timedelta | None = HOUR, brought: timedelta | None = HOUR, **fields: Any) -> Source:
    at = {"last_success_at": reached, "last_item_at": brought}
    return Source(**{"interval": 3600, **{name: NOW - ago if ago else None for name, ago in at.items()}, **fields})


@pytest.mark.parametrize(
    ("found", "begun", "said"),
    [
        (source(), NOW - DAY, "fresh"),
        (source(2 * HOUR), NOW - DAY, "fresh"),
        (source(2 * HOUR + timedelta(seconds=1)), NOW - DAY, "stale"),
        (source(2 * HOUR, interval=60), NOW - DAY, "stale"),
        (source(HOUR, interval=60), NOW - DAY, "fresh"),
        (source(failures=1), NOW - DAY, "failing"),
        (source(9 * DAY, failures=5), NOW - 90 * DAY, "stale"),
        (source(None, None, failures=1), NOW - HOUR, "failing"),
        (source(None, None), NOW - DAY, "stale"),
        (source(None, None), None, "new"),
        (source(90 * DAY, enabled=False), NOW - 90 * DAY, "paused"),
    ],
)
def test_the_state_follows_from_when_it_was_reached(found: Source, begun: datetime | None, said: str) -> None:
    assert state(found, begun, NOW) == said


@pytest.mark.parametrize(
    ("found", "begun", "said"),
    [
        (source(brought=30 * DAY), NOW - 90 * DAY, False),
        (source(brought=31 * DAY), NOW - 90 * DAY, True),
        (source(brought=None), NOW - 31 * DAY, True),
        (source(brought=None), NOW - 9 * DAY, False),
        (source(None, 31 * DAY), NOW - 90 * DAY, False),
        (source(brought=31 * DAY, enabled=False), NOW - 90 * DAY, False),
        (source(brought=31 * DAY, failures=1), NOW - 90 * DAY, False),
    ],
)
def test_silent_is_what_is_reached_and_brings_nothing(found: Source, begun: datetime, said: bool) -> None:
    assert silent(found, begun, NOW) is said


@pytest.mark.django_db
def test_all_sources_are_read_in_one_query(django_assert_num_queries: Any) -> None:
    from tests.agreements.versions import make_run, make_source

    for slug in ("b", "a"):
        made = make_source(slug=slug, name=slug)
        make_run(made, 0, "failed", error="first")
        make_run(made, 1, "skipped", error="second")
        make_run(made, 2)
    with django_assert_num_queries(1):
        found = freshness(NOW)
    assert [(each.source.slug, each.error) for each in found] == [("a", "second"), ("b", "second")]
