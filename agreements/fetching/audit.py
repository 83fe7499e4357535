"""Proof that what was stored of the web is what was seen: every snapshot's text and bytes against their hashes."""

import hashlib
from collections.abc import Iterator

from agreements.fetching import store
from agreements.fetching.store import Damaged
from agreements.models import Redaction, Snapshot


def faults() -> Iterator[str]:
    """A sentence for every text or file that is off. Bytes that many snapshots share are read once."""
    damaged: dict[str, str] = {}
    redacted = _redacted()
    whole: set[str] = set()
    for row in Snapshot.objects.select_related("document").order_by("pk").iterator(chunk_size=500):
        named = f"snapshot {row.pk} ({row})"
        if hashlib.sha256(row.text.encode()).hexdigest() != row.text_sha256:
            yield f"{named}: its text is not the one that was stored"
        if row.sha256 in redacted:
            continue
        if row.sha256 not in whole and row.sha256 not in damaged:
            _look(row.sha256, whole, damaged)
        if row.sha256 in damaged:
            yield f"{named}: {damaged[row.sha256]}"


def _redacted() -> set[str]:
    """Of pages whose words were blacked out, the bytes are gone by right."""
    keys = {
        key for rows in Redaction.objects.values_list("rows", flat=True) for name, key, _ in rows if name == "snapshot"
    }
    return set(Snapshot.objects.filter(pk__in=keys).values_list("sha256", flat=True))


def _look(sha256: str, whole: set[str], damaged: dict[str, str]) -> None:
    try:
        store.get(sha256)
        whole.add(sha256)
    except Damaged as fault:
        damaged[sha256] = str(fault)
    except OSError as fault:
        damaged[sha256] = f"The stored bytes {sha256} cannot be read: {fault.strerror or fault}."
