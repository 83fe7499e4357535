"""Entries, as the limited child hands them back, as items: each is a document by itself, whose bytes are its own
canonical JSON."""

import json
from datetime import datetime
from typing import Any

from agreements.fetching import urls
from agreements.fetching.client import Response
from agreements.fetching.errors import AddressRefused, Unreadable
from agreements.fetching.formats.base import ENTRY, Item, Parsed, Skip

# Neither `updated` nor counters: what changes with every build of a feed is no new version.
KEPT = ("guid", "link", "title", "author", "published", "language", "html")


def parsed(found: Any, answer: Response, home: str) -> Parsed:
    """`found`: {"title", "language", "entries", "most", "more", "notes"}, and of lists "passed" and "next". `home`:
    the address under which entries without one are marked. Raises Unreadable if the child answered anything else."""
    try:
        items = tuple(_item(entry, found, answer, home) for entry in found["entries"])
        passed = found.get("passed", ())
        skipped = [Skip(str(each["item"]), str(each["reason"]), int(each["count"])) for each in passed]
        if found["more"]:
            skipped.append(Skip(answer.url, f"Only the first {found['most']:,} entries are taken.", int(found["more"])))
        notes = tuple(str(note) for note in found["notes"])
        return Parsed(items, tuple(skipped), notes, next=str(found.get("next", "")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:  # a child that was taken over
        raise Unreadable(f"The parser gave an answer that makes no sense: {type(error).__name__}.") from None


def _item(entry: dict[str, Any], feed: dict[str, Any], answer: Response, home: str) -> Item:
    kept = {name: entry[name] for name in KEPT}
    from_file = answer.status is None  # from the web, the source says who it is
    return Item(
        guid=entry["guid"],
        url=address(entry["link"], answer.final_url),
        home=home,
        final_url=answer.final_url,
        content=json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(),
        media_type=ENTRY,
        title=entry["title"],
        text=entry["text"],
        published=datetime.fromisoformat(entry["published"]) if entry["published"] else None,
        language=entry["language"] or feed["language"] or None,
        publisher=entry.get("publisher") or (feed["title"] if from_file else ""),
        behind=address(entry.get("behind", ""), answer.final_url),
        status=answer.status,
        headers=answer.headers,
    )


def address(link: str, base: str) -> str:
    """An address in its one spelling; "" for none, or one that cannot be fetched."""
    try:
        return urls.spelled(urls.joined(base, link)) if link else ""
    except AddressRefused:
        return ""
