"""Feeds and pages for tests, and a reader that stands in for the real one."""

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from agreements.errors import PermanentError
from agreements.fetching.child.plain import text_of

# Entities that swell to billions of letters, and one that reaches for a file.
BILLION = (
    '<!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True)
class Entry:
    title: str = "Notes exchanged"
    link: str = "https://news.example/notes"
    guid: str = ""
    body: str = "<p>Two notes were exchanged.</p>"
    published: str = "Mon, 03 Feb 2025 10:00:00 GMT"


def rss(*entries: Entry, title: str = "Example News", head: str = "", language: str = "en-us") -> bytes:
    """An RSS 2.0 feed. `head`: put before the root element."""
    items = "".join(
        f"<item><title>{escape(e.title)}</title><link>{escape(e.link)}</link>"
        + (f'<guid isPermaLink="false">{escape(e.guid)}</guid>' if e.guid else "")
        + f"<pubDate>{e.published}</pubDate><description>{escape(e.body)}</description></item>"
        for e in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0"><channel><title>{title}</title>'
        f"<language>{language}</language>{items}</channel></rss>"
    ).encode()


def html(text: str = "The agreement was signed.", title: str = "A page", head: str = "") -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><p>{text}</p></body></html>"
    ).encode()


@dataclass(frozen=True)
class Says:
    title: str
    text: str
    language: str | None = "en"
    published: date | None = date(2025, 2, 3)


def extract(content: bytes, media_type: str, url: str) -> Any:
    """As reading does it: all the text of HTML and text, and no PDF but a sound one."""
    if media_type == "application/pdf" and not content.rstrip().endswith(b"%%EOF"):
        raise PermanentError("It is no PDF that can be opened.")
    text = content.decode("utf-8", "replace")
    return Says("Extracted", text_of(text) if media_type == "text/html; charset=utf-8" else text)
