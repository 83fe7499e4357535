"""A ministry's page with a life of its own: stored, changed, gone, back; cited by an event."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from agreements.models import Absence, Document, FetchRun, Snapshot, Source

URL = "https://ministry.example/press/2025/agreement"
NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
FIRST = """Joint statement on the agreement
The two governments signed the agreement on 13 March 2025 in San Salvador.
It provides for the transfer of up to 300 persons for a period of one year.
The text will be published in the official gazette.
Questions may be put to the press office."""
SECOND = """Joint statement on the memorandum
The two governments initialled the memorandum on 13 March 2025 in San Salvador.
It provides for the transfer of up to 300 persons for a period of one year.
Questions may be put to the press office.
Neither government regards it as binding under international law."""


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def make_source(**fields: Any) -> Source:
    defaults = {"name": "Ministry of Foreign Affairs", "url": "https://ministry.example/feed", "format": "rss"}
    return Source.objects.get_or_create(slug=fields.pop("slug", "ministry"), defaults={**defaults, **fields})[0]


def make_document(url: str = URL, **fields: Any) -> Document:
    defaults = {"title": "Joint statement", "publisher": "Ministry of Foreign Affairs", "language": "en"}
    return Document.objects.create(url=url, **{**defaults, "first_seen": NOON, "last_seen": NOON, **fields})


def make_version(document: Document, days: float, text: str, **fields: Any) -> Snapshot:
    """A stored version whose bytes are its text, unless they are given."""
    content = fields.pop("content", text)
    defaults = {"media_type": "text/html", "final_url": document.url, "title": document.title, "http_status": 200}
    return Snapshot.objects.create(
        document=document,
        taken_at=NOON + timedelta(days=days),
        sha256=digest(content),
        text_sha256=digest(text),
        size=len(content),
        text=text,
        **{**defaults, **fields},
    )


def make_run(source: Source, days: float, outcome: str = "unchanged", **fields: Any) -> FetchRun:
    at = NOON + timedelta(days=days)
    return FetchRun.objects.create(source=source, started_at=at, finished_at=at, outcome=outcome, **fields)


def live() -> Document:
    """A page that was signed one day, a memorandum nine days later, gone, and back as it was."""
    page = make_document(published=NOON - timedelta(days=1))
    first = make_version(page, 0, FIRST, published=NOON - timedelta(days=1))
    make_version(page, 2, FIRST, content=f"<p>{FIRST}", published=NOON - timedelta(days=1))
    make_version(page, 9, SECOND, title="Joint statement on the memorandum", published=NOON - timedelta(days=3))
    Absence.objects.create(document=page, since=NOON + timedelta(days=20), until=NOON + timedelta(days=31))
    make_version(page, 40, FIRST, published=NOON - timedelta(days=1))
    Document.objects.filter(pk=page.pk).update(
        cited=first, recheck_at=NOON + timedelta(days=130), last_seen=NOON + timedelta(days=40)
    )
    page.refresh_from_db()
    return page
