"""One at a time: whoever proposes or decides something about an agreement waits until the other has finished.

No row is locked for it: the one writer, which locks rows of documents too, never waits for whoever waits here.
"""

from collections.abc import Iterable
from hashlib import blake2b

from django.db import connection


def take(agreements: Iterable[str]) -> None:
    """Hold these agreements until the transaction ends. In one order, so that no two wait for each other.

    The copies of a story come to two workers at once, and neither would see what the other has not committed."""
    _hold(sorted({_key(f"candidates {each}") for each in agreements}))


def take_page(document: int) -> None:
    """Hold a document until the transaction ends; always before its agreements.

    Two workers with one stored version thus make one candidate of it."""
    _hold([_key(f"document {document}")])


def _hold(keys: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
