"""A feed's entries as items: each is a document by itself, whose bytes are its own canonical JSON."""

import json
from datetime import datetime
from typing import Any

from agreements.fetching import urls
from agreements.fetching.client import Response
from agreements.fetching.errors import AddressRefused, Unreadable
from agreements.fetching.formats import limited
from agreements.fetching.formats.base import ENTRY, Item, Parsed, Place, Skip

# Neither `updated` nor counters: what changes with every build of a feed is no new version.
KEPT = ("guid", "link", "title", "author", "published", "language", "html")


def parse(answer: Response, place: Place) -> Parsed:
    """Entries in the order of the feed. Raises Unreadable if it is none, or cannot be parsed within limits."""
    question = {"url": answer.final_url, "content_type": answer.headers.get("content-type", "")}
    found = limited.ask("feed", question, answer.content)
    try:
        items = tuple(_item(entry, found, answer) for entry in found["entries"])
        more = Skip(answer.url, f"Only the first {len(items):,} entries of a feed are taken.", found["more"])
        return Parsed(items, (more,) if found["more"] else (), tuple(found["notes"]))
    except (KeyError, TypeError, ValueError) as error:  # a child that was taken over
        raise Unreadable(f"The parser gave an answer that makes no sense: {type(error).__name__}.") from None


def _item(entry: dict[str, Any], feed: dict[str, Any], answer: Response) -> Item:
    kept = {name: entry[name] for name in KEPT}
    return Item(
        guid=entry["guid"],
        url=_address(entry["link"], answer.final_url),
        home=answer.url,
        final_url=answer.final_url,
        content=json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(),
        media_type=ENTRY,
        title=entry["title"],
        text=entry["text"],
        published=datetime.fromisoformat(entry["published"]) if entry["published"] else None,
        language=entry["language"] or feed["language"],
        publisher=feed["title"] if answer.status is None else "",  # from the web, the source says who it is
        status=answer.status,
        headers=answer.headers,
    )


def _address(link: str, base: str) -> str:
    """The entry's address in its one spelling; "" if it has none that can be fetched."""
    try:
        return urls.canonical(str(urls.joined(base, link))) if link else ""
    except AddressRefused:
        return ""
