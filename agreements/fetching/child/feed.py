"""RSS and Atom → entries, in the limited child. feedparser resolves links and strips scripts from what it gives."""

import calendar
import re
from datetime import UTC, datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]

from agreements.errors import PermanentError
from agreements.fetching.child import letters
from agreements.fetching.child.plain import clean, one_line, text_of

MOST_ENTRIES = 1000
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
HTML = re.compile(r"\s*(<!--.{0,2000}?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def parse(question: dict[str, str], payload: bytes) -> dict[str, Any]:
    """Question: `url` of the feed, its `content_type`. Answer: `title`, `language`, `entries`, `more` (how many were
    left out), `notes`. Raises PermanentError for what is no feed."""
    read = letters.read(payload, question["content_type"])
    _refuse(read.text)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": question["url"]}
    found = feedparser.parse(_Bytes(read.text.encode("utf-8", "replace")), response_headers=headers)
    if not found.version and not found.entries:
        raise PermanentError(f"This is not a feed: it begins with {_beginning(read.text)}.")
    return {
        "title": one_line(text_of(found.feed.get("title", ""))),
        "language": _language(found.feed.get("language")),
        "entries": [_entry(entry) for entry in found.entries[:MOST_ENTRIES]],
        "more": max(0, len(found.entries) - MOST_ENTRIES),
        "notes": [note for note in (read.note, _ill_formed(found)) if note],
    }


class _Bytes:
    """feedparser opens whatever looks like an address or a file name; this can only be read."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self) -> bytes:
        return self._data


def _refuse(text: str) -> None:
    if not text.strip():
        raise PermanentError("This is not a feed: it is empty.")
    if HTML.match(text):
        raise PermanentError("This is not a feed: it is an HTML page. The site may have a feed at another address.")
    if ENTITY.search(text) and DOCTYPE.search(text):
        raise PermanentError("This feed declares entities, which can swell it without end or reach for files; refused.")


def _beginning(text: str) -> str:
    return repr(one_line(text)[:60])


def _ill_formed(found: Any) -> str:
    error = found.get("bozo_exception")
    if not found.get("bozo") or not hasattr(error, "getLineNumber"):
        return ""
    return f"Not well-formed in line {error.getLineNumber()}: {error.getMessage()}; read as far as it makes sense."


def _entry(entry: Any) -> dict[str, Any]:
    html = _body(entry)
    return {
        "guid": clean(str(entry.get("id") or "")),
        "link": clean(str(entry.get("link") or "")),
        "title": one_line(text_of(entry.get("title") or "")),
        "author": one_line(str(entry.get("author") or "")),
        "published": _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        "language": _language((entry.get("title_detail") or {}).get("language")),
        "html": clean(html),
        "text": text_of(html),
    }


def _body(entry: Any) -> str:
    """The longest that the entry says of itself, as HTML."""
    details = [*(entry.get("content") or []), entry.get("summary_detail") or {}]
    bodies = [_as_html(detail) for detail in details]
    return max(bodies, key=len, default="")


def _as_html(detail: Any) -> str:
    value = str(detail.get("value") or "")
    if detail.get("type") != "text/plain":
        return value
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>\n")


def _moment(parsed: Any) -> str | None:
    """ISO 8601 of feedparser's time in UTC; None for none, or for one that cannot be."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _language(code: Any) -> str | None:
    code = str(code or "").replace("_", "-").strip()
    return code if len(code) <= 20 and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code) else None
