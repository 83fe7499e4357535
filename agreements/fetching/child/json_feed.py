"""JSON Feed, versions 1 and 1.1 (jsonfeed.org): what it is made of, read generously."""

from typing import Any

from agreements.errors import PermanentError
from agreements.fetching.child import tree
from agreements.fetching.child.entry import Given
from agreements.fetching.child.found import Found

VERSION = "jsonfeed.org/version/"


def read(feed: Any, question: dict[str, Any]) -> Found:
    if not isinstance(feed, dict) or (VERSION not in tree.text_at(feed, "version") and "items" not in feed):
        raise PermanentError("This is JSON, but no JSON Feed: it has neither a version of jsonfeed.org nor items.")
    notes = ["The feed says that it has ended."] if feed.get("expired") is True else []
    return Found(
        tree.items(feed, "items"),
        _given,
        title=tree.text_at(feed, "title"),
        language=tree.text_at(feed, "language"),
        next=tree.text_at(feed, "next_url"),
        notes=notes,
    )


def _given(item: Any) -> Given:
    guid = tree.text_at(item, "id")
    own = guid if guid.startswith(("http://", "https://")) else ""
    authors = tree.at(item, "authors")
    named = authors if isinstance(authors, list) else [tree.at(item, "author")]  # one author in version 1
    return Given(
        guid=guid,
        link=tree.text_at(item, "url") or own or tree.text_at(item, "external_url"),
        title=_plain(tree.text_at(item, "title")),
        author=", ".join(name for each in named if (name := tree.text_at(each, "name"))),
        dates=(tree.text_at(item, "date_published"), tree.text_at(item, "date_modified")),
        language=tree.text_at(item, "language"),
        html=tree.text_at(item, "content_html"),
        text=tree.first(item, "content_text", "summary"),
    )


def _plain(title: str) -> str:
    """A title is plain text, says the standard."""
    return title.replace("&", "&amp;").replace("<", "&lt;")
