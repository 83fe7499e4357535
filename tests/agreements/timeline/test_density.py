"""Counts per bucket and kind."""

import pytest

from agreements.models import EventVersion
from agreements.timeline.density import density

from ..builders import ground, make_event, write


@pytest.fixture
def record(db: None) -> None:
    days = {"a": "2025-02-03", "b": "2025-02", "c": "2025-02-28/2025-03-02", "d": "2024", "e": "../2019"}
    write(
        *ground(),
        *(make_event(slug, date=date, kind="call" if slug == "b" else "meeting") for slug, date in days.items()),
    )


def counted(bucket: str) -> list[tuple[str | None, str, int]]:
    return [(each["bucket"], each["kind"], each["count"]) for each in density(EventVersion.objects.all(), bucket)]


def test_events_count_in_the_month_in_which_they_begin(record: None) -> None:
    assert counted("month") == [
        (None, "meeting", 1),
        ("2024-01", "meeting", 1),
        ("2025-02", "call", 1),
        ("2025-02", "meeting", 2),
    ]


def test_events_count_in_the_year_in_which_they_begin(record: None) -> None:
    assert counted("year") == [
        (None, "meeting", 1),
        ("2024", "meeting", 1),
        ("2025", "call", 1),
        ("2025", "meeting", 2),
    ]


def test_nothing_counts_nothing(db: None) -> None:
    assert counted("month") == []
