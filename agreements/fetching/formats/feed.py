"""RSS and Atom: a feed's entries as items."""

from agreements.fetching.client import Response
from agreements.fetching.formats import entries, limited
from agreements.fetching.formats.base import Parsed, Place


def parse(answer: Response, place: Place) -> Parsed:
    """Entries in the order of the feed. Raises Unreadable if it is none, or cannot be parsed within limits."""
    question = {"url": answer.final_url, "content_type": answer.headers.get("content-type", "")}
    return entries.parsed(limited.ask("feed", question, answer.content), answer, answer.url)
