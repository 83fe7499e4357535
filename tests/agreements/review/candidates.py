"""Candidates for tests: a stored document and what was proposed from it."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from agreements.models import Candidate, Document, Snapshot
from tests.agreements import inputs

SEEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
URL = "https://example.org/news/memo-signed"


def make_candidate(public_id: str = "c-1", url: str = URL, **proposed: Any) -> Candidate:
    """A waiting candidate that proposes an event with one status update on `memo`."""
    document, _ = Document.objects.get_or_create(url=url, defaults={"first_seen": SEEN, "last_seen": SEEN})
    text = "The two ministers signed the memorandum on Monday."
    digest = sha256(text.encode()).hexdigest()
    snapshot, _ = Snapshot.objects.get_or_create(
        document=document,
        taken_at=SEEN,
        defaults={
            "sha256": digest,
            "text_sha256": digest,
            "size": len(text),
            "media_type": "text/plain",
            "final_url": url,
            "title": "Memorandum signed",
            "text": text,
        },
    )
    event = inputs.event(
        "memo-signed",
        agreements=["memo"],
        citations=[inputs.citation("s1", url=url)],
        status_updates=[inputs.update("memo", "legal", "signed", citations=["s1"])],
    )
    return Candidate.objects.create(
        public_id=public_id,
        snapshot=snapshot,
        proposed={**event, **proposed},
        evidence=[
            {"path": "status_updates.0.value", "field": "text", "start": 18, "end": 39, "rule": "legal.signed.en"}
        ],
        fingerprint=sha256(public_id.encode()).hexdigest(),
        created_at=SEEN,
    )
