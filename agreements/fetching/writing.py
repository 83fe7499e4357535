"""All rows of one look in one transaction. Documents are guarded by their unique address, snapshots by their document.

Storing the documents locks their rows, in the order of their addresses; what it then reads of their latest versions
stays true until the commit.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from agreements.errors import TemporaryError
from agreements.fetching import rows
from agreements.fetching import store as stored_bytes
from agreements.fetching.formats.base import ENTRY
from agreements.fetching.rows import Row
from agreements.models import Absence, Document, FetchRun, Snapshot, Source

INSERT = """
INSERT INTO agreements_document AS known
    (url, source_id, title, publisher, language, published, first_seen, last_seen)
SELECT url, source, title, publisher, language, published, now, now
FROM json_to_recordset(%s) AS seen (url text, source bigint, title text, publisher text, language text,
                                    published timestamptz, now timestamptz)
ORDER BY url
"""

# A row inserted by two looks at once meets itself in two unique indexes, of the address and of its digest. Only a DO
# NOTHING that names neither yields to both; an upsert by one of them fails on the other.
ADD = INSERT + "ON CONFLICT DO NOTHING RETURNING url, id"
RENEW = f"""{INSERT}
ON CONFLICT (url) DO UPDATE SET
    last_seen = greatest(known.last_seen, excluded.last_seen),
    source_id = coalesce(known.source_id, excluded.source_id),
    title = coalesce(nullif(excluded.title, ''), known.title),
    publisher = coalesce(nullif(known.publisher, ''), excluded.publisher),
    language = coalesce(excluded.language, known.language),
    published = coalesce(excluded.published, known.published)
"""

KNOWN = """
SELECT asked.url, document.id, latest.sha256, latest.taken_at, ours.sha256
FROM json_to_recordset(%s) AS asked (url text, source bigint)
JOIN agreements_document document ON document.url = asked.url
LEFT JOIN LATERAL (
    SELECT sha256, taken_at FROM agreements_snapshot
    WHERE document_id = document.id ORDER BY taken_at DESC LIMIT 1
) latest ON true
LEFT JOIN LATERAL (
    SELECT version.sha256 FROM agreements_snapshot version LEFT JOIN agreements_fetchrun run ON run.id = version.run_id
    WHERE version.document_id = document.id AND run.source_id IS NOT DISTINCT FROM asked.source
    ORDER BY version.taken_at DESC LIMIT 1
) ours ON true
"""

# The order of a statement's rows is its own: a snapshot is told by its document, of which there is one in each write.
KEEP = """
INSERT INTO agreements_snapshot
    (document_id, run_id, taken_at, sha256, text_sha256, size, media_type, final_url, http_status, headers, title,
     published, language, text)
SELECT * FROM json_to_recordset(%s) AS fresh
    (document_id bigint, run_id bigint, taken_at timestamptz, sha256 text, text_sha256 text, size bigint,
     media_type text, final_url text, http_status integer, headers jsonb, title text, published timestamptz,
     language text, text text)
RETURNING document_id, id
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as this look saw it. `text`: None where its bytes were known before the look, and so not read.

    `content`: the bytes, if they are to be kept in the database; None: they are known, or kept as a file.
    """

    url: str
    final_url: str
    sha256: str
    size: int
    media_type: str
    title: str = ""
    text: str | None = None
    content: bytes | None = None
    published: datetime | None = None
    language: str | None = None
    publisher: str = ""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a document. `latest`: of anybody's looks; `ours`: of this source's, or of no source's."""

    id: int
    latest: str | None
    latest_at: datetime | None
    ours: str | None

    def has(self, sha256: str) -> bool:
        """Whether these bytes are no news. Two sources that see two versions, time and again, bring none."""
        return sha256 in (self.latest, self.ours)


@dataclass(frozen=True, slots=True)
class Sight:
    """The documents that one look saw. `run`: None for a page that is fetched because it is cited."""

    run: FetchRun | None
    seen: Sequence[Seen]
    now: datetime

    @property
    def source_id(self) -> int | None:
        return self.run.source_id if self.run else None


def known(source: Source | None, urls: Iterable[str]) -> dict[str, Known]:
    """What is stored of the documents at `urls`, by address. `source`: whose look this is; None: of a cited page."""
    return _known([{"url": url, "source": source.pk if source else None} for url in urls])


def _known(asked: Sequence[Row]) -> dict[str, Known]:
    return {url: Known(*rest) for url, *rest in rows.write(KNOWN, asked)}


def store(run: FetchRun | None, seen: Sequence[Seen], now: datetime) -> list[Snapshot]:
    """What one look saw, written as by `store_all`."""
    return store_all([Sight(run, seen, now)])


@transaction.atomic(savepoint=False)
def store_all(sights: Sequence[Sight]) -> list[Snapshot]:
    """Write the documents of some looks, and snapshots of those that are new or changed; these are returned.

    No address may stand in two of them. Raises TemporaryError if somebody else stored another version of a document
    since the look began.
    """
    pairs = [(sight, each) for sight in sights for each in sight.seen]
    if not pairs:
        return []
    stored = _store_documents(pairs)
    fresh = [(sight, each) for sight, each in pairs if not stored[each.url].has(each.sha256)]
    stored_bytes.put_entries([each.content for _, each in fresh if each.content is not None])
    return _keep([_snapshot(sight, each, stored[each.url]) for sight, each in fresh])


def _store_documents(pairs: Sequence[tuple[Sight, Seen]]) -> dict[str, Known]:
    """Write the documents, new ones and others; what was stored of each before."""
    documents = [_document(sight, each) for sight, each in pairs]
    added = {url: Known(key, None, None, None) for url, key in rows.write(ADD, documents)}
    others = [each for each in documents if each["url"] not in added]
    rows.write(RENEW, others)
    there_before = {each["url"] for each in others}
    for sight in {id(sight): sight for sight, each in pairs if each.url in there_before}.values():
        # That a feed lists a page does not say that the page is there.
        _are_there([each.url for each in sight.seen if each.media_type != ENTRY], sight.now)
    return added | _known(others)


def _document(sight: Sight, seen: Seen) -> Row:
    return {
        "url": seen.url,
        "source": sight.source_id,
        "title": seen.title,
        "publisher": seen.publisher,
        "language": seen.language,
        "published": seen.published,
        "now": sight.now,
    }


def _snapshot(sight: Sight, seen: Seen, document: Known) -> dict[str, Any]:
    if seen.text is None:
        raise TemporaryError(
            f"{seen.url} was stored anew by another look at the same time; the next look sorts it out."
        )
    after = document.latest_at and document.latest_at + timedelta(microseconds=1)
    return {
        "document_id": document.id,
        "run_id": sight.run.pk if sight.run else None,
        "taken_at": max(sight.now, after) if after else sight.now,
        "sha256": seen.sha256,
        "text_sha256": hashlib.sha256(seen.text.encode()).hexdigest(),
        "size": seen.size,
        "media_type": seen.media_type,
        "final_url": seen.final_url,
        "http_status": seen.status,
        "headers": dict(seen.headers),
        "title": seen.title,
        "published": seen.published,
        "language": seen.language,
        "text": seen.text,
    }


def _keep(fresh: Sequence[Row]) -> list[Snapshot]:
    keys = dict(rows.write(KEEP, fresh))
    return [Snapshot(id=keys[each["document_id"]], **each) for each in fresh]


@transaction.atomic(savepoint=False)
def still_there(url: str, now: datetime) -> None:
    """Note that a page was there, unchanged."""
    Document.objects.filter(url=url).update(last_seen=Greatest(F("last_seen"), now))
    _are_there([url], now)


@transaction.atomic(savepoint=False)
def gone(url: str, now: datetime) -> None:
    """Note since when a page is not there; the first time counts."""
    document = Document.objects.select_for_update().filter(url=url, gone_since=None).first()
    if document:
        Absence.objects.create(document=document, since=now)
        document.gone_since = now
        document.save(update_fields=["gone_since"])


def _are_there(urls: list[str], now: datetime) -> None:
    """Note that pages that were gone are there again."""
    back = Document.objects.filter(url__in=urls, gone_since__isnull=False)
    if keys := list(back.values_list("pk", flat=True)) if urls else []:
        Absence.objects.filter(document__in=keys, until=None).update(until=Greatest(F("since"), now))
        Document.objects.filter(pk__in=keys).update(gone_since=None)
