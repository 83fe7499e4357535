"""Proof that what was stored of the web is what was seen: every snapshot's text and bytes against their hashes."""

import hashlib
from collections.abc import Iterator

from agreements.fetching import store
from agreements.fetching.store import Damaged
from agreements.models import Redaction, Snapshot


def faults() -> Iterator[str]:
    """A sentence for every text or file that is off. Bytes that many snapshots share are read once."""
    looked_at = dict.fromkeys(_redacted(), "")
    for row in Snapshot.objects.select_related("document").order_by("pk").iterator(chunk_size=500):
        named = f"snapshot {row.pk} ({row})"
        if hashlib.sha256(row.text.encode()).hexdigest() != row.text_sha256:
            yield f"{named}: its text is not the one that was stored"
        if row.sha256 not in looked_at:
            looked_at[row.sha256] = _damage(row.sha256)
        if damage := looked_at[row.sha256]:
            yield f"{named}: {damage}"


def _redacted() -> set[str]:
    """Of pages whose words were blacked out, the bytes are gone by right."""
    keys = {
        key for rows in Redaction.objects.values_list("rows", flat=True) for name, key, _ in rows if name == "snapshot"
    }
    return set(Snapshot.objects.filter(pk__in=keys).values_list("sha256", flat=True))


def _damage(sha256: str) -> str:
    """What is wrong with stored bytes; "" if nothing is."""
    try:
        store.get(sha256)
    except Damaged as fault:
        return str(fault)
    except OSError as fault:
        return f"The stored bytes {sha256} cannot be read: {fault.strerror or fault}."
    return ""
