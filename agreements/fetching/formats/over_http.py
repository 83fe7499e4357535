"""Retrieval of one address over HTTP, conditional on what we have."""

from datetime import UTC, datetime

from agreements.fetching.formats import asking
from agreements.fetching.formats.base import Fetcher, Place, Retrieved

LONGEST_ETAG = 1000
LONGEST_DATE = 200


def retrieve(place: Place, web: Fetcher) -> Retrieved:
    today = datetime.now(UTC).date()
    url = asking.filled(place.url, today)
    ask = asking.how(place, url, today)
    # Another day's address, or a question that is posted, may have another answer: what we have says nothing of it.
    known = url == place.url and ask.body is None
    answer = web.get(url, etag=place.etag if known else "", last_modified=place.last_modified if known else "", ask=ask)
    if answer.not_modified:
        return Retrieved((), True, answer.status, place.etag, place.last_modified)
    return Retrieved(
        (answer,),
        status=answer.status,
        etag=_short(answer.headers.get("etag", ""), LONGEST_ETAG),
        last_modified=_short(answer.headers.get("last-modified", ""), LONGEST_DATE),
    )


def _short(value: str, longest: int) -> str:
    """A validator that does not fit, or that could not be sent back, is none."""
    return value if len(value) <= longest and value.isascii() and value.isprintable() else ""
