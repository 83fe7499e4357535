"""When the schedule last reached a worker. Kept in the cache: it says nothing about the record."""

from datetime import UTC, datetime

from django.core.cache import cache

KEY = "entente.heartbeat"
KEPT = 24 * 3600


def beat() -> None:
    cache.set(KEY, datetime.now(UTC).timestamp(), KEPT)


def age() -> float | None:
    """Seconds since the last beat; None if there was none in a day."""
    last = cache.get(KEY)
    return None if last is None else max(0.0, datetime.now(UTC).timestamp() - last)
