"""Reads of the work before the record: sources, looks, documents, candidates. They know no clocks: they are now."""

import difflib
from collections.abc import Iterable
from typing import Any

from agreements.fetching.differing import amount
from agreements.fetching.memory import Observation, in_words
from agreements.history.parts import timestamp
from agreements.models import Candidate, Document, FetchRun, Snapshot, Source

Json = dict[str, Any]
EXCERPT = 300
LONGEST_DIFFERENCE = 5000  # lines, also of each text that are compared: it takes time by the square of their number


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
        "published": _time(row.published),
        "first_seen": timestamp(row.first_seen),
        "last_seen": timestamp(row.last_seen),
        "gone_since": _time(row.gone_since),
    }


def snapshot(row: Snapshot, observations: Iterable[Observation]) -> Json:
    named = ("sha256", "text_sha256", "size", "media_type", "final_url", "http_status", "title")
    return {
        **{name: getattr(row, name) for name in named},
        "taken_at": timestamp(row.taken_at),
        "published": _time(row.published),
        "excerpt": row.text[:EXCERPT],
        "observations": [observation(each) for each in observations],
    }


def observation(found: Observation) -> Json:
    """What was noticed, in English; `words`: how many were added and removed, where they were counted."""
    counted = {name: found.values[name] for name in ("added", "removed") if name in found.values}
    return {
        "kind": found.kind,
        "at": timestamp(found.at),
        "detail": in_words(found, found.sentence, lambda day: f"{day:%Y-%m-%d}"),
        "words": counted or None,
    }


def difference(older: Snapshot, newer: Snapshot) -> Json:
    """Line by line, of the first LONGEST_DIFFERENCE lines of each; `words`: how many were added and removed, null where
    the texts are too long to count them."""
    before, after = (each.text.splitlines()[:LONGEST_DIFFERENCE] for each in (older, newer))
    lines = difflib.unified_diff(before, after, lineterm="", n=2)
    counted = amount(older.text, newer.text)
    return {
        "document": older.document.public_id,
        "from_taken_at": timestamp(older.taken_at),
        "to_taken_at": timestamp(newer.taken_at),
        "words": {"added": counted[0], "removed": counted[1]} if counted else None,
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
        "relation": row.relation,
        "about": row.subject.slug if row.subject else None,
        "head": row.head.public_id if row.head else None,
        "about_reason": row.about_reason,
        "claims": row.claims,
        "changes": row.changes,
        "looks": row.looks,
        "event": row.event.slug if row.event else None,
        "decided": decided,
    }
