"""A PDF, such as an issue of a gazette, as one item. Its text is read page by page, so that a passage has its page."""

from agreements.fetching.client import Response
from agreements.fetching.errors import Unreadable
from agreements.fetching.formats import page
from agreements.fetching.formats.base import Parsed, Place


def parse(answer: Response, place: Place) -> Parsed:
    """Raises Unreadable when it is anything else."""
    found = page.parse(answer, place)
    if found.items[0].media_type != page.PDF:
        raise Unreadable(
            f"It is {found.items[0].media_type}, not a PDF. For a page that lists PDF files use the format index_page, "
            "with a selector such as 'a[href$=\".pdf\"]'."
        )
    return found
