"""What an HTML page says about itself in its head, in the limited child."""

from html.parser import HTMLParser
from typing import Any

from agreements.fetching.child.plain import one_line

HEAD = 256 * 1024


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.found.setdefault("address", given.get("href", ""))
        elif tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            self.found.setdefault(name, given.get("content", ""))

    handle_startendtag = handle_starttag


def read(question: dict[str, Any], payload: bytes) -> dict[str, str]:
    """Payload: UTF-8. Answer: `address` (its canonical one) and `publisher`, "" where the page does not say."""
    parser = _Head()
    parser.feed(payload[:HEAD].decode("utf-8", "replace"))
    return {
        "address": one_line(parser.found.get("address") or parser.found.get("og:url") or ""),
        "publisher": one_line(parser.found.get("og:site_name") or parser.found.get("dc.publisher") or "")[:300],
    }
