"""Lists in JSON and HTML: their entries as items, parsed in the limited child."""

from agreements.fetching.client import Response
from agreements.fetching.formats import entries, limited
from agreements.fetching.formats.base import Parsed, Place
from agreements.fetching.formats.settings import SHAPES, of

PAGES = "x-wp-totalpages"


def parse(answer: Response, place: Place) -> Parsed:
    """Entries in the order of the list. Raises Unreadable if it is none, or cannot be parsed within limits."""
    question = {
        "format": place.format,
        "url": answer.final_url,
        "content_type": answer.headers.get("content-type", ""),
        "pages": answer.headers.get(PAGES, ""),
        "settings": of(place, SHAPES[place.format]).model_dump(),
    }
    # What has no address is marked under the source's: that of a page of the list moves on.
    return entries.parsed(limited.ask("listing", question, answer.content), answer, place.url)
