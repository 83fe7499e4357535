"""Retrieval of one address over HTTP, conditional on what we have."""

from agreements.fetching.formats.base import Fetcher, Place, Retrieved

LONGEST_ETAG = 1000
LONGEST_DATE = 200


def retrieve(place: Place, web: Fetcher) -> Retrieved:
    answer = web.get(place.url, etag=place.etag, last_modified=place.last_modified)
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
