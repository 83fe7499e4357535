"""When to look again. Pure."""

import zlib
from datetime import datetime, timedelta

DAY = 24 * 3600
SPREAD = 0.1  # sources with one interval drift apart by up to this part of it
BUSY = 15  # seconds until a busy host is tried again


def next_look(now: datetime, interval: int, failures: int, retry_after: float | None, key: str) -> datetime:
    """After success (`failures` 0) in about `interval` seconds; after failures in twice, four times … that, at most a
    day. Never before `retry_after` seconds, unless that is more than a day. `key`: spreads sources, always alike.
    """
    longest = max(interval, DAY)
    wait = min(interval * 2 ** min(failures, 20), longest)
    wait = max(wait * (1 - SPREAD * share(key)), min(retry_after or 0.0, DAY))
    return now + timedelta(seconds=wait)


def soon(now: datetime, retry_after: float | None, key: str) -> datetime:
    """After a host was busy: as soon as its pause allows, not everybody at once."""
    return now + timedelta(seconds=max(retry_after or 0.0, BUSY) + BUSY * share(key))


def share(key: str) -> float:
    """A number from 0 up to 1 that looks random, of a text."""
    return zlib.crc32(key.encode()) / 2**32
