"""What an HTML page says about itself in its head, in the limited child."""

import re
from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from typing import Any

from agreements.fetching.child.plain import one_line

HEAD = 256 * 1024
# What each field is called in the heads of pages, the more telling name first.
NAMES = {
    "address": ("canonical", "og:url"),
    "title": ("og:title", "dc.title", "twitter:title"),
    "publisher": ("og:site_name", "dc.publisher"),
    "language": ("lang", "content-language", "og:locale", "dc.language"),
    "published": ("article:published_time", "datepublished", "dc.date.issued", "dc.date", "date", "in data"),
}
LONGEST = {"title": 1000, "publisher": 300}
IN_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')  # JSON-LD, of whatever it describes first
LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])", re.IGNORECASE)


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self.data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.data = tag == "script" and given.get("type", "").strip().lower() == "application/ld+json"
        if tag == "html":
            self.found.setdefault("lang", given.get("lang", ""))
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.found.setdefault("canonical", given.get("href", ""))
        elif tag == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv") or ""
            self.found.setdefault(name.lower(), given.get("content", ""))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.data = False

    def handle_data(self, data: str) -> None:
        if self.data and (found := IN_DATA.search(data)):
            self.found.setdefault("in data", found[1])


def read(question: dict[str, Any], payload: bytes) -> dict[str, str]:
    """Payload: UTF-8. Answer: `address` (its canonical one), `title`, `publisher`, `language` (a bare code such as
    "es") and `published` (the day, as the page writes it), each "" where the page does not say."""
    parser = _Head()
    parser.feed(payload[:HEAD].decode("utf-8", "replace"))
    said = {field: one_line(_first(parser.found, names)) for field, names in NAMES.items()}
    said |= {field: said[field][:longest] for field, longest in LONGEST.items()}
    language = LANGUAGE.match(said["language"])
    return {**said, "language": language[0].lower() if language else "", "published": _day(said["published"])}


def _day(moment: str) -> str:
    with suppress(ValueError):
        return date.fromisoformat(moment[:10]).isoformat()
    return ""


def _first(found: dict[str, str], names: tuple[str, ...]) -> str:
    return next((found[name] for name in names if found.get(name)), "")
