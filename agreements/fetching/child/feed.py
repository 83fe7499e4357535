"""RSS and Atom → entries, in the limited child. feedparser resolves links and strips scripts from what it gives."""

import calendar
import re
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import feedparser  # type: ignore[import-untyped]

from agreements.errors import PermanentError
from agreements.fetching.child import letters, quick
from agreements.fetching.child.entry import EMPTY, SAYING, language
from agreements.fetching.child.plain import clean, one_line, text_of

MOST_ENTRIES = 1000
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?")
LAST = 0x10FFFF  # of all characters
HALVES = range(0xD800, 0xE000)  # of characters
ROOT = re.compile(r"<[A-Za-z_][^<>]*>")
PIECE = re.compile(
    r"<((?:[\w.-]+:)?(?:item|entry))(?=[\s>/]).*?(?:</\1\s*>|(?=<\1[\s>/])|\Z)", re.IGNORECASE | re.DOTALL
)
HTML = re.compile(r"\s*(<!--.{0,2000}?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def parse(question: dict[str, str], payload: bytes) -> dict[str, Any]:
    """Question: `url` of the feed, its `content_type`. Answer: `title`, `language`, `entries`, at `most` so many,
    `more` (how many were left out), `passed` (what says nothing, or breaks the parser), `notes`. Raises PermanentError
    for what is no feed.
    """
    read = letters.read(payload, question["content_type"])
    _refuse(read.text)
    text = REFERENCE.sub(_possible, read.text)
    try:
        found = _whole(text, question["url"])
    except (PermanentError, MemoryError):
        raise
    except Exception as error:  # of what the parser did not foresee, there are many kinds
        found = _piece_by_piece(text, question["url"], error)
    return {**found, "most": MOST_ENTRIES, "notes": [note for note in (read.note, *found["notes"]) if note]}


def _whole(text: str, url: str) -> dict[str, Any]:
    return _usual(text, url) or _any(text, url)


def _usual(text: str, url: str) -> dict[str, Any] | None:
    """What feedparser would find, found faster; None if the feed is not a usual one."""
    found = quick.read(text, url, MOST_ENTRIES)
    if found is None:
        return None
    about, entries = found
    return {
        "title": one_line(text_of(about.get("title", ""))),
        "language": language(about.get("language")),
        **_that_say_something([_entry(entry) for entry in entries]),
        "more": 0,
        "notes": [""],
    }


def _any(text: str, url: str) -> dict[str, Any]:
    found = _parsed(text, url)
    if not found.version and not found.entries:
        raise PermanentError(f"This is not a feed: it begins with {_beginning(text)}.")
    entries = [_entry(entry) for entry in found.entries[:MOST_ENTRIES]]
    return {
        "title": one_line(text_of(found.feed.get("title", ""))),
        "language": language(found.feed.get("language")),
        **_that_say_something(entries),
        "more": max(0, len(found.entries) - MOST_ENTRIES),
        "notes": [_ill_formed(found)],
    }


def _piece_by_piece(text: str, url: str, error: Exception) -> dict[str, Any]:
    """Each entry by itself, so that one that breaks the parser loses no other. Raises PermanentError if all do."""
    pieces = list(islice(PIECE.finditer(text), MOST_ENTRIES + 1))
    root = ROOT.search(text)
    entries, lost = [], 0
    for piece in pieces[:MOST_ENTRIES]:
        try:
            found = _parsed(f"{root[0] if root else ''}{piece[0]}", url).entries
            entries += [_entry(entry) for entry in found]
        except MemoryError:
            raise
        except Exception:
            lost += 1
    if not entries:
        raise PermanentError(f"This feed breaks the parser ({type(error).__name__}) and cannot be read.")
    said = _that_say_something(entries)
    broken = [{"item": "…", "reason": "The parser breaks on it.", "count": lost}] if lost else []
    note = f"The parser breaks on this feed as a whole ({type(error).__name__}); its entries were read one by one."
    more = sum(1 for _ in PIECE.finditer(text)) - MOST_ENTRIES if len(pieces) > MOST_ENTRIES else 0
    return {"title": "", "language": None, **said, "passed": [*said["passed"], *broken], "more": more, "notes": [note]}


def _parsed(text: str, url: str) -> Any:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    return feedparser.parse(_Bytes(text.encode("utf-8", "replace")), response_headers=headers)


def _that_say_something(entries: list[dict[str, Any]]) -> dict[str, Any]:
    said = [entry for entry in entries if any(entry[name] for name in SAYING)]
    empty = {"item": "…", "reason": EMPTY, "count": len(entries) - len(said)}
    return {"entries": said, "passed": [empty] if empty["count"] else []}


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


def _possible(reference: re.Match[str]) -> str:
    """A reference to a character that there is; the parser gives up a whole feed for one that there is not."""
    digits = (reference[1] or reference[2]).lstrip("0")
    number = int(digits or "0", 16 if reference[1] else 10) if len(digits) <= 7 else LAST + 1
    return "\ufffd" if number > LAST or number in HALVES else reference[0]


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
        "title": one_line(text_of(entry.get("title") or entry.get("itunes_title") or "")),
        "author": one_line(str(entry.get("author") or "")),
        "published": _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        "language": language((entry.get("title_detail") or {}).get("language")),
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
