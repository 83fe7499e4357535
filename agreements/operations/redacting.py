"""Redaction carried to the end: the words in the database, then the stored pages that held them."""

from collections.abc import Sequence

from agreements.fetching import store
from agreements.history import redacting
from agreements.history.redacting import Redacted


def redact(words: Sequence[str], *, by: str, reason: str) -> Redacted:
    """As `history.redacting.redact`; the bytes go last, when the database can no longer refuse."""
    done = redacting.redact(words, by=by, reason=reason)
    for sha256 in done.stored:
        store.remove(sha256)
    return done
