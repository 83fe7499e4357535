"""Reads of the work before the record: sources, looks, documents, candidates. They know no clocks: they are now."""

import difflib
from typing import Any

from agreements.history.parts import timestamp
from agreements.models import Candidate, Document, FetchRun, Snapshot, Source

Json = dict[str, Any]
EXCERPT = 300
LONGEST_DIFFERENCE = 5000  # lines


def _time(instant: Any) -> str | None:
    return timestamp(instant) if instant else None


def source(row: Source) -> Json:
    return {
        "slug": row.slug,
        "name": row.name,
        "url": row.url,
        "format": row.format,
        "party": row.party.code if row.party else None,
        "language": row.language,
        "interval": row.interval,
        "enabled": row.enabled,
        "failures": row.failures,
        "next_check_at": _time(row.next_check_at),
        "last_success_at": _time(row.last_success_at),
        "last_item_at": _time(row.last_item_at),
    }


def run(row: FetchRun) -> Json:
    counts = {name: getattr(row, name) for name in ("items_seen", "items_new", "items_skipped", "candidates_made")}
    return {
        "id": row.pk,
        "source": row.source.slug,
        "started_at": timestamp(row.started_at),
        "finished_at": _time(row.finished_at),
        "outcome": row.outcome,
        "http_status": row.http_status,
        **counts,
        "error": row.error,
        "log": row.log,
    }


def document(row: Document) -> Json:
    return {
        "id": row.public_id,
        "url": row.url,
        "title": row.title,
        "publisher": row.publisher,
        "language": row.language,
        "source": row.source.slug if row.source else None,
        "first_seen": timestamp(row.first_seen),
        "last_seen": timestamp(row.last_seen),
        "gone_since": _time(row.gone_since),
    }


def snapshot(row: Snapshot) -> Json:
    named = ("sha256", "text_sha256", "size", "media_type", "final_url", "title")
    return {
        **{name: getattr(row, name) for name in named},
        "taken_at": timestamp(row.taken_at),
        "excerpt": row.text[:EXCERPT],
    }


def difference(older: Snapshot, newer: Snapshot) -> Json:
    """Line by line: word by word would be quadratic in long texts."""
    lines = difflib.unified_diff(older.text.splitlines(), newer.text.splitlines(), lineterm="", n=2)
    return {
        "document": older.document.public_id,
        "from_taken_at": timestamp(older.taken_at),
        "to_taken_at": timestamp(newer.taken_at),
        "lines": [line for line, _ in zip(lines, range(LONGEST_DIFFERENCE), strict=False)],
    }


def candidate(row: Candidate) -> Json:
    decided = (
        {"by": row.decided_by, "at": _time(row.decided_at), "reason": row.decided_reason} if row.decided_at else None
    )
    return {
        "id": row.public_id,
        "state": row.state,
        "proposed": row.proposed,
        "evidence": row.evidence,
        "copies": row.copies,
        "snapshot": row.snapshot.sha256,
        "url": row.snapshot.document.url,
        "returned": row.returned,
        "event": row.event.slug if row.event else None,
        "decided": decided,
    }
