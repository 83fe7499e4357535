"""When the next digest is due, and when a failed message is tried again. Pure."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

HOUR: Final = time(6, tzinfo=UTC)  # of digests; a weekly one comes on Mondays
MINUTES: Final = (1, 5, 30, 120, 300, 600, 840, 1200, 1440)  # between one try and the next: three days in all
MOST_TRIES: Final = len(MINUTES) + 1
LONGEST: Final = timedelta(days=1)


def next_look(frequency: str, now: datetime) -> datetime | None:
    """The next moment of a digest, always later than `now`; None for what is told at once."""
    if frequency == "immediately":
        return None
    today = datetime.combine(now.astimezone(UTC).date(), HOUR)
    days = range(8) if frequency == "daily" else [day for day in range(8) if (today.weekday() + day) % 7 == 0]
    return next(moment for day in days if (moment := today + timedelta(days=day)) > now)


def next_try(attempts: int, now: datetime, asked_to_wait: float | None = None) -> datetime:
    """When to try again after so many tries. `asked_to_wait`: seconds that the receiver asks for; at most a day."""
    wait = timedelta(minutes=MINUTES[min(attempts, len(MINUTES)) - 1])
    return now + max(wait, min(timedelta(seconds=asked_to_wait or 0), LONGEST))
